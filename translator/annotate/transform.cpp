// Dead code: blocks that annotation never entered, exits that are never taken,
// and what follows an operation that never returns.
//
// `[x] * n`, which rtype allocates and fills at once, stays as the two
// operations newlist and mul: rtype sees the pair (see FusedListRepeat).
#include "translator/annotate/transform.h"

#include "translator/annotate/driver.h"
#include "translator/flow/simplify.h"

#include <unordered_set>

namespace tw::annotate {

namespace {

class DeadCode {
public:
  DeadCode(Annotator& annotator, flow::FunctionGraph& graph)
      : annotator_(annotator), graph_(graph) {}

  void run() {
    for (flow::Block* block : graph_.blocks()) {
      if (block == graph_.returnBlock || block == graph_.exceptBlock) continue;
      if (annotator_.isReached(*block)) cutDeadTail(*block);
      cutDeadExits(*block);
    }
  }

private:
  static bool isImpossibleResult(const flow::Operation& operation) {
    return !operation.result->annotation;
  }

  // After a call that always raises nothing is annotated.
  void cutDeadTail(flow::Block& block) {
    for (size_t i = 0; i < block.operations.size(); ++i) {
      if (!isImpossibleResult(*block.operations[i])) continue;
      const bool isLast = i + 1 == block.operations.size();
      if (isLast && block.canRaise()) return; // keeps its handlers
      block.operations.resize(i + 1);
      endWithAssertionError(block);
      return;
    }
  }

  // The rest of the block is replaced by a raise that is never executed.
  void endWithAssertionError(flow::Block& block) {
    flow::GraphContext& context = annotator_.graphContext();
    host::Host& host = annotator_.host();
    host::ClassObject* cls = host.types().AssertionError;
    flow::Link* link =
        context.newLink({context.newConstant(cls), context.newConstant(deadException(cls))},
                        graph_.exceptBlock);
    link->source = &block;
    block.exitKind = flow::ExitKind::None;
    block.exitSwitch = {};
    block.exits = {link};
  }

  host::Object* deadException(host::ClassObject* cls) {
    return annotator_.host().newException(cls, "unreachable operation");
  }

  bool isTaken(const flow::Link& link) const {
    if (link.target == graph_.returnBlock || link.target == graph_.exceptBlock)
      return std::all_of(link.args.begin(), link.args.end(), [](flow::Value arg) {
        return arg.isConstant() || arg.variable()->annotation;
      });
    return annotator_.driver().wasEntered(*link.target);
  }

  void cutDeadExits(flow::Block& block) {
    if (block.exits.size() < 2) return;
    if (block.exitKind == flow::ExitKind::Exception) {
      std::vector<flow::Link*> kept{block.exits[0]};
      for (size_t i = 1; i < block.exits.size(); ++i)
        if (isTaken(*block.exits[i]) && handlerRuns(*block.exits[i])) kept.push_back(block.exits[i]);
      block.exits = std::move(kept);
      if (block.exits.size() == 1) block.exitKind = flow::ExitKind::None;
      return;
    }
    std::vector<flow::Link*> kept;
    for (flow::Link* link : block.exits)
      if (annotator_.driver().wasTaken(*link)) kept.push_back(link);
    if (kept.size() != 1 && block.exitKind == flow::ExitKind::Bool) return;
    if (kept.empty()) return;
    block.exits = std::move(kept);
    if (block.exits.size() > 1) return;
    block.exits[0]->exitCase = nullptr;
    block.exitKind = flow::ExitKind::None;
    block.exitSwitch = {};
  }

  static bool handlerRuns(const flow::Link& link) {
    return !link.lastExcValue || link.lastExcValue->annotation;
  }

  Annotator& annotator_;
  flow::FunctionGraph& graph_;
};

} // namespace

void transformGraph(Annotator& annotator, flow::FunctionGraph& graph) {
  DeadCode(annotator, graph).run();
  graph.check();
}

} // namespace tw::annotate
