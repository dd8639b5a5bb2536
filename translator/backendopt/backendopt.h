// Stage backendopt: optimisation of low-level graphs.
//
// In: the graphs of a program after rtype (operations of llops.def, every value
// typed, class ranges of vtables assigned). Out: the same graphs, changed in
// place; graphs that were inlined everywhere are still there, unreferenced.
// Guarantees: the program's meaning, except that what is undefined (assertions
// switched off) may become something else; graphs satisfy FunctionGraph::check();
// the result depends on the graphs alone.
//
// Passes, in this order (see optimize.cpp for the schedule of each level):
//   removeAsserts       assertions on values disappear; with removeAssertionErrors,
//                       branches to a failing assert statement, too
//   foldConstants       constant operations, reads of immutable prebuilt data,
//                       identities, branches on constants; then a clean-up
//   threadJumps         links with constants past branches that these decide
//   inlineCalls         small graphs into their callers, cheapest first
//   removeMallocs       objects that do not escape become variables
//   forwardStores       fields and items whose value is known are not read again
//   mergeIfsToSwitch    chains of comparisons with constants become a switch
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/heap.h"

#include <span>
#include <string_view>

namespace tw::backendopt {

class Analysis;
class MemoryAnalysis;

enum class Level : uint8_t { O0, O1, O2, O3, Size, Mem };

struct Options {
  bool foldConstants = false;
  bool removeAsserts = false; // those of the debugger, that C would not test either
  // The prebuilt instance whose raising assert statements lose with removeAsserts; 0: they stay.
  lltype::Word assertionError = 0;
  lltype::Word memoryError = 0; // the vtable of the class that allocations raise
  double inlineThreshold = 0;   // 0: no inlining
  bool removeMallocs = false;
  bool forwardStores = false;
  bool mergeIfs = false;

  static Options of(Level level);
};

// All passes that the options ask for.
void optimize(std::span<flow::FunctionGraph* const> graphs, lltype::Heap& heap,
              const Options& options);

// Single passes; the bool says whether the graph changed.
bool foldConstants(flow::FunctionGraph& graph, lltype::Heap& heap);
bool threadJumps(flow::FunctionGraph& graph, lltype::Heap& heap);
bool removeAsserts(flow::FunctionGraph& graph);
// A condition whose failure does nothing but raise `error` is not tested any more.
bool removeAssertionErrors(flow::FunctionGraph& graph, lltype::Word error);
bool removeMallocs(flow::FunctionGraph& graph);
bool forwardStores(flow::FunctionGraph& graph, const Analysis& analysis,
                   const MemoryAnalysis& memory);
bool mergeIfsToSwitch(flow::FunctionGraph& graph);

// Inlines what is cheaper than `threshold` into all graphs, and what is marked
// alwaysInline whatever it costs. Handlers around a call guard the allocations of
// what is inlined if they catch `memoryError` (a vtable; 0: none does). Returns how
// many calls were replaced.
size_t inlineCalls(std::span<flow::FunctionGraph* const> graphs, lltype::Heap& heap,
                   double threshold, lltype::Word memoryError = 0);
// What inlining the graph once costs: its size, and the work of a typical run.
double inliningCost(const flow::FunctionGraph& graph);

} // namespace tw::backendopt
