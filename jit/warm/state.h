// What decides when to trace: counters, cells, parameters.
#pragma once

#include "jit/warm/cell.h"
#include "jit/warm/counter.h"
#include "jit/warm/parameters.h"

namespace tw::jit {

class WarmState {
public:
  WarmState() { parametersChanged(); }

  JitCounter& counter() { return counter_; }
  CellTable& cells() { return cells_; }
  const Parameters& parameters() const { return parameters_; }
  // Returns what `change` returns.
  template <class Change> bool changeParameters(Change change) {
    const bool result = change(parameters_);
    parametersChanged();
    return result;
  }

  // What one passage adds to a count.
  float loopIncrement() const { return loopIncrement_; }
  float functionIncrement() const { return functionIncrement_; }
  float guardIncrement() const { return guardIncrement_; }

  JitCell& cell(uint32_t driver, const int64_t* greens) { return *cells_.ensure(driver, greens); }
  JitCell* findCell(uint32_t driver, const int64_t* greens) {
    return cells_.find(driver, hashGreens(tw_jit_program.drivers[driver], greens), greens);
  }
  // May a call of the portal with these greens be traced through?
  bool canInline(uint32_t driver, const int64_t* greens);
  // The next passage, or nearly the next, traces from here.
  void traceSoon(uint32_t driver, const int64_t* greens) {
    counter_.setFraction(hashGreens(tw_jit_program.drivers[driver], greens), 0.98f);
  }

private:
  JitCounter counter_;
  CellTable cells_;
  Parameters parameters_;
  float loopIncrement_ = 0, functionIncrement_ = 0, guardIncrement_ = 0;

  void parametersChanged();
};

} // namespace tw::jit
