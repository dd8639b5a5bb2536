// One sweep over a recorded trace: private to jit/optimize.
//
// step() takes one recorded operation, and decides by what is known of its operands: it is emitted
// to the output, replaced by simpler ones, or only changes what is known. The parts lie in files by
// concern:
//   optimizer.cpp   dispatch, emission, resume data          pure.cpp      folding, rules, CSE
//   guards.cpp      what guards tell, and merging of guards  virtuals.cpp  objects that need not
//   exist memory.cpp      fields, items, delayed stores            calls.cpp     calls by effect
//   and oopspec strings.cpp     strings that need not exist     raw_buffers.cpp  raw memory that
//   need not exist
#pragma once

#include "jit/format/program.h"
#include "jit/optimize/known_heap.h"
#include "jit/optimize/optimize.h"
#include "jit/optimize/rules.h"
#include "jit/optimize/values.h"

#include <unordered_map>

namespace tw::jit {

// A pure computation: for common subexpressions. Calls have their function as first operand.
struct PureKey {
  Op op;
  uint32_t descr = kNone;
  std::vector<ValueId> operands;
  bool operator==(const PureKey&) const = default;
};
struct PureKeyHash {
  size_t operator()(const PureKey& key) const;
};

// A virtual raw buffer: how it is allocated, and what was stored.
struct RawPart {
  int32_t offset; // bytes from the start of the buffer
  uint32_t descr; // FIELD, of whatever struct lies there, or ARRAY: for the width and kind
  ValueId value;
};
struct RawBuffer {
  ValueId function, size; // constants; kNoValue: the function takes no size
  std::vector<RawPart> parts;
};

// An address inside of one.
struct RawSlice {
  ValueId buffer;
  int64_t offset;
};

class Optimizer final : public OptimizerView {
public:
  Optimizer(const OptimizerInput& input, CompiledCode& code, Trace& out);

  // Processes the recorded operations [begin, end), none of them a jump. False: see result().
  bool run(uint32_t begin, uint32_t end);
  // Emits a recorded operation as it is, and learns nothing from it.
  bool copy(uint32_t recorded);
  // A finish or a guard_always_fails at the end.
  bool endWith(uint32_t recorded);
  const OptimizeResult& result() const { return result_; }

  Values& values() { return values_; }
  KnownHeap& heap() { return heap_; }
  Trace& out() { return out_; }
  const Trace& in() const { return in_; }
  const std::unordered_map<PureKey, ValueId, PureKeyHash>& pure() const { return pure_; }
  const std::vector<PureKey>& pureOrder() const { return pureOrder_; }
  void rememberPure(PureKey key, ValueId value);

  ValueId valueOf(Operand recorded);
  void setValue(uint32_t recorded, ValueId value);

  // The operand of the output; makes virtual objects real.
  Operand force(ValueId value);
  // Emits the delayed stores, all of them.
  void flush();
  // Simplifies and emits a computation of the given (not recorded) operands.
  ValueId computePure(Op op, std::vector<ValueId> operands);
  ValueId readField(Op op, ValueId object, uint32_t descr);
  ValueId readItem(Op op, ValueId array, ValueId index, uint32_t descr);
  ValueId lengthOf(Op op, ValueId object, uint32_t descr);
  ValueId callPure(Op op, std::vector<ValueId> operands, uint32_t descr);
  // Emits an operation as it is.
  ValueId emit(Op op, std::span<const ValueId> operands, uint32_t descr = kNone,
               uint32_t extra = kNone);
  // A guard that the trace did not have; it resumes where the trace may close (the recorded
  // guard_future_condition). False: there is no such place, or the guard cannot hold.
  bool emitExtraGuard(Op op, std::span<const ValueId> operands);
  bool hasFutureCondition() const { return futureCondition_ != kNone; }

  bool makeClass(ValueId object, int64_t vtable);
  void makeNonNull(ValueId object);
  // Keeps what is also in `bound`. False: contradiction.
  bool narrow(ValueId value, const IntBound& bound);

private:
  // OptimizerView
  Operand resolve(Operand recorded) override;
  bool virtualOf(Operand recorded, uint32_t* identity, VirtualShape* shape) override;

  bool step(uint32_t recorded);
  bool fail(OptimizeStatus status, const char* reason);
  bool invalid(const char* reason) { return fail(OptimizeStatus::InvalidLoop, reason); }
  bool passEnabled(OptPass pass) const { return (input_.passes & pass) != 0; }
  std::vector<ValueId> operandsOf(const TraceOp& op);
  bool note(uint32_t recorded);
  bool other(uint32_t recorded);

  // pure.cpp
  bool stepPure(uint32_t recorded);
  bool stepOverflow(uint32_t recorded);
  bool tryFold(Op op, std::span<const ValueId> operands, ValueId* result);
  bool tryRules(Op op, std::span<const ValueId> operands, ValueId* result);
  bool tryFloat(Op op, std::span<const ValueId> operands, ValueId* result);
  bool tryPointers(Op op, std::span<const ValueId> operands, ValueId* result);
  bool tryCompare(Op op, std::span<const ValueId> operands, ValueId* result);
  bool matches(uint16_t term, ValueId value, ValueId* binding);
  bool matchesOperands(const RuleTerm& term, std::span<const ValueId> operands, ValueId* binding);
  bool holds(const RuleCondition& condition, const ValueId* binding);
  ValueId build(uint16_t term, const ValueId* binding);
  bool constantOf(uint16_t term, const ValueId* binding, int64_t* word);
  IntBound boundOfTerm(uint16_t term, const ValueId* binding);
  void setBound(ValueId value, Op op, std::span<const ValueId> operands);

  // guards.cpp
  bool stepGuard(uint32_t recorded);
  bool guardBool(uint32_t recorded, bool expected);
  bool guardValue(uint32_t recorded);
  bool guardClass(uint32_t recorded, bool alsoNonNull);
  bool guardNull(uint32_t recorded, bool expectNull);
  bool guardOverflow(uint32_t recorded, bool expected);
  bool emitGuard(Op op, std::span<const ValueId> operands, uint32_t snapshot,
                 uint32_t* position = nullptr);
  bool canShareExit(Op op);
  bool makeExit(uint32_t snapshot, Guard& guard);
  bool learnFromTruth(ValueId condition, bool truth);
  bool learnLess(ValueId smaller, ValueId greater, bool strict);
  bool propagateBackwards(ValueId value, int depth);
  void strengthen(uint32_t position, Op op, ValueId object, ValueId expected);
  std::vector<PendingStore> collectPending();

  // virtuals.cpp
  bool stepAllocate(uint32_t recorded);
  ValueId makeVirtual(VirtualShape::What what, uint32_t descr, size_t parts, int64_t vtable);
  void forceVirtual(ValueId value);
  void storeParts(ValueId object, const std::vector<ValueId>& parts, VirtualShape::What what,
                  uint32_t descr);
  ValueId partOf(ValueId object, size_t part, Kind kind);
  void setPart(ValueId object, size_t part, ValueId value);
  bool virtualRef(uint32_t recorded);
  bool virtualRefFinish(uint32_t recorded);

  // strings.cpp
  bool isVirtualString(ValueId value) const;
  ValueId makeVirtualString(VirtualShape::What what, std::vector<ValueId> parts, ValueId length);
  ValueId allocateString(Op op, ValueId length);
  ValueId virtualLength(ValueId string);
  ValueId readCharacter(Op op, ValueId string, ValueId index);
  bool writeCharacter(ValueId string, ValueId index, ValueId character);
  bool copyCharacters(Op op, const std::vector<ValueId>& operands);
  ValueId appendString(ValueId piece, ValueId target, ValueId at, bool isUnicode);
  void forceString(ValueId value);
  bool concatStrings(uint32_t recorded, ValueId left, ValueId right, bool isUnicode);
  bool sliceString(uint32_t recorded, ValueId string, ValueId start, ValueId stop, bool isUnicode);
  bool compareStrings(uint32_t recorded, ValueId left, ValueId right, bool isUnicode);

  // raw_buffers.cpp
  bool isRaw(ValueId value) const; // a virtual buffer or slice
  bool isRawBuffer(ValueId value) const;
  RawSlice placeOfRaw(ValueId value) const;
  bool sliceRaw(uint32_t recorded, std::span<const ValueId> operands);
  void forceRawSlice(ValueId value);
  bool mallocRaw(uint32_t recorded, std::span<const ValueId> operands);
  bool freeRaw(ValueId buffer);
  ValueId readRaw(ValueId buffer, int64_t offset, uint32_t descr);
  bool writeRaw(ValueId buffer, int64_t offset, uint32_t descr, ValueId value);
  void forceRaw(ValueId value);
  void describeRaw(ValueId value, VirtualShape* shape) const;
  std::optional<int64_t> rawOffset(const TraceOp& op, std::span<const ValueId> operands) const;
  bool tryRawRead(const TraceOp& op, std::span<const ValueId> operands, ValueId* value);
  bool tryRawWrite(const TraceOp& op, std::span<const ValueId> operands);

  // memory.cpp
  bool stepRead(uint32_t recorded);
  bool stepWrite(uint32_t recorded);
  ValueId readRawField(Op op, ValueId address, uint32_t descr);
  void writeField(ValueId object, ValueId value, uint32_t descr);
  void writeItem(Op op, ValueId array, ValueId index, ValueId value, uint32_t descr);
  ValueId readInterior(Op op, ValueId array, ValueId index, uint32_t descr);
  ValueId readPlace(Op op, uint32_t descr, Place place);
  void writePlace(uint32_t descr, Place place, ValueId value);
  void forceDelayed(uint32_t descr);
  void forceDelayedFor(uint32_t descr, Place place);
  void boundByWidth(ValueId value, const tw_jit_descr& descr);
  void forgetEverything();
  void applyEffect(const tw_jit_effect& effect);

  // calls.cpp
  bool stepCall(uint32_t recorded);
  bool callRemoved(uint32_t recorded, ValueId value);
  bool tryOopspec(uint32_t recorded, const tw_jit_descr& descr, std::vector<ValueId>& operands);
  bool forcedVirtualRef(uint32_t recorded, ValueId reference);
  bool copyItems(ValueId source, ValueId destination, ValueId sourceStart, ValueId destinationStart,
                 ValueId count, const tw_jit_descr& call);
  bool fillItems(ValueId array, ValueId start, ValueId count, ValueId item,
                 const tw_jit_descr& call);
  bool emitCall(uint32_t recorded, Op op, std::span<const ValueId> operands);
  // division.cpp
  ValueId divide(ValueId dividend, int64_t divisor);
  ValueId modulo(ValueId dividend, int64_t divisor);
  int64_t divisorOfMultiple(ValueId dividend, ValueId multiple);

  const OptimizerInput& input_;
  const Trace& in_;
  CompiledCode& code_;
  Trace& out_;
  Values values_;
  KnownHeap heap_;
  std::vector<ValueId> map_;         // of recorded results
  std::vector<ValueId> constantMap_; // of recorded constants
  std::unordered_map<PureKey, ValueId, PureKeyHash> pure_;
  std::vector<PureKey> pureOrder_;
  std::unordered_map<ValueId, RawBuffer> rawBuffers_;
  std::unordered_map<ValueId, RawSlice> rawSlices_;
  OptimizeResult result_;
  uint32_t futureCondition_ = kNone; // a snapshot
  uint32_t lastExit_ = kNone;        // of the last guard with resume data of its own
  uint32_t lastSnapshot_ = kNone;    // ... made from this one
  uint32_t exitSearched_ = 0;        // the output up to here has no effect since that guard
  bool mayRaise_ = true; // a call was emitted, or is what a bridge leaves; its guard was not yet
  bool callWasRemoved_ = false;      // the last call
  bool mayBeInvalidated_ = true;     // since the last guard_not_invalidated
  enum class Overflow : uint8_t { Removed, Emitted, Happens } overflow_ = Overflow::Removed;
  PureKey overflowKey_;
  ValueId overflowValue_ = kNoValue;
  int ruleDepth_ = 0;
};

// Output in construction can be cut back to a mark (loops are tried several times).
struct OutputMark {
  size_t ops, operands, exits, exitValues, targets, guards, codeExits, knownClasses, resume,
      codeTargets;
  static OutputMark of(const Trace& out, const CompiledCode& code);
  void cut(Trace* out, CompiledCode* code) const;
};

// Removes operations without effect whose results nothing uses.
void removeUnused(Trace* trace);

} // namespace tw::jit
