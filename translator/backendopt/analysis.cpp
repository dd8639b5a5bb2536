// Analysis: facts of graphs, to a fix point over components of the call graph.
#include "translator/backendopt/analysis.h"

#include "translator/flow/llops.h"

#include <boost/range/iterator_range.hpp>

namespace tw::backendopt {

using flow::Block;
using flow::FunctionGraph;
using flow::Operation;
using lltype::Effect;

namespace {

// Does an exception leave the graph from this operation, whatever it is? The
// handlers of the block may stop it: only a handler of everything would be sure
// to, and no pass relies on that.
uint8_t factsOfEffect(Effect effect) {
  switch (effect) {
  case Effect::None: return 0;
  case Effect::Reads: return kReads;
  case Effect::Allocates: return kCanCollect;
  case Effect::Writes: return kWrites;
  case Effect::Collects: return kCanCollect | kOther;
  case Effect::Calls: return 0;
  case Effect::Other: return kOther;
  }
  return kAllFacts;
}

} // namespace

uint8_t Analysis::externalFacts(const lltype::ExternalFunction& external) const {
  uint8_t facts = external.pure ? 0 : kOther | kReads | kWrites;
  if (external.canRaise) facts |= kCanRaise;
  if (external.canCollect) facts |= kCanCollect;
  return facts;
}

uint8_t Analysis::ownFacts(const Operation& op) const {
  if (!flow::isLowLevel(op.op)) return kAllFacts;
  const lltype::LlOpInfo& info = flow::llOpInfo(op.op);
  uint8_t facts = factsOfEffect(info.effect);
  if (!flow::isCall(op)) return info.canRaise ? facts | kCanRaise : facts;
  flow::CallTargets targets = flow::callTargets(op);
  if (targets.unknown) facts = kAllFacts;
  if (targets.external) facts |= externalFacts(*targets.external);
  return facts;
}

Analysis::Analysis(std::span<FunctionGraph* const> graphs) {
  flow::CallGraph calls(graphs);
  for (const std::vector<size_t>& component : calls.components()) {
    uint8_t facts = 0;
    for (size_t node : component) {
      if (calls.callsUnknown(node)) facts = kAllFacts;
      const FunctionGraph& graph = *calls.graph(node);
      for (const Block* block : graph.blocks()) {
        for (const Operation* op : block->operations) facts |= ownFacts(*op);
        for (const flow::Link* link : block->exits)
          if (link->target == graph.exceptBlock) facts |= kCanRaise;
      }
      // Callees in the same component have no facts yet: they add none.
      auto edges = boost::make_iterator_range(boost::out_edges(node, calls.boostGraph()));
      for (auto edge : edges) {
        auto found = facts_.find(calls.graph(boost::target(edge, calls.boostGraph())));
        if (found != facts_.end()) facts |= found->second;
      }
    }
    for (size_t node : component) facts_[calls.graph(node)] = facts;
  }
}

uint8_t Analysis::facts(const FunctionGraph& graph) const {
  auto found = facts_.find(&graph);
  return found == facts_.end() ? static_cast<uint8_t>(kAllFacts) : found->second;
}

uint8_t Analysis::facts(const Operation& op) const {
  uint8_t facts = ownFacts(op);
  if (!flow::isLowLevel(op.op) || !flow::isCall(op)) return facts;
  for (const FunctionGraph* target : flow::callTargets(op).graphs) facts |= this->facts(*target);
  return facts;
}

} // namespace tw::backendopt
