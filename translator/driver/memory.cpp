// Peak memory from /proc, with getrusage where there is none.
#include "translator/driver/memory.h"

#include <fstream>
#include <string>

#include <sys/resource.h>

namespace tw::driver {

int64_t peakResidentKilobytes() {
  std::ifstream status("/proc/self/status");
  std::string key;
  while (status >> key) {
    if (key == "VmHWM:") {
      int64_t value = 0;
      status >> value;
      return value;
    }
    status.ignore(4096, '\n');
  }
  rusage usage{};
  return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

void resetPeakResident() {
  // "5" resets the high-water mark (proc(5), clear_refs).
  std::ofstream("/proc/self/clear_refs") << "5";
}

} // namespace tw::driver
