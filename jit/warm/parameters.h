// The JIT's parameters as a driver has them: see parameters.def. enable_opts is a set of optimizer
// passes.
#pragma once

#include "jit/optimize/optimize.h"

#include <cstdint>
#include <string_view>

namespace tw::jit {

struct Parameters {
#define TW_PARAMETER(name, value, scope) int64_t name = value;
#include "jit/warm/parameters.def"
  uint32_t enableOpts = kOptAll;

  // False: there is no parameter of that name, or the value is out of its range.
  bool set(std::string_view name, int64_t value);
  bool setToDefault(std::string_view name);
  // "all", or names of passes joined by colons.
  bool setPasses(std::string_view names);
  // "off", "default", or name=value pairs joined by commas.
  bool setFromText(std::string_view text);
  // Takes over what is not a driver's own.
  void share(const Parameters& other);
};

} // namespace tw::jit
