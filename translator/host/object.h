// The live objects of the import-time Python.
//
// What the target's module-level code makes (functions, classes, instances,
// constants, ...) is inspected by flow, annotate and rtype, so the objects are
// plain structs with public fields. They are allocated in the Host's arena and
// never freed; pointers to them are identities. `kind` is the memory layout and
// tells which struct an Object is; `cls` is the Python type. An instance of a
// user class that derives from a built-in type keeps the kind of that type:
// class MyDict(dict) makes DictObjects whose cls is the user class.
//
// Conventions for later stages:
//  - `attributes` is the instance __dict__ (null: none yet, or none possible);
//    for classes it is the class dict, for modules the module's globals.
//  - Instances of old-style classes are InstanceObjects whose cls is the
//    old-style ClassObject itself (Python's type(x) gives types.InstanceType).
//  - `serial` counts objects in order of creation: use it where an order or an
//    id is needed. Addresses and hashes never decide an order.
#pragma once

#include "translator/host/table.h"
#include "translator/support/source.h"
#include "translator/syntax/code.h"

#include <cstdint>
#include <cstdio>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tw::host {

class Host;
class LibraryRule; // defined by the library: how later stages treat a native object
struct BigInt;     // bigint.h
struct Frame;      // frame.h

enum class Kind : uint8_t {
  None,
  NotImplemented,
  Ellipsis,
  Bool,
  Int,
  Long,
  SizedInt,
  Float,
  Complex,
  Str,
  Unicode,
  ByteArray,
  Tuple,
  List,
  Dict,
  Set,
  FrozenSet,
  Slice,
  Range,
  Function,
  Code,
  Cell,
  BoundMethod,
  Builtin,
  BuiltinMethod,
  Class,
  Instance,
  Exception,
  Module,
  Property,
  StaticMethod,
  ClassMethod,
  Super,
  Member,
  GetSet,
  Iterator,
  Generator,
  File,
  WeakRef,
  Traceback,
  FrameRef,
  DictProxy,
  External,
};

const char* kindName(Kind kind);

struct ClassObject;
struct DictObject;

struct Object {
  ClassObject* cls = nullptr;
  DictObject* attributes = nullptr;
  uint32_t serial = 0;
  Kind kind = Kind::Instance;
};

// ---- Plain values ---------------------------------------------------------------------------

struct IntObject : Object {
  int64_t value = 0;
}; // Int and Bool
struct LongObject : Object {
  const BigInt* value = nullptr;
};

// r_uint, r_longlong, r_int32, ...: an integer of a fixed width. Their classes
// are made by the library; `value` holds the bits, sign- or zero-extended.
struct SizedIntObject : Object {
  uint64_t value = 0;
  uint8_t bits = 64;
  bool isSigned = false;
};

struct FloatObject : Object {
  double value = 0;
};
struct ComplexObject : Object {
  double real = 0, imaginary = 0;
};

// Immutable text; the characters lie in the arena. `value` is followed by a 0.
struct StrObject : Object {
  std::string_view value;
  uint64_t hash = 0; // 0: not computed yet
  bool interned = false;
};
struct UnicodeObject : Object {
  std::u32string_view value;
  uint64_t hash = 0;
};
struct ByteArrayObject : Object {
  std::string value;
};

// ---- Containers -----------------------------------------------------------------------------

struct TupleObject : Object {
  std::span<Object* const> items;
};
struct ListObject : Object {
  std::vector<Object*> items;
};
struct DictObject : Object {
  Table table;
  Object* defaultFactory = nullptr; // collections.defaultdict
};
struct SetObject : Object {
  Table table;
};                            // Set and FrozenSet; values are unused
struct SliceObject : Object { // absent bounds are None
  Object* start = nullptr;
  Object* stop = nullptr;
  Object* step = nullptr;
};
struct RangeObject : Object {
  int64_t start = 0, step = 1, length = 0;
}; // xrange

// ---- Functions ------------------------------------------------------------------------------

struct CellObject : Object {
  Object* value = nullptr;
}; // null: unbound

// A code object with its constants and names as live objects.
struct CodeObject : Object {
  const syntax::CodeObject* code = nullptr;
  std::span<Object*> constants;
  std::span<StrObject*> names;    // interned
  std::span<StrObject*> varnames; // interned
};

struct FunctionObject : Object {
  CodeObject* code = nullptr;
  DictObject* globals = nullptr;
  StrObject* name = nullptr;
  Object* doc = nullptr;
  StrObject* moduleName = nullptr;      // __module__; may be null
  std::vector<Object*> defaults;        // of the last parameters
  std::span<CellObject* const> closure; // parallel to code->code->freevars
};

// A method fetched from a class or an instance. self is null for an unbound
// method; `cls` (in Object) is the type instancemethod, `owner` the class.
struct BoundMethodObject : Object {
  Object* function = nullptr;
  Object* self = nullptr;
  ClassObject* owner = nullptr;
};

struct Keyword {
  StrObject* name;
  Object* value;
};

// Arguments of one call. A method's self is positional[0].
struct Args {
  std::span<Object* const> positional;
  std::span<const Keyword> keywords = {};

  size_t size() const { return positional.size(); }
  Object* operator[](size_t index) const { return positional[index]; }
  Object* get(size_t index) const { return index < size() ? positional[index] : nullptr; }
  Object* keyword(std::string_view name) const; // null if not given
};

using NativeFunction = std::function<Object*(Host&, const Args&)>;

// A function written in C++. `rule` tells the later stages how to annotate and
// specialise calls of it; null: it exists at import time only.
struct BuiltinObject : Object {
  StrObject* name = nullptr;
  std::string qualifiedName; // "os.path.join", "list.append"
  NativeFunction function;
  uint32_t minArgs = 0; // with self
  uint32_t maxArgs = UINT32_MAX;
  bool takesKeywords = false;
  bool isMethod = false;        // binds to the instance it is fetched from
  ClassObject* owner = nullptr; // of a method
  StrObject* doc = nullptr;
  const LibraryRule* rule = nullptr;
};
struct BuiltinMethodObject : Object {
  BuiltinObject* function = nullptr;
  Object* self = nullptr;
};

// ---- Classes, instances, modules ------------------------------------------------------------

struct ClassObject : Object {
  StrObject* name = nullptr;
  std::vector<ClassObject*> bases;
  std::vector<ClassObject*> mro;        // begins with the class itself
  std::vector<ClassObject*> subclasses; // direct ones, in order of creation
  Kind instanceKind = Kind::Instance;   // layout of the instances
  bool oldStyle = false;
  bool builtin = false;              // defined in C++
  bool hasInstanceDict = true;       // false: __slots__ without __dict__, or a built-in
  bool isFinal = false;              // cannot be a base (bool, slice, function, ...)
  bool hasGetAttrHook = false;       // __getattr__ or __getattribute__ in the mro
  std::vector<StrObject*> slots;     // own __slots__
  const LibraryRule* rule = nullptr; // for classes that the library defines
  // Class made in C++: makes a raw instance of the class; null: by instanceKind.
  Object* (*allocate)(Host&, ClassObject*) = nullptr;
};

struct InstanceObject : Object {};

struct TracebackEntry {
  const CodeObject* code; // null: native code
  SourceSpan span;
};
struct TracebackObject : Object {
  std::vector<TracebackEntry> entries;
}; // innermost first

struct ExceptionObject : Object {
  TupleObject* args = nullptr;
  Object* message = nullptr;
  TracebackObject* traceback = nullptr; // of the last raise that was caught
};

struct ModuleObject : Object {
  StrObject* name = nullptr;
  const SourceFile* file = nullptr; // null: native
};

// ---- Descriptors ----------------------------------------------------------------------------

struct PropertyObject : Object {
  Object* getter = nullptr; // None or null: not given
  Object* setter = nullptr;
  Object* deleter = nullptr;
  Object* doc = nullptr;
};
struct StaticMethodObject : Object {
  Object* function = nullptr;
};
struct ClassMethodObject : Object {
  Object* function = nullptr;
};
struct SuperObject : Object {
  ClassObject* type = nullptr;
  Object* self = nullptr;
  ClassObject* selfClass = nullptr;
};
struct MemberObject : Object { // descriptor of one __slots__ name
  StrObject* name = nullptr;
  ClassObject* owner = nullptr;
};
struct GetSetObject : Object { // attribute computed in C++
  StrObject* name = nullptr;
  Object* (*get)(Host&, Object*) = nullptr;
  void (*set)(Host&, Object*, Object*) = nullptr; // null: read-only; value null: delete
};

// ---- Others ---------------------------------------------------------------------------------

struct IteratorObject : Object {
  virtual Object* next(Host& host) = 0; // null: exhausted
protected:
  ~IteratorObject() = default;
};

struct GeneratorObject : Object {
  FunctionObject* function = nullptr;
  Frame* frame = nullptr; // null: finished
  bool running = false;
};

struct FileObject : Object {
  std::FILE* stream = nullptr; // null: closed
  std::string path;
  std::string mode;
  bool softSpace = false;
  bool isPipe = false;
};

struct WeakRefObject : Object {
  Object* target = nullptr;
}; // nothing dies at import time

struct FrameRefObject : Object { // sys._getframe()
  CodeObject* code = nullptr;
  DictObject* globals = nullptr;
  DictObject* locals = nullptr;
  FrameRefObject* back = nullptr;
  uint32_t line = 0;
};

struct DictProxyObject : Object {
  DictObject* dict = nullptr;
}; // __dict__ of a class

// Objects that other modules of the translator define (low-level types and
// pointers, JIT drivers, symbolics, ...). A hook that returns null (or false)
// leaves the matter to the default behaviour of the host.
struct ExternalObject : Object {
  virtual Object* getAttr(Host&, StrObject*) { return nullptr; }
  virtual bool setAttr(Host&, StrObject*, Object*) { return false; }
  virtual Object* call(Host&, const Args&) { return nullptr; }
  virtual Object* getItem(Host&, Object*) { return nullptr; }
  virtual bool setItem(Host&, Object*, Object*) { return false; }
  virtual Object* binary(Host&, syntax::BinaryOp, Object*, bool /*reflected*/) { return nullptr; }
  virtual Object* unary(Host&, syntax::UnaryOp) { return nullptr; }
  virtual Object* compare(Host&, syntax::CompareOp, Object*) { return nullptr; }
  virtual Object* iter(Host&) { return nullptr; }
  virtual int64_t length(Host&) { return -1; } // -1: has none
  virtual int truth(Host&) { return -1; }      // -1: true unless length is 0
  virtual bool repr(Host&, std::string&) { return false; }
  virtual bool hash(Host&, uint64_t&) { return false; } // default: identity
protected:
  ~ExternalObject() = default;
};

// Checked downcast by kind: as<StrObject>(object) after isStr(object) etc.
template <class T> T* as(Object* object) { return static_cast<T*>(object); }
template <class T> const T* as(const Object* object) { return static_cast<const T*>(object); }

inline bool isNone(const Object* o) { return o->kind == Kind::None; }
inline bool isInt(const Object* o) { return o->kind == Kind::Int || o->kind == Kind::Bool; }
inline bool isStr(const Object* o) { return o->kind == Kind::Str; }
inline bool isClass(const Object* o) { return o->kind == Kind::Class; }
inline bool isOldStyleInstance(const Object* o) {
  return o->kind == Kind::Instance && o->cls->oldStyle;
}

} // namespace tw::host
