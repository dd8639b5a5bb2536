// Simplification of flow graphs: what makes the builder's output readable and
// cheap to analyse.
//
// In: a graph in SSA form (values may be used across blocks) or SSI form.
// Out: a checked graph in SSI form with the same meaning, without empty blocks,
// dead operations and variables, branches on constants, assertion errors;
// with overflow-checked operations in place of ovfcheck() and with exception
// links in place of chains of class tests.
//
// Each pass is public, for the stages that change graphs and for tests. The
// passes on exceptions ask the host about classes.
#pragma once

#include "translator/flow/graph.h"

namespace tw::flow {

// All passes that a graph fresh from the builder needs.
void simplifyGraph(FunctionGraph& graph);
// What keeps a transformed graph tidy: empty blocks, joined blocks, identical
// and dead variables. For high-level and low-level graphs.
void cleanupGraph(FunctionGraph& graph);

// Blocks without operations and with one exit disappear.
void eliminateEmptyBlocks(FunctionGraph& graph);
// A block's only exit to a block with no other entry: the two become one.
void joinBlocks(FunctionGraph& graph);
// A branch on a constant becomes a plain link.
void foldConstantExits(FunctionGraph& graph);
// Pure operations and links' arguments that nothing uses disappear.
void removeDeadVariables(FunctionGraph& graph);
// An input argument that always receives the same value as another one, or
// (with `constants`) the same constant, is replaced.
void removeIdenticalVariables(FunctionGraph& graph);
// Values used across blocks become arguments of links.
void convertToSsi(FunctionGraph& graph);
// Exits that only raise AssertionError disappear, where a block keeps another.
void removeAssertionErrors(FunctionGraph& graph);
// x = bool(bool(y)) and a bool() that is known from the branch taken.
void coalesceBool(FunctionGraph& graph);
// ovfcheck(a + b) becomes add_ovf(a, b).
void transformOvfcheck(FunctionGraph& graph);
// The test chains after a caught Exception become exception links.
void simplifyExceptions(FunctionGraph& graph);
// Exception links that an earlier one shadows disappear.
void removeDeadExceptions(FunctionGraph& graph);
// Recognises loops that append once per iteration and emits `hint` operations
// with the length to allocate.
void detectListComprehension(FunctionGraph& graph);

} // namespace tw::flow
