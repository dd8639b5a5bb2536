// Aliases, uses and dead code of a graph.
#include "translator/source_c/shape.h"

#include "translator/database_c/raising.h"
#include "translator/flow/llops.h"

#include <algorithm>

namespace tw::source_c {

using flow::Block;
using flow::ExitKind;
using flow::Link;
using flow::OpCode;
using flow::Operation;
using flow::Value;
using flow::Variable;

namespace {

bool sameValue(Value a, Value b) {
  if (a == b) return true;
  if (!a || !b || !a.isConstant() || !b.isConstant()) return false;
  return a.type() == b.type() && a.constant()->word == b.constant()->word;
}

} // namespace

GraphShape::GraphShape(const database_c::Database& database, const flow::FunctionGraph& graph)
    : database_(database), graph_(graph) {
  findBlocks();
  findAliases();
  countUses();
}

bool GraphShape::mayRaise(const Block& block) const {
  return block.exitKind == ExitKind::Exception &&
         database_c::canRaise(database_, *block.operations.back());
}

std::vector<Link*> GraphShape::exits(const Block& block) const {
  if (block.exitKind == ExitKind::Exception && !mayRaise(block)) return {block.exits[0]};
  return block.exits;
}

// Depth first, the first exit first: where a block ends by a jump, its target
// often comes next.
void GraphShape::findBlocks() {
  std::unordered_set<const Block*> seen{graph_.returnBlock, graph_.exceptBlock};
  std::vector<Block*> stack{graph_.startBlock};
  while (!stack.empty()) {
    Block* block = stack.back();
    stack.pop_back();
    if (!seen.insert(block).second) continue;
    blocks_.push_back(block);
    std::vector<Link*> links = exits(*block);
    for (Link* link : links) {
      entries_[link->target].push_back(link);
      if (link->lastException) exceptionVariables_.insert(link->lastException);
      if (link->lastExcValue) exceptionVariables_.insert(link->lastExcValue);
    }
    for (auto it = links.rbegin(); it != links.rend(); ++it) stack.push_back((*it)->target);
  }
}

bool GraphShape::isAlias(const Operation& operation) const {
  switch (operation.op) {
  case OpCode::LlSameAs:
  case OpCode::LlHint:
  case OpCode::LlCastPointer:
  case OpCode::LlCastOpaquePtr:
  case OpCode::LlJitForceVirtual:
  case OpCode::LlJitVirtualRef: return true;
  default: return false;
  }
}

Value GraphShape::resolve(Value value) const {
  while (value && value.isVariable()) {
    auto found = alias_.find(value.variable());
    if (found == alias_.end()) break;
    value = found->second;
  }
  return value;
}

void GraphShape::findAliases() {
  for (Block* block : blocks_) {
    for (Operation* operation : block->operations) {
      if (isAlias(*operation)) alias_[operation->result] = operation->args[0];
    }
  }
  bool changed = true;
  while (changed) {
    changed = false;
    for (Block* block : blocks_) changed |= findAliasesOfBlock(*block);
  }
}

// The start block's arguments also come from the caller.
bool GraphShape::findAliasesOfBlock(const Block& block) {
  if (&block == graph_.startBlock) return false;
  bool changed = false;
  for (size_t i = 0; i < block.inputArgs.size(); i++) {
    Variable* argument = block.inputArgs[i];
    if (alias_.contains(argument)) continue;
    Value only;
    bool joins = false;
    for (const Link* link : entries_[&block]) {
      Value value = resolve(link->args[i]);
      if (value == Value(argument) || (only && sameValue(only, value))) continue;
      joins |= static_cast<bool>(only);
      only = value;
    }
    if (joins || !only) continue;
    alias_[argument] = only;
    changed = true;
  }
  return changed;
}

unsigned GraphShape::uses(const Variable* variable) const {
  auto found = uses_.find(variable);
  return found == uses_.end() ? 0 : found->second;
}

bool GraphShape::isLive(const Operation& operation) const {
  if (isAlias(operation)) return false;
  if (uses(operation.result) > 0) return true;
  return !flow::isRemovableIfUnused(operation);
}

// A use in `block` makes the definition live, whose operands then are uses.
void GraphShape::use(Value value, const Block& block) {
  std::vector<Incoming> pending{{value, &block}};
  while (!pending.empty()) {
    auto [unresolved, place] = pending.back();
    pending.pop_back();
    Value next = resolve(unresolved);
    if (!next || !next.isVariable()) continue;
    const Variable* variable = next.variable();
    auto definition = definition_.find(variable);
    if (definition != definition_.end() && definition->second.block != place)
      leaving_.insert(variable);
    if (uses_[variable]++ > 0) continue;
    if (definition != definition_.end()) {
      const auto& [operation, home] = definition->second;
      if (flow::isRemovableIfUnused(*operation))
        for (Value argument : operation->args) pending.push_back({argument, home});
    }
    auto incoming = incoming_.find(variable);
    if (incoming != incoming_.end())
      pending.insert(pending.end(), incoming->second.begin(), incoming->second.end());
  }
}

void GraphShape::countUses() {
  for (Block* block : blocks_) {
    for (Operation* operation : block->operations) {
      if (!isAlias(*operation)) definition_[operation->result] = {operation, block};
    }
    for (size_t i = 0; i < block->inputArgs.size(); i++) {
      if (alias_.contains(block->inputArgs[i])) continue;
      for (const Link* link : entries_[block]) {
        if (resolve(link->args[i]) != Value(block->inputArgs[i]))
          incoming_[block->inputArgs[i]].push_back({link->args[i], link->source});
      }
    }
  }
  for (Block* block : blocks_) {
    for (Operation* operation : block->operations) {
      if (isAlias(*operation) || flow::isRemovableIfUnused(*operation)) continue;
      for (Value argument : operation->args) use(argument, *block);
    }
    use(block->exitSwitch, *block);
    for (const Link* link : exits(*block)) useArguments(*link);
  }
}

// Arguments of joins are counted when the join turns out to be needed.
void GraphShape::useArguments(const Link& link) {
  if (link.target != graph_.returnBlock && link.target != graph_.exceptBlock) return;
  for (Value argument : link.args) use(argument, *link.source);
}

bool GraphShape::isReraise(const Link& link) const {
  std::vector<Value> pending{link.args[0]};
  std::unordered_set<const Variable*> seen;
  while (!pending.empty()) {
    Value value = resolve(pending.back());
    pending.pop_back();
    if (!value || !value.isVariable() || !seen.insert(value.variable()).second) continue;
    if (exceptionVariables_.contains(value.variable())) return true;
    auto incoming = incoming_.find(value.variable());
    if (incoming != incoming_.end())
      for (const Incoming& arriving : incoming->second) pending.push_back(arriving.value);
  }
  return false;
}

} // namespace tw::source_c
