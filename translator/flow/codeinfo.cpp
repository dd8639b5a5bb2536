// One scan for joins, one for matching blocks, and liveness of locals to a fixed point.
#include "translator/flow/codeinfo.h"

namespace tw::flow {
namespace {

using syntax::CodeObject;
using syntax::CompareOp;
using syntax::Instruction;
using syntax::Opcode;
using syntax::UnaryOp;

bool isJump(Opcode op) { return syntax::argumentKind(op) == syntax::ArgumentKind::Target; }

bool endsFlow(Opcode op) {
  return op == Opcode::Jump || op == Opcode::Return || op == Opcode::Raise || op == Opcode::Reraise;
}

bool isConditionalJump(Opcode op) { return isJump(op) && op != Opcode::Jump; }

// Instructions after which two paths go on with different constants.
bool forks(const Instruction& instruction) {
  switch (instruction.op) {
  case Opcode::Unary: return static_cast<UnaryOp>(instruction.arg) == UnaryOp::Not;
  case Opcode::Compare: {
    auto op = static_cast<CompareOp>(instruction.arg);
    return op == CompareOp::NotIn || op == CompareOp::IsNot;
  }
  default: return false;
  }
}

// May stand between the start of an except clause and its test.
bool onlyLoads(Opcode op) {
  switch (op) {
  case Opcode::LoadConst:
  case Opcode::LoadGlobal:
  case Opcode::LoadName:
  case Opcode::LoadDeref:
  case Opcode::LoadFast:
  case Opcode::LoadAttr:
  case Opcode::BuildTuple: return true;
  default: return false;
  }
}

} // namespace

CodeInfo::CodeInfo(const CodeObject& code)
    : locals_(static_cast<uint32_t>(code.varnames.size())), join_(code.instructions.size() + 1),
      matching_(code.instructions.size() + 1), loopHead_(code.instructions.size() + 1),
      live_((code.instructions.size() + 1) * locals_) {
  findJoins(code);
  findMatching(code);
  findLiveLocals(code);
}

void CodeInfo::findJoins(const CodeObject& code) {
  for (uint32_t i = 0; i < code.instructions.size(); ++i) {
    const Instruction& instruction = code.instructions[i];
    if (isJump(instruction.op)) join_[instruction.arg] = true;
    if (isJump(instruction.op) && instruction.arg <= i) loopHead_[instruction.arg] = true;
    if (instruction.op == Opcode::Raise && instruction.arg == 0) hasBareRaise_ = true;
    if (!forks(instruction)) continue;
    // A jump that comes next decides by the constant; other code is shared.
    const Instruction& next = code.instructions[i + 1];
    if (!isConditionalJump(next.op) && !forks(next)) join_[i + 1] = true;
  }
  for (const syntax::ExceptionRange& range : code.exceptionTable) join_[range.handler] = true;
}

void CodeInfo::findMatching(const CodeObject& code) {
  for (const syntax::ExceptionRange& range : code.exceptionTable) {
    uint32_t position = range.handler;
    while (true) {
      uint32_t test = position;
      while (onlyLoads(code.instructions[test].op)) ++test;
      if (code.instructions[test].op != Opcode::ExceptionMatch) break;
      for (uint32_t i = position; i <= test + 1; ++i) matching_[i] = true;
      const Instruction& jump = code.instructions[test + 1];
      if (jump.op != Opcode::PopJumpIfFalse) break;
      join_[test + 2] = true; // the clause's body
      position = jump.arg;
    }
    if (code.instructions[position].op == Opcode::Reraise) matching_[position] = true;
  }
}

// Backwards until nothing changes; a handler is a successor of all it covers.
void CodeInfo::findLiveLocals(const CodeObject& code) {
  if (locals_ == 0) return;
  for (bool changed = true; changed;) {
    changed = false;
    for (auto i = static_cast<uint32_t>(code.instructions.size()); i-- > 0;)
      changed |= updateLive(code, i);
  }
}

bool CodeInfo::updateLive(const CodeObject& code, uint32_t position) {
  const Instruction& instruction = code.instructions[position];
  const syntax::ExceptionRange* range = code.handlerFor(position);
  bool reads = instruction.op == Opcode::LoadFast || instruction.op == Opcode::DeleteFast;
  bool writes = instruction.op == Opcode::StoreFast;
  bool changed = false;
  for (uint32_t local = 0; local < locals_; ++local) {
    bool live = false;
    if (!endsFlow(instruction.op)) live = isLive(position + 1, local);
    if (isJump(instruction.op)) live = live || isLive(instruction.arg, local);
    if (writes && instruction.arg == local) live = false;
    if (reads && instruction.arg == local) live = true;
    if (range) live = live || isLive(range->handler, local);
    size_t index = size_t{position} * locals_ + local;
    if (live && !live_[index]) {
      live_[index] = true;
      changed = true;
    }
  }
  return changed;
}

} // namespace tw::flow
