// Floats as text. The digits come from the C++ library (shortest or correctly
// rounded); the layout is rfloat.formatd's.
//
// A finite number is brought to the form 0.DIGITS * 10^point, DIGITS without
// zeros at either end, and then laid out with or without an exponent.
#include "runtime/number.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace {

// Text that counts all its characters and keeps those that fit.
class Output {
public:
  Output(char *buffer, Signed size) : buffer_(buffer), size_(size) {}
  void put(char c) {
    if (length_ < size_) buffer_[length_] = c;
    length_++;
  }
  void put(const char *text, Signed count) {
    for (Signed i = 0; i < count; i++) put(text[i]);
  }
  void repeat(char c, Signed count) {
    for (Signed i = 0; i < count; i++) put(c);
  }
  Signed length() const { return length_; }

private:
  char *buffer_;
  Signed size_;
  Signed length_ = 0;
};

// A double has at most 309 digits before the point and 1074 after it.
constexpr Signed kMaxPrecision = 1100;

struct Decimal {
  char digits[kMaxPrecision + 400];
  Signed count = 0; // 0: the number is zero
  Signed point = 1;
};

// From "d.ddde+xx" or "ddd.ddd".
void decompose(const char *text, const char *end, Decimal &decimal) {
  Signed point = 0;
  bool seenPoint = false;
  for (; text != end && *text != 'e'; text++) {
    if (*text == '.') {
      seenPoint = true;
      continue;
    }
    if (decimal.count > 0 || *text != '0') {
      decimal.digits[decimal.count++] = *text;
      if (!seenPoint) point++;
    } else if (seenPoint) {
      point--;
    }
  }
  if (text != end) point += std::strtol(text + 1, nullptr, 10);
  while (decimal.count > 0 && decimal.digits[decimal.count - 1] == '0') decimal.count--;
  decimal.point = decimal.count > 0 ? point : 1;
}

void toDecimal(double value, char code, Signed precision, Decimal &decimal) {
  char text[kMaxPrecision + 400];
  char *last = text + sizeof text - 1;
  int digits = static_cast<int>(precision < kMaxPrecision ? precision : kMaxPrecision);
  std::to_chars_result result{};
  if (code == 'r')
    result = std::to_chars(text, last, value, std::chars_format::scientific);
  else if (code == 'e')
    result = std::to_chars(text, last, value, std::chars_format::scientific, digits);
  else if (code == 'g')
    result = std::to_chars(text, last, value, std::chars_format::scientific, digits - 1);
  else
    result = std::to_chars(text, last, value, std::chars_format::fixed, digits);
  *result.ptr = 0;
  decompose(text, result.ptr, decimal);
}

void putExponent(Output &out, Signed exponent, char letter, Signed flags) {
  out.put(letter);
  out.put(exponent < 0 ? '-' : '+');
  char text[24];
  char *end = std::to_chars(text, text + sizeof text, std::llabs(exponent)).ptr;
  if (end - text < 2 && !(flags & TW_FORMAT_CUT_EXP_0)) out.put('0');
  out.put(text, end - text);
}

struct Layout {
  bool useExponent;
  Signed point; // position of the decimal point among the digits
  Signed shown; // digits shown, counted from the first digit (zeros included)
};

Layout layOut(const Decimal &decimal, char code, Signed precision, Signed flags) {
  Signed point = decimal.point;
  bool exponent = false;
  Signed shown = decimal.count > 0 ? decimal.count : 1;
  if (code == 'e') {
    exponent = true;
    shown = precision + 1;
  } else if (code == 'f') {
    shown = point + precision;
  } else if (code == 'g') {
    exponent =
        point <= -4 || point > precision || ((flags & TW_FORMAT_ADD_DOT_0) && point == precision);
    if (flags & TW_FORMAT_ALT) shown = precision;
  } else {
    exponent = point <= -4 || point > 16;
  }
  if (exponent) point = 1;
  if (shown <= point) shown = !exponent && (flags & TW_FORMAT_ADD_DOT_0) ? point + 1 : point;
  return {exponent, point, shown};
}

void putDigits(Output &out, const Decimal &decimal, const Layout &layout, bool keepPoint) {
  auto digit = [&](Signed i) { return i >= 0 && i < decimal.count ? decimal.digits[i] : '0'; };
  Signed first = layout.point <= 0 ? layout.point - 1 : 0;
  for (Signed i = first; i < layout.point; i++) out.put(digit(i));
  if (layout.shown > layout.point || keepPoint) out.put('.');
  for (Signed i = layout.point; i < layout.shown; i++) out.put(digit(i));
}

bool printsAsZero(const Decimal &decimal) { return decimal.count == 0; }

} // namespace

extern "C" Signed tw_format_double(double value, u8 code, Signed precision, Signed flags,
                                   char *buffer, Signed size) {
  Output out(buffer, size);
  bool upper = code >= 'A' && code <= 'Z';
  char lower = static_cast<char>(upper ? code + ('a' - 'A') : code);
  if (!std::isfinite(value)) {
    if (std::isnan(value))
      out.put(upper ? "NAN" : "nan", 3);
    else {
      if (value < 0)
        out.put('-');
      else if (flags & TW_FORMAT_SIGN)
        out.put('+');
      out.put(upper ? "INF" : "inf", 3);
    }
    return out.length();
  }
  if (lower == 'g' && precision == 0) precision = 1;
  Decimal decimal;
  toDecimal(std::fabs(value), lower, precision, decimal);
  Layout layout = layOut(decimal, lower, precision, flags);
  bool negative = std::signbit(value) && !((flags & TW_FORMAT_NO_NEG_0) && printsAsZero(decimal));
  if (negative)
    out.put('-');
  else if ((flags & TW_FORMAT_SIGN) && !std::signbit(value))
    out.put('+');
  putDigits(out, decimal, layout, flags & TW_FORMAT_ALT);
  if (layout.useExponent) putExponent(out, decimal.point - 1, upper ? 'E' : 'e', flags);
  return out.length();
}

extern "C" double tw_parse_double(const char *text, Signed length, tw_bool *valid) {
  *valid = false;
  // strtod also takes names, hexadecimals and leading blanks, which are none.
  for (Signed i = 0; i < length; i++)
    if (!std::strchr("0123456789.eE+-", text[i]) || text[i] == 0) return 0;
  constexpr Signed kLocal = 128;
  char local[kLocal];
  char *copy = length < kLocal ? local : static_cast<char *>(std::malloc(length + 1));
  if (!copy) return 0;
  std::memcpy(copy, text, length);
  copy[length] = 0;
  char *end;
  double value = std::strtod(copy, &end);
  *valid = length > 0 && end == copy + length;
  if (copy != local) std::free(copy);
  return value;
}

extern "C" double tw_parse_double_or_nan(const char *text, Signed length) {
  tw_bool valid;
  double value = tw_parse_double(text, length, &valid);
  return valid ? value : std::nan("");
}
