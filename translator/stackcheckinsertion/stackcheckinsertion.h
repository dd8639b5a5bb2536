// Stage stackcheckinsertion: endless recursion becomes an exception.
//
// In: the graphs of a program. Out: the same graphs; some begin with a
// `stack_check` operation, which raises StackOverflow when the stack is used up.
// Guarantees: every cycle of the call graph has a check; taking any one check
// away would leave a cycle without (the set is minimal by inclusion); the choice
// depends on the graphs alone. Indirect calls count as calls of all graphs of
// their set. A graph with a call whose targets are unknown gets a check.
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/lltype.h"

#include <span>
#include <vector>

namespace tw::stackcheckinsertion {

// The graphs that get a check, in the order of `graphs`.
std::vector<flow::FunctionGraph*> graphsToCheck(std::span<flow::FunctionGraph* const> graphs);

// Inserts the checks and returns how many.
size_t insertStackChecks(std::span<flow::FunctionGraph* const> graphs,
                         const lltype::Type* voidType);

} // namespace tw::stackcheckinsertion
