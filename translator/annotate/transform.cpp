// Dead code: blocks that annotation never entered, exits that are never taken,
// and what follows an operation that never returns.
//
// What cannot be reached ends in a raise of a prebuilt AssertionError, so that
// every block of the result is annotated and rtype can specialise all of them.
//
// [item] * count becomes one operation, so that the item takes the form that it
// has in the final list, not the one it would have alone ([None] * n).
#include "translator/annotate/transform.h"

#include "translator/annotate/driver.h"
#include "translator/flow/simplify.h"

#include <algorithm>
#include <unordered_map>

namespace tw::annotate {

namespace {

class DeadCode {
public:
  DeadCode(Annotator& annotator, flow::FunctionGraph& graph)
      : annotator_(annotator), graph_(graph) {}

  void run() {
    for (flow::Block* block : graph_.blocks()) {
      if (block == graph_.returnBlock || block == graph_.exceptBlock) continue;
      cutDeadTail(*block);
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
      endUnreachable(block);
      return;
    }
  }

  void endUnreachable(flow::Block& block) {
    flow::Link* link = unreachable(block);
    block.exitKind = flow::ExitKind::None;
    block.exitSwitch = {};
    block.exits = {link};
  }

  // An exit that is never taken: raises an AssertionError.
  flow::Link* unreachable(flow::Block& block) {
    flow::GraphContext& context = annotator_.graphContext();
    host::Object* instance = annotator_.unreachableError();
    flow::Link* link = context.newLink(
        {context.newConstant(instance->cls), context.newConstant(instance)}, graph_.exceptBlock);
    link->source = &block;
    return link;
  }

  void cutDeadExits(flow::Block& block) {
    const auto taken = [&](const flow::Link* link) {
      return annotator_.driver().wasTaken(*link) && !contradicts(block, *link);
    };
    if (block.exitKind == flow::ExitKind::None || block.exits.empty()) return;
    if (block.exitKind == flow::ExitKind::Exception) {
      if (!taken(block.exits[0])) block.exits[0] = unreachable(block);
      block.exits.erase(std::remove_if(block.exits.begin() + 1, block.exits.end(),
                                       [&](flow::Link* link) { return !taken(link); }),
                        block.exits.end());
      if (block.exits.size() == 1) block.exitKind = flow::ExitKind::None;
      return;
    }
    std::vector<flow::Link*> kept;
    std::copy_if(block.exits.begin(), block.exits.end(), std::back_inserter(kept), taken);
    if (kept.empty()) {
      kept.push_back(unreachable(block));
    } else if (block.exitKind == flow::ExitKind::Bool && kept.size() == 2) {
      return;
    }
    block.exits = std::move(kept);
    if (block.exits.size() > 1) return;
    block.exits[0]->exitCase = nullptr;
    block.exitKind = flow::ExitKind::None;
    block.exitSwitch = {};
  }

  // Was the exit taken for an answer that has changed since (LibraryCall::answer)?
  bool contradicts(const flow::Block& block, const flow::Link& link) {
    if (block.exitKind != flow::ExitKind::Bool) return false;
    const Annotation* decision = annotator_.annotationOf(block.exitSwitch);
    if (!decision || !decision->isConstant()) return false;
    return annotator_.host().truth(decision->constant()) != (&link == block.exits[1]);
  }

  Annotator& annotator_;
  flow::FunctionGraph& graph_;
};

class Repetitions {
public:
  Repetitions(Annotator& annotator, flow::FunctionGraph& graph)
      : annotator_(annotator), graph_(graph) {}

  void run() {
    bool found = false;
    for (flow::Block* block : graph_.blocks()) found |= transform(*block);
    if (found) flow::removeDeadVariables(graph_); // the lists of one item
  }

private:
  bool transform(flow::Block& block) {
    bool found = false;
    std::unordered_map<const flow::Variable*, flow::Value> items; // of lists of one item
    for (flow::Operation* operation : block.operations) {
      if (operation->op == flow::OpCode::NewList && operation->args.size() == 1)
        items.emplace(operation->result, operation->args[0]);
      if (operation->op == flow::OpCode::Mul) found |= replace(*operation, items);
    }
    return found;
  }

  bool replace(flow::Operation& mul,
               const std::unordered_map<const flow::Variable*, flow::Value>& items) {
    for (size_t i = 0; i < 2; ++i) {
      const flow::Value list = mul.args[i], count = mul.args[1 - i];
      const auto item = list.isVariable() ? items.find(list.variable()) : items.end();
      if (item == items.end() || !isIntegral(annotator_.annotationOf(count))) continue;
      mul.op = flow::OpCode::AllocAndSet;
      mul.args = {count, item->second};
      return true;
    }
    return false;
  }

  Annotator& annotator_;
  flow::FunctionGraph& graph_;
};

} // namespace

void transformGraph(Annotator& annotator, flow::FunctionGraph& graph) {
  Repetitions(annotator, graph).run();
  DeadCode(annotator, graph).run();
  graph.check();
}

} // namespace tw::annotate
