// Attributes of addresses and pointers that are not fields: adr.signed[i] is the ith word at the
// address, array.item2 an item of a fixed-size array.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tw::lltype {

class Type;
class TypeTable;

// The pointer type that stands for `adr.NAME`; null if addresses have no such attribute.
const Type* accessedBy(TypeTable& types, std::string_view name);
// The index in a name `itemN` of a fixed-size array; none if the type has no such item.
std::optional<uint64_t> itemNamed(const Type& type, std::string_view name);

} // namespace tw::lltype
