// removeAsserts, removeAssertionErrors: what fails only when the program is wrong is not tested.
#include "translator/backendopt/backendopt.h"

#include "translator/flow/simplify.h"

#include <algorithm>

namespace tw::backendopt {

using flow::Block;
using flow::ExitKind;
using flow::FunctionGraph;
using flow::Link;
using flow::OpCode;
using flow::Operation;
using flow::Value;

namespace {

bool isConstantWord(Value value, lltype::Word word) {
  return value.isConstant() && value.type() && !value.type()->isVoid() &&
         value.constant()->word == word;
}

// Does the block nothing but raise the prebuilt error, which it may cast before?
bool onlyRaises(const Block& block, const FunctionGraph& graph, lltype::Word error) {
  if (block.exits.size() != 1 || block.exits[0]->target != graph.exceptBlock) return false;
  Value raised = block.exits[0]->args[1];
  bool isError = isConstantWord(raised, error);
  for (const Operation* op : block.operations) {
    if (op->op != OpCode::LlCastPointer || !isConstantWord(op->args[0], error)) return false;
    isError |= raised == Value(op->result);
  }
  return isError;
}

void removeExit(Block& block, size_t index) {
  std::vector<Link*> exits = block.exits;
  exits.erase(exits.begin() + static_cast<ptrdiff_t>(index));
  if (exits.size() > 1) return block.close(std::move(exits), block.exitKind, block.exitSwitch);
  exits[0]->exitCase = nullptr;
  exits[0]->llExitCase = nullptr;
  block.close(std::move(exits));
}

} // namespace

bool removeAsserts(FunctionGraph& graph) {
  auto isAssert = [](const Operation* op) {
    return op->op == OpCode::LlDebugAssert || op->op == OpCode::LlDebugAssertNotNone;
  };
  size_t removed = 0;
  for (Block* block : graph.blocks()) {
    // An assert does not raise; what comes before it must not get its handlers.
    if (block->canRaise() && isAssert(block->operations.back()))
      block->close({block->exits.front()});
    removed += std::erase_if(block->operations, isAssert);
  }
  if (removed) flow::cleanupGraph(graph);
  return removed != 0;
}

bool removeAssertionErrors(FunctionGraph& graph, lltype::Word error) {
  flow::eliminateEmptyBlocks(graph);
  bool changed = false;
  for (Block* block : graph.blocks()) {
    if (block->exitKind != ExitKind::Bool) continue;
    for (size_t i = block->exits.size(); i-- > 0 && block->exits.size() > 1;) {
      const Link& exit = *block->exits[i];
      const bool direct = exit.target == graph.exceptBlock && isConstantWord(exit.args[1], error);
      if (!direct && !onlyRaises(*exit.target, graph, error)) continue;
      removeExit(*block, i);
      changed = true;
    }
  }
  if (changed) flow::cleanupGraph(graph);
  return changed;
}

} // namespace tw::backendopt
