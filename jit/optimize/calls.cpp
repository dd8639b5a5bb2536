// Calls: by what their effect info says, and by what the called function is known to compute.
#include "jit/optimize/optimizer.h"

#include "jit/trace/objects.h"

namespace tw::jit {

namespace {

// Copies of more items than this are left to the function.
constexpr int64_t kMaxUnrolledCopy = 32;

Op plainCall(Op op) {
  switch (op) {
  case Op::CallPureI:
  case Op::CallLoopInvariantI: return Op::CallI;
  case Op::CallPureR:
  case Op::CallLoopInvariantR: return Op::CallR;
  case Op::CallPureF:
  case Op::CallLoopInvariantF: return Op::CallF;
  case Op::CallPureN:
  case Op::CallLoopInvariantN: return Op::CallN;
  default: return op;
  }
}

bool isPureCall(Op op) { return op >= Op::CallPureI && op <= Op::CallPureN; }
bool isLoopInvariant(Op op) { return op >= Op::CallLoopInvariantI && op <= Op::CallLoopInvariantN; }
bool isCallAssembler(Op op) { return op >= Op::CallAssemblerI && op <= Op::CallAssemblerN; }

bool canRaise(const tw_jit_effect& effect) {
  return effect.extra != TW_EFFECT_ELIDABLE_CANNOT_RAISE &&
         effect.extra != TW_EFFECT_LOOP_INVARIANT && effect.extra != TW_EFFECT_CANNOT_RAISE;
}

// The one kind of array that a copy or a filling writes; kNone where its items are no single
// values.
uint32_t writtenArray(const tw_jit_descr& call) {
  const tw_jit_effect& effect = tw_jit_program.effects[call.call.effect];
  if (effect.write_arrays != 1) return kNone;
  const uint32_t descr =
      tw_jit_program
          .sets[effect.first + effect.read_fields + effect.write_fields + effect.read_arrays];
  const tw_jit_descr& array = descrAt(descr);
  return array.what == TW_DESCR_ARRAY && !(array.flags & TW_ARRAY_OF_STRUCTS) ? descr : kNone;
}

} // namespace

bool Optimizer::callRemoved(uint32_t recorded, ValueId value) {
  setValue(recorded, value);
  callWasRemoved_ = true;
  return true;
}

bool Optimizer::emitCall(uint32_t recorded, Op op, std::span<const ValueId> operands) {
  const TraceOp& call = in_.ops[recorded];
  callWasRemoved_ = false;
  if (isCallAssembler(op)) {
    for (ValueId operand : operands) force(operand);
    flush();
    out_.targets.push_back(in_.targets[call.extra]);
    setValue(recorded, emit(op, operands, call.descr, uint32_t(out_.targets.size() - 1)));
    forgetEverything();
    mayRaise_ = true;
    return true;
  }
  const tw_jit_effect& effect = tw_jit_program.effects[descrAt(call.descr).call.effect];
  // Virtual arguments become real first: their stores belong before the call, too.
  for (ValueId operand : operands) force(operand);
  // While the call is going on, the frame's values may be asked for (guard_not_forced): all
  // that they need exists before it.
  if (op >= Op::CallMayForceI && op <= Op::CallMayForceN) flush();
  applyEffect(effect);
  setValue(recorded, emit(op, operands, call.descr, call.extra));
  if (canRaise(effect)) mayRaise_ = true;
  return true;
}

ValueId Optimizer::callPure(Op op, std::vector<ValueId> operands, uint32_t descr) {
  for (ValueId& operand : operands) operand = values_.find(operand);
  PureKey key{op, descr, operands};
  if (passEnabled(kOptPure))
    if (auto known = pure_.find(key); known != pure_.end()) return values_.consult(known->second);
  bool constant = isPureCall(op) && bool(input_.fold);
  std::vector<int64_t> words;
  for (size_t i = 1; constant && i < operands.size(); ++i) {
    auto word = values_.constantWord(operands[i]);
    constant = word.has_value();
    words.push_back(word.value_or(0));
  }
  const auto function = values_.constantWord(operands[0]);
  int64_t result = 0;
  if (!constant || !function || opInfo(op).result == Kind::Void ||
      !input_.fold(descr, *function, words, &result))
    return kNoValue;
  const ValueId value = values_.ofOutput(out_.addConstant(opInfo(op).result, result));
  rememberPure(std::move(key), value);
  return value;
}

bool Optimizer::stepCall(uint32_t recorded) {
  const TraceOp& op = in_.ops[recorded];
  std::vector<ValueId> operands = operandsOf(op);
  if (isCallAssembler(op.op)) return emitCall(recorded, op.op, operands);
  const tw_jit_descr& descr = descrAt(op.descr);
  switch (op.op) {
  case Op::CondCallN:
    if (auto condition = values_.constantWord(operands[0]); condition && *condition == 0)
      return callRemoved(recorded, kNoValue);
    return emitCall(recorded, op.op, operands);
  case Op::CondCallValueI:
  case Op::CondCallValueR: {
    const bool given = values_[operands[0]].kind == Kind::Ref
                           ? values_.isNonNull(operands[0])
                           : values_.bound(operands[0]).knownDifferent(IntBound::constant(0));
    if (given) return callRemoved(recorded, operands[0]);
    return emitCall(recorded, op.op, operands);
  }
  default: break;
  }
  if (isPureCall(op.op) || isLoopInvariant(op.op)) {
    if (ValueId known = callPure(op.op, operands, op.descr); known != kNoValue)
      return callRemoved(recorded, known);
  }
  if (tryOopspec(recorded, descr, operands)) return true;
  if (!emitCall(recorded, plainCall(op.op), operands)) return false;
  if ((isPureCall(op.op) || isLoopInvariant(op.op)) && map_[recorded] != kNoValue)
    rememberPure({op.op, op.descr, std::move(operands)}, map_[recorded]);
  return true;
}

bool Optimizer::tryOopspec(uint32_t recorded, const tw_jit_descr& descr,
                           std::vector<ValueId>& operands) {
  const auto constant = [&](size_t i) { return values_.constantWord(operands[i]); };
  const uint8_t oopspec = tw_jit_program.effects[descr.call.effect].oopspec;
  switch (oopspec) {
  case TW_OOPSPEC_IntPyDiv:
  case TW_OOPSPEC_IntPyMod: {
    const bool isDiv = oopspec == TW_OOPSPEC_IntPyDiv;
    if (auto divisor = constant(2); divisor && *divisor > 0)
      return callRemoved(recorded,
                         isDiv ? divide(operands[1], *divisor) : modulo(operands[1], *divisor));
    // Both rounded the same way, machine division does; the divisor is not 0.
    if (values_.bound(operands[1]).isNonNegative() && values_.bound(operands[2]).lower() > 0)
      return callRemoved(
          recorded, computePure(isDiv ? Op::IntFloorDiv : Op::IntMod, {operands[1], operands[2]}));
    return false;
  }
  case TW_OOPSPEC_IntUDiv:
    if (auto divisor = constant(2); !divisor || *divisor == 0) return false;
    return callRemoved(recorded, computePure(Op::UintFloorDiv, {operands[1], operands[2]}));
  case TW_OOPSPEC_IntUMod:
    if (auto divisor = constant(2); !divisor || *divisor == 0) return false;
    return callRemoved(recorded, computePure(Op::UintMod, {operands[1], operands[2]}));
  case TW_OOPSPEC_StrEqual:
  case TW_OOPSPEC_UnicodeEqual: {
    if (operands[1] == operands[2]) return callRemoved(recorded, values_.ofInt(1));
    const bool leftNull = values_.isNull(operands[1]), rightNull = values_.isNull(operands[2]);
    if ((leftNull && values_.isNonNull(operands[2])) ||
        (rightNull && values_.isNonNull(operands[1])))
      return callRemoved(recorded, values_.ofInt(0));
    if (leftNull || rightNull)
      return callRemoved(recorded, computePure(Op::PtrEq, {operands[1], operands[2]}));
    return compareStrings(recorded, operands[1], operands[2], oopspec == TW_OOPSPEC_UnicodeEqual);
  }
  case TW_OOPSPEC_StrConcat:
  case TW_OOPSPEC_UnicodeConcat:
    return concatStrings(recorded, operands[1], operands[2], oopspec == TW_OOPSPEC_UnicodeConcat);
  case TW_OOPSPEC_StrSlice:
  case TW_OOPSPEC_UnicodeSlice:
    return sliceString(recorded, operands[1], operands[2], operands[3],
                       oopspec == TW_OOPSPEC_UnicodeSlice);
  case TW_OOPSPEC_ArrayCopy:
    if (operands.size() == 6 &&
        copyItems(operands[1], operands[2], operands[3], operands[4], operands[5], descr))
      return callRemoved(recorded, kNoValue);
    return false;
  case TW_OOPSPEC_ArrayFill:
    if (operands.size() == 5 &&
        fillItems(operands[1], operands[2], operands[3], operands[4], descr))
      return callRemoved(recorded, kNoValue);
    return false;
  case TW_OOPSPEC_RawMalloc: return mallocRaw(recorded, operands);
  case TW_OOPSPEC_RawFree: return freeRaw(operands[1]) && callRemoved(recorded, kNoValue);
  case TW_OOPSPEC_JitForceVirtual: return forcedVirtualRef(recorded, operands[1]);
  case TW_OOPSPEC_NotInTrace: return callRemoved(recorded, kNoValue);
  default: return false;
  }
}

// A virtual reference that was resolved leads to its object; one whose frame is running needs the
// call.
bool Optimizer::forcedVirtualRef(uint32_t recorded, ValueId reference) {
  if (!values_.isVirtual(reference)) return false;
  const auto token = values_.constantWord(
      partOf(reference, descrAt(tw_jit_program.virtual_ref_token).field.index, Kind::Int));
  if (!token || *token != 0) return false;
  return callRemoved(
      recorded,
      partOf(reference, descrAt(tw_jit_program.virtual_ref_forced).field.index, Kind::Ref));
}

// A copy of few items between arrays of which one is virtual becomes reads and stores.
bool Optimizer::copyItems(ValueId source, ValueId destination, ValueId sourceStart,
                          ValueId destinationStart, ValueId count, const tw_jit_descr& call) {
  const auto from = values_.constantWord(sourceStart), to = values_.constantWord(destinationStart);
  const auto length = values_.constantWord(count);
  if (length && *length <= 0) return true;
  if (!from || !to || !length || *length > kMaxUnrolledCopy) return false;
  if (!values_.isVirtual(source) && !values_.isVirtual(destination)) return false;
  const uint32_t descr = writtenArray(call);
  if (descr == kNone) return false;
  const tw_jit_descr& array = descrAt(descr);
  const Op read = array.kind == 'i'   ? Op::GetArrayItemGcI
                  : array.kind == 'r' ? Op::GetArrayItemGcR
                                      : Op::GetArrayItemGcF;
  std::vector<ValueId> items;
  for (int64_t i = 0; i < *length; ++i)
    items.push_back(readItem(read, source, values_.ofInt(*from + i), descr));
  for (int64_t i = 0; i < *length; ++i)
    writeItem(Op::SetArrayItemGc, destination, values_.ofInt(*to + i), items[size_t(i)], descr);
  return true;
}

// A virtual array is filled part by part.
bool Optimizer::fillItems(ValueId array, ValueId start, ValueId count, ValueId item,
                          const tw_jit_descr& call) {
  const auto from = values_.constantWord(start), length = values_.constantWord(count);
  const uint32_t descr = writtenArray(call);
  if (!from || !length || descr == kNone || !values_.isVirtual(array)) return false;
  for (int64_t i = 0; i < *length; ++i)
    writeItem(Op::SetArrayItemGc, array, values_.ofInt(*from + i), item, descr);
  return true;
}

} // namespace tw::jit
