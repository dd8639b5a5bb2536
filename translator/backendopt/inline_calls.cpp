// inlineCalls: which calls are inlined, and in which order.
//
// The cheapest graph goes first, into all its callers; they grow, and may
// become too expensive to be inlined themselves. A graph is taken as a callee
// once, and never if it calls itself, so that this ends.
#include "translator/backendopt/backendopt.h"
#include "translator/backendopt/inliner.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"
#include "translator/flow/simplify.h"
#include "translator/host/host.h"

#include <map>
#include <set>

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

// A mark that the program set on the function, such as _always_inline_.
bool hasMark(const FunctionGraph& graph, std::string_view name) {
  host::Host* host = graph.context().host();
  if (!graph.function || !host) return false;
  host::Object* mark = host->getAttrOrNull(graph.function, name);
  return mark && host->truth(mark);
}

bool isAlwaysInline(const FunctionGraph& graph) {
  return graph.alwaysInline || hasMark(graph, "_always_inline_");
}

class InlineDriver {
public:
  InlineDriver(std::span<FunctionGraph* const> graphs, lltype::Heap& heap, double threshold)
      : heap_(heap), threshold_(threshold), analysis_(graphs) {
    for (FunctionGraph* graph : graphs) {
      findCalls(*graph);
      enqueue(*graph);
    }
  }

  size_t run() {
    while (!queue_.empty()) {
      FunctionGraph* callee = byId_.at(queue_.begin()->second);
      double cost = queue_.begin()->first;
      queue_.erase(queue_.begin());
      costs_.erase(callee->id);
      if (cost > threshold_ || !isInlinable(*callee)) continue;
      std::map<uint32_t, FunctionGraph*> callers = callers_[callee->id];
      for (auto [id, caller] : callers)
        if (caller != callee) inlineInto(*caller, *callee);
    }
    return count_;
  }

private:
  void enqueue(FunctionGraph& graph) {
    double cost = isAlwaysInline(graph) ? 0 : inliningCost(graph);
    byId_[graph.id] = &graph;
    costs_[graph.id] = cost;
    queue_.emplace(cost, graph.id);
  }

  void findCalls(FunctionGraph& graph) {
    for (const Block* block : graph.blocks())
      for (const Operation* op : block->operations)
        if (const FunctionGraph* callee = directCallee(*op))
          callers_[callee->id][graph.id] = &graph;
  }

  bool isInlinable(const FunctionGraph& graph) const {
    if (graph.dontInline || hasMark(graph, "_dont_inline_")) return false;
    for (const Block* block : graph.blocks()) {
      for (const Operation* op : block->operations) {
        if (!flow::isLowLevel(op->op) || directCallee(*op) == &graph) return false;
        // A portal and a look at the stack belong to their own function.
        if (op->op == OpCode::LlJitMarker || op->op == OpCode::LlStackCurrent) return false;
      }
    }
    return true;
  }

  void inlineInto(FunctionGraph& caller, FunctionGraph& callee) {
    Inliner inliner(caller, heap_, analysis_);
    size_t before = count_;
    for (Block* block : caller.blocks()) {
      for (size_t i = 0; i < block->operations.size(); ++i) {
        if (directCallee(*block->operations[i]) != &callee) continue;
        block = inliner.inlineCall(*block, i, callee);
        i = ~size_t{0}; // go on with the first operation after the call
        ++count_;
      }
    }
    if (count_ == before) return;
    flow::cleanupGraph(caller);
    findCalls(caller);
    auto waiting = costs_.find(caller.id);
    if (waiting == costs_.end()) return;
    queue_.erase({waiting->second, caller.id});
    enqueue(caller);
  }

  lltype::Heap& heap_;
  double threshold_;
  Analysis analysis_;
  std::map<uint32_t, FunctionGraph*> byId_;
  std::map<uint32_t, std::map<uint32_t, FunctionGraph*>> callers_; // by callee
  std::set<std::pair<double, uint32_t>> queue_;
  std::map<uint32_t, double> costs_; // of the graphs in the queue
  size_t count_ = 0;
};

} // namespace

size_t inlineCalls(std::span<FunctionGraph* const> graphs, lltype::Heap& heap, double threshold) {
  return InlineDriver(graphs, heap, threshold).run();
}

} // namespace tw::backendopt
