// The registry of library behaviour: how annotate and rtype treat objects that
// C++ defines.
//
// A LibraryRule hangs on a host object (BuiltinObject::rule, ClassObject::rule);
// the library (translator/library) sets it where the name is defined. No stage
// knows a library name by itself.
#pragma once

#include "translator/annotate/model.h"
#include "translator/flow/graph.h"
#include "translator/host/object.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tw::rtype {
class HighLevelOp;
class RTyper;
class Repr;
} // namespace tw::rtype

namespace tw::annotate {

class Annotator;

// A call of a library function or of a method of a built-in type, as seen by
// its annotation rule. Argument 0 of a method call is the first after self.
struct LibraryCall {
  Annotator& annotator;
  flow::Operation& operation;
  std::string_view name;                 // for diagnostics
  const Annotation* self = nullptr;      // of a method
  std::vector<const Annotation*> args{}; // positional
  std::vector<std::pair<std::string, const Annotation*>> keywords{};
  host::Object* function = nullptr; // the host object that is called

  size_t size() const { return args.size(); }
  const Annotation* operator[](size_t index) const { return args[index]; }
  // Null if not given; a keyword of that name counts as given.
  const Annotation* get(size_t index, std::string_view keyword = {}) const;
  // The variable passed as positional argument, null if it is a constant.
  flow::Variable* argVariable(size_t index) const;
  // Throws a diagnostic unless the number of positional arguments fits.
  void expectArgs(size_t min, size_t max) const;
  // Replaces the call by an operation on its positional arguments; give the
  // result back to the annotator.
  const Annotation* becomes(flow::OpCode op) const;
  // Replaces the callable by a function of the RPython library.
  const Annotation* becomesCallOf(std::string_view module, std::string_view function) const;
  // The result of a question about the arguments' annotations. It may change as these widen: the
  // last answer counts, and what depends on an earlier one is cut off as dead code.
  const Annotation* answer(bool yes) const;
  // A diagnostic at the call.
  [[noreturn]] void fail(std::string message, std::string hint = {}) const;
};

using AnnotateRule = std::function<const Annotation*(LibraryCall&)>;
using RtypeRule = std::function<flow::Value(rtype::HighLevelOp&)>;

// A method of a built-in type: str.join, list.append, ...
struct MethodRule {
  std::string_view name;
  const Annotation* (*annotate)(LibraryCall&);
};

// A type whose values exist at run time and that only C++ knows: builders,
// locks, ... Values are LibraryAnnotations.
class LibraryType {
public:
  explicit LibraryType(std::string name) : name_(std::move(name)) {}
  virtual ~LibraryType() = default;
  const std::string& name() const { return name_; }
  virtual const MethodRule* method(std::string_view name) const = 0;
  // Annotation of an attribute that is no method; null: no such attribute.
  virtual const Annotation* attribute(Annotator&, std::string_view) const { return nullptr; }
  virtual const lltype::Type* lowLevelType() const = 0;
  // How rtype represents the values.
  virtual rtype::Repr* makeRepr(rtype::RTyper& rtyper) const = 0;

private:
  std::string name_;
};

} // namespace tw::annotate

namespace tw::host {

// How the later stages treat a native function, or calls of a native class.
class LibraryRule {
public:
  annotate::AnnotateRule annotate; // of a call; empty: calls are refused
  tw::annotate::RtypeRule rtype;   // of the same call
  // For classes: the annotation of a prebuilt instance; empty: not a run-time value.
  std::function<const annotate::Annotation*(annotate::Annotator&, Object*)> constant;
  // Exceptions that a call may raise are those of its rtype rule; this one says
  // that it cannot raise at all, so that the flow builder makes no handler.
  bool cannotRaise = false;
  // A function written in RPython that does the same at run time: the stages see
  // that one instead. Imported when it is needed; empty: there is none.
  std::string_view delegateModule;
  std::string_view delegateName;
};

} // namespace tw::host
