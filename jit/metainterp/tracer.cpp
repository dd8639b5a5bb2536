// The tracer's control: frames, instructions, and how tracing starts and ends.
#include "jit/metainterp/tracer.h"

#include "jit/metainterp/engine.h"
#include "jit/metainterp/hooks.h"
#include "jit/metainterp/log.h"
#include "jit/trace/evaluate.h"

#include <algorithm>

namespace tw::jit {

namespace {

struct AbortReason {
  const char* text;
  Counter counter;
};
constexpr AbortReason kAbortReasons[] = {
    {"", Counter::Count},
    {"trace too long", Counter::AbortTooLong},
    {"compiling", Counter::AbortBridge},
    {"bad loop", Counter::AbortBadLoop},
    {"vable escape", Counter::AbortEscape},
    {"force quasi-immut", Counter::AbortForceQuasiImmut},
    {"segmenting trace", Counter::AbortSegmentedTrace},
    {"trace too long", Counter::AbortTooLong},
};

} // namespace

Tracer::Tracer()
    : engine_(engine()), trace_(recorded_.trace), snapshots_(recorded_.snapshots),
      registers_(std::allocator<Value>().allocate(kRegisters)) {}

void Tracer::begin(uint32_t driver) {
  driverIndex_ = driver;
  driver_ = &driverAt(driver);
  recorded_.clear();
  heap_.clear();
  frames_.clear();
  registersUsed_ = 0;
  greenKeys_.clear();
  mergePoints_.clear();
  retraceFrom_.reset();
  portalPositions_.clear();
  virtualRefs_.clear();
  loopInvariants_.clear();
  vable_ = nullptr;
  vableObject_ = exception_ = {};
  vableValues_.clear();
  vableSnapshot_ = kNone;
  vableTokenDirty_ = false;
  portalDepth_ = 0;
  nextCallId_ = 0;
  seenLoopHeader_ = -1;
  needsNotInvalidated_ = true;
  cancelled_ = 0;
  unrolledOne_ = false;
  abort_ = Abort::None;
  abortRaised_ = false;
  forceFinish_ = false;
  from_ = nullptr;
  cell_ = nullptr;
}

const Parameters& Tracer::parameters() const { return engine_.warm().parameters(driverIndex_); }

TraceResult Tracer::traceFromPortal(uint32_t driver, const Word* values, JitCell& cell) {
  begin(driver);
  cell_ = &cell;
  forceFinish_ = (cell.flags & JitCell::kForceFinish) != 0;
  const tw_jitcode& code = *tw_jit_program.jitcodes[driver_->jitcode];
  pushFrame(code);
  frame().greens = keepGreens(*driver_, values);
  frame().portal = int32_t(driver);
  unsigned next[3] = {};
  const uint32_t greens = greenCount(*driver_), reds = redCount(*driver_);
  for (uint32_t index = 0; index < greens; ++index) {
    const unsigned bank = bankOf(driver_->greens[index]);
    frame().bank[bank][next[bank]++] = constant(values[index]);
  }
  for (uint32_t index = 0; index < reds; ++index) {
    const unsigned bank = bankOf(driver_->reds[index]);
    const Operand input = trace_.addInput(kindOfBank(bank));
    recorded_.carried.push_back(input);
    frame().bank[bank][next[bank]++] = {values[greens + index], input};
  }
  startVirtualizable(values + greens);
  MergePoint start;
  for (uint32_t index = 0; index < greens; ++index)
    start.greens.push_back(greenKeys_[frame().greens + index]);
  start.carried = recorded_.carried;
  start.start = trace_.size();
  mergePoints_.push_back(std::move(start));
  return run();
}

TraceResult Tracer::run() {
  firstTraced_ = trace_.size();
  const Timed timed(engine_.statistics(), Counter::Tracing);
  Outcome outcome;
  {
    const LogSection section("jit-tracing");
    outcome = interpret();
  }
  if (abort_ == Abort::None) return {outcome};
  const AbortReason& reason = kAbortReasons[size_t(abort_)];
  engine_.statistics().count(reason.counter);
  tellAbort(reason.counter);
  {
    const LogSection section("jit-abort");
    if (section) logLine("%s", reason.text);
  }
  if (abort_ != Abort::Segmented && abort_ != Abort::TooLong) noteFailure();
  return handOver();
}

// Nothing has changed that would let the next trace from here come further than this one.
void Tracer::noteFailure() {
  if (!cell_)
    from_->backOff();
  else if (++cell_->aborts > kMaxAborts)
    cell_->flags |= JitCell::kTracing; // never again
}

// To the program's hooks.
void Tracer::tellAbort(Counter reason) {
  if (!hasHooks(driverIndex_)) return;
  const JitCell* cell = cell_ ? cell_ : from_->code->token->cell;
  if (!cell) return;
  const HookInfo info{.number = int64_t(reason), .trace = &trace_};
  callHook(HookEvent::Abort, driverIndex_, cell->greens.data(), info);
  if (reason == Counter::AbortTooLong)
    callHook(HookEvent::TraceTooLong, driverIndex_, cell->greens.data(), info);
}

Outcome Tracer::interpret() {
  for (;;) {
    if (step() == Step::Leave) return outcome_;
    if (isTooLong() && tooLong() == Step::Leave) return outcome_;
  }
}

// The blackhole interpreter goes on from the same frames.
TraceResult Tracer::handOver() {
  Frame* const floor = frameStack().top();
  for (const TracedFrame& traced : frames_) {
    Frame* frame = frameStack().push(*traced.code);
    frame->position = traced.position;
    frame->exception = exception_.word;
    for (unsigned bank = 0; bank < 3; ++bank)
      for (unsigned index = 0; index < traced.code->registers[bank]; ++index)
        frame->bank[bank][index] = traced.bank[bank][index].word;
  }
  return {{}, true, floor, abortRaised_};
}

Tracer::Step Tracer::giveUp(Abort reason, bool raised) {
  abort_ = reason;
  abortRaised_ = raised;
  return Step::Leave;
}

Tracer::Step Tracer::leave(Outcome outcome) {
  outcome_ = outcome;
  return Step::Leave;
}

void Tracer::pushFrame(const tw_jitcode& code) {
  TracedFrame made{&code, 0, 0, {}, kNone, -1, kNone, 0};
  for (unsigned bank = 0; bank < 3; ++bank) {
    made.bank[bank] = registers_.get() + registersUsed_;
    registersUsed_ += code.registers[bank];
    std::fill_n(made.bank[bank], code.registers[bank], Value());
  }
  frames_.push_back(made);
}

void Tracer::popFrame() {
  if (frame().portal >= 0 && frames_.size() > 1) leavePortal();
  registersUsed_ = size_t(frame().bank[0] - registers_.get());
  frames_.pop_back();
}

uint32_t Tracer::keepGreens(const tw_jit_driver& driver, const Word* greens) {
  const auto first = uint32_t(greenKeys_.size());
  for (const char* kind = driver.greens; *kind; ++kind, ++greens)
    greenKeys_.push_back(trace_.addConstant(kindOfLetter(*kind), *greens));
  return first;
}

std::vector<Word> Tracer::greensAt(const tw_jit_driver& driver, uint32_t first) const {
  std::vector<Word> words;
  for (uint32_t index = 0; index < greenCount(driver); ++index)
    words.push_back(trace_.wordOf(greenKeys_[first + index]));
  return words;
}

// The frame on top is a portal's that was called in the trace.
void Tracer::enterPortal(uint32_t driver, const Word* greens) {
  const tw_jit_driver& declaration = driverAt(driver);
  frame().portal = int32_t(driver);
  frame().greens = keepGreens(declaration, greens);
  frame().callId = ++nextCallId_;
  ++portalDepth_;
  portalPositions_.push_back({driver, frame().greens, trace_.size()});
  const Word unique = declaration.unique_id ? declaration.unique_id(greens) : 0;
  record(Op::EnterPortalFrame, {trace_.constInt(driver), trace_.constInt(unique)});
}

void Tracer::leavePortal() {
  --portalDepth_;
  portalPositions_.push_back({uint32_t(frame().portal), kNone, trace_.size()});
  record(Op::LeavePortalFrame, {trace_.constInt(frame().portal)});
}

Tracer::Step Tracer::returnFrom(Kind kind, Value result) {
  popFrame();
  if (frames_.empty()) return finishPortal(kind, result);
  if (kind != Kind::Void)
    frame().bank[bankOf(kind)][frame().code->code[frame().position - 1]] = result;
  return Step::Go;
}

// exception_ goes to the innermost handler.
Tracer::Step Tracer::raise() {
  for (;;) {
    const uint32_t handler = handlerAt(*frame().code, frame().position);
    if (handler != kNone) {
      frame().position = handler;
      return Step::Go;
    }
    popFrame();
    if (frames_.empty()) return finishWithException();
  }
}

bool Tracer::isTooLong() const {
  return length() > parameters().trace_limit || registersUsed_ > kRegisters / 2;
}

// The inlined portal that takes most of the trace is not inlined any more; if there is none, the
// next trace from here is cut when it gets too long: at a merge point, if it comes to one in time.
Tracer::Step Tracer::tooLong() {
  struct Open {
    uint32_t driver, greens, at;
  };
  std::vector<Open> open;
  Open biggest{0, kNone, 0};
  uint32_t size = 0;
  const auto close = [&](uint32_t at) {
    if (at - open.back().at > size) {
      size = at - open.back().at;
      biggest = open.back();
    }
    open.pop_back();
  };
  for (const PortalPosition& position : portalPositions_) {
    if (position.greens != kNone)
      open.push_back({position.driver, position.greens, position.at});
    else if (!open.empty())
      close(position.at);
  }
  while (!open.empty()) close(trace_.size());

  WarmState& warm = engine_.warm();
  const LogSection section("jit-disableinlining");
  if (biggest.greens != kNone) {
    const std::vector<Word> greens = greensAt(driverAt(biggest.driver), biggest.greens);
    warm.cell(biggest.driver, greens.data()).flags |= JitCell::kDontTraceHere;
    if (section) logLine("disabled inlining %s", locationOf(biggest.driver, greens.data()).c_str());
    if (cell_) warm.traceSoon(cell_->driver, cell_->greens.data());
  } else {
    if (section) logLine("no inlinable function found!");
    if (forceFinish_) return giveUp(Abort::CannotBeCut);
    if (cell_) {
      warm.traceSoon(cell_->driver, cell_->greens.data());
      cell_->flags |= JitCell::kForceFinish | JitCell::kDontTraceHere;
      if (section)
        logLine("force tracing loop next time %s",
                locationOf(cell_->driver, cell_->greens.data()).c_str());
    } else {
      from_->code->token->cutsBridges = true;
      if (section) logLine("enable bridge segmenting of base loop");
    }
  }
  return giveUp(Abort::TooLong);
}

void Tracer::visitRoots(VisitSlot visit, void* context) {
  const auto visitValue = [&](Value& value) {
    visit(reinterpret_cast<void**>(&value.word), context);
  };
  for (TracedFrame& traced : frames_)
    for (unsigned index = 0; index < traced.code->registers[1]; ++index)
      visitValue(traced.bank[1][index]);
  visitValue(exception_);
  if (vable_) visitValue(vableObject_);
  for (size_t index = 0; index < vableValues_.size(); ++index)
    if (vableKinds_[index] == Kind::Ref) visitValue(vableValues_[index]);
  for (VirtualRefPair& pair : virtualRefs_) {
    visitValue(pair.object);
    visitValue(pair.reference);
  }
}

Tracer::Step Tracer::step() {
  frame().start = frame().position;
  unit_ = frame().code->code + frame().position;
  const auto op = JitOp(*unit_++);
  engine_.statistics().count(Counter::Ops);
  Step result = stepControl(op);
  if (result == Step::NotMine) result = stepMemory(op);
  if (result == Step::NotMine) result = stepStrings(op);
  if (result == Step::NotMine) result = stepVirtualizable(op);
  if (result == Step::NotMine) result = stepHints(op);
  if (result == Step::NotMine) result = stepCalls(op);
  if (result != Step::Next) return result;
  finishInstruction();
  return Step::Go;
}

Tracer::Step Tracer::stepControl(JitOp op) {
  switch (op) {
#define PURE(id, name, letters, result, expression)                                                \
  case JitOp::id: {                                                                                \
    const Value a = value(bankOf(letters[0]));                                                     \
    const Value b = letters[1] ? value(bankOf(letters[1] ? letters[1] : 'i')) : Value();           \
    put(bankOf(#result[0]), pure(Op::id, a, b, letters));                                          \
    break;                                                                                         \
  }
#include "jit/trace/pure.def"
  case JitOp::Live: unit_ += 2; break;
  case JitOp::IntCopy: {
    const Value a = i();
    put(0, a);
    break;
  }
  case JitOp::RefCopy: {
    const Value a = r();
    put(1, a);
    break;
  }
  case JitOp::FloatCopy: {
    const Value a = f();
    put(2, a);
    break;
  }
  case JitOp::CastPtrToInt: {
    const Value a = r();
    put(0, {a.word, record(Op::CastPtrToInt, {operand(a, Kind::Ref)})});
    heap_.escape(a.op);
    break;
  }
  case JitOp::CastIntToPtr: {
    const Value a = i();
    put(1, {a.word, record(Op::CastIntToPtr, {operand(a, Kind::Int)})});
    break;
  }

  case JitOp::Goto: jump(wide()); break;
  case JitOp::GotoIfNot: {
    const Value condition = i();
    branch(condition);
    replace(condition.op, condition.word);
    break;
  }
#define COMPARE(id, op, bank, letters)                                                             \
  case JitOp::id: {                                                                                \
    const Value a = value(bank), b = value(bank);                                                  \
    branch(pure(Op::op, a, b, letters));                                                           \
    break;                                                                                         \
  }
    COMPARE(GotoIfNotIntLt, IntLt, 0, "ii")
    COMPARE(GotoIfNotIntLe, IntLe, 0, "ii")
    COMPARE(GotoIfNotIntEq, IntEq, 0, "ii")
    COMPARE(GotoIfNotIntNe, IntNe, 0, "ii")
    COMPARE(GotoIfNotIntGt, IntGt, 0, "ii")
    COMPARE(GotoIfNotIntGe, IntGe, 0, "ii")
    COMPARE(GotoIfNotPtrEq, PtrEq, 1, "rr")
    COMPARE(GotoIfNotPtrNe, PtrNe, 1, "rr")
#undef COMPARE
  case JitOp::GotoIfNotIntIsZero: branch(pure(Op::IntIsZero, i(), {}, "i")); break;
  case JitOp::GotoIfNotPtrIszero: branchOnNull(true); break;
  case JitOp::GotoIfNotPtrNonzero: branchOnNull(false); break;
  case JitOp::Switch: switchOn(); break;
  case JitOp::IntReturn: return returnFrom(Kind::Int, i());
  case JitOp::RefReturn: return returnFrom(Kind::Ref, r());
  case JitOp::FloatReturn: return returnFrom(Kind::Float, f());
  case JitOp::VoidReturn: return returnFrom(Kind::Void, {});
  case JitOp::Unreachable: tw_fatal("unreachable jitcode was reached");

  case JitOp::IntAddJumpIfOvf: overflow(Op::IntAddOvf); break;
  case JitOp::IntSubJumpIfOvf: overflow(Op::IntSubOvf); break;
  case JitOp::IntMulJumpIfOvf: overflow(Op::IntMulOvf); break;

  case JitOp::CatchException: unit_ += 2; break; // the instruction before has not raised
  case JitOp::GotoIfExceptionMismatch: {
    const Value type = i();
    const uint32_t label = wide();
    if (!tw_is_subclass(classOf(exception_.word), asObject(type.word))) jump(label);
    break;
  }
  case JitOp::LastException: put(0, constant(Word(classOf(exception_.word)))); break;
  case JitOp::LastExcValue: put(1, exception_); break;
  case JitOp::Raise: {
    const Value instance = r();
    classOfObject(instance);
    exception_ = instance;
    finishInstruction();
    return raise();
  }
  case JitOp::Reraise: finishInstruction(); return raise();
  default: return Step::NotMine;
  }
  return Step::Next;
}

} // namespace tw::jit
