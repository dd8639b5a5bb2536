// The lattice of annotations: what is known about the values of a variable.
//
// An annotation is immutable and lives in the Annotator's arena. Its kind says
// which class it is; `constant`, if set, is the one host object the variable
// can hold. Containers refer to a ListDef or DictDef (containerdef.h), which
// is shared by every variable that may hold the same container and which alone
// is mutable; instances refer to a ClassDef (classdef.h), function and class
// values to sets of descriptions (desc.h).
//
// lattice.h joins and compares annotations; describe.h prints them.
#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tw::host {
struct Object;
struct BuiltinObject;
class LibraryRule;
} // namespace tw::host
namespace tw::flow {
struct Variable;
}
namespace tw::lltype {
class Type;
}

namespace tw::annotate {

class ListDef;
class DictDef;
class ClassDef;
class Desc;
class LibraryType;
struct MethodRule;

enum class Kind : uint8_t {
  Impossible, // no value gets here (yet)
  None,       // the constant None
  Bool,
  Integer,
  Float,
  SingleFloat,
  LongFloat,
  Char, // a byte string of length 1
  UniChar,
  String,
  Unicode,
  ByteArray,
  Tuple,
  List,
  Dict,
  Iterator,
  Instance,
  Pbc,           // prebuilt constants: functions, classes, methods, frozen objects
  TypeOf,        // type(x) of an instance in some variables
  Exception,     // class and instance of an exception, before they are separated
  Builtin,       // a function of the library
  BuiltinMethod, // a method of a built-in type, bound to a value
  Property,
  WeakRef,
  Ptr,         // low-level: a pointer of an lltype
  InteriorPtr, // low-level: into a container
  LLAdtMethod, // low-level: a method attached to a type
  Address,     // low-level: llmemory.Address
  Library,     // a value of a type that the library defines (a builder, a driver, ...)
};

class Annotation {
public:
  Kind kind() const { return kind_; }
  // Null if more than one value is possible. For None it is the host's None.
  host::Object* constant() const { return constant_; }
  bool isConstant() const { return constant_ != nullptr; }

protected:
  Annotation(Kind kind, host::Object* constant) : kind_(kind), constant_(constant) {}

private:
  Kind kind_;
  host::Object* constant_;
};

// Null unless the annotation is a T.
template <class T> const T* dynCast(const Annotation* a) {
  return a && T::holds(a->kind()) ? static_cast<const T*>(a) : nullptr;
}
template <class T> const T& cast(const Annotation* a) {
  assert(a && T::holds(a->kind()));
  return static_cast<const T&>(*a);
}

// Impossible, None, Float, SingleFloat, LongFloat, Address: no more than a kind.
class PlainAnnotation final : public Annotation {
public:
  explicit PlainAnnotation(Kind kind, host::Object* constant = nullptr)
      : Annotation(kind, constant) {}
};

// The width and signedness of an integer. A Python int has 64 bits, signed.
struct IntegerType {
  uint8_t bits = 64;
  bool isSigned = true;
  bool operator==(const IntegerType&) const = default;
};

class IntegerAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Integer; }
  IntegerAnnotation(IntegerType type, bool nonNegative, host::Object* constant = nullptr)
      : Annotation(Kind::Integer, constant), type(type),
        nonNegative(nonNegative || !type.isSigned) {}
  const IntegerType type;
  const bool nonNegative;
};

// What a truth value says about variables of the block it was computed in.
struct Refinement {
  flow::Variable* variable;
  const Annotation* annotation;
};
struct KnownTypes {
  std::vector<Refinement> whenFalse;
  std::vector<Refinement> whenTrue;
};

class BoolAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Bool; }
  explicit BoolAnnotation(host::Object* constant = nullptr, const KnownTypes* known = nullptr)
      : Annotation(Kind::Bool, constant), known(known) {}
  const KnownTypes* const known; // null: says nothing
};

// Char, UniChar, String, Unicode, ByteArray.
class TextAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k >= Kind::Char && k <= Kind::ByteArray; }
  TextAnnotation(Kind kind, bool canBeNone, bool noNul, host::Object* constant = nullptr)
      : Annotation(kind, constant), canBeNone(canBeNone), noNul(noNul) {}
  const bool canBeNone;
  const bool noNul; // holds no character 0: may be handed to C
};

class TupleAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Tuple; }
  TupleAnnotation(std::span<const Annotation* const> items, host::Object* constant = nullptr)
      : Annotation(Kind::Tuple, constant), items(items) {}
  const std::span<const Annotation* const> items; // in the arena
};

class ListAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::List; }
  ListAnnotation(ListDef* def, bool canBeNone, host::Object* constant = nullptr)
      : Annotation(Kind::List, constant), def_(def), canBeNone(canBeNone) {}
  ListDef& def() const; // the representative of all merged definitions
private:
  ListDef* def_;

public:
  const bool canBeNone;
};

class DictAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Dict; }
  DictAnnotation(DictDef* def, bool canBeNone, host::Object* constant = nullptr)
      : Annotation(Kind::Dict, constant), def_(def), canBeNone(canBeNone) {}
  DictDef& def() const;

private:
  DictDef* def_;

public:
  const bool canBeNone;
};

// What next() of an iterator gives.
enum class IteratorVariant : uint8_t {
  Plain,     // the items of a list, tuple, string; the keys of a dict
  Values,    // dict.itervalues()
  Items,     // dict.iteritems()
  Enumerate, // (index, item), from startIndex
  Reversed,  // the items of a list, from the end
};
class IteratorAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Iterator; }
  IteratorAnnotation(const Annotation* container, IteratorVariant variant,
                     const Annotation* startIndex = nullptr)
      : Annotation(Kind::Iterator, nullptr), container(container), variant(variant),
        startIndex(startIndex) {}
  const Annotation* const container;
  const IteratorVariant variant;
  const Annotation* const startIndex; // Enumerate only; null: 0
};

// Flags of an instance value, set by rlib.jit.hint.
struct InstanceFlags {
  bool accessDirectly = false;
  bool freshVirtualizable = false;
  bool operator==(const InstanceFlags&) const = default;
  bool any() const { return accessDirectly || freshVirtualizable; }
};

class InstanceAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Instance; }
  // A null classdef means "any instance" (the union of unrelated classes).
  InstanceAnnotation(ClassDef* classDef, bool canBeNone, InstanceFlags flags = {},
                     host::Object* constant = nullptr)
      : Annotation(Kind::Instance, constant), classDef(classDef), canBeNone(canBeNone),
        flags(flags) {}
  ClassDef* const classDef;
  const bool canBeNone;
  const InstanceFlags flags;
};

class PbcAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Pbc; }
  PbcAnnotation(std::span<Desc* const> descs, bool canBeNone, bool subsetOf, host::Object* constant)
      : Annotation(Kind::Pbc, constant), descs(descs), canBeNone(canBeNone), anySubclass(subsetOf) {
  }
  const std::span<Desc* const> descs; // of one DescKind, sorted by id, at least one
  const bool canBeNone;
  const bool anySubclass; // a class value read from an instance: subclasses are listed, too
};

class TypeOfAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::TypeOf; }
  TypeOfAnnotation(ClassDef* base, std::span<flow::Variable* const> of)
      : Annotation(Kind::TypeOf, nullptr), base(base), of(of) {}
  ClassDef* const base;                      // of the instances; null: any
  const std::span<flow::Variable* const> of; // the variables whose type it is
};

class ExceptionAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Exception; }
  explicit ExceptionAnnotation(std::span<ClassDef* const> classDefs)
      : Annotation(Kind::Exception, nullptr), classDefs(classDefs) {}
  const std::span<ClassDef* const> classDefs; // sorted by id
};

class BuiltinAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Builtin; }
  BuiltinAnnotation(const host::LibraryRule* rule, std::string_view name, host::Object* constant)
      : Annotation(Kind::Builtin, constant), rule(rule), name(name) {}
  const host::LibraryRule* const rule;
  const std::string_view name; // qualified, in the arena
};

class BuiltinMethodAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::BuiltinMethod; }
  BuiltinMethodAnnotation(const MethodRule* rule, const Annotation* self)
      : Annotation(Kind::BuiltinMethod, nullptr), rule(rule), self(self) {}
  const MethodRule* const rule; // registry.h: name and annotation
  const Annotation* const self;
};

class PropertyAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Property; }
  explicit PropertyAnnotation(host::Object* property) : Annotation(Kind::Property, property) {}
};

class WeakRefAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::WeakRef; }
  // A null classdef: a weakref that is known to be dead.
  explicit WeakRefAnnotation(ClassDef* classDef, host::Object* constant = nullptr)
      : Annotation(Kind::WeakRef, constant), classDef(classDef) {}
  ClassDef* const classDef;
};

// Ptr and InteriorPtr; `type` is the pointer type itself.
class PtrAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Ptr || k == Kind::InteriorPtr; }
  PtrAnnotation(Kind kind, const lltype::Type* type, host::Object* constant = nullptr)
      : Annotation(kind, constant), type(type) {}
  const lltype::Type* const type;
};

class LLAdtMethodAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::LLAdtMethod; }
  LLAdtMethodAnnotation(const lltype::Type* type, host::Object* function)
      : Annotation(Kind::LLAdtMethod, nullptr), type(type), function(function) {}
  const lltype::Type* const type; // of self
  host::Object* const function;
};

class LibraryAnnotation final : public Annotation {
public:
  static bool holds(Kind k) { return k == Kind::Library; }
  LibraryAnnotation(const LibraryType* type, bool canBeNone, host::Object* constant = nullptr)
      : Annotation(Kind::Library, constant), type(type), canBeNone(canBeNone) {}
  const LibraryType* const type; // registry.h
  const bool canBeNone;
};

inline bool isKind(const Annotation* a, Kind kind) { return a->kind() == kind; }
inline bool isIntegral(const Annotation* a) {
  return a->kind() == Kind::Bool || a->kind() == Kind::Integer;
}
inline bool isByteText(const Annotation* a) {
  return a->kind() == Kind::Char || a->kind() == Kind::String;
}
inline bool isUniText(const Annotation* a) {
  return a->kind() == Kind::UniChar || a->kind() == Kind::Unicode;
}
inline bool isImpossible(const Annotation* a) { return a->kind() == Kind::Impossible; }

// True if None is among the values.
bool canBeNone(const Annotation* a);

} // namespace tw::annotate
