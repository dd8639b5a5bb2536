// Repr: how the values of one kind of annotation look in memory, and how the
// operations on them become low-level operations.
//
// There is one Repr object per distinct annotation structure; RTyper::repr()
// hands it out. Two annotations with the same Repr need no conversion between
// them; all others go through convertTo / convertFrom.
//
// How an operation finds its code: operations that depend on one operand (len,
// getattr, simple_call, ...) go to rtypeUnary of the first operand's Repr;
// binary ones (arithmetic, comparisons, getitem, setitem, contains, is_) go to
// rtypePair of the left one, which looks at the kind of the right one. What the
// left Repr does not know goes to rtypePairReflected of the right one, then to
// the defaults (identity tests), then it is an error of the target.
//
// Reprs may be recursive (a list of lists of itself, an instance with a field of
// its own class), so they are made in two steps: the constructor sets the
// low-level type, if need be as a forward reference, and asks for no other
// Repr; doSetup() asks for others and completes the type. Nobody reads
// a Repr beyond lowType() before its setup, which RTyper::setupAll() runs.
#pragma once

#include "translator/flow/graph.h"

#include <string>
#include <string_view>
#include <vector>

namespace tw::host {
struct Object;
struct FunctionObject;
} // namespace tw::host

namespace tw::rtype {

class HighLevelOp;
class LowLevelOps;
class RTyper;

using flow::OpCode;
using flow::Value;

enum class ReprKind : uint8_t {
  Impossible, // a value that never exists
  None,
  Bool,
  Integer,
  Float,
  Char,
  UniChar,
  String,
  Unicode,
  ByteArray,
  Tuple,
  List,
  Dict,
  Range,
  Slice,
  Iterator,
  Builder,
  Instance,
  Class, // classes as values
  Function,
  Frozen,
  Method,
  BuiltinFunction,
  BuiltinMethod,
  Property,
  WeakRef,
  Erased,
  Pointer,
  InteriorPointer,
  Address,
  LowLevelType, // a low-level type as a constant, in helpers
};

class Repr {
public:
  Repr(RTyper& rtyper, ReprKind kind, const lltype::Type* lowType)
      : rtyper_(rtyper), lowType_(lowType), kind_(kind) {}
  Repr(const Repr&) = delete;
  virtual ~Repr() = default;

  RTyper& rtyper() const { return rtyper_; }
  ReprKind kind() const { return kind_; }
  // May be Void: then the value is known, and lives in constants alone.
  const lltype::Type* lowType() const { return lowType_; }
  bool isVoid() const;
  // For diagnostics, as a reader of the target would say it: "list of int".
  virtual std::string describe() const = 0;

  void setup();

  // The low-level form of an object that exists after import. Containers are
  // made once per object; their contents may be filled later (RTyper::later).
  // Throws TranslationError if the object does not fit.
  virtual uint64_t convertConst(host::Object* object);
  // The word of None for reprs whose values may be None: a null pointer.
  bool canBeNone() const;

  virtual Value rtypeUnary(HighLevelOp& hop);
  virtual Value rtypePair(HighLevelOp& hop, Repr& right);
  virtual Value rtypePairReflected(HighLevelOp& hop, Repr& left);

  // newtuple, newlist, newdict: asked of the result's Repr.
  virtual Value rtypeNew(HighLevelOp& hop);
  // A call of a method of a built-in type (list.append, str.join, ...): argument 0
  // of `hop` is the object itself.
  virtual Value rtypeMethod(std::string_view name, HighLevelOp& hop);

  // Conversions of a value between reprs; a null Value says "not by me".
  virtual Value convertTo(Repr& to, Value value, LowLevelOps& ops);
  virtual Value convertFrom(Repr& from, Value value, LowLevelOps& ops);

  // RPython functions over the low-level form for comparing and hashing (dict
  // keys, list.index, ...). Null for eqFunction means: the primitive
  // comparison of lowType() is right.
  virtual host::FunctionObject* eqFunction();
  virtual host::FunctionObject* hashFunction();

  // The Repr of an iterator over this; `variant` is "" for iter(x), else
  // "keys", "items", "enumerate", ...
  virtual Repr* makeIteratorRepr(const std::string& variant);

  // How containers hold such values: all instances alike, as their root class,
  // so that lists of different classes are one type and share their helpers.
  Repr& inContainer();

protected:
  virtual void doSetup() {}
  void setLowType(const lltype::Type* type) { lowType_ = type; }

private:
  enum class Setup : uint8_t { Not, Running, Done };
  RTyper& rtyper_;
  const lltype::Type* lowType_;
  ReprKind kind_;
  Setup setup_ = Setup::Not;
};

} // namespace tw::rtype
