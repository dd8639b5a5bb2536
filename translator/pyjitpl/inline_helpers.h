// Inlines small helpers of rtype, and hints such as promote(), into the JIT's copies of graphs.
//
// An access of a list is a call of a helper that calls others. Tracing through such calls costs
// time, and the arrays of virtualizables must be seen to be indexed.
#pragma once

#include "translator/backendopt/analysis.h"
#include "translator/pyjitpl/policy.h"

namespace tw::pyjitpl {

class HelperInliner {
public:
  HelperInliner(std::span<flow::FunctionGraph* const> graphs, lltype::Heap& heap, Policy& policy)
      : heap_(heap), policy_(policy), analysis_(graphs) {}

  void run(flow::FunctionGraph& graph);

private:
  // The callee of a direct_call, if it is to be inlined.
  flow::FunctionGraph* inlinable(const flow::Operation& op);
  bool isSmallHelper(flow::FunctionGraph& graph);

  lltype::Heap& heap_;
  Policy& policy_;
  backendopt::Analysis analysis_;
  std::unordered_map<const flow::FunctionGraph*, bool> decisions_;
};

} // namespace tw::pyjitpl
