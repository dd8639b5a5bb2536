// Questions about whole call graphs: may a call raise, may it run the collector?
// (What it may write: memory_analysis.h.)
//
// An analysis is a set of facts per graph: the union of what its operations say
// and of what the graphs it may call say, over the strongly connected components
// of the call graph, callees first. The answers describe the graphs as they were
// when the analysis was made: passes that only remove or move operations keep
// them valid (though perhaps pessimistic).
#pragma once

#include "translator/flow/callgraph.h"
#include "translator/flow/graph.h"

#include <cstdint>
#include <unordered_map>

namespace tw::backendopt {

// Yes-or-no analyses, all made in one walk.
enum Fact : uint8_t {
  kCanRaise = 1,   // an exception may leave it
  kCanCollect = 2, // it may run the collector
  kWrites = 4,     // it may write memory that others can see
  kOther = 8,      // it may have an effect beyond memory (input, output, hints)
  kReads = 16,     // it may read memory that can change
  kAllFacts = 31,
};

class Analysis {
public:
  explicit Analysis(std::span<flow::FunctionGraph* const> graphs);

  uint8_t facts(const flow::FunctionGraph& graph) const; // kAllFacts for an unknown graph
  uint8_t facts(const flow::Operation& op) const;

  // An exception may come out of the operation. The MemoryError of an allocation
  // is not counted: canCollect() tells where there may be one.
  bool canRaise(const flow::Operation& op) const { return facts(op) & kCanRaise; }
  bool canCollect(const flow::Operation& op) const { return facts(op) & kCanCollect; }

private:
  uint8_t ownFacts(const flow::Operation& op) const;
  uint8_t externalFacts(const lltype::ExternalFunction& external) const;

  std::unordered_map<const flow::FunctionGraph*, uint8_t> facts_;
};

} // namespace tw::backendopt
