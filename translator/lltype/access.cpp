#include "translator/lltype/access.h"

#include "translator/lltype/lltype.h"

#include <charconv>

namespace tw::lltype {

const Type* accessedBy(TypeTable& types, std::string_view name) {
  const Type* item = name == "signed"     ? types.signedType()
                     : name == "unsigned" ? types.number(64, false)
                     : name == "char"     ? types.charType()
                     : name == "float"    ? types.floatType()
                     : name == "address"  ? types.address()
                                          : nullptr;
  return item ? types.ptr(types.array(item, Flavor::Raw, {.noLength = true})) : nullptr;
}

std::optional<uint64_t> itemNamed(const Type& type, std::string_view name) {
  constexpr std::string_view kPrefix = "item";
  const FixedArrayType* array = type.asFixedArray();
  if (!array || !name.starts_with(kPrefix)) return std::nullopt;
  const char* end = name.data() + name.size();
  uint64_t index = 0;
  const auto [parsed, error] = std::from_chars(name.data() + kPrefix.size(), end, index);
  if (error != std::errc() || parsed != end || index >= array->length()) return std::nullopt;
  return index;
}

} // namespace tw::lltype
