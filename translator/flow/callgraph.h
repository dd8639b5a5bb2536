// The call graph of low-level graphs, as Boost.Graph sees it.
//
// A node per graph, an edge per pair of caller and possible callee. Indirect
// calls have edges to all graphs of their set; a call whose targets nobody knows
// marks its node (callsUnknown).
#pragma once

#include "translator/flow/graph.h"
#include "translator/lltype/heap.h"

#include <boost/graph/adjacency_list.hpp>

#include <span>
#include <unordered_map>
#include <vector>

namespace tw::flow {

// What a call operation may call.
struct CallTargets {
  std::vector<FunctionGraph*> graphs;
  const lltype::ExternalFunction* external = nullptr;
  bool unknown = false;
  bool operator==(const CallTargets&) const = default;
};

bool isCall(const Operation& op);
CallTargets callTargets(const Operation& op);

class CallGraph {
public:
  using Boost = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

  // Calls of graphs that are not in `graphs` count as unknown.
  explicit CallGraph(std::span<FunctionGraph* const> graphs);

  const Boost& boostGraph() const { return edges_; }
  size_t size() const { return graphs_.size(); }
  FunctionGraph* graph(size_t node) const { return graphs_[node]; }
  // The node of a graph, or -1.
  int nodeOf(const FunctionGraph* graph) const;
  bool callsUnknown(size_t node) const { return callsUnknown_[node]; }
  bool callsItself(size_t node) const;

  // Strongly connected components, callees before callers; nodes ascend.
  std::vector<std::vector<size_t>> components() const;

private:
  std::vector<FunctionGraph*> graphs_;
  std::unordered_map<const FunctionGraph*, size_t> nodes_;
  std::vector<bool> callsUnknown_;
  Boost edges_;
};

} // namespace tw::flow
