// The position of a loop over an unrolling_iterable, while the loop unrolls.
#pragma once

#include "translator/host/host.h"

namespace tw::flow {

// The unroller that stands before the first of the items.
host::Object* newUnroller(host::Host& host, std::vector<host::Object*> items);
bool isUnroller(const host::Object* object);
// The item it stands before; null at the end.
host::Object* unrolledItem(const host::Object* unroller);
// The unroller after that item: always the same object.
host::Object* nextUnroller(host::Host& host, host::Object* unroller);

} // namespace tw::flow
