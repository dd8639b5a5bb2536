// Jitcode in memory: what the parts of the stage hand to each other.
//
// transform makes Insns of the operations of a graph; flatten puts them into one
// sequence with labels; allocate gives variables registers; assemble writes the units.
// Operands are variables and typed constants of the graph until then.
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/lltype.h"

#include <string>
#include <utility>
#include <vector>

namespace tw::pyjitpl {

enum class JitOp : uint16_t {
#define JITOP(id, name, operands, result) id,
#include "jit/format/jitops.def"
  Count,
  // Between flatten and assemble only:
  Label,  // Number: its id
  Copies, // the moves of a link, all at once
};

struct JitOpInfo {
  const char* name;
  const char* operands; // letters of jitops.def
  char result;          // i r f, or '-'
};
const JitOpInfo& jitOpInfo(JitOp op);

// The kinds of jit/format/program.h; 'v' for Void. Types of 128 bits have none: '?'.
char kindOf(const lltype::Type& type);
inline char kindOf(flow::Value value) { return kindOf(*value.type()); }
inline bool isVoid(flow::Value value) { return value.type()->isVoid(); }

struct Operand {
  enum class What : uint8_t { Value, Number, Label, Descr, Jitcode, Values } what;
  flow::Value value;               // Value
  uint32_t number = 0;             // Number, Label, Descr, Jitcode: an index
  std::vector<flow::Value> values; // Values: call arguments (A) or a group (G)

  Operand(flow::Value value) : what(What::Value), value(value) {}
  Operand(std::vector<flow::Value> values) : what(What::Values), values(std::move(values)) {}
  Operand(What what, uint32_t number) : what(what), number(number) {}
};
inline Operand descrOperand(uint32_t index) { return {Operand::What::Descr, index}; }
inline Operand labelOperand(uint32_t id) { return {Operand::What::Label, id}; }
inline Operand numberOperand(uint32_t number) { return {Operand::What::Number, number}; }

struct Insn {
  JitOp op;
  std::vector<Operand> operands;
  flow::Variable* result = nullptr;
  SourceSpan span;
  std::vector<std::pair<flow::Variable*, flow::Value>> copies; // Copies: to, from
};

// Can the instruction make a guard? Then `live` goes before it.
bool makesGuard(JitOp op);
// Does it call? Then `live` goes after it.
bool isCall(JitOp op);
// The instruction is never followed by the next one.
bool endsControl(JitOp op);

// An assembled jitcode.
struct Jitcode {
  std::string name;
  uint32_t index = 0;
  flow::FunctionGraph* graph = nullptr; // the compiled one
  std::vector<uint16_t> code;
  uint16_t registers[3] = {0, 0, 0}; // i, r, f
  std::vector<flow::Constant*> constants[3];
  uint32_t callDescr = 0;
  int32_t driver = -1;
  std::vector<std::pair<uint32_t, uint32_t>> lines; // offset, line
  std::string text;                                 // the flattened form with registers, for people
};

} // namespace tw::pyjitpl
