// --llinterpret: runs the program's low-level graphs without a C compiler.
//
// In: the entry graph (list of str -> int) after rtype or backendopt, and the
// Heap its prebuilt data lies in. Out: the exit status that the executable
// would have; an uncaught exception is reported on standard error and gives 134.
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/llinterp/llinterp.h"

#include <string>
#include <vector>

namespace tw::driver {

int runLowLevel(flow::FunctionGraph& entry, lltype::Heap& heap,
                const llinterp::StandardExceptions& exceptions,
                const std::vector<std::string>& argv);

} // namespace tw::driver
