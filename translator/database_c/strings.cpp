// Recognises prebuilt strings.
#include "translator/database_c/strings.h"

namespace tw::database_c {

std::optional<std::string> stringText(const lltype::Allocation& allocation) {
  const lltype::ArrayType* array = allocation.type->asArray();
  uint64_t base = 0;
  if (const lltype::StructType* structure = allocation.type->asStruct()) {
    array = structure->varArray();
    if (array) base = structure->fields().back().offset;
  }
  if (!array || array->item().kind() != lltype::Kind::Char) return std::nullopt;
  const char* items = static_cast<const char*>(allocation.address) + base + array->itemsOffset();
  return std::string(items, allocation.length);
}

} // namespace tw::database_c
