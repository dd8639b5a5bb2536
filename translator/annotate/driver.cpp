// Annotates a block, merges into its successors, and follows what has changed.
#include "translator/annotate/driver.h"

#include "translator/annotate/calls.h"
#include "translator/annotate/constants.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/hints.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/operations.h"
#include "translator/annotate/origins.h"
#include "translator/annotate/transform.h"
#include "translator/host/traceback.h"

namespace tw::annotate {

// The place of the item that a list display cannot hold; else that of the operation.
static SourceSpan spanOfItem(Annotator& annotator, const Annotation* added) {
  const flow::Operation* operation = annotator.position().operation;
  if (operation && operation->op == flow::OpCode::NewList)
    for (flow::Value arg : operation->args)
      if (arg.isConstant() && equal(annotator.annotationOf(arg), added))
        return arg.constant()->span;
  return annotator.span();
}

void Driver::guarded(const std::function<void()>& action) {
  try {
    action();
  } catch (UnionError& error) {
    const Position& position = annotator_.position();
    Diagnostic diagnostic;
    diagnostic.span = error.span.known() ? error.span : spanOfItem(annotator_, error.second);
    const bool isLoop = position.operation && (position.operation->op == flow::OpCode::Iter ||
                                               position.operation->op == flow::OpCode::Next);
    const std::string subject = !error.subject.empty() ? error.subject
                                : isLoop               ? "the variable of this loop"
                                                       : "one variable";
    diagnostic.message =
        subject + " cannot hold both " + describe(error.first) + " and " + describe(error.second);
    diagnostic.notes = std::move(error.notes);
    Origins origins(annotator_, diagnostic.notes);
    if (error.passed)
      origins.ofVariable(position, *error.passed, diagnostic.span);
    else
      origins.ofAdded(position, error.second);
    diagnostic.hint = error.hint.empty() ? hintForUnion(error.first, error.second) : error.hint;
    addContext(annotator_, diagnostic, position);
    throw TranslationError(std::move(diagnostic));
  } catch (host::HostError& error) {
    Diagnostic diagnostic = host::describeError(annotator_.host(), error,
                                                "code that runs during the translation raised ");
    if (annotator_.span().known())
      diagnostic.notes.push_back({annotator_.span(), "it runs for this place"});
    addContext(annotator_, diagnostic, annotator_.position());
    throw TranslationError(std::move(diagnostic));
  }
}

void Driver::complete() {
  const Position outer = annotator_.position_;
  guarded([&] {
    do {
      run();
      considerCallSites();
    } while (!pending_.empty() || !again_.empty());
  });
  annotator_.position_ = outer;
  checkBlocked();
}

// ---- The worklist ---------------------------------------------------------------------------

void Driver::registerGraph(flow::FunctionGraph& graph) { graphs_.push_back(&graph); }

void Driver::addCall(flow::FunctionGraph& graph, const std::vector<const Annotation*>& args) {
  enter(graph, *graph.startBlock, args);
}

const Annotation* Driver::callGraph(flow::FunctionGraph& graph,
                                    const std::vector<const Annotation*>& args) {
  callers_[&graph].add(annotator_.position());
  addCall(graph, args);
  return annotator_.resultOf(graph);
}

void Driver::enter(flow::FunctionGraph& graph, flow::Block& block,
                   const std::vector<const Annotation*>& values, const flow::Link* link) {
  BlockState& state = states_[&block];
  const bool fresh = !state.graph;
  if (fresh) {
    state.graph = &graph;
    state.number = states_.size();
  }
  bool changed = fresh;
  const bool isReturn = &block == graph.returnBlock;
  for (size_t i = 0; i < values.size(); ++i) {
    const Annotation* before = block.inputArgs[i]->annotation;
    generalizeInput(graph, block, i, values[i], link);
    changed |= block.inputArgs[i]->annotation != before;
  }
  if (!changed) return;
  if (finished_.contains(&graph))
    annotator_.fail("the function '" + graph.name +
                    "' would have to be annotated again after its operations were specialised");
  if (isReturn) {
    state.state = State::Done;
    returnChanged(graph);
  } else if (&block == graph.exceptBlock)
    state.state = State::Done;
  else
    enqueue(graph, block, 0);
}

void Driver::enqueue(flow::FunctionGraph& graph, flow::Block& block, size_t first) {
  BlockState& state = states_[&block];
  state.graph = &graph;
  state.first = state.queued ? std::min(state.first, first) : first;
  if (state.queued) return;
  state.queued = true;
  (state.state == State::Pending ? pending_ : again_).push_back(&block);
}

// The index of an operation; of the exits if it is null; 0 if it was rewritten.
static size_t indexOf(const flow::Block& block, const flow::Operation* operation) {
  if (!operation) return block.operations.size();
  auto found = std::find(block.operations.begin(), block.operations.end(), operation);
  return found == block.operations.end() ? 0
                                         : static_cast<size_t>(found - block.operations.begin());
}

void Driver::reflow(const Position& position) {
  if (!position.block || finished_.contains(position.graph)) return;
  auto known = states_.find(position.block);
  if (known == states_.end()) return;
  size_t first = indexOf(*position.block, position.operation);
  if (known->second.stoppedAt) // what follows was not looked at
    first = std::min(first, indexOf(*position.block, known->second.stoppedAt));
  enqueue(*position.graph, *position.block, first);
}

void Driver::returnChanged(flow::FunctionGraph& graph) {
  if (auto it = callers_.find(&graph); it != callers_.end()) annotator_.reflow(it->second);
}

void Driver::run() {
  while (!pending_.empty() || !again_.empty()) {
    std::deque<flow::Block*>& waiting = pending_.empty() ? again_ : pending_;
    flow::Block* block = waiting.front();
    waiting.pop_front();
    BlockState& state = states_[block];
    state.queued = false;
    processBlock(*state.graph, *block, state.first);
  }
}

// What errors call an input argument of a block.
static std::string inputName(const flow::FunctionGraph& graph, const flow::Block& block,
                             const flow::Variable& variable) {
  if (&block == graph.returnBlock) return "the result of the function '" + graph.name + "'";
  if (&block == graph.startBlock)
    return "the parameter '" + variable.hint + "' of the function '" + graph.name + "'";
  return variable.hint.empty() ? "a value" : "the variable '" + variable.hint + "'";
}

// The place and the variable that a link, or a call, takes an input argument from.
Generalization Driver::stepTo(size_t index, const Annotation* value, const flow::Link* link) const {
  Generalization step{annotator_.position(), {}, nullptr, nullptr, nullptr, value};
  if (!link) {
    if (!step.position.operation) return step;
    for (flow::Value arg : step.position.operation->args)
      if (arg.isVariable() && arg.variable()->annotation == value) step.passed = arg.variable();
    return step;
  }
  const flow::Value arg = link->args[index];
  if (arg.isConstant()) {
    step.span = arg.constant()->span;
    return step;
  }
  step.passed = arg.variable();
  step.span = link->span;
  for (const flow::Operation* operation : step.position.block->operations)
    if (operation->result == arg.variable()) step.span = operation->span;
  return step;
}

void Driver::generalizeInput(flow::FunctionGraph& graph, flow::Block& block, size_t index,
                             const Annotation* value, const flow::Link* link) {
  flow::Variable& variable = *block.inputArgs[index];
  const Annotation* before = variable.annotation;
  const Annotation* joined = value;
  try {
    if (before) joined = unionOf(annotator_, before, value);
  } catch (UnionError& error) {
    const std::string what = inputName(graph, block, variable);
    const Generalization step = stepTo(index, value, link);
    if (error.subject.empty()) error.subject = what;
    error.span = step.span;
    error.passed = step.passed;
    Origins(annotator_, error.notes).ofHistory(histories_[&variable], what);
    throw;
  }
  if (before && equal(joined, before)) return;
  Generalization step = stepTo(index, value, link);
  step.before = before;
  histories_[&variable].record(step);
  variable.annotation = joined;
}

const History* Driver::historyOf(const flow::Variable& variable) const {
  auto it = histories_.find(&variable);
  return it == histories_.end() ? nullptr : &it->second;
}

std::vector<DiagnosticNote> Driver::explainResult(const flow::FunctionGraph& graph) const {
  std::vector<DiagnosticNote> notes;
  if (const History* history = historyOf(*graph.returnBlock->inputArgs[0]))
    Origins(annotator_, notes).ofHistory(*history, "the result of '" + graph.name + "'");
  return notes;
}

const std::vector<Position>& Driver::callersOf(const flow::FunctionGraph& graph) const {
  static const std::vector<Position> none;
  auto it = callers_.find(&graph);
  return it == callers_.end() ? none : it->second.positions();
}

std::vector<flow::FunctionGraph*> Driver::calleesAt(const Position& position) const {
  std::vector<flow::FunctionGraph*> result;
  for (flow::FunctionGraph* graph : graphs_)
    if (std::ranges::find(callersOf(*graph), position) != callersOf(*graph).end())
      result.push_back(graph);
  return result;
}

// ---- One block ------------------------------------------------------------------------------

void Driver::processBlock(flow::FunctionGraph& graph, flow::Block& block, size_t first) {
  BlockState& state = states_[&block];
  state.state = State::Blocked;
  state.blockedAt = state.stoppedAt = nullptr;
  for (size_t i = first; i < block.operations.size(); ++i) {
    flow::Operation* operation = block.operations[i];
    annotator_.position_ = {&graph, &block, operation};
    std::vector<flow::Operation*> replacement;
    replacement_ = &replacement;
    const OperationResult result = annotateOperation(annotator_, *operation);
    replacement_ = nullptr;
    if (!replacement.empty()) {
      // Rewritten: look at what stands there now.
      block.operations.erase(block.operations.begin() + static_cast<ptrdiff_t>(i));
      block.operations.insert(block.operations.begin() + static_cast<ptrdiff_t>(i),
                              replacement.begin(), replacement.end());
      --i;
      continue;
    }
    if (isImpossible(result.annotation)) {
      state.stoppedAt = operation;
      if (operation == block.raisingOperation()) {
        state.state = State::Done;
        followExceptions(graph, block);
      } else if (result.mayNeverReturn) {
        state.state = State::Done; // dead code behind a call that always raises
      } else {
        state.blockedAt = operation;
        state.harmless = result.harmless;
        if (!state.listed) blocked_.push_back(&block);
        state.listed = true;
      }
      return;
    }
    flow::Variable& variable = *operation->result;
    // The truth of a bool is the bool, which may be an answer that changes (LibraryCall::answer).
    if (operation->op == flow::OpCode::IsTrue) variable.annotation = nullptr;
    const Annotation* before = variable.annotation;
    const Annotation* joined =
        before ? unionOf(annotator_, before, result.annotation) : result.annotation;
    if (!before || !equal(joined, before)) variable.annotation = joined;
  }
  state.state = State::Done;
  annotator_.position_ = {&graph, &block, nullptr};
  followExits(graph, block);
}

void Driver::replaceCurrent(std::vector<flow::Operation*> operations) {
  *replacement_ = std::move(operations);
}

void Driver::followExits(flow::FunctionGraph& graph, flow::Block& block) {
  if (block.exitKind == flow::ExitKind::None) {
    for (flow::Link* link : block.exits) followLink(graph, *link, nullptr);
    return;
  }
  if (block.exitKind == flow::ExitKind::Exception) {
    followLink(graph, *block.exits[0], nullptr);
    followExceptions(graph, block);
    return;
  }
  const Annotation* decision = annotator_.annotationOf(block.exitSwitch);
  if (block.exitKind == flow::ExitKind::Bool) {
    auto* flag = dynCast<BoolAnnotation>(decision);
    for (size_t side = 0; side < 2; ++side) {
      const bool value = side == 1;
      if (decision->constant() && annotator_.host().truth(decision->constant()) != value) continue;
      const std::vector<Refinement>* known = nullptr;
      if (flag && flag->known) known = value ? &flag->known->whenTrue : &flag->known->whenFalse;
      followLink(graph, *block.exits[side], known);
    }
    return;
  }
  for (flow::Link* link : block.exits) {
    if (!decision->constant() || !link->exitCase) {
      followLink(graph, *link, nullptr);
      if (decision->constant()) return; // the default, after no case matched
    } else if (sameConstant(decision->constant(), link->exitCase->object)) {
      followLink(graph, *link, nullptr);
      return;
    }
  }
}

void Driver::followExceptions(flow::FunctionGraph& graph, flow::Block& block) {
  annotator_.position_ = {&graph, &block, block.operations.back()};
  const Annotation* raised = exceptionsOf(annotator_, *block.operations.back());
  for (size_t i = 1; i < block.exits.size(); ++i) {
    flow::Link& link = *block.exits[i];
    if (isImpossible(raised)) return;
    ClassDef* caught = annotator_.classDefOf(host::as<host::ClassObject>(link.exitCase->object));
    const Annotation* instance = matchException(annotator_, raised, *caught);
    if (isImpossible(instance)) continue;
    std::vector<ClassDef*> caughtDefs{caught};
    raised = difference(annotator_, raised,
                        annotator_.make<ExceptionAnnotation>(annotator_.copySpan(caughtDefs)));
    if (link.lastExcValue) {
      const std::vector<flow::Variable*> of{link.lastExcValue};
      link.lastExcValue->annotation =
          link.lastExcValue->annotation
              ? unionOf(annotator_, link.lastExcValue->annotation, instance)
              : instance;
      if (link.lastException)
        link.lastException->annotation = annotator_.make<TypeOfAnnotation>(
            cast<InstanceAnnotation>(link.lastExcValue->annotation).classDef,
            annotator_.copySpan(of));
    }
    followLink(graph, link, nullptr);
  }
}

void Driver::followLink(flow::FunctionGraph& graph, flow::Link& link,
                        const std::vector<Refinement>* known) {
  std::vector<const Annotation*> values;
  for (flow::Value arg : link.args) {
    const Annotation* value = linkArgument(link, arg, known);
    if (isImpossible(value)) return; // no value can take this branch
    values.push_back(value);
  }
  if (link.target == graph.exceptBlock) {
    // The pair of the exception: only the class of the instance matters.
    if (auto* instance = dynCast<InstanceAnnotation>(values[1]))
      values[0] =
          annotator_.make<TypeOfAnnotation>(instance->classDef, std::span<flow::Variable* const>{});
    else if (!isKind(values[1], Kind::None))
      annotator_.fail(describe(values[1]) + " cannot be raised", {},
                      "raise an instance of a class that derives from Exception");
  }
  taken_.insert(&link);
  enter(graph, *link.target, values, &link);
}

const Annotation* Driver::linkArgument(flow::Link& link, flow::Value arg,
                                       const std::vector<Refinement>* known) {
  const Annotation* value = annotator_.annotationOf(arg);
  if (known && arg.isVariable())
    for (const Refinement& refinement : *known)
      if (refinement.variable == arg.variable())
        value = intersect(annotator_, value, refinement.annotation);
  return renamed(value, link);
}

// What a bool or a type says about variables of the source block becomes what
// it says about those of the target.
const Annotation* Driver::renamed(const Annotation* annotation, const flow::Link& link) {
  const auto forEachTarget = [&](const flow::Variable* variable, auto&& action) {
    for (size_t i = 0; i < link.args.size(); ++i)
      if (link.args[i].isVariable() && link.args[i].variable() == variable)
        action(link.target->inputArgs[i]);
  };
  if (auto* flag = dynCast<BoolAnnotation>(annotation); flag && flag->known) {
    KnownTypes known;
    const auto rename = [&](const std::vector<Refinement>& from, std::vector<Refinement>& to) {
      for (const Refinement& refinement : from)
        forEachTarget(refinement.variable, [&](flow::Variable* target) {
          to.push_back({target, refinement.annotation});
        });
    };
    rename(flag->known->whenFalse, known.whenFalse);
    rename(flag->known->whenTrue, known.whenTrue);
    const KnownTypes* kept = nullptr;
    if (!known.whenFalse.empty() || !known.whenTrue.empty())
      kept = annotator_.arena().make<KnownTypes>(std::move(known));
    return annotator_.make<BoolAnnotation>(flag->constant(), kept);
  }
  if (auto* type = dynCast<TypeOfAnnotation>(annotation); type && !type->of.empty()) {
    std::vector<flow::Variable*> of;
    for (flow::Variable* variable : type->of)
      forEachTarget(variable, [&](flow::Variable* target) { of.push_back(target); });
    return annotator_.make<TypeOfAnnotation>(type->base, annotator_.copySpan(of));
  }
  return annotation;
}

// ---- After the fix point --------------------------------------------------------------------

bool Driver::isReached(const flow::Block& block) const {
  auto it = states_.find(&block);
  return it != states_.end() && it->second.state == State::Done;
}

void Driver::addCallSite(flow::Operation* operation, const Position& position) {
  if (callSiteSeen_.insert(operation).second) callSites_.emplace_back(operation, position);
}

void Driver::addEmulatedCall(const PbcAnnotation& callable, const CallArguments& args,
                             uint32_t tag) {
  for (EmulatedCall& call : emulatedCalls_)
    if (call.position == annotator_.position() && call.tag == tag) {
      call.callable = &callable;
      call.args = args;
      return;
    }
  emulatedCalls_.push_back({annotator_.position(), tag, &callable, args});
}

void Driver::considerCallSites() {
  for (size_t i = 0; i < callSites_.size(); ++i) {
    const auto [operation, position] = callSites_[i];
    annotator_.position_ = position;
    considerCallSite(annotator_, *operation);
  }
  for (size_t i = 0; i < emulatedCalls_.size(); ++i) {
    const EmulatedCall call = emulatedCalls_[i];
    annotator_.position_ = call.position;
    considerCall(annotator_, *call.callable, call.args, call.position.operation);
  }
}

// Complains of what was discovered first.
void Driver::checkBlocked() {
  std::erase_if(blocked_, [this](const flow::Block* block) {
    BlockState& state = states_[block];
    state.listed = state.state == State::Blocked && state.blockedAt;
    return !state.listed;
  });
  std::ranges::sort(blocked_, {},
                    [this](const flow::Block* block) { return states_[block].number; });
  for (const flow::Block* block : blocked_) {
    const BlockState& state = states_[block];
    if (state.harmless) continue;
    annotator_.position_ = {state.graph, const_cast<flow::Block*>(block), state.blockedAt};
    guarded([&] { explainBlocked(annotator_, *state.blockedAt); });
  }
}

void Driver::finish() {
  for (; finishedGraphs_ < graphs_.size(); ++finishedGraphs_) {
    transformGraph(annotator_, *graphs_[finishedGraphs_]);
    finished_.insert(graphs_[finishedGraphs_]);
  }
  callSites_.clear();
  emulatedCalls_.clear();
}

} // namespace tw::annotate
