// The optimizer that optimizes nothing: what the backend does not know is lowered, guards get their
// exits.
#include "jit/optimize/optimize.h"

#include "jit/trace/objects.h"

namespace tw::jit {

namespace {

class PassThrough final : public OptimizerView {
public:
  PassThrough(const OptimizerInput& input, std::span<LoopTarget* const> jumpTo, LoopToken& token,
              CompiledCode& code, Trace* out)
      : input_(input), in_(*input.trace), jumpTo_(jumpTo), token_(token), code_(code), out_(*out),
        renamed_(in_.size()) {}

  OptimizeResult run();

  Operand resolve(Operand recorded) override {
    if (!recorded || recorded.isResult()) return recorded ? renamed_[recorded.index()] : recorded;
    const Constant& constant = in_.constants[recorded.index()];
    return out_.addConstant(constant.kind, constant.word);
  }
  bool virtualOf(Operand, uint32_t*, VirtualShape*) override { return false; }

private:
  const OptimizerInput& input_;
  const Trace& in_;
  std::span<LoopTarget* const> jumpTo_;
  LoopToken& token_;
  CompiledCode& code_;
  Trace& out_;
  std::vector<Operand> renamed_;
  std::vector<Operand> operands_, exitValues_;
  LoopTarget* start_ = nullptr; // the label that a loop closes on
  bool tooManyValues_ = false;
  bool fieldChanged_ = false; // a quasi-immutable one

  void addStart();
  Guard& addGuard(Op op);
  uint32_t addTarget(LoopTarget* target) {
    out_.targets.push_back(target);
    return uint32_t(out_.targets.size() - 1);
  }
  Operand addGuardOperation(const TraceOp& op);
  void addFinish(const TraceOp& op);
  Operand addVirtualRef();
  void resolveVirtualRef();
  Operand copy(const TraceOp& op);
};

// Where a closed loop goes on: all that it carries.
void PassThrough::addStart() {
  code_.targets.push_back(std::make_unique<LoopTarget>());
  start_ = code_.targets.back().get();
  start_->token = &token_;
  operands_.clear();
  for (const Operand carried : input_.carried) {
    operands_.push_back(resolve(carried));
    start_->kinds.push_back(in_.kindOf(carried));
  }
  out_.add(Op::Label, operands_, kNone, addTarget(start_));
}

Guard& PassThrough::addGuard(Op op) {
  code_.guards.push_back(std::make_unique<Guard>(&code_));
  Guard& guard = *code_.guards.back();
  guard.op = op;
  return guard;
}

Operand PassThrough::addGuardOperation(const TraceOp& op) {
  Guard& guard = addGuard(op.op);
  exitValues_.clear();
  if (!input_.resume->build(op.extra, *this, {}, out_, guard, &exitValues_)) tooManyValues_ = true;
  const Exit exit{&guard, uint32_t(out_.exitValues.size()), uint32_t(exitValues_.size())};
  out_.exitValues.insert(out_.exitValues.end(), exitValues_.begin(), exitValues_.end());
  out_.exits.push_back(exit);
  return out_.add(op.op, operands_, op.descr, uint32_t(out_.exits.size() - 1));
}

void PassThrough::addFinish(const TraceOp& op) {
  Guard& guard = addGuard(Op::Finish);
  guard.kind = GuardKind(op.extra);
  if (!operands_.empty()) guard.setExits(out_.kindsOf(operands_));
  out_.exits.push_back({&guard, 0, 0});
  out_.add(Op::Finish, operands_, kNone, uint32_t(out_.exits.size() - 1));
}

// An object whose token leads to the machine frame.
Operand PassThrough::addVirtualRef() {
  const bool isInstance =
      tw_jit_program.descrs[tw_jit_program.virtual_ref_size].flags & TW_SIZE_INSTANCE;
  const Operand token = out_.add(Op::ForceToken, {});
  const Operand made =
      out_.add(isInstance ? Op::NewWithVtable : Op::New, {}, tw_jit_program.virtual_ref_size);
  out_.add(Op::SetFieldGc, {made, token}, tw_jit_program.virtual_ref_token);
  return made;
}

// operands_: the reference, what it leads to from now on; null: nothing, its frame has ended.
void PassThrough::resolveVirtualRef() {
  const bool isEnded = operands_[1].isConstant() && out_.wordOf(operands_[1]) == 0;
  out_.add(Op::SetFieldGc, {operands_[0], out_.constInt(isEnded ? TW_VIRTUAL_REF_ENDED : 0)},
           tw_jit_program.virtual_ref_token);
  if (!isEnded)
    out_.add(Op::SetFieldGc, {operands_[0], operands_[1]}, tw_jit_program.virtual_ref_forced);
}

Operand PassThrough::copy(const TraceOp& op) {
  operands_.clear();
  for (const Operand operand : in_.operandsOf(op)) operands_.push_back(resolve(operand));
  if (op.op == Op::GuardFutureCondition) return {};
  if (isGuard(op.op)) return addGuardOperation(op);
  switch (op.op) {
  case Op::InputI: return out_.addInput(Kind::Int);
  case Op::InputR: return out_.addInput(Kind::Ref);
  case Op::InputF: return out_.addInput(Kind::Float);
  case Op::QuasiImmutField: fieldChanged_ |= !isFieldUnchanged(in_, op); return {};
  case Op::RecordExactClass:
  case Op::RecordExactValueI:
  case Op::RecordExactValueR:
  case Op::RecordKnownResult:
  case Op::AssertNotNone: return {};
  case Op::VirtualRef: return addVirtualRef();
  case Op::VirtualRefFinish: resolveVirtualRef(); return {};
  case Op::Finish: addFinish(op); return {};
  case Op::Jump:
    return out_.add(Op::Jump, operands_, kNone, addTarget(start_ ? start_ : jumpTo_.front()));
  case Op::CallPureI:
  case Op::CallPureR:
  case Op::CallPureF:
  case Op::CallPureN:
    return out_.add(Op(unsigned(op.op) - unsigned(Op::CallPureI) + unsigned(Op::CallI)), operands_,
                    op.descr);
  case Op::CallLoopInvariantI:
  case Op::CallLoopInvariantR:
  case Op::CallLoopInvariantF:
  case Op::CallLoopInvariantN:
    return out_.add(Op(unsigned(op.op) - unsigned(Op::CallLoopInvariantI) + unsigned(Op::CallI)),
                    operands_, op.descr);
  case Op::CallAssemblerI:
  case Op::CallAssemblerR:
  case Op::CallAssemblerF:
  case Op::CallAssemblerN:
    return out_.add(op.op, operands_, op.descr, addTarget(in_.targets[op.extra]));
  default: return out_.add(op.op, operands_, op.descr);
  }
}

OptimizeResult PassThrough::run() {
  const bool closes = in_.ops.back().op == Op::Jump && jumpTo_.empty();
  for (uint32_t index = 0; index < in_.size(); ++index) {
    if (index == in_.inputCount + input_.prologue && (closes || input_.labelAtStart)) addStart();
    renamed_[index] = copy(in_.ops[index]);
  }
  if (fieldChanged_) return {OptimizeStatus::InvalidLoop, "a quasi-immutable field has changed"};
  if (tooManyValues_) return {OptimizeStatus::TooManyValues, "a guard hands over too many values"};
  return {};
}

} // namespace

OptimizeResult passThrough(const OptimizerInput& input, std::span<LoopTarget* const> jumpTo,
                           LoopToken& token, CompiledCode& code, Trace* out) {
  return PassThrough(input, jumpTo, token, code, out).run();
}

} // namespace tw::jit
