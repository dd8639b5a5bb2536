// Machine: runs Code. run.cpp has the dispatch loop, services.cpp the operations
// that are too rare for it.
#pragma once

#include "translator/lltype/llinterp/code.h"
#include "translator/lltype/llinterp/llinterp.h"

#include <map>
#include <unordered_map>

namespace tw::llinterp {

class Machine {
public:
  Machine(lltype::Heap& heap, Options options);

  Outcome call(const flow::FunctionGraph& graph, std::span<const Word> args);

private:
  const Code& codeOf(const flow::FunctionGraph& graph);
  // Runs on a frame whose inputs are set; a pending exception is in excType_.
  Word run(const Code& code, Word* frame);
  Word callFunction(const lltype::FunctionContainer& callee, const Word* frame,
                    const uint32_t* operands, uint32_t count);
  Word callGraph(const Code& code, const Word* args, uint32_t count);
  Word callNative(const lltype::ExternalFunction& external, std::span<const Word> args);
  Word callBack(const lltype::FunctionContainer& callee, std::span<const Word> args);
  Word* pushFrame(const Code& code);
  Word allocate(const Instruction& instruction, Word length);
  bool matches(Word vtable) const;
  void raise(Word instance, const char* what);

  Word service(const ServiceSite& site, std::span<const Word> args);
  void copyItems(const ServiceSite& site, std::span<const Word> args);
  void fillItems(const ServiceSite& site, std::span<const Word> args, Word value);
  Word numberOf(Word object); // a stable number in place of the address
  void write(std::string_view text);
  void debugPrint(const ServiceSite& site, std::span<const Word> args);
  std::string textOf(flow::Value arg, Word word) const;

  lltype::Heap& heap_;
  Options options_;
  std::unordered_map<const flow::FunctionGraph*, std::unique_ptr<Code>> codes_;
  // Frames lie in chunks that never move.
  std::vector<std::unique_ptr<Word[]>> chunks_;
  size_t chunk_ = 0;
  size_t used_ = 0;
  uint32_t depth_ = 0;
  Word excType_ = 0;
  Word excValue_ = 0;
  std::unordered_map<Word, Word> numbers_;
  std::map<std::string, Word> threadLocals_;
};

} // namespace tw::llinterp
