// The two objects that the rtype methods of Reprs work with.
//
// LowLevelOps is the list of low-level operations that replaces one high-level
// operation (or that converts the arguments of a link). HighLevelOp is the operation
// that is being replaced, with the Reprs of its operands and of its result.
//
// Exceptions. When a high-level operation ends a block with exception exits,
// exactly one of its low-level operations may carry them on:
//   - hop.exceptionIsHere() just before emitting the one that raises;
//   - hop.exceptionCannotOccur() if none does: the exits are removed.
// One of the two must be called by every rtype method whose operation can be
// the last of such a block; elsewhere both do nothing. Implicit exceptions
// (IndexError, KeyError, ZeroDivisionError, OverflowError of arithmetic)
// are tested for only where the function itself handles them:
// ask hop.catches("IndexError") and emit the checked form only then.
#pragma once

#include "translator/rtype/repr.h"

#include <initializer_list>
#include <string_view>

namespace tw::lltype {
struct MallocFlags;
}

namespace tw::rtype {

class LowLevelOps {
public:
  LowLevelOps(RTyper& rtyper, SourceSpan span) : rtyper_(rtyper), span_(span) {}

  RTyper& rtyper() const { return rtyper_; }
  SourceSpan span() const { return span_; }
  const std::vector<flow::Operation*>& operations() const { return operations_; }

  // Appends an operation; the result is a new variable of type `result`.
  Value genop(OpCode op, std::vector<Value> args, const lltype::Type* result);
  // A direct call of a helper of translator/rtype/helpers/MODULE.py, or of any
  // RPython function, specialised on the low-level types of the arguments and
  // on the objects of Void constants. Returns the null Value if it returns None.
  Value callHelper(std::string_view module, std::string_view function, std::vector<Value> args);
  Value callFunction(host::FunctionObject* function, std::vector<Value> args);
  Value callGraph(flow::FunctionGraph* graph, std::vector<Value> args);

  // Throws TranslationError at span() if there is no conversion.
  Value convert(Value value, Repr& from, Repr& to);

  Value constant(const lltype::Type* type, uint64_t word);
  Value signedConstant(int64_t value);
  Value boolConstant(bool value);
  // A Void constant that stands for a host object: arguments of helpers that
  // are known at translation time (functions, low-level types, names).
  Value voidConstant(host::Object* object);
  Value voidConstant(std::nullptr_t) { return voidConstant(static_cast<host::Object*>(nullptr)); }
  Value voidConstant(std::string_view name);  // a string object
  Value typeObject(const lltype::Type* type); // a low-level type as an argument of a helper
  // Operands that steer low-level operations (Symbols): a field's name, a type.
  Value fieldName(std::string_view name);
  Value typeSymbol(const lltype::Type* type);
  Value flagsSymbol(const lltype::MallocFlags& flags);
  Value graphsSymbol(std::vector<flow::FunctionGraph*> graphs); // targets of an indirect call
  Value getField(Value pointer, std::string_view field);
  void setField(Value pointer, std::string_view field, Value value);
  Value malloc(const lltype::Type* structType); // on the GC heap, a pointer to it
  Value null(const lltype::Type* pointerType);
  // A constant in the low-level form of `repr`.
  Value constantOf(Repr& repr, host::Object* object);

  void exceptionIsHere();
  void exceptionCannotOccur();

private:
  friend class BlockTyper;
  static constexpr int kUnknown = -1, kRemoved = -2;
  RTyper& rtyper_;
  SourceSpan span_;
  std::vector<flow::Operation*> operations_;
  bool guarded_ = false;   // replaces the last operation of a block with exception exits
  int raising_ = kUnknown; // index of the operation that keeps the exits
};

class HighLevelOp {
public:
  // `values` are the low-level forms of the operation's operands.
  HighLevelOp(LowLevelOps& ops, flow::Operation* operation, std::vector<Value> values);

  RTyper& rtyper() const { return ops.rtyper(); }
  OpCode opcode() const { return opcode_; }
  // The high-level operation as the annotator saw it.
  const flow::Operation& operation() const { return *operation_; }
  // Calls: the callable, the positional arguments, then the keyword ones, whose
  // names are keywords().
  const std::vector<std::string>& keywords() const { return keywords_; }
  size_t argCount() const { return args_.size(); }
  Value arg(size_t index) const { return args_[index]; }
  const annotate::Annotation* annotation(size_t index) const { return annotations_[index]; }
  Repr& argRepr(size_t index) const { return *reprs_[index]; }
  const annotate::Annotation* resultAnnotation() const { return resultAnnotation_; }
  Repr& resultRepr() const { return *resultRepr_; }
  const lltype::Type* resultType() const { return resultRepr_->lowType(); }
  // The object that the result is known to be, or null.
  host::Object* constantResult() const;
  SourceSpan span() const { return ops.span(); }

  // The argument as a low-level value in the form of `repr`.
  Value inputArg(size_t index, Repr& repr);
  Value inputArg(size_t index) { return inputArg(index, argRepr(index)); }
  std::vector<Value> inputArgs(std::initializer_list<Repr*> reprs);
  std::vector<Value> inputArgs(); // all, each in its own Repr

  // Known at translation time (by annotation or literally).
  bool isConstant(size_t index) const { return constantObject(index) != nullptr; }
  host::Object* constantObject(size_t index) const;
  bool constantString(size_t index, std::string_view& text) const;
  bool isConstantNone(size_t index) const;

  // Argument surgery for calls: `f(x)` on a bound method becomes `method(self, x)`.
  void removeArg(size_t index);
  void insertArg(size_t index, Value value, const annotate::Annotation* annotation, Repr& repr);
  void setResult(const annotate::Annotation* annotation, Repr& repr);

  // Forwards to `ops`.
  Value genop(OpCode op, std::vector<Value> args, const lltype::Type* result) {
    return ops.genop(op, std::move(args), result);
  }
  Value callHelper(std::string_view module, std::string_view function, std::vector<Value> args) {
    return ops.callHelper(module, function, std::move(args));
  }

  // Does the function handle this exception around the operation? The name is one of
  // the standard exceptions. A handler of a base class counts.
  bool catches(std::string_view exception) const;
  void exceptionIsHere() { ops.exceptionIsHere(); }
  void exceptionCannotOccur() { ops.exceptionCannotOccur(); }

  [[noreturn]] void fail(std::string message, std::string hint = "") const;

  LowLevelOps& ops;

private:
  friend class BlockTyper;
  OpCode opcode_;
  std::vector<Value> args_;
  std::vector<const annotate::Annotation*> annotations_;
  std::vector<Repr*> reprs_;
  void readCallShape(const host::Object* shape);
  const annotate::Annotation* resultAnnotation_ = nullptr;
  Repr* resultRepr_ = nullptr;
  std::vector<flow::Link*> handlers_; // exception exits, if this is the raising operation
  std::vector<std::string> keywords_;
  flow::Operation* operation_ = nullptr;
};

} // namespace tw::rtype
