// `tracewright dump`: a form of one file, as text on standard output.
//
// The forms before the host need no target: any Python file will do. Errors refer to
// `sources`.
#pragma once

#include "translator/support/source.h"

#include <string>
#include <vector>

namespace tw::host {
class Host;
struct FunctionObject;
struct ModuleObject;
} // namespace tw::host

namespace tw::driver {

// The syntax tree of a file.
std::string astText(SourceManager& sources, const std::string& path);

// The bytecode of a file, or of the functions of that name in it.
std::string bytecodeText(SourceManager& sources, const std::string& path,
                         const std::string& function);

// The functions that the module itself defines, or the one of that name, in the
// order of their definitions.
std::vector<host::FunctionObject*> functionsOf(host::Host& host, host::ModuleObject* module,
                                               const std::string& name);

} // namespace tw::driver
