// Decisions on graphs, and what the portals reach.
#include "translator/pyjitpl/policy.h"

#include "translator/flow/callgraph.h"
#include "translator/flow/marks.h"
#include "translator/host/host.h"
#include "translator/pyjitpl/effects.h"
#include "translator/pyjitpl/jitcode.h"

#include <algorithm>

namespace tw::pyjitpl {

using flow::Block;
using flow::FunctionGraph;

namespace {

// Modules that begin with these hand addresses of objects to C.
constexpr std::string_view kOpaqueModules[] = {"rpython.rlib.rposix", "rpython.rlib.rtime"};

// Depth first: a link to a block that is still open closes a loop.
bool hasLoop(const FunctionGraph& graph) {
  enum class State : uint8_t { New, Open, Done };
  std::unordered_map<const Block*, State> states;
  struct Visit {
    const Block* block;
    size_t next = 0;
  };
  std::vector<Visit> stack{{graph.startBlock}};
  states[graph.startBlock] = State::Open;
  while (!stack.empty()) {
    Visit& visit = stack.back();
    if (visit.next == visit.block->exits.size()) {
      states[visit.block] = State::Done;
      stack.pop_back();
      continue;
    }
    const Block* target = visit.block->exits[visit.next++]->target;
    State& state = states[target];
    if (state == State::Open) return true;
    if (state == State::Done) continue;
    state = State::Open;
    stack.push_back({target});
  }
  return false;
}

bool hasOnlyKnownKinds(const FunctionGraph& graph) {
  for (const Block* block : graph.blocks()) {
    for (const flow::Variable* input : block->inputArgs)
      if (kindOf(*input->type) == '?') return false;
    for (const flow::Operation* op : block->operations)
      if (kindOf(*op->result->type) == '?') return false;
  }
  return true;
}

} // namespace

Policy::Policy(host::Host& host, host::Object* policy, const Drivers& drivers)
    : host_(host), policy_(policy), drivers_(drivers) {
  if (policy_) method_ = host_.getAttrOrNull(policy_, "look_inside_function");
}

bool Policy::isOpaque(const FunctionGraph& graph) const {
  if (host::Object* mark = host_.getAttrOrNull(graph.function, "_jit_look_inside_"))
    return !host_.truth(mark);
  if (hasMark(graph, "_elidable_function_")) return true;
  host::Object* module = host_.getAttrOrNull(graph.function, "__module__");
  if (module && host::isStr(module) &&
      std::ranges::any_of(kOpaqueModules, [&](std::string_view prefix) {
        return host_.toStr(module).starts_with(prefix);
      }))
    return true;
  return oopspecOf(graph) != Oopspec::None;
}

bool Policy::accepts(const FunctionGraph& graph) const {
  if (!graph.function) return true;
  if (isOpaque(graph)) return false;
  return !method_ || host_.truth(host_.call(method_, {graph.function}));
}

bool Policy::decide(const FunctionGraph& graph) {
  if (drivers_.ofPortal(&graph)) return hasOnlyKnownKinds(graph);
  if (drivers_.ofRunner(&graph)) return false;
  if (!accepts(graph) || !hasOnlyKnownKinds(graph)) return false;
  return !hasLoop(graph) || flow::hasMark(graph, "_jit_unroll_safe_");
}

bool Policy::looksInside(const FunctionGraph& graph) {
  auto [entry, isNew] = decisions_.try_emplace(&graph, false);
  if (isNew) entry->second = decide(graph);
  return entry->second;
}

std::vector<FunctionGraph*> Policy::candidates() {
  std::vector<FunctionGraph*> result;
  std::unordered_set<const FunctionGraph*> seen;
  auto add = [&](FunctionGraph* graph) {
    if (looksInside(*graph) && seen.insert(graph).second) result.push_back(graph);
  };
  for (const auto& driver : drivers_.all()) add(driver->portal);
  for (size_t next = 0; next < result.size(); ++next) {
    for (const Block* block : result[next]->blocks()) {
      for (const flow::Operation* op : block->operations) {
        if (!flow::isCall(*op)) continue;
        for (FunctionGraph* target : flow::callTargets(*op).graphs) add(target);
      }
    }
  }
  return result;
}

} // namespace tw::pyjitpl
