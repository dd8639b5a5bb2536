// mergeIfsToSwitch: if x == 1 .. elif x == 2 .. elif x == 3 .. becomes a switch.
//
// A link of the chain is a block that does nothing but compare its x with a
// constant; the first comparison may end a longer block.
#include "translator/backendopt/backendopt.h"

#include "translator/flow/entries.h"
#include "translator/flow/simplify.h"

#include <set>

namespace tw::backendopt {

using flow::Block;
using flow::ExitKind;
using flow::Link;
using flow::OpCode;
using flow::Operation;
using flow::Value;

namespace {

// exits[1] of the block is taken if `value` is `constant`.
struct Comparison {
  Value value;
  flow::Constant* constant = nullptr;
};

bool isComparison(OpCode op) {
  return op == OpCode::LlIntEq || op == OpCode::LlUintEq || op == OpCode::LlCharEq ||
         op == OpCode::LlUniCharEq;
}

bool isUsedByExits(const Block& block, Value value) {
  for (const Link* link : block.exits)
    for (Value arg : link->args)
      if (arg == value) return true;
  return false;
}

// The comparison that a block ends with, if only the branch uses its result.
Comparison comparisonOf(const Block& block) {
  if (block.exitKind != ExitKind::Bool || block.operations.empty()) return {};
  const Operation& last = *block.operations.back();
  if (!isComparison(last.op) || block.exitSwitch != Value(last.result)) return {};
  if (isUsedByExits(block, last.result)) return {};
  for (size_t i = 0; i < 2; ++i)
    if (last.args[i].isConstant() && last.args[1 - i].isVariable())
      return {last.args[1 - i], last.args[i].constant()};
  return {};
}

class Chain {
public:
  Chain(flow::FunctionGraph& graph, Block& head, Comparison first)
      : graph_(graph), head_(head), value_(first.value) {
    addCase(first.constant, *head.exits[1], {});
    follow(*head.exits[0]);
  }

  size_t cases() const { return cases_.size(); }

  void replace() {
    head_.operations.pop_back();
    std::vector<Link*> exits = std::move(cases_);
    exits.push_back(otherwise_);
    head_.close(std::move(exits), ExitKind::Switch, value_);
  }

private:
  // The chain's blocks are left out: links go on from the head with the values
  // that the blocks' inputs had.
  Link* fromHead(const Link& link, const flow::Renaming& renaming) {
    std::vector<Value> args;
    for (Value arg : link.args) args.push_back(renaming.resolve(arg));
    return graph_.context().newLink(std::move(args), link.target);
  }

  void addCase(flow::Constant* constant, const Link& link, const flow::Renaming& renaming) {
    // An equal case further up was taken before.
    if (!seen_.insert(constant->word).second) return;
    cases_.push_back(fromHead(link, renaming));
    cases_.back()->llExitCase = constant;
  }

  void follow(const Link& start) {
    otherwise_ = fromHead(start, {});
    std::set<const Block*> visited{&head_};
    while (visited.insert(otherwise_->target).second) {
      Block& block = *otherwise_->target;
      Comparison next = comparisonOf(block);
      if (!next.constant || block.operations.size() != 1) return;
      flow::Renaming renaming;
      for (size_t i = 0; i < block.inputArgs.size(); ++i)
        renaming.add(block.inputArgs[i], otherwise_->args[i]);
      if (renaming.resolve(next.value) != value_) return;
      addCase(next.constant, *block.exits[1], renaming);
      otherwise_ = fromHead(*block.exits[0], renaming);
    }
  }

  flow::FunctionGraph& graph_;
  Block& head_;
  Value value_;
  std::vector<Link*> cases_;
  Link* otherwise_ = nullptr;
  std::set<lltype::Word> seen_;
};

} // namespace

bool mergeIfsToSwitch(flow::FunctionGraph& graph) {
  bool changed = false;
  // In depth-first order the head of a chain comes before its other blocks.
  for (Block* block : graph.blocks()) {
    Comparison first = comparisonOf(*block);
    if (!first.constant) continue;
    Chain chain(graph, *block, first);
    if (chain.cases() < 2) continue;
    chain.replace();
    changed = true;
  }
  if (changed) flow::cleanupGraph(graph);
  return changed;
}

} // namespace tw::backendopt
