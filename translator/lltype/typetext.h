// The text form of low-level types: parser, and the definitions of structs.
// lltype.h shows how types are written. A struct is defined before its use:
//
//   struct %list gc { length: Signed, items: *gcarray(Signed) }
//   struct %A gc %object { x: Signed, y!: Signed, z?: *%A, w[*]: *gcarray(Char) }
//   struct %node gc            # a forward reference, defined by a later line
//
// After a field's name: `!` immutable, `[*]` immutable array, `?` quasi-immutable,
// `?[*]` quasi-immutable array. `raw` and `union` take the place of `gc`.
#pragma once

#include "translator/lltype/lltype.h"

namespace tw::lltype {

// Reads one type at `position` and advances it. Throws std::invalid_argument.
const Type* parseType(std::string_view text, size_t& position, TypeTable& types);
const Type* parseType(std::string_view text, TypeTable& types);

// Reads one definition (without the line end).
const StructType* parseStruct(std::string_view text, size_t& position, TypeTable& types);
std::string structText(const StructType& type);

} // namespace tw::lltype
