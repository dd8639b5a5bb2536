// Which calls are of small helpers, and inlining them.
#include "translator/pyjitpl/inline_helpers.h"

#include "translator/backendopt/inliner.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/simplify.h"
#include "translator/host/host.h"

namespace tw::pyjitpl {

using flow::Block;
using flow::FunctionGraph;

namespace {

constexpr size_t kMaxOperations = 10;
constexpr size_t kMaxBlocks = 6;
constexpr int kMaxCalls = 500; // in one graph

bool isHelper(const FunctionGraph& graph) {
  host::Host* host = graph.context().host();
  if (!graph.function || !host) return false;
  host::Object* module = host->getAttrOrNull(graph.function, "__module__");
  if (!module || !host::isStr(module)) return false;
  std::string_view name = host->toStr(module);
  return name.starts_with("__tw_helpers__") || name == "rpython.rlib.jit";
}

} // namespace

bool HelperInliner::isSmallHelper(FunctionGraph& graph) {
  auto [entry, isNew] = decisions_.try_emplace(&graph, false);
  if (!isNew) return entry->second;
  std::vector<Block*> blocks = graph.blocks();
  size_t operations = 0;
  bool callsItself = false;
  for (const Block* block : blocks) {
    operations += block->operations.size();
    for (const flow::Operation* op : block->operations)
      if (flow::isCall(*op))
        for (const FunctionGraph* target : flow::callTargets(*op).graphs)
          callsItself |= target == &graph;
  }
  return entry->second = isHelper(graph) && !callsItself && operations <= kMaxOperations &&
                         blocks.size() <= kMaxBlocks && policy_.looksInside(graph);
}

FunctionGraph* HelperInliner::inlinable(const flow::Operation& op) {
  if (op.op != flow::OpCode::LlDirectCall) return nullptr;
  const lltype::FunctionContainer* callee = flow::calleeOf(op.args[0]);
  return callee && callee->graph && isSmallHelper(*callee->graph) ? callee->graph : nullptr;
}

void HelperInliner::run(FunctionGraph& graph) {
  backendopt::Inliner inliner(graph, heap_, analysis_);
  int calls = 0;
  for (bool changed = true; changed && calls < kMaxCalls;) {
    changed = false;
    for (Block* block : graph.blocks()) {
      for (size_t i = 0; i < block->operations.size() && calls < kMaxCalls; ++i) {
        FunctionGraph* callee = inlinable(*block->operations[i]);
        if (!callee) continue;
        block = inliner.inlineCall(*block, i, *callee);
        i = ~size_t{0}; // go on behind the call
        changed = true;
        ++calls;
      }
    }
  }
  if (calls) flow::cleanupGraph(graph);
}

} // namespace tw::pyjitpl
