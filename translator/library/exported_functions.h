// The functions that C code calls by name: what rlib.entrypoint has noted.
#pragma once

#include "translator/host/host.h"
#include "translator/lltype/lltype.h"

#include <string>
#include <string_view>
#include <vector>

namespace tw::library {

struct ExportedFunction {
  host::FunctionObject* function = nullptr;
  std::vector<const lltype::Type*> args;
  std::string cName;
};

// Those of the given keys, separated by commas; none if the program does not import
// rlib.entrypoint. TranslationError for a key that nothing was exported under, for two functions
// of one name and for arguments that have no low-level type.
std::vector<ExportedFunction> exportedFunctions(host::Host& host, std::string_view keys);

} // namespace tw::library
