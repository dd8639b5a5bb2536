// Numbers to and from text, and between big integers and doubles.
#include "translator/host/arithmetic.h"
#include "translator/host/bigint.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace tw::host {

// ---- Integers -------------------------------------------------------------------------------

std::string bigToString(const cpp_int& value, unsigned base) {
  if (base == 10) return value.str();
  if (value == 0) return "0";
  cpp_int rest = abs(value);
  std::string digits;
  while (rest != 0) {
    digits.push_back(
        "0123456789abcdefghijklmnopqrstuvwxyz"[static_cast<unsigned>(cpp_int(rest % base))]);
    rest /= base;
  }
  if (value < 0) digits.push_back('-');
  return {digits.rbegin(), digits.rend()};
}

namespace {

constexpr std::string_view kBlanks = " \t\n\r\f\v";

std::string_view stripped(std::string_view text) {
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

int digitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

} // namespace

bool parseInteger(std::string_view text, int base, bool allowSuffix, cpp_int& result) {
  text = stripped(text);
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const auto prefixed = [&](char letter) {
    return text.size() > 2 && text[0] == '0' && (text[1] | 32) == letter;
  };
  if ((base == 16 || base == 0) && prefixed('x')) {
    base = 16;
    text.remove_prefix(2);
  } else if ((base == 8 || base == 0) && prefixed('o')) {
    base = 8;
    text.remove_prefix(2);
  } else if ((base == 2 || base == 0) && prefixed('b')) {
    base = 2;
    text.remove_prefix(2);
  } else if (base == 0) {
    base = text.size() > 1 && text[0] == '0' ? 8 : 10;
  }
  if (allowSuffix && text.size() > 1 && (text.back() | 32) == 'l' && base <= 21)
    text.remove_suffix(1);
  if (text.empty()) return false;
  result = 0;
  uint64_t chunk = 0, scale = 1;
  for (const char c : text) {
    const int digit = digitValue(c);
    if (digit >= base) return false;
    chunk = chunk * static_cast<uint64_t>(base) + static_cast<uint64_t>(digit);
    scale *= static_cast<uint64_t>(base);
    if (scale > (uint64_t{1} << 56)) {
      result = result * scale + chunk;
      chunk = 0;
      scale = 1;
    }
  }
  result = result * scale + chunk;
  if (negative) result = -result;
  return true;
}

double bigToDouble(Host& host, const cpp_int& value) {
  const double result = std::strtod(value.str().c_str(), nullptr);
  if (std::isinf(result))
    host.raise(host.types().OverflowError, "long int too large to convert to float");
  return result;
}

cpp_int bigFromDouble(double value) {
  int exponent;
  const double fraction = std::frexp(value, &exponent);
  const auto mantissa = static_cast<int64_t>(std::ldexp(fraction, 53));
  cpp_int result(mantissa);
  if (exponent >= 53) return result << (exponent - 53);
  cpp_int divisor = cpp_int(1) << (53 - exponent);
  return result / divisor; // truncates towards zero
}

// ---- Floats ---------------------------------------------------------------------------------

namespace {

std::string nonFinite(double value) {
  return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
}

// Digits and decimal exponent to Python's layout: exponent form below 1e-4 and
// from 1e`limit` on.
std::string layOut(std::string_view scientific, int limit) {
  std::string digits, sign;
  size_t i = 0;
  if (scientific[0] == '-') {
    sign = "-";
    i = 1;
  }
  for (; i < scientific.size() && scientific[i] != 'e'; ++i)
    if (scientific[i] != '.') digits.push_back(scientific[i]);
  const int exponent = std::atoi(std::string(scientific.substr(i + 1)).c_str());
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  const int count = static_cast<int>(digits.size());
  if (exponent < -4 || exponent >= limit) {
    std::string text = sign + digits[0];
    if (count > 1) text += "." + digits.substr(1);
    char suffix[16];
    std::snprintf(suffix, sizeof suffix, "e%c%02d", exponent < 0 ? '-' : '+', std::abs(exponent));
    return text + suffix;
  }
  if (exponent < 0)
    return sign + "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
  if (count <= exponent + 1)
    return sign + digits + std::string(static_cast<size_t>(exponent + 1 - count), '0') + ".0";
  return sign + digits.substr(0, static_cast<size_t>(exponent) + 1) + "." +
         digits.substr(static_cast<size_t>(exponent) + 1);
}

} // namespace

std::string floatRepr(double value) {
  if (!std::isfinite(value)) return nonFinite(value);
  char buffer[64];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  return layOut({buffer, static_cast<size_t>(end.ptr - buffer)}, 16);
}

std::string floatStr(double value) {
  if (!std::isfinite(value)) return nonFinite(value);
  char buffer[64];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific, 11);
  return layOut({buffer, static_cast<size_t>(end.ptr - buffer)}, 11);
}

std::string formatFloat(double value, char code, int precision, bool alternate) {
  if (!std::isfinite(value)) {
    std::string text = nonFinite(value);
    if (code >= 'A' && code <= 'Z')
      for (char& c : text) c = static_cast<char>(c & ~32 ? (c >= 'a' && c <= 'z' ? c - 32 : c) : c);
    return text;
  }
  char spec[16];
  std::snprintf(spec, sizeof spec, alternate ? "%%#.*%c" : "%%.*%c", code);
  const int size = std::snprintf(nullptr, 0, spec, precision, value);
  std::string text(static_cast<size_t>(size) + 1, '\0');
  std::snprintf(text.data(), text.size(), spec, precision, value);
  text.pop_back();
  return text;
}

bool parseFloat(std::string_view text, double& value) {
  text = stripped(text);
  if (text.empty()) return false;
  std::string copy(text);
  for (const char c : copy)
    if (!std::strchr("0123456789.+-eEinfatyINFATY", c)) return false;
  char* end = nullptr;
  value = std::strtod(copy.c_str(), &end);
  return *end == 0;
}

} // namespace tw::host
