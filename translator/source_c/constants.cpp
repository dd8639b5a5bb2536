// Low-level words as C expressions.
#include "translator/source_c/constants.h"

#include "translator/flow/graph.h"
#include "translator/source_c/cfile.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <stdexcept>

namespace tw::source_c {

using lltype::Kind;
using lltype::Type;
using lltype::Word;

namespace {

ConstantText signedText(int64_t value) {
  if (value == std::numeric_limits<int64_t>::min()) return {"(-9223372036854775807L - 1)"};
  return {fmt::format("{}L", value), value >= 0};
}

template <class Float> ConstantText floatText(Float value) {
  if (std::isnan(value)) return {"__builtin_nan(\"\")"};
  bool negative = std::signbit(value);
  if (std::isinf(value)) return {negative ? "-__builtin_inf()" : "__builtin_inf()", !negative};
  char buffer[64];
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return {text, !negative};
}

ConstantText charText(Word word) {
  char c = static_cast<char>(word);
  if (word < 32 || word >= 127) return {fmt::format("{}", word)};
  if (c == '\'' || c == '\\') return {fmt::format("'\\{}'", c)};
  return {fmt::format("'{}'", c)};
}

ConstantText pointerText(Word word, CFile& file) {
  if (word == 0) return {"(void *)0", false};
  database_c::Database& database = file.database();
  const lltype::Allocation* allocation = database.heap().find(word);
  if (!allocation) throw std::logic_error("a constant points to unknown memory");
  if (const lltype::FunctionContainer* function = allocation->function) {
    if (!function->graph)
      return {fmt::format("(void *){}", file.use(database.external(*function->external))), false};
    return {fmt::format("(void *){}", file.use(database.function(*function->graph))), false};
  }
  const std::string& name = file.use(database.container(word));
  uint64_t offset = word - allocation->word();
  if (offset == 0) return {fmt::format("(void *)&{}", name), false};
  return {fmt::format("(void *)((char *)&{} + {})", name, offset), false};
}

} // namespace

ConstantText constantText(Word word, const Type& type, CFile& file) {
  switch (type.kind()) {
  case Kind::Bool: return {word ? "1" : "0"};
  case Kind::Char: return charText(word);
  case Kind::UniChar: return {fmt::format("{}u", word)};
  case Kind::Number:
    if (type.number().bits() > 64) throw std::logic_error("a constant of 128 bits");
    if (type.number().isSignedNumber()) return signedText(lltype::asInt(word));
    return {fmt::format("{}UL", word)};
  case Kind::LongFloat: // prebuilt ones have the precision of a double
  case Kind::Float: return floatText(lltype::asDouble(word));
  case Kind::SingleFloat: {
    ConstantText text = floatText(lltype::asSingle(word));
    if (std::isfinite(lltype::asSingle(word))) text.text += "f";
    return text;
  }
  case Kind::Address:
  case Kind::Ptr: return pointerText(word, file);
  default: throw std::logic_error("no constants of type " + type.text());
  }
}

} // namespace tw::source_c
