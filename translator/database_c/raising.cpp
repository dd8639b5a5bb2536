// Which functions can raise: those that do by themselves, and whoever calls them.
#include "translator/database_c/raising.h"

#include "translator/database_c/database.h"
#include "translator/flow/llconstants.h"

#include <unordered_map>
#include <vector>

namespace tw::database_c {

using flow::Block;
using flow::ExitKind;
using flow::OpCode;
using flow::Operation;

namespace {

// Allocation raises MemoryError although the table does not say so: nothing in
// the same function catches it.
bool raisesByItself(OpCode op) {
  switch (op) {
  case OpCode::LlMalloc:
  case OpCode::LlMallocVarsize:
  case OpCode::LlRawMalloc:
  case OpCode::LlWeakrefCreate: return true;
  default: return flow::opInfo(op).canRaise;
  }
}

bool calleeCanRaise(const Database& database, flow::Value callee) {
  lltype::FunctionContainer* function = flow::calleeOf(callee);
  if (!function) return true;
  if (function->graph) return database.function(*function->graph).canRaise;
  return function->external->canRaise;
}

bool blockRaises(const Database& database, const flow::FunctionGraph& graph, const Block& block) {
  for (const Operation* operation : block.operations) {
    if (canRaise(database, *operation)) return true;
  }
  if (block.exitKind == ExitKind::Exception) return block.exits[0]->target == graph.exceptBlock;
  for (const flow::Link* link : block.exits) {
    if (link->target == graph.exceptBlock) return true;
  }
  return false;
}

} // namespace

bool canRaise(const Database& database, const Operation& operation) {
  switch (operation.op) {
  case OpCode::LlDirectCall: return calleeCanRaise(database, operation.args[0]);
  case OpCode::LlJitConditionalCall:
  case OpCode::LlJitConditionalCallValue: return calleeCanRaise(database, operation.args[1]);
  case OpCode::LlIndirectCall: {
    const lltype::Symbol* targets = flow::symbolOf(operation.args.back());
    if (!targets) return true;
    for (const flow::FunctionGraph* graph : targets->graphs) {
      if (database.function(*graph).canRaise) return true;
    }
    return false;
  }
  default: return raisesByItself(operation.op);
  }
}

// Starts with "none raises" and repeats until nothing changes. Handlers that
// catch everything are not recognised: their function counts as raising.
void findRaisingFunctions(Database& database) {
  std::unordered_map<const FunctionNode*, std::vector<FunctionNode*>> callers;
  std::vector<FunctionNode*> pending;
  for (const auto& node : database.functions()) {
    for (FunctionNode* callee : node->callees) callers[callee].push_back(node.get());
    pending.push_back(node.get());
  }
  while (!pending.empty()) {
    FunctionNode* node = pending.back();
    pending.pop_back();
    if (node->canRaise) continue;
    for (const Block* block : node->graph->blocks()) {
      if (!blockRaises(database, *node->graph, *block)) continue;
      node->canRaise = true;
      break;
    }
    if (!node->canRaise) continue;
    for (FunctionNode* caller : callers[node]) pending.push_back(caller);
  }
}

} // namespace tw::database_c
