// Which destructors are light: the collector may call them in the middle of a
// collection, for an object that is already dead.
#pragma once

#include "translator/flow/graph.h"

namespace tw::database_c {

// The function, and what it calls, neither allocates nor raises, and neither
// reads nor writes pointers to objects; what it does otherwise is to free raw
// memory and to compute. A cycle of calls is not light.
bool isLightDestructor(const flow::FunctionGraph& graph);

} // namespace tw::database_c
