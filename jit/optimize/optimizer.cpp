// Dispatch, emission, and the resume data's view of values.
#include "jit/optimize/optimizer.h"

#include "jit/trace/objects.h"

namespace tw::jit {

size_t PureKeyHash::operator()(const PureKey& key) const {
  size_t hash = size_t(key.op) * 0x9e3779b97f4a7c15u ^ key.descr;
  for (ValueId operand : key.operands) hash = (hash ^ operand) * 0x100000001b3u;
  return hash ^ hash >> 29;
}

Optimizer::Optimizer(const OptimizerInput& input, CompiledCode& code, Trace& out)
    : input_(input), in_(*input.trace), code_(code), out_(out), values_(out), heap_(values_),
      map_(in_.size(), kNoValue), constantMap_(in_.constants.size(), kNoValue) {}

bool Optimizer::fail(OptimizeStatus status, const char* reason) {
  result_ = {status, reason};
  return false;
}

bool Optimizer::run(uint32_t begin, uint32_t end) {
  for (uint32_t recorded = begin; recorded < end; ++recorded)
    if (!step(recorded)) return false;
  return true;
}

ValueId Optimizer::valueOf(Operand recorded) {
  if (!recorded.isConstant()) {
    const uint32_t index = recorded.index();
    // Parts of virtual objects are shown to the resume builder as results beyond the trace's end.
    if (index >= map_.size()) return values_.find(index - uint32_t(map_.size()));
    assert(map_[index] != kNoValue);
    return values_.find(map_[index]);
  }
  if (recorded.index() >= constantMap_.size()) constantMap_.resize(in_.constants.size(), kNoValue);
  ValueId& value = constantMap_[recorded.index()];
  if (value == kNoValue) {
    const Constant& constant = in_.constants[recorded.index()];
    value = values_.ofOutput(out_.addConstant(constant.kind, constant.word));
  }
  return value;
}

void Optimizer::setValue(uint32_t recorded, ValueId value) { map_[recorded] = value; }

void Optimizer::rememberPure(PureKey key, ValueId value) {
  if (pure_.insert_or_assign(key, value).second) pureOrder_.push_back(std::move(key));
}

std::vector<ValueId> Optimizer::operandsOf(const TraceOp& op) {
  std::vector<ValueId> result;
  result.reserve(op.count);
  for (Operand operand : in_.operandsOf(op)) result.push_back(valueOf(operand));
  return result;
}

Operand Optimizer::force(ValueId value) {
  if (values_.isVirtual(value)) forceVirtual(value);
  const Operand out = values_[value].out;
  assert(out);
  return out;
}

ValueId Optimizer::emit(Op op, std::span<const ValueId> operands, uint32_t descr, uint32_t extra) {
  std::vector<Operand> forced;
  forced.reserve(operands.size());
  for (ValueId operand : operands) forced.push_back(force(operand));
  const Operand out = out_.add(op, forced, descr, extra);
  const Kind kind = opInfo(op).result;
  return kind == Kind::Void ? kNoValue : values_.create(kind, out);
}

bool Optimizer::copy(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  setValue(recorded, emit(op.op, operandsOf(op), op.descr, op.extra));
  return true;
}

bool Optimizer::step(uint32_t recorded) {
  switch (opInfo(in_.ops[recorded].op).category) {
  case Category::Input: assert(map_[recorded] != kNoValue); return true;
  case Category::Pure: return stepPure(recorded);
  case Category::Overflow: return stepOverflow(recorded);
  case Category::Guard: return stepGuard(recorded);
  case Category::Read: return stepRead(recorded);
  case Category::Write: return stepWrite(recorded);
  case Category::Allocate: return stepAllocate(recorded);
  case Category::Call: return stepCall(recorded);
  case Category::Note: return note(recorded);
  case Category::Control:
  case Category::Other: return other(recorded);
  }
  return true;
}

bool Optimizer::note(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  const auto operands = operandsOf(op);
  switch (op.op) {
  case Op::RecordExactClass:
    if (auto vtable = values_.constantWord(operands[1])) return makeClass(operands[0], *vtable);
    return true;
  case Op::RecordExactValueI:
  case Op::RecordExactValueR:
    if (values_.isConstant(operands[1]) && !values_.isConstant(operands[0]) &&
        !values_.isVirtual(operands[0]))
      values_.join(operands[0], operands[1]);
    return true;
  case Op::RecordKnownResult: {
    PureKey key{
        values_[operands[0]].kind == Kind::Int ? Op::CallPureI : Op::CallPureR, op.descr, {}};
    key.operands.assign(operands.begin() + 1, operands.end());
    rememberPure(std::move(key), operands[0]);
    return true;
  }
  case Op::AssertNotNone: makeNonNull(operands[0]); return true;
  case Op::QuasiImmutField:
    return isFieldUnchanged(in_, op) ? true : invalid("a quasi-immutable field has changed");
  default: return copy(recorded);
  }
}

bool Optimizer::other(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  switch (op.op) {
  case Op::VirtualRef: return virtualRef(recorded);
  case Op::VirtualRefFinish: return virtualRefFinish(recorded);
  case Op::KeepAlive:
    if (values_.isVirtual(valueOf(in_.operandsOf(op)[0]))) return true;
    return copy(recorded);
  case Op::Escape:
    flush();
    forgetEverything();
    return copy(recorded);
  default: return copy(recorded);
  }
}

bool Optimizer::endWith(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  if (op.op == Op::GuardAlwaysFails) return stepGuard(recorded);
  assert(op.op == Op::Finish);
  flush();
  auto guard = std::make_unique<Guard>(&code_);
  guard->kind = GuardKind(op.extra);
  guard->op = Op::Finish;
  Exit exit{guard.get(), uint32_t(out_.exitValues.size()), op.count};
  const auto operands = operandsOf(op);
  std::vector<Operand> forced;
  for (ValueId operand : operands) forced.push_back(force(operand));
  exit.first = uint32_t(out_.exitValues.size());
  out_.exitValues.insert(out_.exitValues.end(), forced.begin(), forced.end());
  guard->setExits(out_.kindsOf(forced));
  out_.add(Op::Finish, forced, op.descr, uint32_t(out_.exits.size()));
  out_.exits.push_back(exit);
  code_.guards.push_back(std::move(guard));
  return true;
}

Operand Optimizer::resolve(Operand recorded) {
  if (!recorded) return {};
  const ValueId value = valueOf(recorded);
  return values_.isVirtual(value) ? Operand() : values_[value].out;
}

bool Optimizer::virtualOf(Operand recorded, uint32_t* identity, VirtualShape* shape) {
  const ValueId value = valueOf(recorded);
  if (!values_.isVirtual(value)) return false;
  *identity = value;
  const ObjectInfo& info = *values_.objectIfAny(value);
  shape->what = info.what;
  shape->descr = info.descr;
  shape->parts.clear();
  if (isRaw(value)) describeRaw(value, shape);
  for (ValueId part : info.parts)
    shape->parts.push_back(part == kNoValue ? Operand()
                                            : Operand::result(uint32_t(map_.size()) + part));
  return true;
}

OutputMark OutputMark::of(const Trace& out, const CompiledCode& code) {
  return {out.ops.size(),     out.operands.size(), out.exits.size(),  out.exitValues.size(),
          out.targets.size(), code.guards.size(),  code.exits.size(), code.knownClasses.size(),
          code.resume.size(), code.targets.size()};
}

void OutputMark::cut(Trace* out, CompiledCode* code) const {
  out->ops.resize(ops);
  out->operands.resize(operands);
  out->exits.resize(exits);
  out->exitValues.resize(exitValues);
  out->targets.resize(targets);
  code->guards.resize(guards);
  code->exits.resize(codeExits);
  code->knownClasses.resize(knownClasses);
  code->resume.resize(resume);
  code->targets.resize(codeTargets);
}

} // namespace tw::jit
