// Stage rtype: turns annotated high-level graphs into low-level ones, in place.
//
// In: the graphs that the annotator reached, each Variable annotated.
// Out: the same graphs, where every operation is one of lltype/llops.def, every
// Variable has a type and every Constant a type and a word, exits on exceptions
// have vtable pointers as llExitCase; the graphs of the helpers that they call;
// and the prebuilt data they refer to, in the Heap.
//
// Graphs are specialised block by block until no new graph appears, since
// rtyping an operation may ask the annotator for a helper's graph.
#pragma once

#include "translator/rtype/hop.h"
#include "translator/rtype/repr.h"
#include "translator/support/arena.h"

#include <functional>
#include <memory>
#include <string_view>

namespace tw::host {
class Host;
struct ClassObject;
} // namespace tw::host
namespace tw::annotate {
class Annotator;
class AttributeFamily;
class ClassDef;
class Desc;
} // namespace tw::annotate
namespace tw::lltype {
class Heap;
class SymbolTable;
class TypeTable;
} // namespace tw::lltype

namespace tw::rtype {

class ClassRepr;
class ExceptionData;
class HelperLibrary;
class InstanceRepr;

class RTyper {
public:
  RTyper(annotate::Annotator& annotator, lltype::Heap& heap, lltype::SymbolTable& symbols);
  ~RTyper();

  // Specialises every graph that the annotator has reached.
  void specialize();
  // Specialises graphs that have been annotated since (helpers made by later stages).
  void specializeMore();

  annotate::Annotator& annotator() const { return annotator_; }
  host::Host& host() const { return host_; }
  flow::GraphContext& graphs() const { return graphs_; }
  lltype::Heap& heap() const { return heap_; }
  lltype::TypeTable& types() const { return types_; }
  lltype::SymbolTable& symbols() const { return symbols_; }
  HelperLibrary& helpers() const { return *helpers_; }
  ExceptionData& exceptions() const { return *exceptions_; }
  Arena& arena() { return arena_; }

  // The Repr of an annotation; equal annotations share one.
  Repr& repr(const annotate::Annotation* annotation);
  Repr& bindingRepr(Value value);
  // Reprs that need no annotation.
  Repr& noneRepr();
  Repr& boolRepr();
  Repr& signedRepr();
  Repr& unsignedRepr();
  Repr& floatRepr();
  Repr& charRepr();
  Repr& uniCharRepr();
  Repr& stringRepr(); // of a str that may be None
  Repr& unicodeRepr();
  Repr& classRepr(); // of any class as a value
  // The Repr of raw low-level values of that type, as helpers see them.
  Repr& lowLevelRepr(const lltype::Type* type);
  InstanceRepr& instanceRepr(const annotate::ClassDef* classDef); // null: root of all

  // Runs the pending setups; called by repr() users only through the framework.
  void setupAll();
  void needsSetup(Repr& repr);
  // Runs `action` when the current operation is finished: filling prebuilt
  // containers, whose elements may lead back to the container.
  void later(std::function<void()> action);
  void runLater();

  // Graph of an RPython function specialised on low-level arguments, and what
  // it returns. The graph is rtyped later, with the others.
  flow::FunctionGraph* helperGraph(host::FunctionObject* function, const std::vector<Value>& args);
  // A pointer to the function, as a low-level value; its type from the graph's
  // annotations. Needs no body.
  uint64_t functionPointer(flow::FunctionGraph* graph);
  const lltype::Type* functionType(flow::FunctionGraph* graph);
  Repr& resultRepr(flow::FunctionGraph* graph);

  // Pointers into containers: a Void value that stands for a path, see rptr.h.
  Value makeInterior(std::vector<Value> path);
  const std::vector<Value>& interiorPath(Value value) const;

  // Numbers of a class and its subclasses; null: the root. See normalizecalls.h.
  void setClassRange(const annotate::ClassDef* classDef, int64_t min, int64_t max);
  int64_t classRangeMin(const annotate::ClassDef* classDef) const;
  int64_t classRangeMax(const annotate::ClassDef* classDef) const;
  // The prebuilt struct of a function that is called in several ways; 0 at first.
  uint64_t& functionVariants(const annotate::Desc* function, const lltype::Type* type);
  // Frozen objects of one attribute family: pointer type and prebuilt struct.
  const lltype::Type* frozenType(annotate::AttributeFamily& family);
  uint64_t frozenObject(host::Object* object, annotate::AttributeFamily& family);

private:
  struct State;
  void completeFrozen(annotate::AttributeFamily& family);
  annotate::Annotator& annotator_;
  lltype::Heap& heap_;
  lltype::SymbolTable& symbols_;
  host::Host& host_;
  flow::GraphContext& graphs_;
  lltype::TypeTable& types_;
  Arena arena_;
  std::unique_ptr<HelperLibrary> helpers_;
  std::unique_ptr<ExceptionData> exceptions_;
  std::unique_ptr<State> state_;
};

} // namespace tw::rtype
