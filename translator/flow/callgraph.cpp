// Building the call graph, and its strongly connected components.
#include "translator/flow/callgraph.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"

#include <boost/graph/strong_components.hpp>

#include <unordered_set>

namespace tw::flow {

using lltype::Symbol;

bool isCall(const Operation& op) {
  return isLowLevel(op.op) && llOpInfo(op.op).effect == lltype::Effect::Calls;
}

CallTargets callTargets(const Operation& op) {
  CallTargets targets;
  bool conditional =
      op.op == OpCode::LlJitConditionalCall || op.op == OpCode::LlJitConditionalCallValue;
  if (const lltype::FunctionContainer* callee = calleeOf(op.args[conditional ? 1 : 0])) {
    if (callee->graph) targets.graphs.push_back(callee->graph);
    targets.external = callee->external;
    targets.unknown = !callee->graph && !callee->external;
    return targets;
  }
  const Symbol* set = op.op == OpCode::LlIndirectCall ? symbolOf(op.args.back()) : nullptr;
  if (set && set->kind == Symbol::Kind::Graphs)
    targets.graphs = set->graphs;
  else
    targets.unknown = true;
  return targets;
}

CallGraph::CallGraph(std::span<FunctionGraph* const> graphs)
    : graphs_(graphs.begin(), graphs.end()), callsUnknown_(graphs.size()), edges_(graphs.size()) {
  for (size_t i = 0; i < graphs_.size(); ++i) nodes_.emplace(graphs_[i], i);
  for (size_t i = 0; i < graphs_.size(); ++i) {
    std::unordered_set<size_t> seen;
    for (const Block* block : graphs_[i]->blocks()) {
      for (const Operation* op : block->operations) {
        if (!isCall(*op)) continue;
        CallTargets targets = callTargets(*op);
        if (targets.unknown) callsUnknown_[i] = true;
        for (const FunctionGraph* target : targets.graphs) {
          int node = nodeOf(target);
          if (node < 0)
            callsUnknown_[i] = true;
          else if (seen.insert(static_cast<size_t>(node)).second)
            boost::add_edge(i, static_cast<size_t>(node), edges_);
        }
      }
    }
  }
}

int CallGraph::nodeOf(const FunctionGraph* graph) const {
  auto found = nodes_.find(graph);
  return found == nodes_.end() ? -1 : static_cast<int>(found->second);
}

bool CallGraph::callsItself(size_t node) const { return boost::edge(node, node, edges_).second; }

std::vector<std::vector<size_t>> CallGraph::components() const {
  std::vector<size_t> component(size());
  if (component.empty()) return {};
  // Tarjan's algorithm numbers a component after all it leads to.
  size_t count = boost::strong_components(
      edges_, boost::make_iterator_property_map(component.begin(),
                                                boost::get(boost::vertex_index, edges_)));
  std::vector<std::vector<size_t>> result(count);
  for (size_t node = 0; node < size(); ++node) result[component[node]].push_back(node);
  return result;
}

} // namespace tw::flow
