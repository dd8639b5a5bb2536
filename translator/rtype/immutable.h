// What a class promises about its fields: _immutable_ and _immutable_fields_.
#pragma once

#include "translator/lltype/lltype.h"

#include <string>

namespace tw::host {
class Host;
struct ClassObject;
} // namespace tw::host

namespace tw::rtype {

lltype::Mutability mutabilityOf(host::Host& host, host::ClassObject* cls,
                                const std::string& attribute);

} // namespace tw::rtype
