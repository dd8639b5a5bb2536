// `tracewright dump`: a form of one file, as text on standard output.
//
// The forms before the host need no target: any Python file will do. Errors refer to
// `sources`.
#pragma once

#include "translator/support/source.h"

#include <string>

namespace tw::driver {

// The syntax tree of a file.
std::string astText(SourceManager& sources, const std::string& path);

// The bytecode of a file, or of the functions of that name in it.
std::string bytecodeText(SourceManager& sources, const std::string& path,
                         const std::string& function);

} // namespace tw::driver
