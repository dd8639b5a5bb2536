// What the compiled program calls: entries to the JIT, parameters, forcing, invalidation.
#include "jit/backend/backend.h"
#include "jit/metainterp/compile.h"
#include "jit/metainterp/engine.h"
#include "jit/metainterp/exit.h"
#include "jit/metainterp/log.h"
#include "jit/metainterp/resume_words.h"
#include "jit/metainterp/tracer.h"
#include "jit/metainterp/virtual_ref.h"

#include <cstdlib>
#include <string_view>

namespace tw::jit {

namespace {

// Tells the caller how the run ended.
i64 leaveWith(const Outcome& outcome) {
  tw_jit_exit.result = outcome.result;
  switch (outcome.status) {
  case RunStatus::Continue: tw_jit_exit.kind = TW_EXIT_CONTINUE; break;
  case RunStatus::Done: tw_jit_exit.kind = TW_EXIT_DONE; break;
  case RunStatus::Exception:
    tw_jit_exit.kind = TW_EXIT_EXCEPTION;
    tw_jit_exit.result = Word(tw_exc.value);
    break;
  }
  return 1;
}

bool confirms(const tw_jit_driver& driver, const i64* values) {
  return !driver.confirm_enter_jit || driver.confirm_enter_jit(values) != 0;
}

i64 traceFrom(uint32_t number, const i64* values, JitCell& cell) {
  const tw_jit_driver& driver = driverAt(number);
  WarmState& warm = engine().warm();
  if (!confirms(driver, values)) return 0;
  warm.counter().decayAll(warm.parameters().decay);
  cell.flags |= JitCell::kTracing | JitCell::kTracingOccurred;
  const TraceResult result = TracerLease()->traceFromPortal(number, values, cell);
  if (cell.aborts <= kMaxAborts) cell.flags &= uint8_t(~JitCell::kTracing);
  return leaveWith(result.complete());
}

i64 enter(uint32_t number, const i64* values, float increment) {
  if (increment == 0) return 0;
  const tw_jit_driver& driver = driverAt(number);
  WarmState& warm = engine().warm();
  const uint32_t hash = hashGreens(driver, values);
  JitCell* cell = warm.cells().find(number, hash, values);
  if (!cell) {
    if (!warm.counter().tick(hash, warm.cells().slowed(hash, increment))) return 0;
    return traceFrom(number, values, *warm.cells().ensure(number, values));
  }
  if (cell->flags & JitCell::kTracing) return 0;
  LoopToken* token = cell->compiled();
  if (token && !(cell->flags & JitCell::kTemporary)) {
    if (!confirms(driver, values)) return 0;
    return leaveWith(runToken(*token, values + greenCount(driver)));
  }
  if (token || (cell->flags & JitCell::kForceFinish) || cell->aborts > 0)
    return warm.counter().tick(hash, increment) ? traceFrom(number, values, *cell) : 0;
  if (cell->flags & JitCell::kDontTraceHere) {
    // Not inlined elsewhere, so it needs code of its own: at once if that was never tried.
    const bool isDue =
        !(cell->flags & JitCell::kTracingOccurred) || warm.counter().tick(hash, increment);
    return isDue && !(cell->flags & JitCell::kHadToken) ? traceFrom(number, values, *cell) : 0;
  }
  // Given up, or freed: counts afresh.
  warm.counter().reset(hash);
  warm.cells().cleanUp(hash);
  return 0;
}

void visitForCollector(void*, tw_bool minor, tw_gc_visit visit) {
  visitAllRoots(
      minor, [](void** slot, void* context) { reinterpret_cast<tw_gc_visit>(context)(slot); },
      reinterpret_cast<void*>(visit));
  WarmState& warm = engine().warm();
  if (!minor) return;
  warm.counter().minorCollection(warm.parameters().decay);
  engine().loops().logUsage(false);
}

void printAtExit() {
  Engine& e = engine();
  e.loops().logUsage(true);
  e.loops().logRuns();
  e.statistics().print(e.loops().usage(), e.backend().statistics());
}

} // namespace

} // namespace tw::jit

using namespace tw::jit;

i64 tw_jit_enter_function(u32 driver, const i64* values) {
  return enter(driver, values, engine().warm().functionIncrement(driver));
}

i64 tw_jit_enter_loop(u32 driver, const i64* values) {
  return enter(driver, values, engine().warm().loopIncrement(driver));
}

void tw_jit_force_virtualizable(u32 virtualizable, void* object) {
  const tw_jit_virtualizable& type = virtualizableAt(virtualizable);
  const Word token = tokenOf(type, Word(object));
  if (token == kTokenNone) return;
  if (token == kTokenTracing) return setToken(type, Word(object), kTokenNone);
  forceMachineFrame(reinterpret_cast<MachineFrame*>(token));
}

void* tw_jit_force_virtual_ref(void* reference) {
  const Word word = Word(reference);
  if (!isVirtualRef(word)) return reference;
  const Word token = getField(virtualRefToken(), word);
  if (token == kTokenTracing)
    setRawField(virtualRefToken(), word, kTokenNone);
  else if (token != kTokenNone && token != kTokenEnded)
    forceMachineFrame(reinterpret_cast<MachineFrame*>(token));
  return asObject(getField(virtualRefForced(), word));
}

void tw_jit_invalidate(void* object, u32 mark) {
  Engine& e = engine();
  const std::vector<LoopToken*> tokens = e.quasiImmutables().take(Word(object), mark);
  for (LoopToken* token : tokens) {
    if (token->invalidated) continue;
    token->invalidated = true;
    e.backend().invalidate(*token);
    e.loops().noteInvalid(*token);
  }
  const LogSection section("jit-invalidate-quasi-immutable");
  if (section) logLine("fieldname %s invalidated %zu", descrAt(mark).name, tokens.size());
}

void tw_jit_setup(void) {
  const char* const checks = std::getenv("TRACEWRIGHT_JIT_CHECK");
  const bool isChecked = checks && *checks && std::string_view(checks) != "0";
  startEngine(makeX86_64Backend(isChecked), isChecked);
  tw_gc_add_root_tracer(visitForCollector, nullptr);
  std::atexit(printAtExit);
  const char* setting = std::getenv("TRACEWRIGHT_JIT");
  if (!setting) return;
  if (!engine().warm().changeParameters(
          0, [&](Parameters& parameters) { return parameters.setFromText(setting); }))
    tw_fatal("TRACEWRIGHT_JIT does not name parameters of the JIT");
}

i64 tw_jit_set_param(Signed driver, const char* name, Signed name_length, Signed value) {
  return engine().warm().changeParameters(uint32_t(driver), [&](Parameters& parameters) {
    return parameters.set({name, size_t(name_length)}, value);
  });
}

i64 tw_jit_set_param_default(Signed driver, const char* name, Signed name_length) {
  return engine().warm().changeParameters(uint32_t(driver), [&](Parameters& parameters) {
    return parameters.setToDefault({name, size_t(name_length)});
  });
}

i64 tw_jit_set_user_param(Signed driver, const char* text, Signed length) {
  return engine().warm().changeParameters(uint32_t(driver), [&](Parameters& parameters) {
    return parameters.setFromText({text, size_t(length)});
  });
}
