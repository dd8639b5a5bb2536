// How addresses are read and written: adr.signed[i] is the ith word at the address.
#pragma once

#include <string_view>

namespace tw::lltype {

class Type;
class TypeTable;

// The pointer type that stands for `adr.NAME`; null if addresses have no such attribute.
const Type* accessedBy(TypeTable& types, std::string_view name);

} // namespace tw::lltype
