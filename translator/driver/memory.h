// The process's own peak of resident memory, as the system counts it.
#pragma once

#include <cstdint>

namespace tw::driver {

// The highest resident size since the last reset, in kilobytes; 0 if unknown.
int64_t peakResidentKilobytes();

// Starts a new count where the system allows it, else does nothing.
void resetPeakResident();

} // namespace tw::driver
