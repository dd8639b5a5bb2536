// C identifiers: legal, readable, unique, and the same in every run.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace tw::database_c {

// Letters, digits and '_' only: every other run of characters becomes one '_'.
std::string sanitize(std::string_view text);

// `text` cut to about `limit` characters; what is cut is replaced by its hash.
std::string shorten(const std::string& text, size_t limit);

// Eight hexadecimal digits that depend on the text only.
std::string shortHash(std::string_view text);

// A word of C, or a name that the prelude or the compiler defines.
bool isReserved(std::string_view name);

// One name space of unique identifiers.
class Names {
public:
  // `base` if it is free, else base_2, base_3, ...
  std::string unique(std::string base);

private:
  std::unordered_set<std::string> taken_;
};

} // namespace tw::database_c
