// threadJumps: a link whose arguments decide the branch of its target goes where
// the branch goes.
//
// After inlining, a callee's `return True` leads to the caller's `if`, and an
// exception of a known class to the tests that choose its handler.
#include "translator/backendopt/backendopt.h"
#include "translator/backendopt/evaluate.h"

#include "translator/flow/llops.h"
#include "translator/flow/simplify.h"

#include <unordered_map>

namespace tw::backendopt {

using flow::Block;
using flow::ExitKind;
using flow::Link;
using flow::Operation;
using flow::Value;
using flow::Variable;

namespace {

// Longer blocks are not worth the evaluation.
constexpr size_t kMaxOperations = 8;
// A link may be led on through several blocks; constants that count up in a loop
// must end somewhere.
constexpr int kMaxSteps = 20;

class Threader {
public:
  Threader(flow::FunctionGraph& graph, lltype::Heap& heap)
      : graph_(graph), evaluator_(graph.context(), heap) {}

  bool run() {
    bool changed = false;
    for (Link* link : graph_.links())
      for (int step = 0; step < kMaxSteps && advance(*link); ++step) changed = true;
    if (changed) flow::cleanupGraph(graph_);
    return changed;
  }

private:
  using Known = std::unordered_map<const Variable*, Value>;

  static bool isSkippable(const Block& block) {
    if (block.exitKind != ExitKind::Bool && block.exitKind != ExitKind::Switch) return false;
    if (block.operations.size() > kMaxOperations || block.exitSwitch.isConstant()) return false;
    for (const Operation* op : block.operations)
      if (!flow::isLowLevel(op->op) || !flow::isRemovableIfUnused(*op)) return false;
    return true;
  }

  static bool hasConstant(const Link& link) {
    for (Value arg : link.args)
      if (arg.isConstant()) return true;
    return false;
  }

  // Leads the link past its target, if the target's branch is decided.
  bool advance(Link& link) {
    const Block& target = *link.target;
    if (!isSkippable(target) || !hasConstant(link)) return false;
    Known known;
    for (size_t i = 0; i < link.args.size(); ++i) known[target.inputArgs[i]] = link.args[i];
    for (const Operation* op : target.operations) {
      std::vector<Value> args;
      if (!substitute(op->args, known, args)) continue;
      if (std::optional<Value> value = evaluator_.evaluate(*op, args)) known[op->result] = *value;
    }
    auto condition = known.find(target.exitSwitch.variable());
    if (condition == known.end() || !condition->second.isConstant()) return false;
    const Link* taken = takenExit(target, condition->second.constant()->word);
    std::vector<Value> args;
    if (!taken || !substitute(taken->args, known, args)) return false;
    link.target = taken->target;
    link.args = std::move(args);
    return true;
  }

  static const Link* takenExit(const Block& block, lltype::Word word) {
    if (block.exitKind == ExitKind::Bool) return block.exits[word != 0];
    for (const Link* exit : block.exits)
      if (!exit->llExitCase || exit->llExitCase->word == word) return exit;
    return nullptr;
  }

  // False if a variable has no value outside of the block.
  static bool substitute(const std::vector<Value>& values, const Known& known,
                         std::vector<Value>& out) {
    for (Value value : values) {
      if (value.isVariable()) {
        auto found = known.find(value.variable());
        if (found == known.end()) return false;
        value = found->second;
      }
      out.push_back(value);
    }
    return true;
  }

  flow::FunctionGraph& graph_;
  Evaluator evaluator_;
};

} // namespace

bool threadJumps(flow::FunctionGraph& graph, lltype::Heap& heap) {
  return Threader(graph, heap).run();
}

} // namespace tw::backendopt
