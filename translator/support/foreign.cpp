// The C text that comes before code of the program.
#include "translator/support/foreign.h"

#include <string_view>

namespace tw {

namespace {

constexpr std::string_view kWords = R"(#include <stddef.h>
#define RPY_EXTERN extern
#define RPY_EXPORTED extern __attribute__((visibility("default")))
#define RPY_EXPORTED_FOR_TESTS extern __attribute__((visibility("default")))
typedef long Signed;
typedef unsigned long Unsigned;
#define SIGNED_MIN __LONG_MIN__
)";

} // namespace

std::string foreignHeader(const ForeignCode& code) {
  std::string text;
  for (const std::string& bit : code.preIncludeBits) text += bit + "\n";
  text += kWords;
  for (const std::string& name : code.includes) {
    const bool quoted = name.starts_with('<') || name.starts_with('"');
    text += "#include " + (quoted ? name : "<" + name + ">") + "\n";
  }
  for (const std::string& bit : code.postIncludeBits) text += bit + "\n";
  return text;
}

} // namespace tw
