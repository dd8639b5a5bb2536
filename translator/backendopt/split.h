// Cutting a block in two.
#pragma once

#include "translator/flow/graph.h"

namespace tw::backendopt {

// What the second half of a block needs from before it.
struct Split {
  flow::Block* after = nullptr;
  std::vector<flow::Variable*> live;
};

// Moves the operations after `index`, and the exits, into a new block whose
// inputs are copies of the live variables, in that order. The first half is left
// without exits. `exits` of a block that catches exceptions of operation
// `index` itself must have been taken away before.
Split splitAfter(flow::FunctionGraph& graph, flow::Block& block, size_t index);

// Variables that the code of links mentions and that the links do not define.
void collectUses(const flow::Link& link, std::vector<flow::Variable*>& uses);

} // namespace tw::backendopt
