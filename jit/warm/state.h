// What decides when to trace: counters, cells, parameters.
#pragma once

#include "jit/warm/cell.h"
#include "jit/warm/counter.h"
#include "jit/warm/parameters.h"

namespace tw::jit {

class WarmState {
public:
  WarmState();

  JitCounter& counter() { return counter_; }
  CellTable& cells() { return cells_; }
  // Of the driver with that index.
  const Parameters& parameters(uint32_t driver) const { return drivers_[driver].parameters; }
  // Those that all drivers share.
  const Parameters& parameters() const { return drivers_[0].parameters; }
  // `change` is called with the parameters of each driver that is meant, and says whether it
  // succeeded. `number`: tw_jit_driver::number; 0: all drivers.
  template <class Change> bool changeParameters(uint32_t number, Change change) {
    bool isDone = true;
    for (uint32_t driver = 0; driver < drivers_.size(); ++driver) {
      if (!isMeant(driver, number)) continue;
      isDone = change(drivers_[driver].parameters) && isDone;
      parametersChanged(driver);
    }
    return isDone;
  }

  // What one passage adds to a count.
  float loopIncrement(uint32_t driver) const { return drivers_[driver].loopIncrement; }
  float functionIncrement(uint32_t driver) const { return drivers_[driver].functionIncrement; }
  float guardIncrement(uint32_t driver) const { return drivers_[driver].guardIncrement; }

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
  struct DriverState {
    Parameters parameters;
    float loopIncrement = 0, functionIncrement = 0, guardIncrement = 0;
  };
  std::vector<DriverState> drivers_; // at least one

  static bool isMeant(uint32_t driver, uint32_t number);
  void parametersChanged(uint32_t driver);
};

} // namespace tw::jit
