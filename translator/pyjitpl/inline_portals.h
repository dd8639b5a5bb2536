// JitDriver.inline: functions whose callers become portals.
//
// rlib.jit makes such a function call its merge point, then do its work. Here these calls are
// inlined into each caller, which then has the merge point in a loop of its own. Every merge point
// that came about gets a clone of the driver, because a driver has one.
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/heap.h"

#include <span>
#include <utility>
#include <vector>

namespace tw::pyjitpl {

// Changes the graphs. The markers of hooks have been taken away. Gives the clones, each with the
// driver that it is of.
std::vector<std::pair<host::Object*, host::Object*>>
inlinePortals(std::span<flow::FunctionGraph* const> graphs, flow::GraphContext& context,
              lltype::Heap& heap);

} // namespace tw::pyjitpl
