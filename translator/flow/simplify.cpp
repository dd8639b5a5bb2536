// The passes on the shape of a graph, and the order in which they run.
#include "translator/flow/simplify.h"

#include "translator/flow/comprehensions.h"
#include "translator/flow/entries.h"
#include "translator/flow/ssa.h"

#include "translator/host/object.h"

#include <unordered_set>

namespace tw::flow {
namespace {

bool isAssertionError(const Link& link, const FunctionGraph& graph) {
  if (link.target != graph.exceptBlock) return false;
  Value type = link.args[0];
  if (!type.isConstant() || !link.args[1].isConstant()) return false;
  const host::Object* object = type.constant()->object;
  return object && object->kind == host::Kind::Class &&
         host::as<host::ClassObject>(object)->builtin &&
         host::as<host::ClassObject>(object)->name->value == "AssertionError";
}

// Removes one exit of a block that has several.
void removeExit(Block& block, size_t index) {
  std::vector<Link*> exits = block.exits;
  exits.erase(exits.begin() + static_cast<ptrdiff_t>(index));
  if (exits.size() == 1)
    block.close(std::move(exits));
  else
    block.close(std::move(exits), block.exitKind, block.exitSwitch);
}

// The exit that a constant takes; null: a default case is missing.
Link* constantExit(const Block& block) {
  const Constant& condition = *block.exitSwitch.constant();
  if (block.exitKind == ExitKind::Bool) {
    bool truth = condition.type ? condition.word != 0
                                : host::as<host::IntObject>(condition.object)->value != 0;
    return block.exits[truth];
  }
  for (Link* link : block.exits) {
    const Constant* exitCase = condition.type ? link->llExitCase : link->exitCase;
    if (!exitCase || sameConstant(*exitCase, condition)) return link;
  }
  return nullptr;
}

void foldConstantExit(Block& block) {
  if (block.exitKind != ExitKind::Bool && block.exitKind != ExitKind::Switch) return;
  if (!block.exitSwitch.isConstant()) return;
  Link* taken = constantExit(block);
  if (!taken) return;
  taken->exitCase = nullptr;
  taken->llExitCase = nullptr;
  block.close({taken});
}

// Moves the operations and exits of the only target into the block.
void absorb(Block& block, Renaming& renaming) {
  Link* link = block.exits.front();
  Block* target = link->target;
  for (size_t i = 0; i < link->args.size(); ++i)
    renaming.add(target->inputArgs[i], renaming.resolve(link->args[i]));
  block.operations.insert(block.operations.end(), target->operations.begin(),
                          target->operations.end());
  Value condition = renaming.resolve(target->exitSwitch);
  block.close(std::move(target->exits), target->exitKind, condition);
  target->operations.clear();
  target->exits.clear();
}

} // namespace

void eliminateEmptyBlocks(FunctionGraph& graph) {
  for (Link* link : graph.links()) {
    std::unordered_set<const Block*> passed;
    while (true) {
      Block* empty = link->target;
      if (!empty->operations.empty() || empty->exits.size() != 1 || empty == graph.startBlock)
        break;
      Link* onward = empty->exits.front();
      // An endless loop without operations keeps a block to stand on.
      if (onward->target == empty || !passed.insert(empty).second) break;
      Renaming renaming;
      for (size_t i = 0; i < link->args.size(); ++i)
        if (link->args[i] != Value(empty->inputArgs[i]))
          renaming.add(empty->inputArgs[i], link->args[i]);
      std::vector<Value> args;
      for (Value arg : onward->args) args.push_back(renaming.resolve(arg));
      link->args = std::move(args);
      link->target = onward->target;
      link->span = onward->span;
    }
  }
}

void joinBlocks(FunctionGraph& graph) {
  EntryMap entries(graph);
  Renaming renaming;
  std::unordered_set<const Block*> absorbed;
  for (Block* block : graph.blocks()) {
    if (absorbed.contains(block)) continue;
    while (block->exitKind == ExitKind::None && block->exits.size() == 1) {
      Block* target = block->exits.front()->target;
      if (target == block || target->exits.empty() || entries.of(target).size() != 1) break;
      absorbed.insert(target);
      absorb(*block, renaming);
    }
  }
  renaming.apply(graph);
}

void foldConstantExits(FunctionGraph& graph) {
  for (Block* block : graph.blocks()) foldConstantExit(*block);
}

void removeAssertionErrors(FunctionGraph& graph) {
  for (Block* block : graph.blocks()) {
    for (size_t i = block->exits.size(); i-- > 0;) {
      if (!isAssertionError(*block->exits[i], graph)) continue;
      if (block->exits.size() < 2 || (block->canRaise() && i == 0)) break;
      if (block->exitKind == ExitKind::Switch) continue;
      removeExit(*block, i);
    }
  }
}

void cleanupGraph(FunctionGraph& graph) {
  foldConstantExits(graph);
  eliminateEmptyBlocks(graph);
  joinBlocks(graph);
  removeIdenticalVariables(graph);
  removeDeadVariables(graph);
  graph.check();
}

void simplifyGraph(FunctionGraph& graph) {
  removeDeadVariables(graph);
  eliminateEmptyBlocks(graph);
  removeAssertionErrors(graph);
  unifyVariables(graph);
  foldConstantExits(graph);
  joinBlocks(graph);
  convertToSsi(graph);
  coalesceBool(graph);
  removeDeadExceptions(graph);
  cleanupGraph(graph);
  if (graph.context().host()) fenceListLoops(graph);
}

} // namespace tw::flow
