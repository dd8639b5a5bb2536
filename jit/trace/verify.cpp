// One walk over a trace that checks each operation against its row of the table.
#include "jit/trace/verify.h"

#include "jit/format/program.h"
#include "jit/trace/tokens.h"

#include <algorithm>

namespace tw::jit {

namespace {

Kind kindOfLetter(char letter) {
  switch (letter) {
  case 'i': return Kind::Int;
  case 'r': return Kind::Ref;
  case 'f': return Kind::Float;
  default: return Kind::Void;
  }
}

const char* nameOf(Kind kind) {
  constexpr const char* kNames[] = {"nothing", "int", "ref", "float"};
  return kNames[size_t(kind)];
}

bool isIn(Op op, Op first, Op last) { return op >= first && op <= last; }
bool isCallAssembler(Op op) { return isIn(op, Op::CallAssemblerI, Op::CallAssemblerN); }
bool isCallMayForce(Op op) { return isIn(op, Op::CallMayForceI, Op::CallMayForceN); }
bool isLast(Op op) { return op == Op::Jump || op == Op::Finish || op == Op::GuardAlwaysFails; }

// Operations that optimizers replace.
bool isLowered(Op op) {
  return isIn(op, Op::CallPureI, Op::CallPureN) ||
         isIn(op, Op::CallLoopInvariantI, Op::CallLoopInvariantN) || op == Op::VirtualRef ||
         op == Op::VirtualRefFinish || op == Op::GuardFutureCondition ||
         op == Op::QuasiImmutField || isIn(op, Op::RecordExactClass, Op::RecordKnownResult) ||
         op == Op::AssertNotNone;
}

// The kind of descriptor that an operation has, or -1.
int descriptorOf(Op op) {
  if (isIn(op, Op::GetFieldGcI, Op::SetFieldRaw)) return TW_DESCR_FIELD;
  if (isIn(op, Op::GetArrayItemGcI, Op::ArrayLenGc)) return TW_DESCR_ARRAY;
  if (isIn(op, Op::GetInteriorFieldGcI, Op::SetInteriorFieldGc)) return TW_DESCR_INTERIOR;
  if (op == Op::New || op == Op::NewWithVtable) return TW_DESCR_SIZE;
  if (op == Op::NewArray) return TW_DESCR_ARRAY;
  if (opInfo(op).category == Category::Call || op == Op::RecordKnownResult) return TW_DESCR_CALL;
  return -1;
}

class Verifier {
public:
  Verifier(const Trace& trace, TraceForm form) : trace_(trace), form_(form) {}

  std::string run() {
    if (trace_.size() == 0 || !isLast(trace_.ops.back().op)) return "the trace has no end";
    for (now_ = 0; now_ < trace_.size(); ++now_) {
      const char* mistake = operation(trace_.ops[now_]);
      if (mistake)
        return "operation " + std::to_string(now_) + " (" + opInfo(trace_.ops[now_].op).name +
               "): " + mistake + detail_;
    }
    return {};
  }

private:
  const Trace& trace_;
  const TraceForm form_;
  uint32_t now_ = 0;
  uint32_t label_ = kNone; // the last one
  std::string detail_;

  const char* operation(const TraceOp& op) {
    const bool isInput = opInfo(op.op).category == Category::Input;
    if (isInput != (now_ < trace_.inputCount))
      return "an input that is not at the start, or lacks there";
    if (isLast(op.op) && now_ + 1 != trace_.size()) return "the trace goes on behind its end";
    if (form_ == TraceForm::Optimized && isLowered(op.op)) return "no operation for the backend";
    if (form_ == TraceForm::Recorded && op.op == Op::Label) return "a label in a recorded trace";
    if (const char* mistake = operands(op)) return mistake;
    if (const char* mistake = order(op)) return mistake;
    if (const char* mistake = descriptor(op)) return mistake;
    switch (opInfo(op.op).category) {
    case Category::Guard: return form_ == TraceForm::Optimized ? exitOf(op) : nullptr;
    case Category::Control: return control(op);
    case Category::Call:
      return isCallAssembler(op.op) && op.extra >= trace_.targets.size() ? "calls no loop"
                                                                         : nullptr;
    default: return nullptr;
    }
  }

  // Is the value defined here? Behind a label only its own values are, and later ones.
  bool isDefined(Operand operand) const {
    if (operand.isConstant()) return operand.index() < trace_.constants.size();
    if (operand.index() >= now_ || trace_.kindOf(operand) == Kind::Void) return false;
    if (label_ == kNone || operand.index() > label_) return true;
    const auto carried = trace_.operandsOf(trace_.ops[label_]);
    return std::find(carried.begin(), carried.end(), operand) != carried.end();
  }

  const char* operands(const TraceOp& op) {
    if (op.first + op.count > trace_.operands.size()) return "its operands lie outside of the list";
    const char* kinds = opInfo(op.op).operands;
    const auto given = trace_.operandsOf(op);
    for (size_t index = 0; index < given.size(); ++index) {
      detail_ = ": operand " + std::to_string(index);
      if (!given[index]) return "an operand lacks";
      if (!isDefined(given[index])) return "an operand is not defined here";
      if (!*kinds) return "too many operands";
      const Kind expected = kindOfLetter(*kinds);
      if (*kinds != '+') ++kinds;
      if (expected == Kind::Void || trace_.kindOf(given[index]) == expected) continue;
      detail_ += std::string(", which is ") + nameOf(trace_.kindOf(given[index]));
      return "an operand is of another kind";
    }
    detail_.clear();
    return *kinds && *kinds != '+' ? "too few operands" : nullptr;
  }

  // Guards on what the operation before has left must follow it at once.
  const char* order(const TraceOp& op) {
    const Op next = now_ + 1 < trace_.size() ? trace_.ops[now_ + 1].op : Op::Count;
    if (opInfo(op.op).category == Category::Overflow && next != Op::GuardOverflow &&
        next != Op::GuardNoOverflow)
      return "no overflow guard follows";
    if ((isCallMayForce(op.op) || isCallAssembler(op.op)) && next != Op::GuardNotForced)
      return "no guard_not_forced follows";
    const Op before = now_ > 0 ? trace_.ops[now_ - 1].op : Op::Count;
    if ((op.op == Op::GuardOverflow || op.op == Op::GuardNoOverflow) &&
        (before == Op::Count || opInfo(before).category != Category::Overflow))
      return "no overflow is tested";
    if (op.op == Op::GuardNotForced && !isCallMayForce(before) && !isCallAssembler(before))
      return "no call that forces stands before it";
    return nullptr;
  }

  const char* descriptor(const TraceOp& op) {
    const int expected = descriptorOf(op.op);
    if (expected < 0) return nullptr;
    if (op.descr >= tw_jit_program.descr_count) return "it has no descriptor";
    const tw_jit_descr& descr = tw_jit_program.descrs[op.descr];
    if (descr.what != expected) return "its descriptor is of another sort";
    if (expected == TW_DESCR_CALL) return call(op, descr);
    const Category category = opInfo(op.op).category;
    if (op.op == Op::ArrayLenGc || category == Category::Allocate) return nullptr;
    const Kind value = category == Category::Write ? trace_.kindOf(trace_.operandsOf(op).back())
                                                   : opInfo(op.op).result;
    return value == kindOfLetter(char(descr.kind)) ? nullptr
                                                   : "the value is not of its descriptor's kind";
  }

  const char* call(const TraceOp& op, const tw_jit_descr& descr) {
    if (opInfo(op.op).category == Category::Call &&
        opInfo(op.op).result != kindOfLetter(char(descr.kind)))
      return "its result is not of its descriptor's kind";
    if (isCallAssembler(op.op)) return nullptr; // takes the loop's inputs
    const bool hasCondition = isIn(op.op, Op::CondCallN, Op::CondCallValueR);
    const size_t first = hasCondition || op.op == Op::RecordKnownResult ? 2 : 1;
    const auto arguments = trace_.operandsOf(op).subspan(std::min<size_t>(first, op.count));
    const std::string_view kinds = descr.call.arguments;
    if (arguments.size() != kinds.size()) return "its descriptor has another number of arguments";
    for (size_t index = 0; index < kinds.size(); ++index)
      if (trace_.kindOf(arguments[index]) != kindOfLetter(kinds[index]))
        return "an argument is not of its descriptor's kind";
    return nullptr;
  }

  const char* exitOf(const TraceOp& op) {
    if (op.extra >= trace_.exits.size()) return "it has no exit";
    const Exit& exit = trace_.exits[op.extra];
    if (!exit.guard) return "its exit has no guard";
    if (exit.first + exit.count > trace_.exitValues.size())
      return "its exit values lie outside of the list";
    const auto values = trace_.valuesOf(exit);
    const std::span<const ExitLocation> expected = exit.guard->exits();
    if (expected.size() != values.size()) return "its exit has another number of values";
    for (size_t index = 0; index < values.size(); ++index) {
      detail_ = ": exit value " + std::to_string(index);
      if (values[index] && !isDefined(values[index])) return "an exit value is not defined here";
      if ((values[index] ? trace_.kindOf(values[index]) : Kind::Void) != expected[index].kind)
        return "an exit value is of another kind";
    }
    detail_.clear();
    return nullptr;
  }

  const char* control(const TraceOp& op) {
    const auto given = trace_.operandsOf(op);
    if (op.op == Op::Finish)
      return form_ == TraceForm::Optimized && op.extra >= trace_.exits.size() ? "it has no exit"
                                                                              : nullptr;
    if (form_ == TraceForm::Recorded) return nullptr; // where the jump leads is decided later
    if (op.extra >= trace_.targets.size()) return "it has no target";
    const std::vector<Kind>& kinds = trace_.targets[op.extra]->kinds;
    if (kinds.size() != given.size()) return "its target has another number of values";
    for (size_t index = 0; index < kinds.size(); ++index)
      if (trace_.kindOf(given[index]) != kinds[index]) return "a value is not of the target's kind";
    if (op.op != Op::Label) return nullptr;
    for (size_t index = 0; index < given.size(); ++index)
      if (given[index].isConstant() || std::find(given.begin(), given.begin() + ptrdiff_t(index),
                                                 given[index]) != given.begin() + ptrdiff_t(index))
        return "the values of a label are not distinct results";
    label_ = now_;
    return nullptr;
  }
};

} // namespace

std::string verifyTrace(const Trace& trace, TraceForm form) { return Verifier(trace, form).run(); }

} // namespace tw::jit
