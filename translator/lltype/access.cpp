// How addresses are read and written.
#include "translator/lltype/access.h"

#include "translator/lltype/lltype.h"

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

} // namespace tw::lltype
