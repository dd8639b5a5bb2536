// inlineCalls: which calls are inlined, and in which order.
//
// Graphs are considered from the cheapest on. One that is cheap enough is
// accepted: it goes into all its callers, which changes their cost. Callers take
// what was accepted when their own turn comes, all of it at once, and queue again
// if their cost is another then; so a graph is rewritten a few times, however many
// calls it makes. What is accepted contains no call of what was accepted before,
// nor of itself, so that this ends.
#include "translator/backendopt/backendopt.h"
#include "translator/backendopt/inliner.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"
#include "translator/flow/marks.h"
#include "translator/flow/simplify.h"

#include <set>
#include <tuple>
#include <unordered_map>

namespace tw::backendopt {

using flow::Block;
using flow::FunctionGraph;
using flow::OpCode;
using flow::Operation;

namespace {

FunctionGraph* directCallee(const Operation& op) {
  if (op.op != OpCode::LlDirectCall) return nullptr;
  const lltype::FunctionContainer* callee = flow::calleeOf(op.args[0]);
  return callee ? callee->graph : nullptr;
}

bool isAlwaysInline(const FunctionGraph& graph) {
  return graph.alwaysInline || flow::hasMark(graph, "_always_inline_");
}

class InlineDriver {
public:
  InlineDriver(std::span<FunctionGraph* const> graphs, lltype::Heap& heap, double threshold,
               lltype::Word memoryError)
      : graphs_(graphs), heap_(heap), threshold_(threshold), memoryError_(memoryError),
        analysis_(graphs) {
    for (FunctionGraph* graph : graphs) {
      states_[graph].cost = cost(*graph);
      queue_.emplace(states_[graph].cost, graph->id, graph);
    }
  }

  size_t run() {
    while (!queue_.empty()) {
      FunctionGraph& graph = *std::get<FunctionGraph*>(*queue_.begin());
      queue_.erase(queue_.begin());
      State& state = states_.at(&graph);
      if (takeAccepted(graph)) {
        double before = state.cost;
        state.cost = cost(graph);
        if (state.cost != before) {
          queue_.emplace(state.cost, graph.id, &graph);
          continue;
        }
      }
      if (state.cost > threshold_ || !isInlinable(graph)) continue;
      state.accepted = true;
      ++accepted_;
    }
    for (FunctionGraph* graph : graphs_) takeAccepted(*graph);
    return count_;
  }

private:
  struct State {
    double cost = 0;
    bool accepted = false;
    size_t taken = 0; // how many had been accepted when it took them
  };

  static double cost(const FunctionGraph& graph) {
    return isAlwaysInline(graph) ? 0 : inliningCost(graph);
  }

  bool isInlinable(const FunctionGraph& graph) const {
    if (flow::isNeverInlined(graph)) return false;
    for (const Block* block : graph.blocks()) {
      for (const Operation* op : block->operations) {
        if (!flow::isLowLevel(op->op) || directCallee(*op) == &graph) return false;
        // A portal and a look at the stack belong to their own function.
        if (op->op == OpCode::LlJitMarker || op->op == OpCode::LlStackCurrent) return false;
      }
    }
    return true;
  }

  // Inlines every call of an accepted graph; true if there was one.
  bool takeAccepted(FunctionGraph& caller) {
    State& state = states_.at(&caller);
    if (state.taken == accepted_) return false;
    state.taken = accepted_;
    size_t before = count_;
    // Bodies may bring calls of what was accepted later than they were.
    while (inlineOnce(caller)) {
    }
    if (count_ == before) return false;
    flow::cleanupGraph(caller);
    return true;
  }

  bool inlineOnce(FunctionGraph& caller) {
    Inliner inliner(caller, heap_, analysis_, memoryError_);
    size_t before = count_;
    for (Block* block : caller.blocks()) {
      for (size_t i = 0; i < block->operations.size(); ++i) {
        FunctionGraph* callee = directCallee(*block->operations[i]);
        auto found = states_.find(callee);
        if (callee == &caller || found == states_.end() || !found->second.accepted) continue;
        block = inliner.inlineCall(*block, i, *callee);
        i = ~size_t{0}; // go on with the first operation after the call
        ++count_;
      }
    }
    return count_ != before;
  }

  std::span<FunctionGraph* const> graphs_;
  lltype::Heap& heap_;
  double threshold_;
  lltype::Word memoryError_;
  Analysis analysis_;
  std::unordered_map<const FunctionGraph*, State> states_;
  std::set<std::tuple<double, uint32_t, FunctionGraph*>> queue_; // by cost, then by id
  size_t accepted_ = 0;
  size_t count_ = 0;
};

} // namespace

size_t inlineCalls(std::span<FunctionGraph* const> graphs, lltype::Heap& heap, double threshold,
                   lltype::Word memoryError) {
  return InlineDriver(graphs, heap, threshold, memoryError).run();
}

} // namespace tw::backendopt
