// Simplification of flow graphs: what makes the builder's output readable and
// cheap to analyse.
//
// In: a graph in SSA form (values may be used across blocks) or SSI form.
// Out: a checked graph in SSI form with the same meaning, without empty blocks,
// dead operations and variables, branches on constants and implicit assertion
// errors.
//
// Each pass is public, for the stages that change graphs and for tests.
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
// always the same constant, is replaced.
void removeIdenticalVariables(FunctionGraph& graph);
// Values used across blocks become arguments of links.
void convertToSsi(FunctionGraph& graph);
// Exits that only raise a constant AssertionError disappear where the block
// keeps another: so the builder marks what cannot happen. An `assert` makes its
// exception at run time and stays.
void removeAssertionErrors(FunctionGraph& graph);
// A jump to a test whose outcome the jump decides (bool() of the variable that
// was just tested, or of a constant) goes where the test leads.
void coalesceBool(FunctionGraph& graph);
// Exception links that an earlier one shadows, or whose successor does the same,
// disappear.
void removeDeadExceptions(FunctionGraph& graph);

} // namespace tw::flow
