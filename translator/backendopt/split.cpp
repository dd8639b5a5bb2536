// splitAfter.
#include "translator/backendopt/split.h"

#include "translator/flow/entries.h"

#include <unordered_set>

namespace tw::backendopt {

using flow::Block;
using flow::Operation;
using flow::Value;
using flow::Variable;

void collectUses(const flow::Link& link, std::vector<Variable*>& uses) {
  for (Value arg : link.args)
    if (arg.isVariable() && arg.variable() != link.lastException &&
        arg.variable() != link.lastExcValue)
      uses.push_back(arg.variable());
}

Split splitAfter(flow::FunctionGraph& graph, Block& block, size_t index) {
  Split split;
  split.after = graph.newBlock();
  auto first = block.operations.begin() + static_cast<ptrdiff_t>(index) + 1;
  split.after->operations.assign(first, block.operations.end());
  block.operations.erase(first, block.operations.end());
  split.after->close(std::move(block.exits), block.exitKind, block.exitSwitch);
  block.exits.clear();
  block.exitKind = flow::ExitKind::None;
  block.exitSwitch = {};

  std::vector<Variable*> uses;
  std::unordered_set<const Variable*> known; // defined after the cut, or listed
  for (const Operation* op : split.after->operations) {
    for (Value arg : op->args)
      if (arg.isVariable()) uses.push_back(arg.variable());
    known.insert(op->result);
  }
  if (split.after->exitSwitch.isVariable()) uses.push_back(split.after->exitSwitch.variable());
  for (const flow::Link* link : split.after->exits) collectUses(*link, uses);

  flow::Renaming renaming;
  for (Variable* use : uses) {
    if (!known.insert(use).second) continue;
    Variable* input = graph.context().newVariableLike(*use);
    split.live.push_back(use);
    split.after->inputArgs.push_back(input);
    renaming.add(use, input);
  }
  renaming.apply(*split.after);
  return split;
}

} // namespace tw::backendopt
