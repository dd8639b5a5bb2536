// Words of messages.
#pragma once

#include <string>
#include <string_view>

namespace tw {

// "a list", "an int": the article is chosen by the sound of the noun.
inline std::string withArticle(std::string_view noun) {
  if (noun == "None") return "None";
  const bool soft = noun.starts_with("uni") || noun.starts_with("use"); // "a unicode"
  const bool vowel = noun.find_first_of("aeiouAEIOU") == 0 || noun.starts_with("r_");
  return (vowel && !soft ? "an " : "a ") + std::string(noun);
}

} // namespace tw
