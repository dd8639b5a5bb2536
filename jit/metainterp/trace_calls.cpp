// Tracing of calls: residual ones by what they may do, inlined ones, and calls of portals.
#include "jit/metainterp/engine.h"
#include "jit/metainterp/log.h"
#include "jit/metainterp/tracer.h"

#include <algorithm>

namespace tw::jit {

namespace {

bool canRaise(uint8_t extra) {
  return extra != TW_EFFECT_ELIDABLE_CANNOT_RAISE && extra != TW_EFFECT_CANNOT_RAISE &&
         extra != TW_EFFECT_LOOP_INVARIANT;
}
bool isElidable(uint8_t extra) {
  return extra == TW_EFFECT_ELIDABLE_CANNOT_RAISE || extra == TW_EFFECT_ELIDABLE_CAN_RAISE ||
         extra == TW_EFFECT_ELIDABLE_OR_MEMORY_ERROR;
}

// The operation of a family (…I, …R, …F, …N) for a kind of result.
Op ofKind(Op first, Kind kind) {
  return Op(unsigned(first) + (kind == Kind::Void ? 3 : bankOf(kind)));
}

} // namespace

// ---- Operands

Tracer::Call& Tracer::readCall(Value function) {
  Call& call = callScratch_;
  call.function = function;
  call.descr = wide();
  const char* kinds = descrAt(call.descr).call.arguments;
  call.args.clear();
  for (unsigned count = *unit_++; count > 0; --count, ++kinds)
    call.args.push_back(value(bankOf(*kinds)));
  return call;
}

bool Tracer::reliesOnArgument(const Call& call) const {
  const char* kinds = descrAt(call.descr).call.arguments;
  return std::ranges::any_of(
      call.args, [&](const Value& argument) { return *kinds++ == 'r' && reliesOn(argument.word); });
}

void Tracer::appendArguments(const Call& call, std::vector<Operand>* operands) {
  const char* kinds = descrAt(call.descr).call.arguments;
  for (const Value& argument : call.args)
    operands->push_back(operand(argument, kindOfLetter(*kinds++)));
}

// ---- Residual calls

// What a call leaves of the tracer's knowledge.
void Tracer::noteEffects(const tw_jit_effect& effect, const Call& call) {
  if (isElidable(effect.extra) || effect.extra == TW_EFFECT_LOOP_INVARIANT) return;
  const char* kinds = descrAt(call.descr).call.arguments;
  for (const Value& argument : call.args)
    if (*kinds++ == 'r') heap_.escape(argument.op);
  if (effect.flags & TW_EFFECT_CAN_INVALIDATE) needsNotInvalidated_ = true;
  if (effect.extra >= TW_EFFECT_FORCES) {
    needsNotInvalidated_ = true;
    return heap_.invalidateEscaped();
  }
  const uint32_t* sets = tw_jit_program.sets + effect.first;
  sets += effect.read_fields;
  heap_.invalidate(sets, effect.write_fields);
  sets += effect.write_fields + effect.read_arrays;
  heap_.invalidate(sets, effect.write_arrays);
}

// The pending exception leaves the trace's call; it is guarded to be of its class, and caught.
Tracer::Step Tracer::guardException(Kind kind, Value result) {
  const Word type = Word(tw_exc.type);
  exception_ = {Word(tw_exc.value), {}};
  tw_exc = {nullptr, nullptr};
  const bool hasResult = kind != Kind::Void;
  exception_.op = guard(Op::GuardException, {trace_.constInt(type)}, Resume::After,
                        hasResult ? &result : nullptr, kind);
  heap_.note(exception_.op, HeapCache::kClassKnown | HeapCache::kNonNull);
  return raise();
}

// The result is in its register, the position behind the call.
Tracer::Step Tracer::finishResidualCall(Kind kind, Value result, bool canRaise) {
  if (kind != Kind::Void)
    frame().bank[bankOf(kind)][frame().code->code[frame().position - 1]] = result;
  if (!canRaise) return Step::Go;
  if (tw_exc.type) return guardException(kind, result);
  // With the result, which the guards behind it need that resume here, too.
  guard(Op::GuardNoException, {}, Resume::After, kind == Kind::Void ? nullptr : &result, kind);
  return Step::Go;
}

Tracer::Step Tracer::residualCall(Call& call, Kind kind) {
  const tw_jit_descr& descr = descrAt(call.descr);
  const tw_jit_effect& effect = tw_jit_program.effects[descr.call.effect];
  if (kind != Kind::Void) ++unit_;
  finishInstruction();

  if (effect.extra == TW_EFFECT_LOOP_INVARIANT)
    for (const auto& [function, known] : loopInvariants_)
      if (function == call.function.word) {
        Value again = known;
        if (kind != Kind::Ref || again.isConstant()) return finishResidualCall(kind, again, false);
      }

  if (effect.oopspec == TW_OOPSPEC_JitForceVirtual)
    if (const Value* object = objectOfVirtualRef(call.args[0]))
      return finishResidualCall(kind, *object, false);

  const bool forces = effect.extra >= TW_EFFECT_FORCES && effect.oopspec != TW_OOPSPEC_NotInTrace;
  std::vector<Operand> operands{operand(call.function, Kind::Int)};
  appendArguments(call, &operands);
  if (forces) beforeForcingCall();

  // The words are on the stack, where the collector sees them.
  Word* words = static_cast<Word*>(__builtin_alloca((call.args.size() + 1) * sizeof(Word)));
  for (size_t index = 0; index < call.args.size(); ++index) words[index] = call.args[index].word;
  const bool isFolded =
      isElidable(effect.extra) &&
      std::ranges::all_of(operands, [](Operand argument) { return argument.isConstant(); });
  const Call recorded = call; // the scratch call belongs to whoever traces inside
  Value result = constant(callFunction(descr, call.function.word, words));

  if (isExitPending()) return giveUp(Abort::Escape, true);
  if (effect.oopspec == TW_OOPSPEC_NotInTrace)
    return finishResidualCall(kind, result, tw_exc.type != nullptr);
  // The field is about to be written: what has been traced would be invalid when it is compiled.
  if (effect.flags & TW_EFFECT_CAN_INVALIDATE && reliesOnArgument(recorded)) {
    finishResidualCall(kind, result, false);
    return giveUp(Abort::ForceQuasiImmut, tw_exc.type != nullptr);
  }
  if (isFolded && !tw_exc.type) return finishResidualCall(kind, result, false);

  Op op = Op::CallI;
  if (forces)
    op = Op::CallMayForceI;
  else if (isElidable(effect.extra))
    op = Op::CallPureI;
  else if (effect.extra == TW_EFFECT_LOOP_INVARIANT)
    op = Op::CallLoopInvariantI;
  const Operand made = record(ofKind(op, kind), operands, call.descr);
  if (kind != Kind::Void) result.op = made;
  noteEffects(effect, recorded);
  if (effect.extra == TW_EFFECT_LOOP_INVARIANT && kind != Kind::Ref)
    loopInvariants_.push_back({recorded.function.word, result});
  if (forces) {
    if (!afterForcingCall()) {
      finishResidualCall(kind, result, false);
      return giveUp(Abort::Escape, tw_exc.type != nullptr);
    }
    guardNotForced(kind == Kind::Void ? nullptr : &result, kind);
  }
  return finishResidualCall(kind, result, canRaise(effect.extra));
}

// ---- Calls that are traced

Tracer::Step Tracer::inlineCall(const tw_jitcode& code, std::span<const Value> args,
                                const char* kinds) {
  pushFrame(code);
  unsigned next[3] = {};
  for (const Value& argument : args) {
    const unsigned bank = bankOf(*kinds++);
    frame().bank[bank][next[bank]++] = argument;
  }
  return Step::Go;
}

// The function is promoted if it can be traced.
Tracer::Step Tracer::indirectCall(Kind kind) {
  const Value function = i();
  const tw_jitcode* code = jitcodeOfFunction(function.word);
  const Value known = code ? promote(function, 0) : function;
  Call& call = readCall(known);
  if (!code) return residualCall(call, kind);
  if (kind != Kind::Void) ++unit_;
  finishInstruction();
  return inlineCall(*code, call.args, descrAt(call.descr).call.arguments);
}

// Has this portal been inlined so often that it is to be compiled by itself? A bridge does not know
// the greens of the frames that it starts with. Where traces are cut, one goes on where the other
// has ended, and would follow a recursion without end: there, all of them count.
bool Tracer::isOutOfInlining(uint32_t driver, const Word* greens) {
  int64_t count = 0;
  for (const TracedFrame& traced : frames_) {
    if (traced.portal != int32_t(driver)) continue;
    if (traced.greens == kNone) {
      count += forceFinish_;
      continue;
    }
    const std::vector<Word> other = greensAt(driverAt(driver), traced.greens);
    if (std::equal(other.begin(), other.end(), greens)) ++count;
  }
  if (count < engine_.warm().parameters(driver).max_unroll_recursion) return false;
  engine_.warm().cell(driver, greens).flags |= JitCell::kDontTraceHere;
  return true;
}

Tracer::Step Tracer::recursiveCall() {
  const uint32_t number = *unit_++;
  const tw_jit_driver& driver = driverAt(number);
  const uint32_t greenNumber = greenCount(driver);
  Value local[kMaxPortalValues];
  const std::span values(local, greenNumber + redCount(driver));
  const auto readUnit = [this](unsigned bank, uint16_t unit) { return read(bank, unit); };
  unit_ = readGroup(unit_, driver.greens, readUnit, local);
  unit_ = readGroup(unit_, driver.reds, readUnit, local + greenNumber);
  // Greens that have been lost are promoted again.
  for (uint32_t index = 0; index < greenNumber; ++index)
    values[index] = promote(values[index], bankOf(driver.greens[index]));
  if (driver.result != 'v') ++unit_;
  finishInstruction();

  Word greens[kMaxPortalValues];
  for (uint32_t index = 0; index < greenNumber; ++index) greens[index] = values[index].word;
  bool assembler = false;
  if (engine_.warm().parameters(number).inlining) {
    assembler = true;
    if (engine_.warm().canInline(number, greens) && !isOutOfInlining(number, greens)) {
      const tw_jitcode& code = *tw_jit_program.jitcodes[driver.jitcode];
      // The portal takes its greens and reds in the order of its own signature.
      const std::string kinds = std::string(driver.greens) + driver.reds;
      const Step step = inlineCall(code, values, kinds.c_str());
      enterPortal(number, greens);
      return step;
    }
  }
  return callPortal(number, values, assembler);
}

// Calls the portal's runner; the trace calls machine code for these greens directly if `assembler`.
Tracer::Step Tracer::callPortal(uint32_t number, std::span<const Value> values, bool assembler) {
  const tw_jit_driver& driver = driverAt(number);
  const Kind kind = kindOfLetter(char(driver.result));
  const uint32_t greenNumber = greenCount(driver);
  Word* words = static_cast<Word*>(__builtin_alloca((values.size() + 1) * sizeof(Word)));
  std::vector<Operand> operands;
  for (size_t index = 0; index < values.size(); ++index) {
    words[index] = values[index].word;
    const char letter =
        index < greenNumber ? driver.greens[index] : driver.reds[index - greenNumber];
    operands.push_back(operand(values[index], kindOfLetter(letter)));
  }
  uint32_t target = kNone;
  if (assembler) {
    JitCell& cell = engine_.warm().cell(number, words);
    if (LoopToken* token = cell.compiled() ? cell.compiled() : compileCallback(cell)) {
      // Named by the trace, it stays while the call runs.
      target = uint32_t(trace_.targets.size());
      trace_.targets.push_back(&token->entryTarget);
    }
  }
  beforeForcingCall();
  Value result = constant(callRunner(driver, words));
  if (isExitPending()) return giveUp(Abort::Escape, true);

  Operand made;
  if (target != kNone) {
    made = record(ofKind(Op::CallAssemblerI, kind), std::span(operands).subspan(greenNumber),
                  driver.call_descr, target);
  } else {
    operands.insert(operands.begin(), trace_.constInt(Word(driver.runner)));
    made = record(ofKind(Op::CallMayForceI, kind), operands, driver.call_descr);
  }
  if (kind != Kind::Void) result.op = made;
  for (size_t index = greenNumber; index < values.size(); ++index) heap_.escape(values[index].op);
  heap_.invalidateEscaped();
  needsNotInvalidated_ = true;
  if (!afterForcingCall()) {
    finishResidualCall(kind, result, false);
    return giveUp(Abort::Escape, tw_exc.type != nullptr);
  }
  guardNotForced(kind == Kind::Void ? nullptr : &result, kind);
  return finishResidualCall(kind, result, true);
}

// ---- Conditional calls

Tracer::Step Tracer::conditionalCall() {
  const Value condition = i();
  Call& call = readCall(i());
  if (condition.isConstant() && !condition.word) return Step::Next;
  if (condition.isConstant()) return residualCall(call, Kind::Void);
  const tw_jit_effect& effect = tw_jit_program.effects[descrAt(call.descr).call.effect];
  std::vector<Operand> operands{condition.op, operand(call.function, Kind::Int)};
  appendArguments(call, &operands);
  finishInstruction();
  if (condition.word) {
    Word* words = static_cast<Word*>(__builtin_alloca((call.args.size() + 1) * sizeof(Word)));
    for (size_t index = 0; index < call.args.size(); ++index) words[index] = call.args[index].word;
    const Call recorded = call;
    callFunction(descrAt(call.descr), call.function.word, words);
    if (isExitPending()) return giveUp(Abort::Escape, true);
    call = recorded;
  }
  record(Op::CondCallN, operands, call.descr);
  noteEffects(effect, call);
  return finishResidualCall(Kind::Void, {}, canRaise(effect.extra));
}

Tracer::Step Tracer::conditionalCallValue(unsigned bank) {
  const Kind kind = kindOfBank(bank);
  const Value known = value(bank);
  Call& call = readCall(i());
  if (known.isConstant() && known.word == 0) return residualCall(call, kind);
  ++unit_;
  finishInstruction();
  if (known.isConstant()) return finishResidualCall(kind, known, false);
  const tw_jit_effect& effect = tw_jit_program.effects[descrAt(call.descr).call.effect];
  std::vector<Operand> operands{known.op, operand(call.function, Kind::Int)};
  appendArguments(call, &operands);
  Value result = known;
  const Call recorded = call;
  if (known.word == 0) {
    Word* words = static_cast<Word*>(__builtin_alloca((call.args.size() + 1) * sizeof(Word)));
    for (size_t index = 0; index < call.args.size(); ++index) words[index] = call.args[index].word;
    result.word = callFunction(descrAt(call.descr), call.function.word, words);
    if (isExitPending()) return giveUp(Abort::Escape, true);
  } else if (kind == Kind::Ref) {
    markNonNull(known);
  }
  result.op =
      record(kind == Kind::Int ? Op::CondCallValueI : Op::CondCallValueR, operands, recorded.descr);
  noteEffects(effect, recorded);
  return finishResidualCall(kind, result, canRaise(effect.extra));
}

Tracer::Step Tracer::stepCalls(JitOp op) {
  switch (op) {
  case JitOp::ResidualCallI: return residualCall(readCall(i()), Kind::Int);
  case JitOp::ResidualCallR: return residualCall(readCall(i()), Kind::Ref);
  case JitOp::ResidualCallF: return residualCall(readCall(i()), Kind::Float);
  case JitOp::ResidualCallV: return residualCall(readCall(i()), Kind::Void);
  case JitOp::IndirectCallI: return indirectCall(Kind::Int);
  case JitOp::IndirectCallR: return indirectCall(Kind::Ref);
  case JitOp::IndirectCallF: return indirectCall(Kind::Float);
  case JitOp::IndirectCallV: return indirectCall(Kind::Void);
  case JitOp::InlineCallI:
  case JitOp::InlineCallR:
  case JitOp::InlineCallF:
  case JitOp::InlineCallV: {
    const tw_jitcode& code = *tw_jit_program.jitcodes[wide()];
    const char* kinds = argumentKinds(code);
    callScratch_.args.clear();
    const unsigned count = *unit_++;
    for (unsigned index = 0; index < count; ++index)
      callScratch_.args.push_back(value(bankOf(kinds[index])));
    if (op != JitOp::InlineCallV) ++unit_;
    finishInstruction();
    return inlineCall(code, callScratch_.args, kinds);
  }
  case JitOp::RecursiveCallI:
  case JitOp::RecursiveCallR:
  case JitOp::RecursiveCallF:
  case JitOp::RecursiveCallV: return recursiveCall();
  case JitOp::ConditionalCallV: return conditionalCall();
  case JitOp::ConditionalCallValueI: return conditionalCallValue(0);
  case JitOp::ConditionalCallValueR: return conditionalCallValue(1);
  default: tw_fatal("an unknown instruction in jitcode");
  }
}

} // namespace tw::jit
