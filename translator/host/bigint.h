// The value of a Python long. Private to the host and the library, because the
// multiprecision header is heavy.
#pragma once

#include "translator/host/host.h"

// GCC 12 reports the untagged union inside cpp_int falsely when it inlines.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <boost/multiprecision/cpp_int.hpp>

namespace tw::host {

struct BigInt {
  boost::multiprecision::cpp_int value;
};

using boost::multiprecision::cpp_int;

inline bool isIntegral(const Object* o) { return isInt(o) || o->kind == Kind::Long; }

// Value of an Int, Bool, Long or SizedInt.
inline cpp_int bigValue(const Object* o) {
  if (o->kind == Kind::Long) return as<LongObject>(o)->value->value;
  if (o->kind == Kind::SizedInt) {
    const auto* sized = as<SizedIntObject>(o);
    return sized->isSigned ? cpp_int(static_cast<int64_t>(sized->value)) : cpp_int(sized->value);
  }
  return cpp_int(as<IntObject>(o)->value);
}

inline bool fitsInt64(const cpp_int& value) { return value >= INT64_MIN && value <= INT64_MAX; }

// Floor division and modulo with Python's signs; the divisor is not 0.
void floorDivMod(const cpp_int& a, const cpp_int& b, cpp_int& quotient, cpp_int& remainder);
std::string bigToString(const cpp_int& value, unsigned base = 10);
// int(text, base): spaces, sign, prefix and a trailing L are handled. False: malformed.
bool parseInteger(std::string_view text, int base, bool allowSuffix, cpp_int& result);
double bigToDouble(Host& host, const cpp_int& value); // raises OverflowError
cpp_int bigFromDouble(double value);                  // truncates; finite values only

} // namespace tw::host
