// What a class promises about its fields: _immutable_ and _immutable_fields_.
#pragma once

#include "translator/lltype/lltype.h"

#include <string>

namespace tw::host {
class Host;
struct ClassObject;
} // namespace tw::host

namespace tw::rtype {

// What the class promises about a field that it has: itself by _immutable_, itself or
// one of its bases by _immutable_fields_ (which may name fields that only a subclass has).
lltype::Mutability mutabilityOf(host::Host& host, host::ClassObject* cls,
                                const std::string& attribute);

} // namespace tw::rtype
