// Finding markers, splitting portals, entries of loops.
#include "translator/pyjitpl/drivers.h"

#include "translator/backendopt/split.h"
#include "translator/flow/copy.h"
#include "translator/flow/entries.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/lltext.h"
#include "translator/flow/simplify.h"
#include "translator/host/host.h"
#include "translator/pyjitpl/inline_portals.h"
#include "translator/pyjitpl/jitcode.h"
#include "translator/support/diagnostic.h"

#include <algorithm>
#include <fmt/format.h>

namespace tw::pyjitpl {

using flow::Block;
using flow::FunctionGraph;
using flow::Link;
using flow::OpCode;
using flow::Operation;
using flow::Value;
using flow::Variable;

namespace {

std::string_view kindOfMarker(const Operation& op) { return flow::symbolOf(op.args[0])->name; }
host::Object* driverOf(const Operation& op) { return op.args[1].constant()->object; }

bool isMarker(const Operation& op, std::string_view kind) {
  return op.op == OpCode::LlJitMarker && kindOfMarker(op) == kind;
}

std::vector<std::string> names(host::Host& host, host::Object* driver, const char* attribute) {
  std::vector<std::string> result;
  host::Object* list = host.getAttr(driver, attribute);
  if (host::isStr(list)) return result; // 'auto'
  for (host::Object* name : host.listOf(list)) result.emplace_back(host.toStr(name));
  return result;
}

bool isTrue(host::Host& host, host::Object* driver, const char* attribute) {
  host::Object* value = host.getAttrOrNull(driver, attribute);
  return value && host.truth(value);
}

[[noreturn]] void fail(const Operation& marker, std::string message, std::string hint) {
  Diagnostic diagnostic;
  diagnostic.span = marker.span;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  throw TranslationError(std::move(diagnostic));
}

std::vector<Value> existing(std::span<const Value> values) {
  std::vector<Value> result;
  for (Value value : values)
    if (!isVoid(value)) result.push_back(value);
  return result;
}

std::vector<const lltype::Type*> typesOf(const std::vector<Value>& values) {
  std::vector<const lltype::Type*> types;
  for (Value value : values) types.push_back(value.type());
  return types;
}

} // namespace

const Driver* Drivers::ofRunner(const FunctionGraph* graph) const {
  for (const auto& driver : drivers_)
    if (driver->runner == graph) return driver.get();
  return nullptr;
}

const Driver* Drivers::ofPortal(const FunctionGraph* graph) const {
  for (const auto& driver : drivers_)
    if (driver->portal == graph) return driver.get();
  return nullptr;
}

const Driver* Drivers::ofMarker(const Operation& marker) const {
  for (const auto& driver : drivers_)
    if (driver->object == driverOf(marker)) return driver.get();
  return nullptr;
}

std::vector<Drivers::Marker> Drivers::find(std::span<FunctionGraph* const> graphs,
                                           std::string_view kind) const {
  std::vector<Marker> found;
  for (FunctionGraph* graph : graphs)
    for (Block* block : graph->blocks())
      for (size_t i = 0; i < block->operations.size(); ++i)
        if (isMarker(*block->operations[i], kind)) found.push_back({graph, block, i});
  return found;
}

Drivers::Variables Drivers::variablesOf(const Operation& marker) const {
  host::Host& host = *context_.host();
  size_t greens = names(host, driverOf(marker), "greens").size();
  auto first = marker.args.begin() + 2, middle = first + static_cast<ptrdiff_t>(greens);
  return {existing({first, middle}), existing({middle, marker.args.end()})};
}

// The markers that rtype left for the hooks: their functions are operands.
void Drivers::takeHooks(FunctionGraph& graph) {
  for (Block* block : graph.blocks()) {
    std::erase_if(block->operations, [&](const Operation* op) {
      if (op->op != OpCode::LlJitMarker) return false;
      auto name = std::ranges::find(kHookNames, kindOfMarker(*op));
      if (name == kHookNames.end()) return false;
      FunctionGraph* hook = flow::calleeOf(op->args[2])->graph;
      foundHooks_.push_back({driverOf(*op), {static_cast<Hook>(name - kHookNames.begin()), hook}});
      return true;
    });
  }
}

// The clone of a driver has its hooks.
void Drivers::giveHooks(host::Object* clone, const host::Object* driver) {
  const auto hooks = foundHooks_;
  for (const auto& [object, hook] : hooks)
    if (object == driver) foundHooks_.push_back({clone, hook});
}

// A driver has one merge point, and only then entries.
void Drivers::checkMarkers(std::span<FunctionGraph* const> graphs) const {
  std::vector<const Operation*> points;
  for (const Marker& marker : find(graphs, "jit_merge_point")) {
    const Operation* op = marker.block->operations[marker.index];
    auto sameDriver = [&](const Operation* other) { return driverOf(*other) == driverOf(*op); };
    if (auto other = std::ranges::find_if(points, sameDriver); other != points.end())
      throw TranslationError({Severity::Error,
                              op->span,
                              "a JitDriver has two merge points",
                              {{(*other)->span, "the other one is here"}},
                              "use a JitDriver of its own for each loop"});
    points.push_back(op);
  }
  for (const Marker& marker : find(graphs, "can_enter_jit")) {
    const Operation* op = marker.block->operations[marker.index];
    auto sameDriver = [&](const Operation* other) { return driverOf(*other) == driverOf(*op); };
    if (std::ranges::none_of(points, sameDriver))
      fail(*op, "this JitDriver has no merge point",
           "call its jit_merge_point() where the interpreter fetches an instruction");
  }
}

void Drivers::split(std::span<FunctionGraph* const> graphs) {
  std::vector<FunctionGraph*> all(graphs.begin(), graphs.end());
  for (FunctionGraph* graph : all) takeHooks(*graph);
  for (const auto& [clone, driver] : inlinePortals(all, context_, heap_)) giveHooks(clone, driver);
  checkMarkers(all);
  // The places of later markers in a graph change with every split.
  while (true) {
    std::vector<Marker> markers = find(all, "jit_merge_point");
    auto next = std::ranges::find_if(markers, [&](const Marker& marker) {
      return !ofPortal(marker.graph) || !ofMarker(*marker.block->operations[marker.index]);
    });
    if (next == markers.end()) break;
    splitAt(*next);
    all.push_back(drivers_.back()->portal);
  }
  for (const auto& driver : drivers_) {
    dropEntries(*driver);
    bool entered = false;
    for (const Marker& marker : find(all, "can_enter_jit")) {
      Operation*& op = marker.block->operations[marker.index];
      if (driverOf(*op) != driver->object) continue;
      Variables variables = variablesOf(*op);
      std::vector<Value> words = variables.greens;
      words.insert(words.end(), variables.reds.begin(), variables.reds.end());
      op = enterLoop(*driver, std::move(words), op->span);
      entered = true;
    }
    driver->hasLoopHeader = entered;
    if (!entered) enterOnBackEdges(*driver);
  }
}

// Around the call of the runner nobody handles what machine code ends in: there can_enter_jit means
// nothing, and the runner enters the function as such.
void Drivers::dropEntries(const Driver& driver) const {
  for (Block* block : driver.original->blocks())
    std::erase_if(block->operations, [&](const Operation* op) {
      return isMarker(*op, "can_enter_jit") && driverOf(*op) == driver.object;
    });
}

void Drivers::addAutoReds(Operation& marker, const Block& block) const {
  for (Variable* input : block.inputArgs) {
    bool known = std::ranges::find(marker.args, Value(input)) != marker.args.end();
    if (!known && !input->type->isVoid()) marker.args.emplace_back(input);
  }
}

void Drivers::checkLive(const Operation& marker, const Block& block) const {
  for (Variable* input : block.inputArgs) {
    if (input->type->isVoid() || std::ranges::find(marker.args, Value(input)) != marker.args.end())
      continue;
    fail(marker,
         fmt::format("the variable {} is live at jit_merge_point, but it is neither green nor red",
                     input->hint.empty() ? "of an intermediate value" : "'" + input->hint + "'"),
         "add it to the greens or reds of the JitDriver");
  }
}

void Drivers::splitAt(const Marker& marker) {
  host::Host& host = *context_.host();
  Operation& op = *marker.block->operations[marker.index];
  backendopt::Split split = backendopt::splitAfter(*marker.graph, *marker.block, marker.index - 1);
  Block& block = *split.after;
  marker.block->close({context_.newLink({split.live.begin(), split.live.end()}, &block)});
  bool automatic = host::isStr(host.getAttr(driverOf(op), "reds"));
  if (automatic) addAutoReds(op, block);
  checkLive(op, block);

  drivers_.push_back(std::make_unique<Driver>());
  Driver& driver = *drivers_.back();
  driver.index = static_cast<uint32_t>(drivers_.size() - 1);
  driver.object = driverOf(op);
  driver.mergePoint = op.span;
  driver.name = host.toStr(host.getAttr(driver.object, "name"));
  driver.number = static_cast<uint32_t>(
      host::as<host::IntObject>(host.getAttr(driver.object, "number"))->value);
  driver.isRecursive = isTrue(host, driver.object, "is_recursive");
  driver.vectorize = isTrue(host, driver.object, "vec");
  driver.original = marker.graph;
  Variables variables = variablesOf(op);
  driver.greens = typesOf(variables.greens);
  driver.reds = typesOf(variables.reds);
  std::vector<std::string> virtualizables = names(host, driver.object, "virtualizables");
  if (!virtualizables.empty()) {
    // Reds that are Void do not count.
    int position = 0;
    std::vector<std::string> reds = names(host, driver.object, "reds");
    size_t first = op.args.size() - reds.size();
    for (size_t i = 0; i < reds.size(); ++i) {
      if (reds[i] == virtualizables[0]) driver.virtualizableRed = position;
      if (!isVoid(op.args[first + i])) ++position;
    }
  }
  for (const auto& [object, hook] : foundHooks_) {
    if (object != driver.object) continue;
    driver.hooks[static_cast<size_t>(hook.first)] = hook.second;
    newGraphs_.push_back(hook.second);
  }
  std::vector<Value> values = variables.greens;
  values.insert(values.end(), variables.reds.begin(), variables.reds.end());
  makePortal(driver, values);
  makeRunner(driver);
  callRunner(driver, block, values);
  flow::cleanupGraph(*driver.original);
}

FunctionGraph* Drivers::newGraph(std::string name, const FunctionGraph& like) {
  FunctionGraph* graph = context_.newGraph(std::move(name));
  graph->span = like.span;
  graph->dontInline = true;
  graph->returnBlock->inputArgs[0]->type = like.returnBlock->inputArgs[0]->type;
  for (size_t i = 0; i < 2; ++i)
    graph->exceptBlock->inputArgs[i]->type = like.exceptBlock->inputArgs[i]->type;
  newGraphs_.push_back(graph);
  return graph;
}

// A copy of the graph that begins at the merge point.
void Drivers::makePortal(Driver& driver, const std::vector<Value>& variables) {
  FunctionGraph* portal = flow::copyGraph(*driver.original, driver.original->name + "_portal");
  portal->dontInline = true;
  newGraphs_.push_back(portal);
  driver.portal = portal;
  Block* merge = nullptr;
  const Operation* marker = nullptr;
  for (const Marker& found : find({&portal, 1}, "jit_merge_point")) {
    const Operation& op = *found.block->operations[found.index];
    if (driverOf(op) != driver.object) continue;
    merge = found.block;
    marker = &op;
  }
  Block* start = portal->newBlock();
  Variables inside = variablesOf(*marker);
  std::vector<Value> operands = inside.greens;
  operands.insert(operands.end(), inside.reds.begin(), inside.reds.end());
  for (size_t i = 0; i < variables.size(); ++i) {
    Variable* argument = context_.newVariable();
    if (operands[i].isVariable()) argument->hint = operands[i].variable()->hint;
    argument->type = operands[i].type();
    start->inputArgs.push_back(argument);
  }
  std::vector<Value> args;
  for (Variable* input : merge->inputArgs) {
    auto position = std::ranges::find(operands, Value(input));
    if (position != operands.end())
      args.emplace_back(start->inputArgs[static_cast<size_t>(position - operands.begin())]);
    else
      args.emplace_back(flow::voidNone(context_, heap_.types()));
  }
  start->close({context_.newLink(std::move(args), merge)});
  portal->startBlock = start;
}

void Drivers::makeRunner(Driver& driver) {
  FunctionGraph* runner = newGraph(driver.original->name + "_runner", *driver.portal);
  driver.runner = runner;
  Block* start = runner->newBlock();
  runner->startBlock = start;
  std::vector<Value> args{
      flow::functionConstant(context_, heap_.types(), *flow::makeFunction(*driver.portal, heap_))};
  for (const Variable* argument : driver.portal->startBlock->inputArgs) {
    start->inputArgs.push_back(context_.newVariableLike(*argument));
    args.emplace_back(start->inputArgs.back());
  }
  Variable* result = context_.newVariable();
  result->type = runner->returnBlock->inputArgs[0]->type;
  start->operations.push_back(
      context_.newOperation(OpCode::LlDirectCall, std::move(args), result, runner->span));
  Value returned = result;
  if (result->type->isVoid()) returned = flow::voidNone(context_, heap_.types());
  start->close({context_.newLink({returned}, runner->returnBlock)});
  driver.runnerFunction = flow::makeFunction(*runner, heap_);
}

// The block that begins with the marker calls the runner and returns.
void Drivers::callRunner(Driver& driver, Block& block, const std::vector<Value>& variables) {
  SourceSpan span = block.operations[0]->span;
  std::vector<Value> args{flow::functionConstant(context_, heap_.types(), *driver.runnerFunction)};
  args.insert(args.end(), variables.begin(), variables.end());
  Variable* result = context_.newVariable();
  result->type = driver.runner->returnBlock->inputArgs[0]->type;
  block.operations = {context_.newOperation(OpCode::LlDirectCall, std::move(args), result, span)};
  Value returned = result;
  if (result->type->isVoid()) returned = flow::voidNone(context_, heap_.types());
  block.close({context_.newLink({returned}, driver.original->returnBlock)});
}

Operation* Drivers::enterLoop(const Driver& driver, std::vector<Value> variables,
                              SourceSpan span) const {
  variables.insert(variables.begin(),
                   context_.newConstant(heap_.types().signedType(), driver.index));
  Variable* nothing = context_.newVariable();
  nothing->type = heap_.types().voidType();
  return context_.newOperation(OpCode::LlJitEnterLoop, std::move(variables), nothing, span);
}

void Drivers::enterOnBackEdges(const Driver& driver) {
  Block* merge = driver.portal->startBlock->exits[0]->target;
  const Operation& marker = **std::ranges::find_if(
      merge->operations, [](const Operation* op) { return isMarker(*op, "jit_merge_point"); });
  Variables inside = variablesOf(marker);
  std::vector<Value> operands = inside.greens;
  operands.insert(operands.end(), inside.reds.begin(), inside.reds.end());
  for (Link* link : driver.portal->links()) {
    if (link->target != merge || link->source == driver.portal->startBlock) continue;
    Block* block = flow::insertBlock(*driver.portal, *link);
    std::vector<Value> words;
    for (Value operand : operands) {
      auto position =
          std::ranges::find(merge->inputArgs, operand.isVariable() ? operand.variable() : nullptr);
      if (position == merge->inputArgs.end())
        words.push_back(operand);
      else
        words.emplace_back(
            block->inputArgs[static_cast<size_t>(position - merge->inputArgs.begin())]);
    }
    block->operations.push_back(enterLoop(driver, std::move(words), marker.span));
  }
}

} // namespace tw::pyjitpl
