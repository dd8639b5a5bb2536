// Decoder: turns one graph into Code. decode.cpp has control flow and calls,
// decode_memory.cpp the operations on memory.
#pragma once

#include "translator/lltype/llinterp/code.h"

#include <unordered_map>

namespace tw::llinterp {

class Decoder {
public:
  Decoder(const flow::FunctionGraph& graph, lltype::Heap& heap);
  std::unique_ptr<Code> run();

private:
  // A place inside a container: slot of the pointer, constant offset, type.
  struct Place {
    uint32_t slot;
    uint64_t offset;
    const lltype::Type* type;
  };

  void block(const flow::Block& block);
  void operation(const flow::Operation& op);
  bool arithmetic(const flow::Operation& op);
  bool memory(const flow::Operation& op);
  void call(const flow::Operation& op);
  void conditionalCall(const flow::Operation& op);
  void service(const flow::Operation& op);
  void exits(const flow::Block& block);
  void handlers(const flow::Block& block);
  void switchExits(const flow::Block& block);
  void link(const flow::Link& link);
  void moves(const std::vector<flow::Value>& from, const std::vector<flow::Variable*>& to);
  void resolveJumps();

  void malloc(const flow::Operation& op);
  void load(const flow::Operation& op, const Place& place);
  void store(flow::Value value, const Place& place);
  Place target(flow::Value pointer);
  Place fieldOf(const Place& place, flow::Value name);
  Place itemOf(const Place& place, flow::Value index);
  Place pathOf(const flow::Operation& op, size_t end);
  void arraySize(const flow::Operation& op, const Place& array);
  void indexed(const flow::Operation& op, bool isStore);

  uint32_t slot(flow::Value value);
  uint32_t constantSlot(Word word);
  uint32_t scratch() { return kVariableBit | variableSlots_++; }
  uint32_t resultSlot(const flow::Operation& op);
  Instruction& emit(Do what);
  void stop(std::string message);
  uint32_t operandList(std::span<const flow::Value> args);

  const flow::FunctionGraph& graph_;
  lltype::Heap& heap_;
  std::unique_ptr<Code> code_ = std::make_unique<Code>();
  std::unordered_map<const flow::Variable*, uint32_t> variables_;
  std::unordered_map<Word, uint32_t> constants_;
  std::unordered_map<const flow::Block*, uint32_t> positions_;
  // Jumps to blocks that have no position yet: instruction and block.
  std::vector<std::pair<uint32_t, const flow::Block*>> openJumps_;
  // Constant slots come first in the frame, so slots of variables are only
  // known at the end: until then they carry kVariableBit.
  uint32_t variableSlots_ = 0;
  static constexpr uint32_t kVariableBit = 1u << 31;
};

} // namespace tw::llinterp
