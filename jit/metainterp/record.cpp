// Recording: operations, guards with their snapshots, branches and hints.
#include "jit/metainterp/engine.h"
#include "jit/metainterp/tracer.h"
#include "jit/trace/evaluate.h"

#include <algorithm>

namespace tw::jit {

Operand Tracer::record(Op op, std::span<const Operand> args, uint32_t descr, uint32_t extra) {
  engine_.statistics().count(Counter::RecordedOps);
  if (opInfo(op).category == Category::Call) engine_.statistics().countCall();
  return trace_.add(op, args, descr, extra);
}

// ---- Snapshots

uint32_t Tracer::frameSnapshot(size_t index, uint32_t position, const Value* result,
                               Kind resultKind) {
  if (index > 0 && frames_[index].callerSnapshot == kNone)
    frames_[index].callerSnapshot =
        frameSnapshot(index - 1, frames_[index - 1].position, nullptr, Kind::Void);
  const TracedFrame& traced = frames_[index];
  FrameSnapshot snapshot{traced.code->index, position, uint32_t(snapshots_.operands.size()), 0,
                         traced.callerSnapshot};
  const Liveness alive(*traced.code, position);
  for (unsigned bank = 0; bank < 3; ++bank)
    for (unsigned live = 0; live < alive.count[bank]; ++live)
      snapshots_.operands.push_back(operand(traced.bank[bank][alive.registers[bank][live]], bank));
  if (result) snapshots_.operands.push_back(operand(*result, resultKind));
  snapshot.count = uint32_t(snapshots_.operands.size()) - snapshot.first;
  snapshots_.frames.push_back(snapshot);
  return uint32_t(snapshots_.frames.size() - 1);
}

uint32_t Tracer::guardSnapshot(Resume where, const Value* result, Kind resultKind) {
  const uint32_t position = where == Resume::Before ? frame().start - kLiveUnits : frame().position;
  assert(JitOp(frame().code->code[position]) == JitOp::Live);
  GuardSnapshot snapshot{};
  snapshot.frame = frameSnapshot(frames_.size() - 1, position, result, resultKind);
  if (vable_) {
    if (vableSnapshot_ == kNone) {
      vableSnapshot_ = uint32_t(snapshots_.operands.size());
      snapshots_.operands.push_back(operand(vableObject_, Kind::Ref));
      for (size_t index = 0; index < vableValues_.size(); ++index)
        snapshots_.operands.push_back(operand(vableValues_[index], vableKinds_[index]));
    }
    snapshot.firstVable = vableSnapshot_;
    snapshot.vableCount = uint32_t(vableValues_.size()) + 1;
  }
  snapshot.firstVirtualRef = uint32_t(snapshots_.operands.size());
  for (const VirtualRefPair& pair : virtualRefs_) {
    snapshots_.operands.push_back(operand(pair.reference, Kind::Ref));
    snapshots_.operands.push_back(operand(pair.object, Kind::Ref));
  }
  snapshot.virtualRefCount = uint32_t(virtualRefs_.size() * 2);
  snapshots_.guards.push_back(snapshot);
  return uint32_t(snapshots_.guards.size() - 1);
}

Operand Tracer::guard(Op op, std::initializer_list<Operand> args, Resume where, const Value* result,
                      Kind resultKind) {
  engine_.statistics().count(Counter::Guards);
  const uint32_t snapshot = guardSnapshot(where, result, resultKind);
  return record(op, std::span(args.begin(), args.size()), kNone, snapshot);
}

// ---- Pure operations

Value Tracer::pure(Op op, Value a, Value b, const char* kinds) {
  const Word words[] = {a.word, b.word};
  const bool isBinary = kinds[1] != 0;
  const Word word = evaluatePure(op, words);
  if (a.isConstant() && (!isBinary || b.isConstant())) return constant(word);
  if ((op == Op::PtrEq || op == Op::PtrNe) && a.op == b.op) return constant(word);
  const Operand operands[] = {operand(a, kindOfLetter(kinds[0])),
                              isBinary ? operand(b, kindOfLetter(kinds[1])) : Operand()};
  return {word, record(op, std::span(operands, isBinary ? 2 : 1))};
}

// ---- What becomes known

void Tracer::replace(Operand old, Word word) {
  if (!old) return;
  const auto change = [&](Value& value) {
    if (value.op == old) value = constant(word);
  };
  for (size_t index = 0; index < registersUsed_; ++index) change(registers_[index]);
  for (Value& value : vableValues_) change(value);
  vableSnapshot_ = kNone;
}

Value Tracer::promote(Value value, unsigned bank) {
  if (value.isConstant()) return value;
  guard(Op::GuardValue, {value.op, trace_.addConstant(kindOfBank(bank), value.word)});
  replace(value.op, value.word);
  return constant(value.word);
}

Value Tracer::classOfObject(Value object) {
  const Word type = Word(classOf(object.word));
  if (!object.isConstant() && !heap_.has(object.op, HeapCache::kClassKnown)) {
    guard(Op::GuardClass, {object.op, trace_.constInt(type)});
    heap_.note(object.op, HeapCache::kClassKnown | HeapCache::kNonNull);
  } else {
    engine_.statistics().count(Counter::HeapcachedOps);
  }
  return constant(type);
}

bool Tracer::guardNull(Value object) {
  const bool isNull = object.word == 0;
  if (object.isConstant() || heap_.has(object.op, HeapCache::kNonNull)) return isNull;
  guard(isNull ? Op::GuardIsNull : Op::GuardNonNull, {object.op});
  if (isNull)
    replace(object.op, 0);
  else
    markNonNull(object);
  return isNull;
}

// ---- Branches

void Tracer::branch(Value condition) {
  const uint32_t label = wide();
  if (!condition.isConstant())
    guard(condition.word ? Op::GuardTrue : Op::GuardFalse, {condition.op});
  if (!condition.word) jump(label);
}

void Tracer::branchOnNull(bool takenIfNotNull) {
  const bool isNull = guardNull(r());
  const uint32_t label = wide();
  if (isNull != takenIfNotNull) jump(label);
}

// A key that the table lacks is known by the keys that it is not.
void Tracer::switchOn() {
  const Value key = i();
  const tw_jit_descr& table = descrAt(wide());
  const i64* const end = table.select.values + table.select.count;
  const i64* const found = std::lower_bound(table.select.values, end, key.word);
  const bool isKnown = found != end && *found == key.word;
  if (isKnown) {
    promote(key, 0);
    return jump(table.select.labels[found - table.select.values]);
  }
  if (key.isConstant()) return;
  for (uint32_t index = 0; index < table.select.count; ++index) {
    const Value equal = pure(Op::IntEq, key, constant(table.select.values[index]), "ii");
    guard(Op::GuardFalse, {equal.op});
  }
}

void Tracer::overflow(Op op) {
  const uint32_t label = wide();
  const Value a = i(), b = i();
  Word word;
  const bool overflows = evaluateOverflow(op, a.word, b.word, &word);
  Value result = constant(word);
  if (!a.isConstant() || !b.isConstant()) {
    result.op = record(op, {operand(a, Kind::Int), operand(b, Kind::Int)});
    guard(overflows ? Op::GuardOverflow : Op::GuardNoOverflow, {});
  }
  if (overflows) return jump(label);
  put(0, result);
}

// ---- Hints

Tracer::Step Tracer::stepHints(JitOp op) {
  switch (op) {
  case JitOp::IntGuardValue: promote(i(), 0); break;
  case JitOp::RefGuardValue: promote(r(), 1); break;
  case JitOp::FloatGuardValue: promote(f(), 2); break;
  case JitOp::StrGuardValue: return guardString();
  case JitOp::GuardClass: put(0, classOfObject(r())); break;
  case JitOp::AssertNotNone: {
    const Value object = r();
    if (!object.isConstant() && !heap_.has(object.op, HeapCache::kNonNull)) {
      record(Op::AssertNotNone, {object.op});
      markNonNull(object);
    }
    break;
  }
  case JitOp::RecordExactClass: {
    const Value object = r(), type = i();
    if (object.isConstant() || heap_.has(object.op, HeapCache::kClassKnown)) break;
    record(Op::RecordExactClass, {object.op, operand(type, Kind::Int)});
    heap_.note(object.op, HeapCache::kClassKnown | HeapCache::kNonNull);
    break;
  }
  case JitOp::RecordExactValueI:
  case JitOp::RecordExactValueR: {
    const unsigned bank = op == JitOp::RecordExactValueI ? 0 : 1;
    const Value known = value(bank), exact = value(bank);
    if (!known.isConstant())
      record(bank == 0 ? Op::RecordExactValueI : Op::RecordExactValueR,
             {known.op, operand(exact, bank)});
    break;
  }
  case JitOp::RecordKnownResultI:
  case JitOp::RecordKnownResultR: {
    const unsigned bank = op == JitOp::RecordKnownResultI ? 0 : 1;
    const Value result = value(bank);
    const Call& call = readCall(i());
    std::vector<Operand> operands{operand(result, bank), operand(call.function, Kind::Int)};
    appendArguments(call, &operands);
    record(Op::RecordKnownResult, operands, call.descr);
    break;
  }
  case JitOp::IsConstantI: put(0, constant(i().isConstant())); break;
  case JitOp::IsConstantR: put(0, constant(r().isConstant())); break;
  case JitOp::IsConstantF: put(0, constant(f().isConstant())); break;
  case JitOp::IsVirtual: put(0, constant(heap_.has(r().op, HeapCache::kUnescaped))); break;
  case JitOp::AssertGreenI:
  case JitOp::AssertGreenR:
  case JitOp::AssertGreenF:
    if (!value(unsigned(op) - unsigned(JitOp::AssertGreenI)).isConstant())
      tw_fatal("assert_green: the value is not a constant of the trace");
    break;
  case JitOp::CurrentTraceLength: put(0, constant(trace_.size())); break;
  case JitOp::JitDebug: {
    std::vector<Operand> operands{operand(r(), Kind::Ref)};
    const uint16_t* counts = unit_;
    unit_ += 3;
    for (unsigned bank = 0; bank < 3; ++bank)
      for (unsigned index = 0; index < counts[bank]; ++index)
        operands.push_back(operand(value(bank), bank));
    record(Op::JitDebug, operands);
    break;
  }
  case JitOp::RecordQuasiImmutField: recordQuasiImmutable(); break;
  case JitOp::ForceQuasiImmut: return forceQuasiImmutable();
  case JitOp::LoopHeader: seenLoopHeader_ = *unit_++; break;
  case JitOp::JitMergePoint: return mergePoint();
  default: return Step::NotMine;
  }
  return Step::Next;
}

// The string becomes a constant, by its characters: an equal string does as well.
Tracer::Step Tracer::guardString() {
  const Value string = r();
  const Value function = i();
  const uint32_t descr = wide();
  if (string.isConstant() || string.word == 0) {
    const Value known = string.word == 0 ? promote(string, 1) : string;
    put(1, known);
    return Step::Next;
  }
  const Operand operands[] = {operand(function, Kind::Int), string.op,
                              trace_.constRef(asObject(string.word))};
  const Operand equal = record(Op::CallPureI, operands, descr);
  guard(Op::GuardTrue, {equal});
  replace(string.op, string.word);
  put(1, constant(string.word));
  return Step::Next;
}

// Only of constant objects: their loop is told when the field changes.
void Tracer::recordQuasiImmutable() {
  const Value object = r();
  const uint32_t field = wide();
  wide();
  if (!object.isConstant()) return;
  const Operand known = operand(object, Kind::Ref);
  if (!heap_.quasiImmutableKnown(field, known)) {
    heap_.rememberQuasiImmutable(field, known);
    const Kind kind = kindOfLetter(char(descrAt(field).kind));
    record(Op::QuasiImmutField,
           {known, trace_.addConstant(kind, getField(descrAt(field), object.word))}, field);
  }
  if (!needsNotInvalidated_) return;
  needsNotInvalidated_ = false;
  guard(Op::GuardNotInvalidated, {});
}

// Before a store to a quasi-immutable field. Machine code goes on where nothing relies on the
// field: of an object that the trace has made, this is known, and the object may stay virtual.
Tracer::Step Tracer::forceQuasiImmutable() {
  const Value object = r();
  const uint32_t mark = wide();
  const bool isMade = heap_.has(object.op, HeapCache::kMade);
  const Value reliance = fieldValue(mark, object);
  if (reliance.word) tw_jit_invalidate(asObject(object.word), mark);
  // What has been traced would be invalid when it is compiled.
  if (reliance.word || (!isMade && reliesOn(object.word))) {
    finishInstruction();
    return giveUp(Abort::ForceQuasiImmut);
  }
  if (!reliance.isConstant()) guard(Op::GuardFalse, {reliance.op});
  return Step::Next;
}

// Has the trace taken a quasi-immutable field of the object for a constant?
bool Tracer::reliesOn(Word object) const {
  return std::ranges::any_of(trace_.ops, [&](const TraceOp& op) {
    return op.op == Op::QuasiImmutField && trace_.wordOf(trace_.operandsOf(op)[0]) == object;
  });
}

} // namespace tw::jit
