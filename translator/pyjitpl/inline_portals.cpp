#include "translator/pyjitpl/inline_portals.h"

#include "translator/backendopt/inliner.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/lltext.h"
#include "translator/flow/simplify.h"
#include "translator/host/host.h"

#include <algorithm>
#include <unordered_set>

namespace tw::pyjitpl {

using flow::Block;
using flow::FunctionGraph;
using flow::OpCode;
using flow::Operation;

namespace {

class PortalInliner {
public:
  PortalInliner(std::span<FunctionGraph* const> graphs, flow::GraphContext& context,
                lltype::Heap& heap)
      : graphs_(graphs), context_(context), heap_(heap), host_(*context.host()) {}

  std::vector<std::pair<host::Object*, host::Object*>> run() {
    findInlined();
    if (inlined_.empty()) return {};
    const backendopt::Analysis analysis(graphs_);
    for (FunctionGraph* graph : graphs_) {
      if (inlined_.contains(graph)) continue;
      bool isPortal = false;
      // The calls of the merge points are in what was inlined.
      while (inlineOneIn(*graph, analysis)) isPortal = true;
      if (isPortal) cloneDrivers(*graph);
    }
    // Who calls them by pointers has no merge point.
    for (FunctionGraph* graph : inlined_)
      for (Block* block : graph->blocks())
        std::erase_if(block->operations, [](const Operation* op) { return isMergePoint(*op); });
    return std::move(clones_);
  }

private:
  static bool isMergePoint(const Operation& op) {
    return op.op == OpCode::LlJitMarker && flow::symbolOf(op.args[0])->name == "jit_merge_point";
  }

  // The functions that JitDriver.inline has made, and their merge points.
  void findInlined() {
    std::unordered_set<const host::Object*> points;
    for (FunctionGraph* graph : graphs_) {
      if (!graph->function) continue;
      const host::Object* point = host_.getAttrOrNull(graph->function, "_inline_jit_merge_point_");
      if (!point) continue;
      points.insert(point);
      inlined_.insert(graph);
    }
    if (points.empty()) return;
    for (FunctionGraph* graph : graphs_)
      if (graph->function && points.contains(graph->function)) inlined_.insert(graph);
  }

  bool inlineOneIn(FunctionGraph& graph, const backendopt::Analysis& analysis) {
    for (Block* block : graph.blocks())
      for (size_t i = 0; i < block->operations.size(); ++i) {
        const Operation& op = *block->operations[i];
        if (op.op != OpCode::LlDirectCall) continue;
        const lltype::FunctionContainer* callee = flow::calleeOf(op.args[0]);
        if (!callee || !callee->graph || !inlined_.contains(callee->graph)) continue;
        backendopt::Inliner(graph, heap_, analysis).inlineCall(*block, i, *callee->graph);
        flow::cleanupGraph(graph);
        return true;
      }
    return false;
  }

  void cloneDrivers(FunctionGraph& graph) {
    for (Block* block : graph.blocks())
      for (Operation* op : block->operations) {
        if (!isMergePoint(*op)) continue;
        const flow::Constant& driver = *op->args[1].constant();
        if (!host_.truth(host_.getAttr(driver.object, "inline_jit_merge_point"))) continue;
        host::Object* clone = host_.call(host_.getAttr(driver.object, "clone"), {});
        clones_.emplace_back(clone, driver.object);
        flow::Constant* constant = context_.newConstant(clone);
        constant->type = driver.type;
        op->args[1] = constant;
      }
  }

  std::span<FunctionGraph* const> graphs_;
  flow::GraphContext& context_;
  lltype::Heap& heap_;
  host::Host& host_;
  std::unordered_set<FunctionGraph*> inlined_;
  std::vector<std::pair<host::Object*, host::Object*>> clones_;
};

} // namespace

std::vector<std::pair<host::Object*, host::Object*>>
inlinePortals(std::span<FunctionGraph* const> graphs, flow::GraphContext& context,
              lltype::Heap& heap) {
  return PortalInliner(graphs, context, heap).run();
}

} // namespace tw::pyjitpl
