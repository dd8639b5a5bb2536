// Values of number tokens. Integers too large for a machine int become
// decimal strings.
#include "translator/syntax/literals.h"

#include <charconv>
#include <cstdlib>
#include <optional>

namespace tw::syntax {
namespace {

uint32_t digitValue(char c) {
  if (c >= '0' && c <= '9') return static_cast<uint32_t>(c - '0');
  return static_cast<uint32_t>((c | 0x20) - 'a' + 10);
}

// Decimal digits of an integer of any size.
std::string toDecimal(std::string_view digits, uint32_t base) {
  constexpr uint32_t kLimb = 1000000000;
  std::vector<uint32_t> limbs{0}; // least significant first
  for (char c : digits) {
    uint64_t carry = digitValue(c);
    for (uint32_t& limb : limbs) {
      uint64_t value = uint64_t{limb} * base + carry;
      limb = static_cast<uint32_t>(value % kLimb);
      carry = value / kLimb;
    }
    if (carry != 0) limbs.push_back(static_cast<uint32_t>(carry));
  }
  std::string out = std::to_string(limbs.back());
  for (size_t i = limbs.size() - 1; i-- > 0;) {
    std::string limb = std::to_string(limbs[i]);
    out.append(9 - limb.size(), '0').append(limb);
  }
  return out;
}

std::optional<int64_t> toInt(std::string_view digits, uint32_t base, bool negative) {
  std::string text;
  if (negative) text += '-';
  text += digits;
  int64_t value = 0;
  auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, static_cast<int>(base));
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

ConstValue integerValue(std::string_view text, bool negative) {
  bool isLong = text.back() == 'l' || text.back() == 'L';
  if (isLong) text.remove_suffix(1);
  uint32_t base = 10;
  if (text.size() > 1 && text[0] == '0') {
    switch (text[1] | 0x20) {
    case 'x': base = 16; break;
    case 'b': base = 2; break;
    default: base = 8; break;
    }
    bool prefixed = digitValue(text[1]) > 9;
    text.remove_prefix(prefixed ? 2 : 1);
  }
  if (!isLong)
    if (std::optional<int64_t> value = toInt(text, base, negative)) return *value;
  std::string decimal = toDecimal(text, base);
  std::string signedDigits;
  if (negative && decimal != "0") signedDigits += '-';
  signedDigits += decimal;
  return ConstLong{std::move(signedDigits)};
}

} // namespace

ConstValue numberValue(std::string_view text, bool negative) {
  bool prefixed = text.size() > 1 && text[0] == '0' && digitValue(text[1]) > 9 &&
                  std::string_view("xXoObB").find(text[1]) != text.npos;
  if (prefixed || text.find_first_of(".eEjJ") == text.npos) return integerValue(text, negative);
  bool imaginary = text.back() == 'j' || text.back() == 'J';
  double value = std::strtod(std::string(text).c_str(), nullptr);
  if (negative) value = -value;
  if (imaginary) return ConstComplex{value};
  return value;
}

} // namespace tw::syntax
