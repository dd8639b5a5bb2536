// Merge points and the ends of traces.
#include "jit/metainterp/engine.h"
#include "jit/metainterp/log.h"
#include "jit/metainterp/tracer.h"
#include "jit/optimize/optimize.h"

#include <algorithm>
#include <string>

namespace tw::jit {

namespace {

// A trace that has to be cut is cut when it has this part of the longest allowed length.
constexpr double kCutAt = 0.8;

} // namespace

// ---- jit_merge_point

Tracer::Step Tracer::mergePoint() {
  const uint32_t number = *unit_++;
  const tw_jit_driver& driver = driverAt(number);
  const uint32_t greens = greenCount(driver);
  Value local[kMaxPortalValues];
  const std::span values(local, greens + redCount(driver));
  const auto readUnit = [this](unsigned bank, uint16_t unit) { return read(bank, unit); };
  const uint16_t* const reds = readGroup(unit_, driver.greens, readUnit, local);
  unit_ = readGroup(reds, driver.reds, readUnit, local + greens);
  for (uint32_t index = 0; index < greens; ++index)
    values[index] = promote(values[index], bankOf(driver.greens[index]));

  const bool anyOperation = trace_.size() > trace_.inputCount + recorded_.prologue;
  const bool isCutHere = forceFinish_ && length() > double(parameters().trace_limit) * kCutAt;
  std::vector<Operand> note{trace_.constInt(number), trace_.constInt(portalDepth_),
                            trace_.constInt(frame().callId)};
  for (uint32_t index = 0; index < greens; ++index)
    note.push_back(trace_.addConstant(kindOfLetter(driver.greens[index]), values[index].word));
  record(Op::DebugMergePoint, note);
  if (isCutHere) return cutTrace();

  if (seenLoopHeader_ < 0) {
    if (!anyOperation) return Step::Next;
    if (!(driver.flags & TW_DRIVER_NO_LOOP_HEADER)) {
      // Compiled code for this place is as good as a loop header.
      if (portalDepth_ > 0) return Step::Next;
      Word words[kMaxPortalValues];
      for (uint32_t index = 0; index < greens; ++index) words[index] = values[index].word;
      const JitCell* cell = engine_.warm().findCell(number, words);
      if (!cell || !cell->compiled() || targetsOf(*cell->compiled()).empty()) return Step::Next;
    }
  }
  seenLoopHeader_ = -1;
  if (portalDepth_ > 0) return leaveInlinedPortal(number, values);
  if (number != driverIndex_) tw_fatal("a loop header of another jit driver");
  return closeLoop(values, reds);
}

// An inlined portal has reached a loop: the loop is a call of compiled code, whose result is the
// frame's.
Tracer::Step Tracer::leaveInlinedPortal(uint32_t number, std::span<const Value> values) {
  const tw_jit_driver& driver = driverAt(number);
  if (driver.should_unroll_one_iteration && !unrolledOne_) {
    Word greens[kMaxPortalValues];
    for (uint32_t index = 0; index < greenCount(driver); ++index)
      greens[index] = values[index].word;
    if (driver.should_unroll_one_iteration(greens)) {
      unrolledOne_ = true;
      return Step::Next;
    }
  }
  popFrame();
  return callPortal(number, values, true);
}

// The carried values must be different results, so that they can be a label's.
void Tracer::makeDistinct(Value& value, Kind kind, std::vector<Operand>& seen) {
  if (value.isConstant() || std::ranges::find(seen, value.op) != seen.end()) {
    const Op copy = kind == Kind::Int ? Op::SameAsI : kind == Kind::Ref ? Op::SameAsR : Op::SameAsF;
    value.op = record(copy, {operand(value, kind)});
  }
  seen.push_back(value.op);
}

Tracer::Step Tracer::closeLoop(std::span<Value> values, const uint16_t* reds) {
  const uint32_t greens = greenCount(*driver_);
  Word local[kMaxPortalValues];
  const std::span greenWords(local, greens);
  for (uint32_t index = 0; index < greens; ++index) greenWords[index] = values[index].word;
  heap_.clear();
  loopInvariants_.clear();
  needsNotInvalidated_ = true;
  if (!virtualRefs_.empty()) return giveUp(Abort::BadLoop);

  std::vector<Operand> carried;
  std::vector<Word> carriedWords;
  const auto carry = [&](Value& value, Kind kind) {
    makeDistinct(value, kind, carried);
    carriedWords.push_back(value.word);
  };
  for (uint32_t index = 0; driver_->reds[index]; ++index)
    carry(values[greens + index], kindOfLetter(driver_->reds[index]));
  if (vable_) {
    vableObject_ = values[greens + driver_->virtualizable_red];
    for (size_t index = 0; index < vableValues_.size(); ++index)
      carry(vableValues_[index], vableKinds_[index]);
    vableSnapshot_ = kNone;
  }
  // The reds go back to their registers.
  const Value* next = values.data() + greens;
  readGroup(
      reds, driver_->reds,
      [&](unsigned bank, uint16_t unit) {
        if (!(unit & kConstantUnit)) frame().bank[bank][unit] = *next;
        return *next++;
      },
      std::vector<Value>(values.size()).data());
  guard(Op::GuardFutureCondition, {});

  MergePoint here;
  for (uint32_t index = 0; index < greens; ++index)
    here.greens.push_back(
        trace_.addConstant(kindOfLetter(driver_->greens[index]), greenWords[index]));
  here.carried = std::move(carried);
  here.start = trace_.size();
  const JitCell* cell = engine_.warm().findCell(driverIndex_, greenWords.data());
  if (cell && cell->compiled()) {
    switch (joinCompiled(here, carriedWords, *cell->compiled())) {
    case Joined::Jumped: return continueInterpreter(values);
    case Joined::TracesOn: return Step::Next;
    case Joined::Failed: break;
    }
  }
  for (size_t index = mergePoints_.size(); index-- > 0;) {
    const MergePoint& start = mergePoints_[index];
    if (!isAt(start, here)) continue;
    if (compileClosed(start, here.carried, greenWords.data(), true))
      return continueInterpreter(values);
    if (++cancelled_ <= parameters().max_unroll_loops) continue;
    if (compileClosed(start, here.carried, greenWords.data(), false))
      return continueInterpreter(values);
    frame().position = frame().start;
    return giveUp(Abort::BadLoop);
  }
  mergePoints_.push_back(std::move(here));
  return Step::Next;
}

bool Tracer::isAt(const MergePoint& point, const MergePoint& here) const {
  const auto word = [this](Operand green) { return trace_.wordOf(green); };
  return std::ranges::equal(point.greens, here.greens, {}, word, word) &&
         point.carried.size() == here.carried.size();
}

bool Tracer::mayRetrace(const LoopToken& token) const {
  return token.mayRetrace && !retraceFrom_ &&
         token.retraces < uint64_t(parameters().retrace_limit) &&
         (parameters().enableOpts & kOptUnroll) != 0;
}

// Compiled code begins here: ends the trace with a jump to it. If it has no version for the values
// that there are, one more iteration is traced first, of which a version is made.
Tracer::Joined Tracer::joinCompiled(const MergePoint& here, std::span<const Word> words,
                                    LoopToken& token) {
  std::vector<LoopTarget*> targets = targetsOf(token), versions;
  std::erase_if(targets, [&](const LoopTarget* target) { return !wouldEnter(*target, words); });
  std::ranges::copy_if(targets, std::back_inserter(versions),
                       [](const LoopTarget* target) { return target->entry != nullptr; });
  const bool isSecond = retraceFrom_ && isAt(mergePoints_[*retraceFrom_], here);
  if (isSecond || mayRetrace(token)) {
    if (!versions.empty() && compileJump(here.carried, versions, true)) return Joined::Jumped;
    if (isSecond && compileVersionOf(token, mergePoints_[*retraceFrom_], here.carried))
      return Joined::Jumped;
    if (!isSecond) {
      ++token.retraces;
      {
        const LogSection section("jit-optimize");
        if (section)
          logLine("Retracing (%u/%u)", token.retraces, uint32_t(parameters().retrace_limit));
      }
      retraceFrom_ = mergePoints_.size();
      mergePoints_.push_back(here);
      return Joined::TracesOn;
    }
  }
  return !targets.empty() && compileJump(here.carried, targets) ? Joined::Jumped : Joined::Failed;
}

// The compiled portal goes on from this merge point, and soon enters what has been compiled.
Tracer::Step Tracer::continueInterpreter(std::span<const Value> values) {
  Word* words = exitValues(driverIndex_);
  for (const Value& value : values) *words++ = value.word;
  return leave({RunStatus::Continue, 0});
}

// ---- Compilation

// Ends the trace with a jump, and compiles it; without success the jump is taken back. `isTrial`:
// that is no reason to tell the log about.
bool Tracer::compileJump(const std::vector<Operand>& carried, std::span<LoopTarget* const> targets,
                         bool isTrial) {
  record(Op::Jump, carried);
  if (from_ ? compileBridge(recorded_, targets, *from_, isTrial)
            : compileEntry(recorded_, targets, *cell_, false) != nullptr)
    return true;
  takeBackJump();
  return false;
}

void Tracer::takeBackJump() {
  trace_.operands.resize(trace_.ops.back().first);
  trace_.ops.pop_back();
}

// One more version of the loop, whose iteration began at `start`.
bool Tracer::compileVersionOf(LoopToken& loop, const MergePoint& start,
                              const std::vector<Operand>& carried) {
  record(Op::Jump, carried);
  if (compileVersion(recorded_, start.start, start.carried, loop, from_, cell_)) return true;
  takeBackJump();
  return false;
}

bool Tracer::compileClosed(const MergePoint& start, const std::vector<Operand>& carried,
                           const Word* greens, bool unroll) {
  record(Op::Jump, carried);
  JitCell& cell = engine_.warm().cell(driverIndex_, greens);
  const bool wasTracing = (cell.flags & JitCell::kTracing) != 0;
  cell.flags |= JitCell::kTracing; // so that nobody removes it
  bool isDone = false;
  if (!from_ && start.start == trace_.inputCount + recorded_.prologue) {
    isDone = compileLoop(recorded_, cell, unroll) != nullptr;
  } else {
    RecordedTrace cut;
    cutBefore(start, &cut);
    isDone = compileLoop(cut, cell, unroll) != nullptr;
  }
  if (!wasTracing) cell.flags &= uint8_t(~JitCell::kTracing);
  if (isDone) return true;
  takeBackJump();
  return false;
}

// The operations from a merge point on, as a trace whose inputs are the reds there.
void Tracer::cutBefore(const MergePoint& start, RecordedTrace* cut) const {
  std::vector<Operand> renamed(trace_.size());
  Trace& trace = cut->trace;
  const uint32_t reds = redCount(*driver_);
  for (uint32_t index = 0; index < reds; ++index)
    cut->carried.push_back(trace.addInput(kindOfLetter(driver_->reds[index])));
  if (vable_) {
    const uint32_t before = trace.size();
    loadVirtualizable(trace, cut->carried[driver_->virtualizable_red], &cut->carried);
    cut->prologue = trace.size() - before;
  }
  for (size_t index = 0; index < start.carried.size(); ++index)
    renamed[start.carried[index].index()] = cut->carried[index];
  const auto rename = [&](Operand operand) {
    if (!operand) return operand;
    if (!operand.isConstant()) return renamed[operand.index()];
    const Constant& constant = trace_.constants[operand.index()];
    return trace.addConstant(constant.kind, constant.word);
  };
  std::vector<Operand> operands;
  for (uint32_t index = start.start; index < trace_.size(); ++index) {
    const TraceOp& op = trace_.ops[index];
    operands.clear();
    for (const Operand operand : trace_.operandsOf(op)) operands.push_back(rename(operand));
    renamed[index] = trace.add(op.op, operands, op.descr, op.extra);
  }
  trace.targets = trace_.targets;
  cut->snapshots = snapshots_;
  for (Operand& operand : cut->snapshots.operands) operand = rename(operand);
}

// ---- Ends

void Tracer::finish(GuardKind how, std::span<const Operand> result) {
  record(Op::Finish, result, kNone, uint32_t(how));
  if (from_)
    compileBridge(recorded_, {}, *from_);
  else
    compileEntry(recorded_, {}, *cell_, false);
}

Tracer::Step Tracer::finishPortal(Kind kind, Value result) {
  writeBackVirtualizable();
  finishVirtualRefs();
  if (kind == Kind::Void) {
    finish(GuardKind::DoneWithFrame, {});
  } else {
    const Operand operands[] = {operand(result, kind)};
    finish(GuardKind::DoneWithFrame, operands);
  }
  return leave({RunStatus::Done, result.word});
}

Tracer::Step Tracer::finishWithException() {
  writeBackVirtualizable();
  finishVirtualRefs();
  const Operand operands[] = {operand(exception_, Kind::Ref)};
  finish(GuardKind::ExitWithException, operands);
  setException(exception_.word);
  return leave({RunStatus::Exception, 0});
}

// The trace is longer than allowed and was given up before: what there is of it is compiled.
Tracer::Step Tracer::cutTrace() {
  guard(Op::GuardAlwaysFails, {});
  if (from_)
    compileBridge(recorded_, {}, *from_);
  else
    compileEntry(recorded_, {}, *cell_, true);
  frame().position = frame().start;
  return giveUp(Abort::Segmented);
}

} // namespace tw::jit
