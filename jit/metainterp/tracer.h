// The tracing interpreter: executes jitcode and records what it does.
//
// A value is a word with the operand of the trace that computes it; without one it is a constant of
// the trace. Operations on constants are executed and not recorded.
//
// A trace starts at the portal (a loop or a function got hot) or at a guard that failed often, and
// ends by closing a loop, by reaching compiled code, or by leaving the portal; it is then compiled
// (compile.h). Tracing that is given up goes on in the blackhole interpreter, from the same frames.
//
// Tracers nest: a call in a trace may run an interpreter that traces by itself.
#pragma once

#include "jit/memory/loops.h"
#include "jit/metainterp/compile.h"
#include "jit/metainterp/decode.h"
#include "jit/metainterp/exit.h"
#include "jit/metainterp/heap_cache.h"
#include "jit/metainterp/statistics.h"
#include "jit/warm/cell.h"
#include "jit/warm/parameters.h"

#include <memory>
#include <optional>

namespace tw::jit {

class Engine;
class TracerSink;
template <class Sink> class ResumeReader;

struct Value {
  Word word = 0;
  Operand op; // none: a constant
  bool isConstant() const { return !op; }
};

// Why a trace is given up: shown in jit-abort sections, counted in jit-summary.
enum class Abort : uint8_t {
  None,
  TooLong,
  Bridge,
  BadLoop,
  Escape,
  ForceQuasiImmut,
  Segmented,
  CannotBeCut // too long, and no merge point where to cut it
};

// How tracing ended: with an outcome, or with frames on the frame stack, above `floor`, that the
// blackhole interpreter is to run once the tracer is free again.
struct TraceResult {
  Outcome outcome;
  bool goesOn = false;
  Frame* floor = nullptr;
  bool raised = false; // tw_exc is pending

  Outcome complete() const { return goesOn ? runBlackhole(floor, raised) : outcome; }
};

class Tracer final : public RootHolder {
public:
  Tracer();

  // From the interpreter: greens, then reds.
  TraceResult traceFromPortal(uint32_t driver, const Word* values, JitCell& cell);
  // From a guard that has failed; its exit values are in exitRecord, tw_exc is as the machine code
  // left it.
  TraceResult traceFromGuard(Guard& guard);
  // Holds no objects any more.
  void clear() { begin(driverIndex_); }

  const Trace& trace() const { return trace_; }
  void visitRoots(VisitSlot visit, void* context) override;

private:
  friend class TracerSink;

  struct TracedFrame {
    const tw_jitcode* code;
    uint32_t start;    // of the instruction being executed
    uint32_t position; // of the next one
    Value* bank[3];
    uint32_t callerSnapshot; // kNone: not taken yet
    int32_t portal;          // the driver whose portal has been inlined here, else -1
    uint32_t greens;         // of a portal: first of its greens in greenKeys_
    uint32_t callId;
  };

  // What an instruction leads to: Next: the instruction at unit_; Go: the position of the frame on
  // top is right already; Leave: tracing ends. NotMine: another function executes it.
  enum class Step : uint8_t { Next, Go, Leave, NotMine };

  Engine& engine_;
  RecordedTrace recorded_;
  Trace& trace_;
  Snapshots& snapshots_;
  HeapCache heap_;

  uint32_t driverIndex_ = 0;
  const tw_jit_driver* driver_ = nullptr;
  Guard* from_ = nullptr;    // a bridge's
  JitCell* cell_ = nullptr;  // a loop's or function's
  bool forceFinish_ = false; // cut the trace when it gets too long

  // Frames. Their registers lie in one block that does not move; pushFrame() initializes
  // what it takes, so that memory is touched only as deep as traces go.
  static constexpr size_t kRegisters = 1 << 18;
  struct Deallocate {
    void operator()(Value* registers) const {
      std::allocator<Value>().deallocate(registers, kRegisters);
    }
  };
  std::unique_ptr<Value[], Deallocate> registers_;
  size_t registersUsed_ = 0;
  std::vector<TracedFrame> frames_;
  std::vector<Operand> greenKeys_;
  uint32_t portalDepth_ = 0;
  uint32_t nextCallId_ = 0;

  Value exception_;             // the instance that the handler being executed has caught
  Outcome outcome_;             // once a step says Leave
  Abort abort_ = Abort::None;   // then: goes on in the blackhole interpreter
  bool abortRaised_ = false;    // ... with tw_exc pending
  int64_t seenLoopHeader_ = -1; // the driver of the last loop_header
  bool needsNotInvalidated_ = true;
  uint32_t cancelled_ = 0; // loops that could not be compiled
  bool unrolledOne_ = false;

  // Where a trace may be closed: greens, then what is carried.
  struct MergePoint {
    std::vector<Operand> greens;
    std::vector<Operand> carried;
    uint32_t start; // of its operations
  };
  std::vector<MergePoint> mergePoints_;
  std::optional<size_t> retraceFrom_; // of these: where one more version of the loop begins

  uint32_t firstTraced_ = 0; // what comes before are inputs, and what makes the frames from them

  // Entries (and, with kNone, exits) of inlined portals: who makes the trace long?
  struct PortalPosition {
    uint32_t driver;
    uint32_t greens; // in greenKeys_; kNone: leaves
    uint32_t at;     // operations
  };
  std::vector<PortalPosition> portalPositions_;

  // Virtualizable: the object, and its static fields and items.
  const tw_jit_virtualizable* vable_ = nullptr;
  Value vableObject_;
  std::vector<Value> vableValues_;
  std::vector<Kind> vableKinds_;
  std::vector<bool> vableDirty_;   // differs from what memory holds when machine code gets here
  bool vableTokenDirty_ = false;   // the token may be set
  uint32_t vableSnapshot_ = kNone; // where the values were last put in snapshots_.operands
  struct VirtualRefPair {
    Value object, reference;
    bool isForced = false; // in the last call
  };
  std::vector<VirtualRefPair> virtualRefs_;
  std::vector<std::pair<Word, Value>> loopInvariants_; // by function

  // ---- tracer.cpp: control
  void begin(uint32_t driver);
  const Parameters& parameters() const; // of the driver
  TraceResult run();
  void tellAbort(Counter reason);
  void noteFailure();
  Outcome interpret();
  TraceResult handOver();
  Step step();
  Step stepControl(JitOp op);
  Step giveUp(Abort reason, bool raised = false);
  Step leave(Outcome outcome);
  uint32_t length() const { return trace_.size() - firstTraced_; }
  bool isTooLong() const;
  Step tooLong();
  void pushFrame(const tw_jitcode& code);
  void popFrame();
  Step returnFrom(Kind kind, Value result);
  Step raise(); // tw_exc is set, and has been guarded: exception_
  void enterPortal(uint32_t driver, const Word* greens);
  void leavePortal();
  uint32_t keepGreens(const tw_jit_driver& driver, const Word* greens);
  std::vector<Word> greensAt(const tw_jit_driver& driver, uint32_t first) const;

  TracedFrame& frame() { return frames_.back(); }
  Value read(unsigned bank, uint16_t unit) {
    TracedFrame& f = frame();
    return unit & kConstantUnit ? Value{constantOf(*f.code, bank, unit & ~kConstantUnit), {}}
                                : f.bank[bank][unit];
  }
  const uint16_t* unit_ = nullptr; // next unit of the instruction being executed
  Value value(unsigned bank) { return read(bank, *unit_++); }
  Value i() { return value(0); }
  Value r() { return value(1); }
  Value f() { return value(2); }
  uint32_t wide() {
    const uint32_t result = wideAt(unit_);
    unit_ += 2;
    return result;
  }
  void put(unsigned bank, Value value) { frame().bank[bank][*unit_++] = value; }
  void finishInstruction() { frame().position = uint32_t(unit_ - frame().code->code); }
  void jump(uint32_t position) { unit_ = frame().code->code + position; }

  // ---- record.cpp: recording
  Operand operand(const Value& value, Kind kind) {
    return value.op ? value.op : trace_.addConstant(kind, value.word);
  }
  Operand operand(const Value& value, unsigned bank) { return operand(value, kindOfBank(bank)); }
  Operand record(Op op, std::span<const Operand> args, uint32_t descr = kNone,
                 uint32_t extra = kNone);
  Operand record(Op op, std::initializer_list<Operand> args, uint32_t descr = kNone) {
    return record(op, std::span(args.begin(), args.size()), descr);
  }
  static Value constant(Word word) { return {word, {}}; }
  // Where a guard resumes: at the instruction, or behind it, with the result of its call.
  enum class Resume : uint8_t { Before, After };
  Operand guard(Op op, std::initializer_list<Operand> args, Resume where = Resume::Before,
                const Value* result = nullptr, Kind resultKind = Kind::Void);
  uint32_t frameSnapshot(size_t index, uint32_t position, const Value* result, Kind resultKind);
  uint32_t guardSnapshot(Resume where, const Value* result, Kind resultKind);
  Value pure(Op op, Value a, Value b, const char* kinds);
  // The value becomes a constant of the trace.
  Value promote(Value value, unsigned bank);
  void replace(Operand old, Word word); // in all frames
  Value classOfObject(Value object);
  bool guardNull(Value object); // records which; true: it is null
  void markNonNull(Value object) { heap_.note(object.op, HeapCache::kNonNull); }
  // Branches: guarded, then taken.
  void branch(Value condition);
  void branchOnNull(bool takenIfNotNull);
  void switchOn();
  void overflow(Op op);
  Step stepHints(JitOp op);
  Step guardString();
  void recordQuasiImmutable();
  Step forceQuasiImmutable();
  bool reliesOn(Word object) const;

  // ---- trace_memory.cpp
  Step stepMemory(JitOp op); // fields and new objects; what is none is passed on
  Step stepItems(JitOp op);
  Step stepAddresses(JitOp op);
  Step stepStrings(JitOp op);
  Value fieldValue(uint32_t descr, Value object);
  void setFieldValue(uint32_t descr, Value object, Value stored);
  Value lengthOfArray(uint32_t descr, Value array);
  Value itemValue(uint32_t descr, Value array, Value index, bool immutable);
  void setItemValue(uint32_t descr, Value array, Value index, Value stored);
  Step putAllocated(Op op, std::initializer_list<Operand> args, uint32_t descr, Word object);
  Step putArray(Op op, uint32_t descr, const tw_jit_descr& array, Value length);

  // ---- trace_bridge.cpp
  void readVirtualizable(ResumeReader<TracerSink>& reader);
  void readVirtualRefs(ResumeReader<TracerSink>& reader);
  // What the call gave behind which the innermost frame goes on; Void also if it is behind none.
  struct CallResult {
    Kind kind = Kind::Void;
    Value value;
  };
  CallResult readFrames(ResumeReader<TracerSink>& reader);

  // ---- trace_virtualizable.cpp
  void startVirtualizable(const Word* reds);
  void loadVirtualizable(Trace& trace, Operand object, std::vector<Operand>* values) const;
  void describeVirtualizable(Word object);
  bool isStandard(Value object);
  void useOther(Value object, uint32_t index); // a virtualizable that is not this trace's
  Step stepVirtualizable(JitOp op);
  void setVable(uint32_t position, Value value);
  void getVableField();
  void setVableField(unsigned bank);
  void getVableItem();
  void setVableItem(unsigned bank);
  void writeBackVirtualizable();
  void beforeForcingCall();
  bool afterForcingCall(); // false: the virtualizable was forced
  void guardNotForced(const Value* result, Kind kind);
  Step virtualRef();
  void virtualRefFinish();
  void finishVirtualRefs();
  // Of one that was made in this trace and is not finished; null: any other.
  const Value* objectOfVirtualRef(const Value& reference) const;

  // Greens and reds of a portal in locals: hooks of the program may run the collector, which sees
  // what lies on the stack.
  static constexpr size_t kMaxPortalValues = 128;

  // ---- trace_calls.cpp
  Step stepCalls(JitOp op);
  struct Call {
    Value function;
    uint32_t descr;
    std::vector<Value> args;
  };
  Call callScratch_;
  Call& readCall(Value function);
  // Has the trace taken a quasi-immutable field of an argument for a constant?
  bool reliesOnArgument(const Call& call) const;
  void appendArguments(const Call& call, std::vector<Operand>* operands);
  Step residualCall(Call& call, Kind result);
  Step finishResidualCall(Kind kind, Value result, bool canRaise);
  Step guardException(Kind kind, Value result);
  Step inlineCall(const tw_jitcode& code, std::span<const Value> args, const char* kinds);
  Step indirectCall(Kind kind);
  Step recursiveCall();
  Step callPortal(uint32_t driver, std::span<const Value> values, bool assembler);
  Step conditionalCall();
  Step conditionalCallValue(unsigned bank);
  void noteEffects(const tw_jit_effect& effect, const Call& call);
  bool isOutOfInlining(uint32_t driver, const Word* greens);

  // ---- trace_loops.cpp
  Step mergePoint();
  Step leaveInlinedPortal(uint32_t number, std::span<const Value> values);
  Step closeLoop(std::span<Value> values, const uint16_t* reds);
  Step continueInterpreter(std::span<const Value> values);
  Step finishPortal(Kind kind, Value result);
  Step finishWithException();
  void finish(GuardKind how, std::span<const Operand> result);
  Step cutTrace();
  enum class Joined : uint8_t { Jumped, Failed, TracesOn };
  Joined joinCompiled(const MergePoint& here, std::span<const Word> words, LoopToken& token);
  bool mayRetrace(const LoopToken& token) const;
  bool isAt(const MergePoint& point, const MergePoint& here) const;
  void takeBackJump();
  bool compileJump(const std::vector<Operand>& carried, std::span<LoopTarget* const> targets,
                   bool isTrial = false);
  bool compileClosed(const MergePoint& start, const std::vector<Operand>& carried,
                     const Word* greens, bool unroll);
  bool compileVersionOf(LoopToken& loop, const MergePoint& start,
                        const std::vector<Operand>& carried);
  void cutBefore(const MergePoint& start, RecordedTrace* cut) const;
  void makeDistinct(Value& value, Kind kind, std::vector<Operand>& seen);
};

// A tracer for one trace. Tracers are kept, so that tracing allocates little.
class TracerLease {
public:
  TracerLease();
  ~TracerLease();
  TracerLease(const TracerLease&) = delete;
  TracerLease& operator=(const TracerLease&) = delete;
  Tracer* operator->() const { return tracer_.get(); }

private:
  std::unique_ptr<Tracer> tracer_;
  std::optional<Loops::Naming> naming_;
};
// Tracers refer to the engine: before it is replaced.
void dropIdleTracers();

} // namespace tw::jit
