// Choosing the call-graph nodes that cut all cycles.
//
// In each strongly connected component the node with the most ways through it
// (calls from the component times calls into the component) is taken out, until
// nothing is cyclic; then nodes that turned out superfluous are put back.
#include "translator/stackcheckinsertion/stackcheckinsertion.h"

#include "translator/flow/callgraph.h"

#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/range/iterator_range.hpp>

#include <functional>

namespace tw::stackcheckinsertion {

namespace {

using Graph = flow::CallGraph::Boost;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

class CycleCutter {
public:
  explicit CycleCutter(const flow::CallGraph& calls)
      : calls_(calls), graph_(calls.boostGraph()), cut_(calls.size()) {}

  std::vector<bool> run() {
    std::vector<Vertex> chosen;
    auto choose = [&](Vertex node) {
      cut_[node] = true;
      chosen.push_back(node);
    };
    for (Vertex node = 0; node < cut_.size(); ++node)
      if (calls_.callsUnknown(node) || calls_.callsItself(node)) cut_[node] = true;
    while (true) {
      std::vector<Vertex> busiest = busiestOfComponents();
      if (busiest.empty()) break;
      for (Vertex node : busiest) choose(node);
    }
    for (auto it = chosen.rbegin(); it != chosen.rend(); ++it) {
      cut_[*it] = false;
      if (!busiestOfComponents().empty()) cut_[*it] = true;
    }
    return cut_;
  }

private:
  using Predicate = std::function<bool(Vertex)>;
  using Rest = boost::filtered_graph<Graph, boost::keep_all, Predicate>;

  // Component of every vertex that is not cut; and how many there are.
  size_t components(const Rest& rest, std::vector<size_t>& component) const {
    return boost::strong_components(
        rest, boost::make_iterator_property_map(component.begin(),
                                                boost::get(boost::vertex_index, graph_)));
  }

  // Of every component with several nodes, the node with the most ways through.
  std::vector<Vertex> busiestOfComponents() const {
    Rest rest(graph_, boost::keep_all{}, [this](Vertex node) { return !cut_[node]; });
    std::vector<size_t> component(cut_.size());
    size_t count = components(rest, component);
    std::vector<size_t> in(cut_.size()), out(cut_.size()), sizes(count);
    for (Vertex node : boost::make_iterator_range(boost::vertices(rest))) {
      ++sizes[component[node]];
      for (auto edge : boost::make_iterator_range(boost::out_edges(node, rest))) {
        Vertex target = boost::target(edge, rest);
        if (component[target] != component[node]) continue;
        ++out[node];
        ++in[target];
      }
    }
    std::vector<Vertex> best(count, boost::graph_traits<Graph>::null_vertex());
    for (Vertex node : boost::make_iterator_range(boost::vertices(rest))) {
      if (sizes[component[node]] < 2) continue;
      Vertex& champion = best[component[node]];
      if (champion == boost::graph_traits<Graph>::null_vertex() ||
          in[node] * out[node] > in[champion] * out[champion])
        champion = node;
    }
    std::erase(best, boost::graph_traits<Graph>::null_vertex());
    return best;
  }

  const flow::CallGraph& calls_;
  const Graph& graph_;
  std::vector<bool> cut_;
};

} // namespace

std::vector<flow::FunctionGraph*> graphsToCheck(std::span<flow::FunctionGraph* const> graphs) {
  flow::CallGraph calls(graphs);
  std::vector<bool> cut = CycleCutter(calls).run();
  std::vector<flow::FunctionGraph*> result;
  for (size_t node = 0; node < cut.size(); ++node)
    if (cut[node]) result.push_back(calls.graph(node));
  return result;
}

size_t insertStackChecks(std::span<flow::FunctionGraph* const> graphs,
                         const lltype::Type* voidType) {
  std::vector<flow::FunctionGraph*> chosen = graphsToCheck(graphs);
  for (flow::FunctionGraph* graph : chosen) {
    flow::GraphContext& context = graph->context();
    flow::Variable* nothing = context.newVariable();
    nothing->type = voidType;
    std::vector<flow::Operation*>& operations = graph->startBlock->operations;
    operations.insert(operations.begin(),
                      context.newOperation(flow::OpCode::LlStackCheck, {}, nothing, graph->span));
  }
  return chosen.size();
}

} // namespace tw::stackcheckinsertion
