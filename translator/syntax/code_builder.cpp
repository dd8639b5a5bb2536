// Implementation of the assembler.
#include "translator/syntax/code_builder.h"

#include "translator/syntax/code_cleanup.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace tw::syntax {
namespace {

// For effect texts of plain words, "a b -> c", the effect is counted from the
// table. Others depend on the argument.
constexpr int kDependsOnArgument = 1000;

constexpr int effectOf(std::string_view text) {
  int before = 0;
  int after = 0;
  bool right = false;
  for (size_t i = 0; i < text.size();) {
    size_t end = std::min(text.find(' ', i), text.size());
    std::string_view word = text.substr(i, end - i);
    i = end + 1;
    if (word.empty()) continue;
    if (word.find_first_of(".[]|") != word.npos) return kDependsOnArgument;
    if (word == "->")
      right = true;
    else
      ++(right ? after : before);
  }
  return after - before;
}
static_assert(effectOf("a b c -> c a b") == 0);
static_assert(effectOf("-> value") == 1);
static_assert(effectOf("value obj index ->") == -3);
static_assert(effectOf("items... -> tuple") == kDependsOnArgument);

constexpr int kEffects[] = {
#define OPCODE(name, argument, effect) effectOf(effect),
#include "translator/syntax/opcodes.def"
};

int popCount(uint32_t flags) { return std::popcount(flags); }

int effectOfArgument(Opcode op, uint32_t arg) {
  int count = static_cast<int>(arg);
  switch (op) {
  case Opcode::LoadSlice: return -popCount(arg);
  case Opcode::StoreSlice: return -2 - popCount(arg);
  case Opcode::DeleteSlice: return -1 - popCount(arg);
  case Opcode::BuildSlice:
  case Opcode::BuildTuple:
  case Opcode::BuildList:
  case Opcode::BuildSet: return 1 - count;
  case Opcode::BuildMap: return 1 - 2 * count;
  case Opcode::ListAppend:
  case Opcode::SetAdd: return -1;
  case Opcode::MapAdd: return -2;
  case Opcode::UnpackSequence: return count - 1;
  case Opcode::JumpIfFalseOrPop:
  case Opcode::JumpIfTrueOrPop: return -1;
  case Opcode::ForIter: return 1;
  case Opcode::Raise: return -count;
  case Opcode::Call: {
    CallShape shape = CallShape::unpack(arg);
    return -static_cast<int>(shape.positional + 2 * shape.keywords + shape.star + shape.starStar);
  }
  case Opcode::MakeFunction: {
    FunctionShape shape = FunctionShape::unpack(arg);
    return -static_cast<int>(shape.defaults + shape.closure);
  }
  default: throw std::logic_error(std::string("no stack effect for ") + opcodeName(op));
  }
}

// A text that is equal for two constants only if they are interchangeable:
// 0, 0L, 0.0 and -0.0 differ.
struct ConstKeyWriter {
  std::string& out;

  void write(char kind, uint64_t number) {
    out += kind;
    out += std::to_string(number);
    out += ';';
  }
  void write(char kind, std::string_view text) {
    write(kind, text.size());
    out += text;
  }

  void operator()(const ConstNone&) { out += 'N'; }
  void operator()(const ConstEllipsis&) { out += 'E'; }
  void operator()(bool value) { out += value ? 'T' : 'F'; }
  void operator()(int64_t value) { write('i', static_cast<uint64_t>(value)); }
  void operator()(const ConstLong& value) { write('l', value.digits); }
  void operator()(double value) { write('d', std::bit_cast<uint64_t>(value)); }
  void operator()(const ConstComplex& value) {
    write('c', std::bit_cast<uint64_t>(value.imaginary));
  }
  void operator()(const ConstStr& value) { write('s', value.bytes); }
  void operator()(const ConstUnicode& value) {
    write('u', value.text.size());
    for (char32_t c : value.text) write('.', uint64_t{c});
  }
  void operator()(const std::shared_ptr<const ConstTuple>& value) {
    write('(', value->items.size());
    for (const ConstValue& item : value->items) std::visit(*this, item);
  }
  void operator()(const CodeObject* value) { write('o', reinterpret_cast<uintptr_t>(value)); }
};

std::string constKey(const ConstValue& value) {
  std::string out;
  std::visit(ConstKeyWriter{out}, value);
  return out;
}

} // namespace

int stackEffect(Opcode op, uint32_t arg) {
  int effect = kEffects[static_cast<size_t>(op)];
  return effect == kDependsOnArgument ? effectOfArgument(op, arg) : effect;
}

int stackEffectAtTarget(Opcode op) {
  switch (op) {
  case Opcode::Jump:
  case Opcode::JumpIfFalseOrPop:
  case Opcode::JumpIfTrueOrPop: return 0;
  default: return -1; // PopJumpIfFalse, PopJumpIfTrue, ForIter
  }
}

bool endsPath(Opcode op) {
  return op == Opcode::Jump || op == Opcode::Return || op == Opcode::Raise || op == Opcode::Reraise;
}

void CodeBuilder::adjust(int effect) {
  int depth = static_cast<int>(depth_) + effect;
  if (depth < 0) throw std::logic_error("operand stack underflow in " + code_.name);
  depth_ = static_cast<uint32_t>(depth);
}

void CodeBuilder::append(Opcode op, uint32_t arg) {
  code_.instructions.push_back({op, arg});
  code_.spans.push_back(span_);
}

void CodeBuilder::emit(Opcode op, uint32_t arg) {
  if (!reachable_) return;
  append(op, arg);
  adjust(stackEffect(op, arg));
  if (endsPath(op)) reachable_ = false;
}

void CodeBuilder::emitConst(ConstValue value) {
  if (reachable_) emit(Opcode::LoadConst, constIndex(std::move(value)));
}

void CodeBuilder::emitName(Opcode op, std::string_view name) {
  if (reachable_) emit(op, nameIndex(name));
}

void CodeBuilder::emitCall(const CallShape& shape) { emit(Opcode::Call, shape.pack()); }

Label CodeBuilder::newLabel() {
  labels_.emplace_back();
  return {static_cast<uint32_t>(labels_.size() - 1)};
}

void CodeBuilder::reach(Label label, uint32_t depth) {
  LabelInfo& info = labels_[label.id];
  if ((info.used || info.position != kUnplaced) && info.depth != depth)
    throw std::logic_error("operand stack depths differ at a label in " + code_.name);
  info.used = true;
  info.depth = depth;
}

// Until finish() the argument of a jump is the label's number.
void CodeBuilder::jump(Opcode op, Label target) {
  if (!reachable_) return;
  append(op, target.id);
  reach(target, static_cast<uint32_t>(static_cast<int>(depth_) + stackEffectAtTarget(op)));
  if (op == Opcode::Jump)
    reachable_ = false;
  else
    adjust(stackEffect(op, 0));
}

void CodeBuilder::place(Label label) {
  LabelInfo& info = labels_[label.id];
  if (reachable_) reach(label, depth_);
  info.position = here();
  if (!info.used) return;
  depth_ = info.depth;
  reachable_ = true;
}

void CodeBuilder::placeHandler(Label label, uint32_t depthBelow) {
  reach(label, depthBelow);
  labels_[label.id].position = here();
  depth_ = depthBelow;
  reachable_ = true;
  adjust(2);
}

void CodeBuilder::addRange(uint32_t start, uint32_t end, Label handler, uint32_t depthBelow) {
  if (start >= end) return;
  code_.exceptionTable.push_back({start, end, handler.id, depthBelow});
}

void CodeBuilder::setDocstring(ConstValue value) { constIndex(std::move(value)); }

uint32_t CodeBuilder::constIndex(ConstValue value) {
  auto next = static_cast<uint32_t>(code_.constants.size());
  auto [it, inserted] = constIndex_.try_emplace(constKey(value), next);
  if (inserted) code_.constants.push_back(std::move(value));
  return it->second;
}

uint32_t CodeBuilder::nameIndex(std::string_view name) {
  auto next = static_cast<uint32_t>(code_.names.size());
  auto [it, inserted] = nameIndex_.try_emplace(std::string(name), next);
  if (inserted) code_.names.emplace_back(name);
  return it->second;
}

void CodeBuilder::finish() {
  for (Instruction& instruction : code_.instructions)
    if (argumentKind(instruction.op) == ArgumentKind::Target)
      instruction.arg = labels_[instruction.arg].position;
  for (ExceptionRange& range : code_.exceptionTable)
    range.handler = labels_[range.handler].position;
  cleanUp(code_);
}

} // namespace tw::syntax
