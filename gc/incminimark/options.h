// The collector's parameters, read once from the environment.
#pragma once

#include "gc/gc.h"

namespace tw::gc {

struct Options {
#define TW_GC_OPTION(field, variable, kind, initial, meaning) double field = initial;
#include "gc/incminimark/options.def"
#undef TW_GC_OPTION

  // Reads the variables; what is not set gets the default of this machine.
  // Values that do not parse count as not set.
  void read();
  u64 size(double Options::*field) const { return static_cast<u64>(this->*field); }
  // Should freed memory be overwritten?
  bool poisons() const { return stress > 0 || nurseryDebug > 0; }

private:
  void complete();
};

// "1.5MB" and the like; a negative number if the text is not a size.
double parseSize(const char* text);

// The smallest limit of the memory cgroups that the file `membership` names (as
// /proc/self/cgroup does), and of those around them, in the file system mounted at
// `mount`. 0 if there is none.
u64 limitOfCgroups(const char* membership, const char* mount);

// Bytes of RAM that the process may use: the machine's, or less by its cgroup.
u64 availableMemory();

extern Options options;

} // namespace tw::gc
