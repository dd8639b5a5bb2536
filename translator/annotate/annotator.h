// Stage annotate: whole-program type inference over flow graphs.
//
// In: the entry point, a host function. Out: a flow graph for each function (and
// each specialisation) that the program reaches, with Variable::annotation
// set on every variable that can hold a value; classes, call families and
// containers as the program uses them. Guaranteed: the annotations are a fix
// point; every reachable operation can be specialised by rtype as far as types
// go; the result depends on the program alone. An invalid program throws
// TranslationError with the chain of places that led to it.
#pragma once

#include "translator/annotate/classdef.h"
#include "translator/annotate/containerdef.h"
#include "translator/annotate/desc.h"
#include "translator/annotate/model.h"
#include "translator/annotate/provenance.h"
#include "translator/flow/graph.h"
#include "translator/host/host.h"

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tw::lltype {
class TypeTable;
}

namespace tw::annotate {

class ClassTable;
class Driver;

class Annotator {
public:
  Annotator(host::Host& host, flow::GraphContext& graphs, lltype::TypeTable& types);
  ~Annotator();
  Annotator(const Annotator&) = delete;

  // --- The stage ---------------------------------------------------------------

  // Annotates everything that entry_point(argv: list of str) -> int reaches.
  flow::FunctionGraph* annotateEntryPoint(host::FunctionObject* entryPoint);
  // Another function that is called from outside: reached when the entry point is annotated.
  flow::FunctionGraph* addFunction(host::FunctionObject* function,
                                   std::vector<const Annotation*> args);
  // The same for any function; runs to the fix point.
  flow::FunctionGraph* annotateFunction(host::FunctionObject* function,
                                        std::vector<const Annotation*> args);
  // Low-level helpers during rtype: specialised on the low-level types of the
  // arguments and on constants (functions, types, Void values). May be called
  // while earlier graphs are already specialised: it never changes those.
  flow::FunctionGraph* annotateLowLevelHelper(host::FunctionObject* function,
                                              std::vector<const Annotation*> args);
  // A prebuilt function or class value that appears only during rtype.
  void addPrebuilt(host::Object* object);
  void complete(); // works off what is pending
  // Simplifies the graphs annotated so far; after it nothing may change them.
  // annotateEntryPoint and annotateLowLevelHelper end with it.
  void finish();

  // Graphs in order of discovery; those of low-level helpers come later.
  std::span<flow::FunctionGraph* const> graphs() const;
  const Annotation* resultOf(const flow::FunctionGraph& graph) const;
  bool isReached(const flow::Block& block) const;

  // --- Annotations of values ---------------------------------------------------

  // Annotation of an operand: the variable's, or that of the constant.
  const Annotation* annotationOf(flow::Value value);
  // Annotation of a host object as a constant.
  const Annotation* ofConstant(host::Object* object);
  // The constant dict that a set made at import time is at run time: its keys are the items.
  host::Object* dictOfSet(host::Object* set);
  // Annotation of values of a type given at import time (enforceargs: int, str, ...).
  const Annotation* ofType(host::Object* type);
  const Annotation* ofLowLevelType(const lltype::Type* type);
  const lltype::Type* lowLevelTypeOf(const Annotation* annotation);

  // --- Makers ------------------------------------------------------------------

  const Annotation* impossible() const;
  const Annotation* none();
  const Annotation* boolean(host::Object* constant = nullptr);
  const Annotation* integer(bool nonNegative = false, IntegerType type = {});
  const Annotation* floating();
  const Annotation* character(bool noNul = false);
  const Annotation* uniCharacter();
  const Annotation* string(bool canBeNone = false, bool noNul = false);
  const Annotation* unicode(bool canBeNone = false);
  const Annotation* tuple(std::span<const Annotation* const> items);
  const Annotation* tuple(std::initializer_list<const Annotation*> items);
  const Annotation* instance(ClassDef* classDef, bool canBeNone = false, InstanceFlags flags = {});
  const Annotation* pbc(std::vector<Desc*> descs, bool canBeNone = false, bool anySubclass = false);
  const Annotation* pointer(const lltype::Type* pointerType, host::Object* constant = nullptr);
  // The list or dict that the current operation makes; always the same
  // definition for the same operation.
  const Annotation* newList(const Annotation* item, bool resized = false);
  const Annotation* newRange(int64_t constantStep /* 0: variable */);
  const Annotation* newDict(const Annotation* key, const Annotation* value);
  const Annotation* newRDict(const Annotation* eq, const Annotation* hash, bool forceNonNullKeys,
                             bool simpleHashEq);
  // Of an r_dict made at import time.
  const Annotation* prebuiltRDict(host::Object* object);
  // A list of given items that no operation makes (argv).
  const Annotation* freshList(const Annotation* item, bool resized);
  template <class T, class... Args> const T* make(Args&&... args) {
    return arena_.make<T>(std::forward<Args>(args)...);
  }
  Arena& arena() { return arena_; }
  template <class T> std::span<T const> copySpan(const std::vector<T>& items) {
    if (items.empty()) return {};
    T* copy = static_cast<T*>(arena_.allocate(items.size() * sizeof(T), alignof(T)));
    std::copy(items.begin(), items.end(), copy);
    return {copy, items.size()};
  }
  std::string_view copyText(std::string_view text);

  // --- Descriptions ------------------------------------------------------------

  Desc* descOf(host::Object* object);
  FunctionDesc* functionDesc(host::FunctionObject* function);
  ClassDesc* classDesc(host::ClassObject* cls);
  FrozenDesc* frozenDesc(host::Object* object);
  ClassDef* classDefOf(host::ClassObject* cls);
  ClassDef* classDefOf(ClassDesc& desc);
  // The class definition of a built-in exception such as "IndexError".
  ClassDef* exceptionClass(std::string_view name);
  std::span<ClassDef* const> classDefs() const;  // bases before subclasses
  std::vector<CallFamily*> callFamilies() const; // representatives, in order of creation
  // The call family of a PBC; merges the families of its members if need be.
  CallFamily* familyOf(const PbcAnnotation& pbc); // all its descriptions are in one
  AttributeFamily* frozenAttributes(const PbcAnnotation& pbc);

  // --- Services for rules ------------------------------------------------------

  host::Host& host() { return host_; }
  flow::GraphContext& graphContext() { return graphContext_; }
  lltype::TypeTable& types() { return types_; }
  const Position& position() const { return position_; }
  SourceSpan span() const { return position_.span(); }
  // Places to look at again when something they read changes.
  void reflow(const ReaderSet& readers);
  // Annotation of a call of `callable` with these arguments; `tag` tells
  // several emulated calls of one operation apart.
  const Annotation* emulateCall(const Annotation* callable, std::vector<const Annotation*> args,
                                uint32_t tag);
  // For rtype: the graph of `function` that a call uses, by the same rules that
  // annotated it.
  flow::FunctionGraph* graphOfCall(FunctionDesc& function,
                                   std::vector<const Annotation*> positional,
                                   std::vector<std::pair<std::string, const Annotation*>> keywords,
                                   bool isMethod, const flow::Operation& operation);
  // What reading an attribute of an instance gives; methods come bound.
  const Annotation* attributeOfInstance(const InstanceAnnotation& self, const std::string& name);
  // The result of isinstance(value, classes), with what it tells about `variable`.
  const Annotation* truthOfInstanceTest(const Annotation* value, flow::Variable* variable,
                                        const Annotation* classes);
  // What iterating over a value gives; null if it cannot be iterated.
  const Annotation* itemOf(const Annotation* iterable);
  // Null if the value cannot be iterated in that way.
  const Annotation* iteratorOver(const Annotation* iterable, IteratorVariant variant,
                                 const Annotation* startIndex = nullptr);
  // The prebuilt exception that dead ends of the program raise.
  host::Object* unreachableError();
  ClassTable& classTable() { return *classes_; }
  Driver& driver() { return *driver_; }
  [[noreturn]] void fail(std::string message, std::vector<DiagnosticNote> notes = {},
                         std::string hint = {});
  // Adds to an error what is known about its place: the function, and for an error inside the
  // library the call in the program that led there. The second one is for later stages.
  void addContext(Diagnostic& diagnostic);
  void addContext(Diagnostic& diagnostic, flow::FunctionGraph& graph);

private:
  friend class Driver;

  bool builtinInstanceTest(const Annotation* value, host::Object* cls);
  const Annotation* ofSharedConstant(host::Object* object);
  const Annotation* prebuiltList(host::Object* object);
  const Annotation* prebuiltDict(host::Object* object);
  const Annotation* ofClass(host::ClassObject* cls);
  const Annotation* ofBoundMethod(host::Object* object);
  ListDef& listDefHere();
  DictDef& dictDefHere();

  host::Host& host_;
  flow::GraphContext& graphContext_;
  lltype::TypeTable& types_;
  Arena arena_;
  const Annotation* impossible_;
  Position position_;
  host::Object* unreachableError_ = nullptr;
  std::unordered_map<host::Object*, const Annotation*> prebuilt_;
  std::unordered_map<host::Object*, host::Object*> dictsOfSets_;
  std::unordered_map<const flow::Operation*, ListDef*> listDefsByPlace_;
  std::unordered_map<const flow::Operation*, DictDef*> dictDefsByPlace_;
  uint32_t listDefs_ = 0;
  uint32_t dictDefs_ = 0;
  std::unique_ptr<ClassTable> classes_;
  std::unique_ptr<Driver> driver_;
};

} // namespace tw::annotate
