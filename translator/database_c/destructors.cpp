// The analysis of destructors.
#include "translator/database_c/destructors.h"

#include "translator/flow/llconstants.h"
#include "translator/flow/llops.h"

#include <algorithm>
#include <vector>

namespace tw::database_c {

using flow::FunctionGraph;
using flow::OpCode;
using flow::Operation;
using lltype::Effect;

namespace {

class LightAnalysis {
public:
  bool graph(const FunctionGraph& graph) {
    if (std::find(callers_.begin(), callers_.end(), &graph) != callers_.end()) return false;
    callers_.push_back(&graph);
    bool light = body(graph);
    callers_.pop_back();
    return light;
  }

private:
  bool body(const FunctionGraph& graph) {
    for (const flow::Block* block : graph.blocks()) {
      for (const Operation* each : block->operations) {
        if (!operation(*each)) return false;
      }
      for (const flow::Link* link : block->exits) {
        if (link->target == graph.exceptBlock && !isImpossibleRaise(*block)) return false;
      }
    }
    return true;
  }

  // The way out of a call that cannot raise.
  static bool isImpossibleRaise(const flow::Block& block) {
    return block.exitKind == flow::ExitKind::Exception;
  }

  bool operation(const Operation& each) {
    switch (each.op) {
    case OpCode::LlFree:
    case OpCode::LlRawFree:
    case OpCode::LlKeepAlive:
    case OpCode::LlStackCheck:
    case OpCode::LlDebugPrint: return true;
    case OpCode::LlDirectCall: return call(each);
    default: break;
    }
    const lltype::LlOpInfo& info = flow::llOpInfo(each.op);
    if (info.canRaise) return false;
    switch (info.effect) {
    case Effect::None: return true;
    case Effect::Reads: return !each.result->type->isGcPtr();
    case Effect::Writes: return !each.args.back().type()->isGcPtr();
    default: return false;
    }
  }

  bool call(const Operation& each) {
    const lltype::FunctionContainer* callee = flow::calleeOf(each.args[0]);
    if (!callee) return false;
    if (callee->graph) return graph(*callee->graph);
    return !callee->external->canRaise && !callee->external->canCollect;
  }

  std::vector<const FunctionGraph*> callers_;
};

} // namespace

bool isLightDestructor(const FunctionGraph& graph) { return LightAnalysis().graph(graph); }

} // namespace tw::database_c
