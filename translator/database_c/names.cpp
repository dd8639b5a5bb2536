// C identifiers.
#include "translator/database_c/names.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace tw::database_c {

namespace {

bool isIdentifierChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Sorted, for the binary search. Functions of the JIT that programs call get other names, for
// jit/format/program.h declares them in its own way.
constexpr std::array<std::string_view, 63> kReserved = {"NULL",
                                                        "Signed",
                                                        "Unsigned",
                                                        "_Bool",
                                                        "_Thread_local",
                                                        "abs",
                                                        "asm",
                                                        "auto",
                                                        "bool",
                                                        "break",
                                                        "case",
                                                        "char",
                                                        "const",
                                                        "continue",
                                                        "default",
                                                        "do",
                                                        "double",
                                                        "else",
                                                        "enum",
                                                        "extern",
                                                        "float",
                                                        "for",
                                                        "goto",
                                                        "i128",
                                                        "i16",
                                                        "i32",
                                                        "i64",
                                                        "i8",
                                                        "if",
                                                        "inline",
                                                        "int",
                                                        "linux",
                                                        "long",
                                                        "main",
                                                        "places",
                                                        "register",
                                                        "restrict",
                                                        "return",
                                                        "short",
                                                        "signed",
                                                        "sizeof",
                                                        "static",
                                                        "struct",
                                                        "switch",
                                                        "tw_bool",
                                                        "tw_gc",
                                                        "tw_jit_set_param",
                                                        "tw_jit_set_param_default",
                                                        "tw_jit_set_user_param",
                                                        "typedef",
                                                        "typeof",
                                                        "u128",
                                                        "u16",
                                                        "u32",
                                                        "u64",
                                                        "u8",
                                                        "union",
                                                        "unix",
                                                        "unsigned",
                                                        "void",
                                                        "volatile",
                                                        "wchar_t",
                                                        "while"};
static_assert(std::is_sorted(kReserved.begin(), kReserved.end()));

} // namespace

std::string sanitize(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (isIdentifierChar(c))
      result += c;
    else if (result.empty() || result.back() != '_')
      result += '_';
  }
  while (result.size() > 1 && result.back() == '_') result.pop_back();
  return result;
}

std::string shortHash(std::string_view text) {
  uint64_t hash = 14695981039346656037u; // FNV-1a
  for (char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 1099511628211u;
  hash ^= hash >> 32;
  std::string digits;
  for (int shift = 28; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(hash >> shift) & 15];
  return digits;
}

std::string shorten(const std::string& text, size_t limit) {
  if (text.size() <= limit) return text;
  return text.substr(0, limit - 9) + "_" + shortHash(text);
}

bool isReserved(std::string_view name) {
  return std::binary_search(kReserved.begin(), kReserved.end(), name);
}

std::string Names::unique(std::string base) {
  if (!isReserved(base) && taken_.insert(base).second) return base;
  for (unsigned counter = 2;; counter++) {
    std::string candidate = base + "_" + std::to_string(counter);
    if (taken_.insert(candidate).second) return candidate;
  }
}

} // namespace tw::database_c
