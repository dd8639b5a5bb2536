// The worklist: blocks are annotated again until nothing changes. Private to
// annotate.
//
// Order: blocks wait in the order in which they became pending, those that were
// never looked at before the others, so the whole run depends on the program
// alone. A block that reads what many others add to (a call of many methods) is
// looked at again once, after them. It is annotated again from the first operation
// that has something new to see.
#pragma once

#include "translator/annotate/annotator.h"
#include "translator/annotate/calls.h"

#include <deque>
#include <functional>
#include <unordered_set>

namespace tw::annotate {

class Driver {
public:
  explicit Driver(Annotator& annotator) : annotator_(annotator) {}

  // Runs `action`, turning union errors into diagnostics.
  void guarded(const std::function<void()>& action);
  void complete();

  // The graph may be called with these arguments.
  void addCall(flow::FunctionGraph& graph, const std::vector<const Annotation*>& args);
  // The same from the current operation, which looks again when the result
  // changes. Gives what is known of the result.
  const Annotation* callGraph(flow::FunctionGraph& graph,
                              const std::vector<const Annotation*>& args);
  void registerGraph(flow::FunctionGraph& graph);
  void reflow(const Position& position);

  std::span<flow::FunctionGraph* const> graphs() const { return graphs_; }
  bool isReached(const flow::Block& block) const;
  bool wasTaken(const flow::Link& link) const { return taken_.contains(&link); }
  // Notes on why a function returns what it returns.
  std::vector<DiagnosticNote> explainResult(const flow::FunctionGraph& graph) const;
  // How an input argument of a block came to be what it is; null if nothing is known.
  const History* historyOf(const flow::Variable& variable) const;
  // The places that call a graph, and the graphs that an operation calls.
  const std::vector<Position>& callersOf(const flow::FunctionGraph& graph) const;
  std::vector<flow::FunctionGraph*> calleesAt(const Position& position) const;

  // Replaces the current operation by `operations` (the last one keeps its
  // result); for rules that rewrite an operation into simpler ones.
  void replaceCurrent(std::vector<flow::Operation*> operations);

  // Calls that enter the call tables once the fix point is reached.
  void addCallSite(flow::Operation* operation, const Position& position);
  void addEmulatedCall(const PbcAnnotation& callable, const CallArguments& args, uint32_t tag);
  // Graphs are final from here on: dead code goes, and nothing may change them.
  void finish();

private:
  enum class State : uint8_t { Pending, Done, Blocked };
  struct BlockState {
    flow::FunctionGraph* graph = nullptr;
    State state = State::Pending;
    bool queued = false;
    size_t first = 0;                     // where to begin, if queued
    flow::Operation* stoppedAt = nullptr; // nothing is known of its result yet
    flow::Operation* blockedAt = nullptr;
    bool harmless = false; // blocked where a declared attribute is not set yet
    bool listed = false;   // in blocked_
    size_t number = 0;     // in order of discovery
  };

  // `link`: what leads to the block; null if it is a call.
  void enter(flow::FunctionGraph& graph, flow::Block& block,
             const std::vector<const Annotation*>& values, const flow::Link* link = nullptr);
  void generalizeInput(flow::FunctionGraph& graph, flow::Block& block, size_t index,
                       const Annotation* value, const flow::Link* link);
  Generalization stepTo(size_t index, const Annotation* value, const flow::Link* link) const;
  void enqueue(flow::FunctionGraph& graph, flow::Block& block, size_t first);
  void run();
  void processBlock(flow::FunctionGraph& graph, flow::Block& block, size_t first);
  void followExits(flow::FunctionGraph& graph, flow::Block& block);
  void followExceptions(flow::FunctionGraph& graph, flow::Block& block);
  void followLink(flow::FunctionGraph& graph, flow::Link& link,
                  const std::vector<Refinement>* known);
  const Annotation* linkArgument(flow::Link& link, flow::Value arg,
                                 const std::vector<Refinement>* known);
  const Annotation* renamed(const Annotation* annotation, const flow::Link& link);
  void returnChanged(flow::FunctionGraph& graph);
  void considerCallSites();
  void checkBlocked();

  Annotator& annotator_;
  std::vector<flow::FunctionGraph*> graphs_;
  std::unordered_map<const flow::FunctionGraph*, ReaderSet> callers_;
  std::unordered_map<const flow::Block*, BlockState> states_;
  std::vector<const flow::Block*> blocked_; // and blocks that were blocked before
  std::deque<flow::Block*> pending_;        // never looked at
  std::deque<flow::Block*> again_;
  std::unordered_map<const flow::Variable*, History> histories_;
  std::vector<flow::Operation*>* replacement_ = nullptr;
  size_t finishedGraphs_ = 0;
  std::vector<std::pair<flow::Operation*, Position>> callSites_;
  std::unordered_set<const flow::Operation*> callSiteSeen_;
  // The last call of each emulated call of an operation.
  struct EmulatedCall {
    Position position;
    uint32_t tag;
    const PbcAnnotation* callable;
    CallArguments args;
  };
  std::vector<EmulatedCall> emulatedCalls_;
  std::unordered_set<const flow::FunctionGraph*> finished_;
  std::unordered_set<const flow::Link*> taken_;
};

} // namespace tw::annotate
