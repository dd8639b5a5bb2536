// Where this toolchain is installed.
#pragma once

#include <string>

namespace tw {

// What belongs to generated programs: libtw_runtime.a, the collectors and include/. It lies
// beside the directory of the executable.
std::string libraryDirectory();

} // namespace tw
