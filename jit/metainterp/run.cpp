// Running machine code, and what happens when it is left.
#include "jit/backend/backend.h"
#include "jit/metainterp/compile.h"
#include "jit/metainterp/engine.h"
#include "jit/metainterp/exit.h"
#include "jit/metainterp/resume_words.h"
#include "jit/metainterp/tracer.h"
#include "jit/metainterp/virtualizable.h"

namespace tw::jit {

namespace {

// Tracers that nobody uses; their buffers are used again.
std::vector<std::unique_ptr<Tracer>>& idleTracers() {
  static std::vector<std::unique_ptr<Tracer>> tracers;
  return tracers;
}

// What counts a guard's failures. Each value that a guard_value meets is counted by itself: only
// one that comes often is worth a bridge.
uint32_t hashOfGuard(const Guard& guard) {
  uint64_t key = guard.id;
  if (guard.comparedExit >= 0)
    key ^= uint64_t(exitRecord.values[guard.comparedExit]) * 0x9e3779b97f4a7c15u >> 32;
  return uint32_t(key) * 2654435761u;
}

bool shouldTrace(const Guard& guard) {
  if (guard.op == Op::GuardNotForced || guard.compiling || guard.bridge) return false;
  if (guard.code->token->invalidated) return false;
  WarmState& warm = engine().warm();
  if (guard.op == Op::GuardAlwaysFails && guard.delays == 0) return true;
  const float increment = warm.guardIncrement(guard.code->token->driver);
  return warm.counter().tick(hashOfGuard(guard), increment / float(1u << guard.delays));
}

} // namespace

TracerLease::TracerLease() {
  std::vector<std::unique_ptr<Tracer>>& idle = idleTracers();
  if (idle.empty()) {
    tracer_ = std::make_unique<Tracer>();
  } else {
    tracer_ = std::move(idle.back());
    idle.pop_back();
  }
  naming_.emplace(engine().loops(), tracer_->trace());
}

TracerLease::~TracerLease() {
  naming_.reset();
  tracer_->clear();
  idleTracers().push_back(std::move(tracer_));
}

void dropIdleTracers() { idleTracers().clear(); }

Outcome handleExit(Guard& guard) {
  switch (guard.kind) {
  case GuardKind::DoneWithFrame: return {RunStatus::Done, exitRecord.values[0]};
  case GuardKind::ExitWithException:
    setException(exitRecord.values[0]);
    return {RunStatus::Exception, 0};
  case GuardKind::PropagateException: return {RunStatus::Exception, 0};
  case GuardKind::Resume: break;
  }
  if (!shouldTrace(guard)) return resumeInBlackhole(guard);
  const Loops::Keeping keeping(engine().loops(), *guard.code);
  guard.compiling = true;
  const TraceResult result = TracerLease()->traceFromGuard(guard);
  guard.compiling = false;
  return result.complete();
}

Outcome runToken(LoopToken& token, const Word* reds) {
  Engine& e = engine();
  const tw_jit_driver& driver = driverAt(token.driver);
  if (driver.virtualizable >= 0)
    forceVirtualizable(uint32_t(driver.virtualizable), reds[driver.virtualizable_red]);
  const Parameters& parameters = e.warm().parameters();
  e.loops().enter(token, {.longevity = parameters.loop_longevity,
                          .maxCodeBytes = parameters.max_code_bytes,
                          .maxLoops = parameters.max_loops});
  return handleExit(*e.backend().execute(token, reds));
}

Word finishAssemblerCall(LoopToken* token, Guard* guard) {
  const tw_jit_driver& driver = driverAt(token->driver);
  return resultOf(driver, handleExit(*guard));
}

} // namespace tw::jit
