// coalesceBool: threads jumps through tests whose outcome is known.
#include "translator/flow/entries.h"
#include "translator/flow/simplify.h"

#include "translator/host/object.h"

#include <optional>

namespace tw::flow {
namespace {

// The truth of constants whose bool() runs no code.
std::optional<bool> truthOf(const Constant& constant) {
  if (constant.type || !constant.object) return std::nullopt;
  switch (constant.object->kind) {
  case host::Kind::None: return false;
  case host::Kind::Bool:
  case host::Kind::Int: return host::as<host::IntObject>(constant.object)->value != 0;
  default: return std::nullopt;
  }
}

// A block that does nothing but test one of its inputs.
const Operation* onlyTest(const Block& block) {
  if (block.exitKind != ExitKind::Bool || block.operations.size() != 1) return nullptr;
  const Operation* op = block.operations.front();
  return op->op == OpCode::IsTrue && block.exitSwitch == Value(op->result) ? op : nullptr;
}

// The value that a link gives to an input of its target.
Value incoming(const Link& link, Value input) {
  for (size_t i = 0; i < link.args.size(); ++i)
    if (Value(link.target->inputArgs[i]) == input) return link.args[i];
  return input;
}

// What bool(tested) gives after taking the link; nothing if that is open.
std::optional<bool> outcome(const Link& link, Value tested) {
  if (tested.isConstant()) return truthOf(*tested.constant());
  const Block& source = *link.source;
  if (source.exitKind != ExitKind::Bool || source.operations.empty()) return std::nullopt;
  const Operation& last = *source.operations.back();
  bool known = last.op == OpCode::IsTrue && source.exitSwitch == Value(last.result) &&
               (last.args[0] == tested || Value(last.result) == tested);
  if (!known || source.exits[0]->target == source.exits[1]->target) return std::nullopt;
  return &link == source.exits[1];
}

bool threadLink(Link& link) {
  Block& test = *link.target;
  const Operation* op = onlyTest(test);
  if (!op || &test == link.source) return false;
  std::optional<bool> known = outcome(link, incoming(link, op->args[0]));
  if (!known) return false;
  Renaming renaming;
  for (size_t i = 0; i < link.args.size(); ++i) renaming.add(test.inputArgs[i], link.args[i]);
  const Link& onward = *test.exits[*known];
  std::vector<Value> args;
  for (Value arg : onward.args) {
    if (arg == Value(op->result)) return false; // the test's own result is needed later
    args.push_back(renaming.resolve(arg));
  }
  link.args = std::move(args);
  link.target = onward.target;
  return true;
}

} // namespace

void coalesceBool(FunctionGraph& graph) {
  size_t budget = 4 * graph.links().size(); // a cycle of tests alone does not end
  for (bool progress = true; progress && budget > 0;) {
    progress = false;
    for (Link* link : graph.links()) {
      if (budget == 0) break;
      if (!threadLink(*link)) continue;
      progress = true;
      --budget;
    }
  }
}

} // namespace tw::flow
