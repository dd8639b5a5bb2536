// The JIT of this process: one object that holds the backend, the loops, the warm state and the
// counters.
#pragma once

#include "jit/backend/backend.h"
#include "jit/memory/loops.h"
#include "jit/metainterp/quasi_immutable.h"
#include "jit/metainterp/statistics.h"
#include "jit/warm/state.h"

#include <memory>

namespace tw::jit {

class Engine {
public:
  // With no backend nothing is ever traced.
  Engine(std::unique_ptr<Backend> backend, bool checks);
  ~Engine();

  Backend& backend() { return *backend_; }
  bool checks() const { return checks_; } // see check.h
  Statistics& statistics() { return statistics_; }
  WarmState& warm() { return warm_; }
  Loops& loops() { return loops_; }
  QuasiImmutables& quasiImmutables() { return quasiImmutables_; }

private:
  std::unique_ptr<Backend> backend_;
  const bool checks_;
  Statistics statistics_;
  WarmState warm_;
  QuasiImmutables quasiImmutables_;
  Loops loops_;
};

Engine& engine();
// Replaces the process's engine: at start-up, and in tests.
void startEngine(std::unique_ptr<Backend> backend, bool checks = false);

} // namespace tw::jit
