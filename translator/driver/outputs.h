// Where a translation writes, checked before it takes any time.
#pragma once

#include <string>

namespace tw::driver {

struct Outputs {
  std::string executable;      // "": none is made
  std::string sourceDirectory; // of --keep-c, "" if not asked for
  std::string graphDirectory;  // of --view-graphs
};

// Makes the directories that do not exist. Throws TranslationError if something cannot be
// written, or if the executable would replace what is no file: a directory, a device.
void checkOutputs(const Outputs& outputs);

} // namespace tw::driver
