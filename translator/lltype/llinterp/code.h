// The code that graphs are decoded to.
//
// A frame is an array of words: the constants of the graph first, then one slot
// per variable, then scratch slots. Instructions name slots; `imm` is an offset,
// a length, a pointer; `other` is a slot, a scale, a position in the code.
#pragma once

#include "translator/flow/llops.h"
#include "translator/lltype/heap.h"

#include <memory>
#include <vector>

namespace tw::llinterp {

using lltype::Word;

enum class Do : uint8_t {
  // Control: `other` is the target
  Jump,
  JumpIf,    // a
  JumpIfNot, // a
  Switch,    // a; imm: index of the jump table
  Return,    // a
  Raise,     // a: vtable, b: instance
  Catch,     // imm: vtable to match; dst, b: slots (or kNoSlot) for class and instance;
             // other: where to go on if it does not match
  Propagate, // leave the function with the pending exception
  Stop,      // imm: index of the message of an InterpreterError
  // Moves and the arithmetic worth a case of its own
  Move,
  IntAdd,
  IntSub,
  IntMul,
  IntAnd,
  IntOr,
  IntXor,
  IntLt,
  IntLe,
  IntGt,
  IntGe,
  Equal,
  NotEqual,
  UintLt,
  UintGe,
  IsTrue,
  IsFalse,
  AddOvf,
  SubOvf,
  MulOvf,
  Fold, // any other pure operation: operands a, b, other; imm: index of the FoldSite
  // Memory; null pointers are refused
  Load,       // dst = [a + imm], width
  Store,      // [a + imm] = b, width
  LoadItem,   // dst = [a + imm + b * other], width
  StoreItem,  // [a + imm + b * other] = dst (a slot that is read), width
  Offset,     // dst = a + imm
  OffsetItem, // dst = a + imm + b * other
  CheckIndex, // b < word at [a + imm]; else InterpreterError
  CheckBound, // b < imm
  // Calls and allocation
  Call,         // imm: FunctionContainer*; a: first entry of the operand list, b: how many
  CallIndirect, // other: slot of the function
  Malloc,       // imm: Type*; a: slot of the length; b: 1 if raw, 2 if raw and cleared
  Service,      // imm: index of the ServiceSite; a, b: operand list as for Call
};

enum class Width : uint8_t { None, U8, S8, U16, S16, U32, S32, W64 };

constexpr uint32_t kNoSlot = ~uint32_t{0};
constexpr uint32_t kNoHandler = ~uint32_t{0};

struct Instruction {
  Do what;
  Width width = Width::None;
  uint32_t dst = kNoSlot;
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t other = 0;
  // Where an exception of this instruction goes: a position, or kNoHandler.
  uint32_t handler = kNoHandler;
  uint64_t imm = 0;
};

struct FoldSite {
  lltype::Folder folder;
  uint8_t count;
  const lltype::Type* types[3];
  const lltype::Type* result;
  lltype::LlOp op;
};

// Operations that need the machine: collector, addresses, debugging.
struct ServiceSite {
  lltype::LlOp op;
  std::vector<flow::Value> args; // for types and Symbols
  const lltype::Type* result;
};

struct JumpTable {
  std::vector<std::pair<Word, uint32_t>> cases;
  uint32_t otherwise = 0;
};

struct Code {
  const flow::FunctionGraph* graph = nullptr;
  std::vector<Instruction> instructions;
  std::vector<Word> constants;
  uint32_t frameSize = 0;
  std::vector<uint32_t> inputs;   // slots of the arguments; kNoSlot for Void
  std::vector<uint32_t> operands; // slots of calls and services
  std::vector<FoldSite> folds;
  std::vector<ServiceSite> services;
  std::vector<JumpTable> tables;
  std::vector<std::string> messages;
};

Width widthOf(const lltype::Type& type);

std::unique_ptr<Code> decode(const flow::FunctionGraph& graph, lltype::Heap& heap);

} // namespace tw::llinterp
