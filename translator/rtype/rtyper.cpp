// RTyper: the cache of Reprs, the graphs of helpers, and the order of work.
#include "translator/rtype/rtyper.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/registry.h"
#include "translator/flow/llconstants.h"
#include "translator/host/host.h"
#include "translator/rtype/blocktyper.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/normalizecalls.h"
#include "translator/rtype/primitives.h"
#include "translator/rtype/reprkey.h"
#include "translator/rtype/rinstance.h"

#include <deque>
#include <map>
#include <stdexcept>
#include <unordered_map>

namespace tw::rtype {

struct RTyper::State {
  std::unordered_map<std::string, Repr*> reprs;
  std::vector<Repr*> unsetup;
  std::deque<std::function<void()>> later;
  bool draining = false;
  struct Function {
    const lltype::Type* type = nullptr;
    uint64_t pointer = 0;
  };
  std::unordered_map<const flow::FunctionGraph*, Function> functions;
  std::unordered_map<std::string, flow::FunctionGraph*> helperGraphs;
  std::unordered_map<const flow::Variable*, std::vector<Value>> interiors;
  std::map<std::pair<uint32_t, uint32_t>, uint64_t> functionVariants;
  std::unordered_map<const annotate::ClassDef*, std::pair<int64_t, int64_t>> classRanges;
  struct FrozenFamily {
    lltype::StructType* type = nullptr;
    bool complete = false;
    std::unordered_map<const host::Object*, uint64_t> objects;
  };
  std::unordered_map<const annotate::AttributeFamily*, FrozenFamily> frozen;
  size_t specialized = 0; // graphs of the annotator that are done
  bool normalized = false;
};

RTyper::RTyper(annotate::Annotator& annotator, lltype::Heap& heap, lltype::SymbolTable& symbols)
    : annotator_(annotator), heap_(heap), symbols_(symbols), host_(annotator.host()),
      graphs_(annotator.graphContext()), types_(heap.types()),
      helpers_(std::make_unique<HelperLibrary>(host_)), state_(std::make_unique<State>()) {}

RTyper::~RTyper() = default;

// ---- The stage ------------------------------------------------------------------------------

void RTyper::specialize() {
  if (!state_->normalized) {
    state_->normalized = true;
    annotator_.finish();
    normalizeCallFamilies(*this);
    numberClasses(*this);
    exceptions_ = std::make_unique<ExceptionData>(*this);
  }
  specializeMore();
}

void RTyper::specializeMore() {
  for (;;) {
    runLater();
    if (state_->specialized == annotator_.graphs().size()) return;
    flow::FunctionGraph* graph = annotator_.graphs()[state_->specialized++];
    typeGraph(*this, *graph);
  }
}

// ---- Reprs ----------------------------------------------------------------------------------

Repr& RTyper::repr(const annotate::Annotation* annotation) {
  std::string key = reprKey(annotation);
  auto found = state_->reprs.find(key);
  if (found != state_->reprs.end()) return *found->second;
  Repr* made = makeRepr(*this, *annotation);
  state_->reprs.emplace(std::move(key), made);
  needsSetup(*made);
  return *made;
}

Repr& RTyper::bindingRepr(Value value) { return repr(annotator_.annotationOf(value)); }

Repr& RTyper::noneRepr() { return repr(annotator_.none()); }
Repr& RTyper::boolRepr() { return repr(annotator_.boolean()); }
Repr& RTyper::signedRepr() { return repr(annotator_.integer()); }
Repr& RTyper::unsignedRepr() { return repr(annotator_.integer(true, {64, false})); }
Repr& RTyper::floatRepr() { return repr(annotator_.floating()); }
Repr& RTyper::charRepr() { return repr(annotator_.character()); }
Repr& RTyper::uniCharRepr() { return repr(annotator_.uniCharacter()); }
Repr& RTyper::stringRepr() { return repr(annotator_.string(true)); }
Repr& RTyper::unicodeRepr() { return repr(annotator_.unicode(true)); }

Repr& RTyper::classRepr() {
  return repr(
      annotator_.make<annotate::TypeOfAnnotation>(nullptr, std::span<flow::Variable* const>{}));
}

Repr& RTyper::lowLevelRepr(const lltype::Type* type) {
  return repr(annotator_.ofLowLevelType(type));
}

InstanceRepr& RTyper::instanceRepr(const annotate::ClassDef* classDef) {
  return static_cast<InstanceRepr&>(
      repr(annotator_.instance(const_cast<annotate::ClassDef*>(classDef), true)));
}

void RTyper::needsSetup(Repr& repr) { state_->unsetup.push_back(&repr); }

void RTyper::setupAll() {
  while (!state_->unsetup.empty()) {
    Repr* next = state_->unsetup.back();
    state_->unsetup.pop_back();
    next->setup();
  }
}

void RTyper::later(std::function<void()> action) { state_->later.push_back(std::move(action)); }

void RTyper::runLater() {
  setupAll();
  if (state_->draining) return;
  state_->draining = true;
  while (!state_->later.empty()) {
    std::function<void()> action = std::move(state_->later.front());
    state_->later.pop_front();
    action();
    setupAll();
  }
  state_->draining = false;
}

Value RTyper::makeInterior(std::vector<Value> path) {
  flow::Variable* variable = graphs_.newVariable();
  variable->type = types_.voidType();
  state_->interiors.emplace(variable, std::move(path));
  return variable;
}

const std::vector<Value>& RTyper::interiorPath(Value value) const {
  auto found =
      value.isVariable() ? state_->interiors.find(value.variable()) : state_->interiors.end();
  if (found == state_->interiors.end())
    throw TranslationError({Severity::Error,
                            {},
                            "a pointer into a GC container is passed to a function or returned",
                            {},
                            "pass the container and the index, or inline the function by hand"});
  return found->second;
}

// ---- Functions ------------------------------------------------------------------------------

flow::FunctionGraph* RTyper::helperGraph(host::FunctionObject* function,
                                         const std::vector<Value>& args) {
  std::string key = std::to_string(function->serial);
  std::vector<const annotate::Annotation*> annotations;
  for (Value arg : args) {
    host::Object* object =
        arg.isConstant() && arg.type()->isVoid() ? arg.constant()->object : nullptr;
    key +=
        object ? " o" + std::to_string(object->serial) : " t" + std::to_string(arg.type()->index());
    annotations.push_back(object                 ? annotator_.ofConstant(object)
                          : arg.type()->isVoid() ? annotator_.none()
                                                 : annotator_.ofLowLevelType(arg.type()));
  }
  flow::FunctionGraph*& graph = state_->helperGraphs[key];
  if (!graph) graph = annotator_.annotateLowLevelHelper(function, std::move(annotations));
  return graph;
}

const lltype::Type* RTyper::functionType(flow::FunctionGraph* graph) {
  State::Function& function = state_->functions[graph];
  if (!function.type) {
    std::vector<const lltype::Type*> args;
    for (flow::Variable* arg : graph->startBlock->inputArgs)
      args.push_back(arg->type ? arg->type : repr(arg->annotation).lowType());
    function.type = types_.func(std::move(args), resultRepr(graph).lowType());
  }
  return function.type;
}

uint64_t RTyper::functionPointer(flow::FunctionGraph* graph) {
  const lltype::Type* type = functionType(graph);
  State::Function& function = state_->functions[graph];
  if (!function.pointer)
    function.pointer = heap_.newFunction(type->func(), graph->name, graph)->word();
  return function.pointer;
}

uint64_t& RTyper::functionVariants(const annotate::Desc* function, const lltype::Type* type) {
  return state_->functionVariants[{function->id, type->index()}];
}

void RTyper::setClassRange(const annotate::ClassDef* classDef, int64_t min, int64_t max) {
  state_->classRanges[classDef] = {min, max};
}

static std::logic_error unnumbered(const annotate::ClassDef* classDef) {
  return std::logic_error("the class " + classDef->name() +
                          " appears after the classes are numbered");
}

int64_t RTyper::classRangeMin(const annotate::ClassDef* classDef) const {
  auto found = state_->classRanges.find(classDef);
  if (found == state_->classRanges.end()) throw unnumbered(classDef);
  return found->second.first;
}

int64_t RTyper::classRangeMax(const annotate::ClassDef* classDef) const {
  auto found = state_->classRanges.find(classDef);
  if (found == state_->classRanges.end()) throw unnumbered(classDef);
  return found->second.second;
}

// ---- Frozen objects -------------------------------------------------------------------------

const lltype::Type* RTyper::frozenType(annotate::AttributeFamily& family) {
  State::FrozenFamily& frozen = state_->frozen[&family];
  if (!frozen.type) {
    frozen.type = types_.forwardStruct("frozen", lltype::Flavor::Raw);
    later([this, &family] { completeFrozen(family); });
  }
  return types_.ptr(frozen.type);
}

void RTyper::completeFrozen(annotate::AttributeFamily& family) {
  State::FrozenFamily& frozen = state_->frozen[&family];
  if (frozen.complete) return;
  frozen.complete = true;
  std::vector<lltype::Field> fields;
  for (const auto& attribute : family.attributes)
    if (attribute.value && !repr(attribute.value).isVoid())
      fields.push_back({"pbc_" + attribute.name, repr(attribute.value).lowType(),
                        lltype::Mutability::Immutable});
  if (fields.empty()) fields.push_back({"unused", types_.signedType()});
  frozen.type->complete(nullptr, std::move(fields));
}

uint64_t RTyper::frozenObject(host::Object* object, annotate::AttributeFamily& family) {
  frozenType(family);
  completeFrozen(family);
  State::FrozenFamily& frozen = state_->frozen[&family];
  auto [found, isNew] = frozen.objects.try_emplace(object, 0);
  if (!isNew) return found->second;
  uint64_t word = found->second = heap_.mallocStruct(*frozen.type)->word();
  later([this, object, word, &family] {
    const lltype::StructType& type = *state_->frozen[&family].type;
    for (const auto& attribute : family.attributes) {
      if (!attribute.value || repr(attribute.value).isVoid()) continue;
      if (host::Object* value = host_.getAttrOrNull(object, attribute.name))
        lltype::setField(word, type, "pbc_" + attribute.name,
                         repr(attribute.value).convertConst(value));
    }
  });
  return word;
}

Repr& RTyper::resultRepr(flow::FunctionGraph* graph) { return repr(annotator_.resultOf(*graph)); }

} // namespace tw::rtype
