// Constant folding of high-level operations by asking the host.
#pragma once

#include "translator/flow/graph.h"

namespace tw::flow {

// Whether operations on the constant may be done now: classes, modules,
// functions, values of built-in types and frozen instances. An instance of a
// user's class may still change.
bool isFoldable(host::Host& host, host::Object* object);

// The result; null if the operation is not one to fold (see operations.def), or
// if its result must be made anew each time (lists, dicts) or would be a long
// that the program means to wrap. Throws host::HostError if it raises.
host::Object* foldOperation(host::Host& host, OpCode op, const std::vector<host::Object*>& args);

} // namespace tw::flow
