// Guards: dropped where what they test is known, merged with earlier ones, and learned from.
#include "jit/optimize/optimizer.h"

#include "jit/backend/backend.h"
#include "jit/trace/objects.h"

#include <algorithm>

namespace tw::jit {

namespace {
constexpr int kMaxBackwardSteps = 8;
}

bool Optimizer::stepGuard(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  switch (op.op) {
  case Op::GuardTrue: return guardBool(recorded, true);
  case Op::GuardFalse: return guardBool(recorded, false);
  case Op::GuardValue: return guardValue(recorded);
  case Op::GuardClass: return guardClass(recorded, false);
  case Op::GuardNonNullClass: return guardClass(recorded, true);
  case Op::GuardNonNull: return guardNull(recorded, false);
  case Op::GuardIsNull: return guardNull(recorded, true);
  case Op::GuardOverflow: return guardOverflow(recorded, true);
  case Op::GuardNoOverflow: return guardOverflow(recorded, false);
  case Op::GuardNoException:
    if (callWasRemoved_ || !mayRaise_) return true;
    mayRaise_ = false;
    return emitGuard(op.op, {}, op.extra);
  case Op::GuardNotForced:
    if (callWasRemoved_) return true;
    return emitGuard(op.op, {}, op.extra);
  case Op::GuardNotInvalidated:
    if (!mayBeInvalidated_) return true;
    mayBeInvalidated_ = false;
    return emitGuard(op.op, {}, op.extra);
  case Op::GuardFutureCondition: futureCondition_ = op.extra; return true;
  case Op::GuardException: {
    if (callWasRemoved_) return invalid("guard_exception after a call that was removed");
    const auto operands = operandsOf(op);
    uint32_t position;
    if (!emitGuard(op.op, operands, op.extra, &position)) return false;
    mayRaise_ = false;
    const ValueId instance = values_.create(Kind::Ref, Operand::result(position));
    setValue(recorded, instance);
    makeNonNull(instance);
    return makeClass(instance, *values_.constantWord(operands[0]));
  }
  case Op::GuardSubclass: {
    const auto operands = operandsOf(op);
    const int64_t known = values_.vtableOf(operands[0]);
    const auto base = values_.constantWord(operands[1]);
    if (known && base) {
      // A vtable begins with the range of its class's numbers (runtime/prelude.h).
      const auto* type = reinterpret_cast<const int64_t*>(known);
      const auto* of = reinterpret_cast<const int64_t*>(*base);
      const bool derives = uint64_t(type[0] - of[0]) < uint64_t(of[1] - of[0]);
      return derives ? true : invalid("guard_subclass fails always");
    }
    makeNonNull(operands[0]);
    return emitGuard(op.op, operands, op.extra);
  }
  default: {
    const auto operands = operandsOf(op);
    return emitGuard(op.op, operands, op.extra);
  }
  }
}

std::vector<PendingStore> Optimizer::collectPending() {
  std::vector<PendingStore> pending;
  const std::vector<uint32_t> descrs(heap_.descrs().begin(), heap_.descrs().end());
  for (uint32_t descr : descrs) {
    KnownPlace* delayed = heap_.delayed(descr);
    if (!delayed) continue;
    const auto index =
        delayed->place.index == kNoValue ? int64_t(-1) : values_.constantWord(delayed->place.index);
    // Only the store of a virtual object is worth carrying past the guard.
    if (!values_.isVirtual(delayed->value) || !index) {
      forceDelayed(descr);
      continue;
    }
    const auto part = [&](ValueId value) {
      return Operand::result(uint32_t(map_.size()) + values_.find(value));
    };
    pending.push_back({descr, part(delayed->place.object), part(delayed->value), *index});
  }
  return pending;
}

// May the guard resume where the last one does? It may if nothing with an effect lies between them:
// the interpreter then repeats what it takes to get here. Guards on the outcome of a call resume
// behind it, the second of them where the first does. Behind guard_exception, which takes the
// exception, nobody else may resume.
bool Optimizer::canShareExit(Op op) {
  if (lastExit_ == kNone) return false;
  if (op == Op::GuardNoException || op == Op::GuardException)
    return out_.ops.back().op == Op::GuardNotForced;
  for (; exitSearched_ < out_.size(); ++exitSearched_) {
    const Op between = out_.ops[exitSearched_].op;
    const Category category = opInfo(between).category;
    const bool isHarmless = category == Category::Pure || category == Category::Overflow ||
                            category == Category::Read || category == Category::Guard ||
                            category == Category::Note;
    if (isHarmless && between != Op::GuardException) continue;
    lastExit_ = kNone;
    return false;
  }
  return op != Op::GuardAlwaysFails;
}

// The exit of a guard that resumes at its snapshot.
bool Optimizer::makeExit(uint32_t snapshot, Guard& guard) {
  const std::vector<PendingStore> pending = collectPending();
  std::vector<Operand> exitValues;
  if (!input_.resume->build(snapshot, *this, pending, out_, guard, &exitValues))
    return fail(OptimizeStatus::TooManyValues, "a guard hands over too many values");
  lastExit_ = uint32_t(out_.exits.size());
  lastSnapshot_ = snapshot;
  exitSearched_ = out_.size();
  out_.exits.push_back({&guard, uint32_t(out_.exitValues.size()), uint32_t(exitValues.size())});
  out_.exitValues.insert(out_.exitValues.end(), exitValues.begin(), exitValues.end());
  return true;
}

bool Optimizer::emitGuard(Op op, std::span<const ValueId> operands, uint32_t snapshot,
                          uint32_t* position) {
  std::vector<Operand> forced;
  for (ValueId operand : operands) forced.push_back(force(operand));
  auto guard = std::make_unique<Guard>(&code_);
  guard->op = op;
  if (canShareExit(op)) {
    const Exit& shared = out_.exits[lastExit_];
    guard->resume = shared.guard->resume;
    guard->setExits(out_.kindsOf(out_.valuesOf(shared)));
    out_.exits.push_back({guard.get(), shared.first, shared.count});
  } else if (!makeExit(snapshot, *guard)) {
    return false;
  }
  const std::span<const Operand> exitValues = out_.valuesOf(out_.exits.back());
  for (uint32_t input = 0; input < exitValues.size(); ++input)
    if (out_.kindOf(exitValues[input]) == Kind::Ref)
      if (const int64_t vtable = values_.vtableOf(values_.ofOutput(exitValues[input])))
        guard->addKnownClass({input, vtable});
  const Operand result = out_.add(op, forced, kNone, uint32_t(out_.exits.size() - 1));
  code_.guards.push_back(std::move(guard));
  if (position) *position = result.index();
  return true;
}

// A bridge from such a guard is to begin where the trace may close: what begins before would only
// come here again. Hence it shares with its like alone.
bool Optimizer::emitExtraGuard(Op op, std::span<const ValueId> operands) {
  if (futureCondition_ == kNone) return false;
  if (lastSnapshot_ != futureCondition_) lastExit_ = kNone;
  return emitGuard(op, operands, futureCondition_);
}

// ---- Truth and integers -------------------------------------------------------------------------

bool Optimizer::guardBool(uint32_t recorded, bool expected) {
  const TraceOp& op = in_.ops[recorded];
  const ValueId condition = valueOf(in_.operandsOf(op)[0]);
  if (auto word = values_.constantWord(condition))
    return (*word != 0) == expected ? true : invalid("a guard fails always");
  const ValueId operands[] = {condition};
  if (!emitGuard(op.op, operands, op.extra)) return false;
  return learnFromTruth(condition, expected);
}

bool Optimizer::learnFromTruth(ValueId condition, bool truth) {
  const TraceOp* made = values_.producer(condition);
  const bool isBool = values_.bound(condition).isBoolean();
  if (!truth || isBool) {
    const ValueId word = values_.ofInt(truth);
    values_.join(condition, word);
  } else if (!narrow(condition, {})) {
    return false;
  }
  if (!made || !passEnabled(kOptIntBounds)) return true;
  ValueId a = kNoValue, b = kNoValue;
  const auto operands = out_.operandsOf(*made);
  if (operands.size() > 0) a = values_.ofOutput(operands[0]);
  if (operands.size() > 1) b = values_.ofOutput(operands[1]);
  switch (made->op) {
  case Op::IntLt: return truth ? learnLess(a, b, true) : learnLess(b, a, false);
  case Op::IntLe: return truth ? learnLess(a, b, false) : learnLess(b, a, true);
  case Op::IntGt: return truth ? learnLess(b, a, true) : learnLess(a, b, false);
  case Op::IntGe: return truth ? learnLess(b, a, false) : learnLess(a, b, true);
  case Op::UintLt:
    // Below a bound that is not negative: neither is the operand.
    if (truth && values_.bound(b).isNonNegative())
      return narrow(a, IntBound::nonNegative()) && learnLess(a, b, true);
    return true;
  case Op::IntEq:
  case Op::IntNe:
    if (truth != (made->op == Op::IntEq)) return true;
    if (values_.isConstant(b)) {
      if (!values_.bound(a).contains(*values_.constantWord(b)))
        return invalid("two values cannot be equal");
      values_.join(a, b);
      return true;
    }
    return narrow(a, values_.bound(b)) && narrow(b, values_.bound(a));
  case Op::IntIsZero:
  case Op::IntIsTrue:
    if (truth == (made->op == Op::IntIsZero)) {
      if (!values_.isConstant(a)) values_.join(a, values_.ofInt(0));
      return true;
    }
    if (values_.bound(a).lower() == 0) return narrow(a, IntBound::range(1, IntBound::kMax));
    return true;
  case Op::PtrEq:
  case Op::PtrNe:
    if (values_.isNull(b)) {
      if (truth == (made->op == Op::PtrEq)) {
        if (!values_.isConstant(a)) values_.join(a, b);
      } else {
        makeNonNull(a);
      }
    }
    return true;
  default: return true;
  }
}

bool Optimizer::learnLess(ValueId smaller, ValueId greater, bool strict) {
  const int64_t upper = values_.bound(greater).upper(), lower = values_.bound(smaller).lower();
  if (strict && (upper == IntBound::kMin || lower == IntBound::kMax))
    return invalid("a comparison cannot hold");
  return narrow(smaller, IntBound::range(IntBound::kMin, upper - strict)) &&
         narrow(greater, IntBound::range(lower + strict, IntBound::kMax));
}

bool Optimizer::narrow(ValueId value, const IntBound& bound) {
  value = values_.find(value);
  bool changed = false;
  if (!values_[value].bound.intersect(bound, &changed)) return invalid("bounds contradict");
  return !changed || propagateBackwards(value, kMaxBackwardSteps);
}

// What a narrower result says of the operands of the operation that made it.
bool Optimizer::propagateBackwards(ValueId value, int depth) {
  const IntBound bound = values_.bound(value);
  const TraceOp* made = values_.producer(value);
  if (made && depth > 0 && made->count == 2 && opInfo(made->op).operands[0] == 'i') {
    const ValueId a = values_.ofOutput(out_.operandsOf(*made)[0]);
    const ValueId b = values_.ofOutput(out_.operandsOf(*made)[1]);
    const IntBound left = values_.bound(a), right = values_.bound(b);
    IntBound forLeft, forRight;
    if (made->op == Op::IntAddOvf || (made->op == Op::IntAdd && left.addCannotOverflow(right))) {
      if (bound.subCannotOverflow(right)) forLeft = bound.sub(right);
      if (bound.subCannotOverflow(left)) forRight = bound.sub(left);
    } else if (made->op == Op::IntSubOvf ||
               (made->op == Op::IntSub && left.subCannotOverflow(right))) {
      if (bound.addCannotOverflow(right)) forLeft = bound.add(right);
      if (left.subCannotOverflow(bound)) forRight = left.sub(bound);
    }
    bool leftChanged = false, rightChanged = false;
    if (!values_[a].bound.intersect(forLeft, &leftChanged) ||
        !values_[b].bound.intersect(forRight, &rightChanged))
      return invalid("bounds contradict");
    if (leftChanged && !propagateBackwards(a, depth - 1)) return false;
    if (rightChanged && !propagateBackwards(b, depth - 1)) return false;
  }
  value = values_.find(value);
  if (values_.bound(value).isConstant() && !values_.isConstant(value))
    values_.join(value, values_.ofInt(values_.bound(value).lower()));
  return true;
}

bool Optimizer::guardOverflow(uint32_t recorded, bool expected) {
  const Overflow state = overflow_;
  overflow_ = Overflow::Removed;
  if (state != Overflow::Emitted) {
    const bool happens = state == Overflow::Happens;
    return happens == expected ? true : invalid("an overflow guard fails always");
  }
  const TraceOp& op = in_.ops[recorded];
  if (!emitGuard(op.op, {}, op.extra)) return false;
  if (expected) return true;
  const ValueId a = overflowKey_.operands[0], b = overflowKey_.operands[1];
  const IntBound left = values_.bound(a), right = values_.bound(b);
  const auto saturate = [](bool overflows, int64_t sum, bool up) {
    return overflows ? (up ? IntBound::kMax : IntBound::kMin) : sum;
  };
  if (passEnabled(kOptIntBounds) && overflowKey_.op != Op::IntMulOvf) {
    const bool isAdd = overflowKey_.op == Op::IntAddOvf;
    int64_t low, high;
    const bool lowOverflows = isAdd ? __builtin_add_overflow(left.lower(), right.lower(), &low)
                                    : __builtin_sub_overflow(left.lower(), right.upper(), &low);
    const bool highOverflows = isAdd ? __builtin_add_overflow(left.upper(), right.upper(), &high)
                                     : __builtin_sub_overflow(left.upper(), right.lower(), &high);
    // An end that overflows is cut off: by the guard, the true result fits.
    const IntBound result =
        IntBound::range(saturate(lowOverflows, low, false), saturate(highOverflows, high, true));
    if (!narrow(overflowValue_, result)) return false;
  }
  rememberPure(std::move(overflowKey_), overflowValue_);
  return true;
}

// ---- Objects ------------------------------------------------------------------------------------

void Optimizer::makeNonNull(ValueId object) {
  if (!values_.isConstant(object)) values_.object(object).nonNull = true;
}

bool Optimizer::makeClass(ValueId object, int64_t vtable) {
  const int64_t known = values_.vtableOf(object);
  if (known != 0) return known == vtable ? true : invalid("an object is of two classes");
  if (values_.isConstant(object)) return true;
  ObjectInfo& info = values_.object(object);
  info.vtable = vtable;
  info.nonNull = true;
  return true;
}

// Turns an earlier guard on the same object into a stronger one: it fails earlier, and the
// interpreter, resumed there, finds the difference itself.
void Optimizer::strengthen(uint32_t position, Op op, ValueId object, ValueId expected) {
  const Operand operands[] = {values_[object].out, values_[expected].out};
  TraceOp& guard = out_.ops[position];
  guard.op = op;
  guard.first = uint32_t(out_.operands.size());
  guard.count = 2;
  out_.operands.insert(out_.operands.end(), operands, operands + 2);
  out_.exits[guard.extra].guard->op = op;
}

bool Optimizer::guardClass(uint32_t recorded, bool alsoNonNull) {
  const TraceOp& op = in_.ops[recorded];
  const auto operands = operandsOf(op);
  const int64_t expected = *values_.constantWord(operands[1]);
  if (const int64_t known = values_.vtableOf(operands[0]))
    return known == expected ? true : invalid("guard_class fails always");
  if (values_.isConstant(operands[0])) return invalid("guard_class on null");
  ObjectInfo& info = values_.object(operands[0]);
  const uint32_t earlier = info.guard;
  if (earlier != kNone && out_.ops[earlier].op == Op::GuardNonNull && passEnabled(kOptRewrite)) {
    strengthen(earlier, Op::GuardNonNullClass, operands[0], operands[1]);
    return makeClass(operands[0], expected);
  }
  const Op which = info.nonNull && alsoNonNull ? Op::GuardClass : op.op;
  uint32_t position;
  if (!emitGuard(which, operands, op.extra, &position)) return false;
  values_.object(operands[0]).guard = position;
  return makeClass(operands[0], expected);
}

bool Optimizer::guardNull(uint32_t recorded, bool expectNull) {
  const TraceOp& op = in_.ops[recorded];
  const ValueId object = valueOf(in_.operandsOf(op)[0]);
  if (values_.isNull(object)) return expectNull ? true : invalid("guard_nonnull fails always");
  if (values_.isNonNull(object)) return !expectNull ? true : invalid("guard_isnull fails always");
  const ValueId operands[] = {object};
  uint32_t position;
  if (!emitGuard(op.op, operands, op.extra, &position)) return false;
  if (expectNull) {
    values_.join(object, values_.zero(Kind::Ref));
  } else {
    makeNonNull(object);
    values_.object(object).guard = position;
  }
  return true;
}

bool Optimizer::guardValue(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  const auto operands = operandsOf(op);
  const ValueId value = operands[0], expected = operands[1];
  const auto expectedWord = values_.constantWord(expected);
  if (auto word = values_.constantWord(value))
    return *word == *expectedWord ? true : invalid("guard_value fails always");
  if (isRaw(value)) force(value);
  if (values_.isVirtual(value)) return invalid("guard_value on a virtual object");
  const Kind kind = values_[value].kind;
  if (kind == Kind::Int) {
    if (!values_.bound(value).contains(*expectedWord)) return invalid("guard_value out of bounds");
    if (values_.bound(value).isBoolean()) {
      // The condition's own guard is one instruction, and its operands learn from it.
      if (!emitGuard(*expectedWord ? Op::GuardTrue : Op::GuardFalse, {&value, 1}, op.extra))
        return false;
      return learnFromTruth(value, *expectedWord != 0);
    }
  }
  uint32_t earlier = kNone;
  if (kind == Kind::Ref) {
    const int64_t known = values_.vtableOf(value);
    if (known != 0 && known != values_.vtableOf(expected))
      return invalid("guard_value of another class");
    if (const ObjectInfo* info = values_.objectIfAny(value)) earlier = info->guard;
  }
  if (earlier != kNone && passEnabled(kOptRewrite))
    strengthen(earlier, Op::GuardValue, value, expected);
  else if (!emitGuard(op.op, operands, op.extra))
    return false;
  if (kind == Kind::Int && !narrow(value, IntBound::constant(*expectedWord))) return false;
  values_.join(value, expected);
  return true;
}

} // namespace tw::jit
