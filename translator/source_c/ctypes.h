// How low-level types are written in C.
//
// Pointers to functions and to opaque things are `void *`, a raw array without
// length is a pointer to its items, every other container is a struct with the
// tag of TypeNames. The inline array that ends a struct becomes two fields of
// it, NAME_length and NAME_items. Fields of type Void do not exist.
#pragma once

#include "translator/lltype/lltype.h"

#include <string>
#include <string_view>

namespace tw::database_c {
class TypeNames;
}

namespace tw::source_c {

class CFile;

// "Signed", "struct list *": a name can follow. Notes in `file` the structs
// that it must declare.
std::string spell(const lltype::Type& type, CFile& file);

// The C name of a field.
std::string fieldName(std::string_view name);

// Is a value of that type represented at all?
inline bool exists(const lltype::Type& type) { return !type.isVoid(); }

// Is a pointer to that container written as a pointer to its items?
bool isItemPointer(const lltype::Type& target);
// Is it a struct with a tag?
bool hasTag(const lltype::Type& type);

// "struct X {\n...};\n". Notes what the members need.
std::string structDefinition(const lltype::Type& type, CFile& file);

// Assertions that the C compiler agrees with lltype's layout.
std::string layoutAssertions(const lltype::Type& type, CFile& file);

} // namespace tw::source_c
