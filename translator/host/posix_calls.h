// Arguments and results of the system calls of the module posix. Private to it.
#pragma once

#include "translator/host/host.h"

#include <cerrno>
#include <cmath>
#include <string>
#include <string_view>

namespace tw::host::posix_calls {

inline std::string path(Host& host, const Args& args, size_t i = 0) {
  return std::string(host.toStr(args[i], "coercing to Unicode: need string or buffer"));
}

inline int number(Host& host, const Args& args, size_t i = 0) {
  return static_cast<int>(host.toInt(args[i]));
}

// OSError with errno for negative values, about the file `name` if there is one.
inline Object* result(Host& host, int64_t value, std::string_view name = {}) {
  if (value < 0) host.raiseOSError(host.types().OSError, errno, name);
  return host.newInt(value);
}

inline Object* done(Host& host, int64_t value, std::string_view name = {}) {
  result(host, value, name);
  return host.none();
}

} // namespace tw::host::posix_calls
