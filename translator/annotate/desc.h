// Descriptions: the compile-time objects that function and class values of the
// program refer to. A PBC annotation is a set of descriptions of one kind.
//
// FunctionDesc      a function of the program; one graph for each specialisation
// ClassDesc         a class; its ClassDefs (one, unless the class is specialised)
// MethodDesc        a function bound to instances of a ClassDef
// FrozenDesc        a prebuilt object without run-time state (_freeze_() true, modules)
// FrozenMethodDesc  a method of such an object
#pragma once

#include "translator/annotate/callfamily.h"
#include "translator/annotate/model.h"
#include "translator/flow/graph.h"
#include "translator/host/object.h"

#include <map>
#include <string>
#include <vector>

namespace tw::annotate {

class Annotator;
struct CallArguments;

enum class DescKind : uint8_t { Function, Class, Method, Frozen, FrozenMethod };

class Desc {
public:
  const DescKind kind;
  const uint32_t id; // counts descriptions in order of creation
  // The host object; null for MethodDesc and FrozenMethodDesc.
  host::Object* const object;

  std::string name() const;
  SourceSpan span() const; // of the definition; unknown for frozen objects
  // The family of functions that are called at the same places, or null if it
  // is never called. Methods have the family of their function: the members of a
  // family are FunctionDescs or ClassDescs.
  CallFamily* callFamily() const;

protected:
  Desc(DescKind kind, uint32_t id, host::Object* object) : kind(kind), id(id), object(object) {}

private:
  friend class Annotator;
  friend class ClassTable;
  CallFamily* family_ = nullptr;
};

// How a function is specialised.
enum class Specialize : uint8_t {
  Default,         // one graph (one for each length of *args, and for access_directly)
  Memo,            // executed in the host for each combination of constants
  ArgValue,        // for each constant value of some arguments
  ArgType,         // for each type of some arguments
  ArgListItemType, // for each item type of a list argument
  ArgOrVar,        // as ArgValue, but arguments that are no constants share a graph
  CallLocation,    // for each call
  LowLevel,        // for the low-level types of the arguments and constant Void ones
  LowLevelAndArg,
};

// One graph of a function.
struct Specialization {
  std::string key; // "" for the only one
  flow::FunctionGraph* graph;
};

class FunctionDesc final : public Desc {
public:
  FunctionDesc(uint32_t id, host::FunctionObject* function);
  host::FunctionObject* function() const { return static_cast<host::FunctionObject*>(object); }

  Specialize specialize = Specialize::Default;
  std::vector<uint32_t> specializeArgs; // of ArgValue, ArgType, ...
  flow::Signature signature;
  std::vector<Specialization> specializations; // in order of creation
  // Memo: what the function returned for constants.
  struct MemoEntry {
    std::vector<host::Object*> args;
    host::Object* result;
  };
  std::vector<MemoEntry> memo;
  // The entries, by index, among which the specialization of that key chooses.
  std::map<std::string, std::vector<size_t>> memoTables;
  // Types declared by enforceargs (None: anything).
  std::vector<host::Object*> enforced;

  flow::FunctionGraph* onlyGraph() const; // null unless there is exactly one
};

class ClassDesc final : public Desc {
public:
  ClassDesc(uint32_t id, host::ClassObject* cls, ClassDesc* base)
      : Desc(DescKind::Class, id, cls), base(base) {}
  host::ClassObject* cls() const { return static_cast<host::ClassObject*>(object); }

  ClassDesc* const base; // null for roots; mixins are not bases
  // Class attributes that are visible to the program, own ones and those of
  // mixins, in order of definition: plain values, functions, properties.
  struct ClassAttribute {
    std::string name;
    host::Object* value;
  };
  std::vector<ClassAttribute> attributes;
  const ClassAttribute* find(std::string_view name) const; // here
  const ClassAttribute* lookup(std::string_view name,
                               ClassDesc** owner = nullptr); // here and in bases
  void set(std::string_view name, host::Object* value);

  bool isMixin = false;
  bool isException = false;
  // Allowed instance attributes (_attrs_, __slots__) of this class alone.
  bool restrictsAttributes = false;
  std::vector<std::string> allowed;
  bool isValueClass = false;

  ClassDef* classDef = nullptr; // made on first use, see Annotator::classDefOf
};

class MethodDesc final : public Desc {
public:
  MethodDesc(uint32_t id, FunctionDesc* function, ClassDef* origin, ClassDef* self,
             std::string name, InstanceFlags flags)
      : Desc(DescKind::Method, id, nullptr), function(function), origin(origin), self(self),
        methodName(std::move(name)), flags(flags) {}
  FunctionDesc* const function;
  ClassDef* const origin; // the class that defines it
  ClassDef* const self;   // the class it is bound to; null while it is a class attribute
  const std::string methodName;
  const InstanceFlags flags;
};

class FrozenDesc final : public Desc {
public:
  FrozenDesc(uint32_t id, host::Object* object) : Desc(DescKind::Frozen, id, object) {}
};

class FrozenMethodDesc final : public Desc {
public:
  FrozenMethodDesc(uint32_t id, FunctionDesc* function, Desc* self)
      : Desc(DescKind::FrozenMethod, id, nullptr), function(function), self(self) {}
  FunctionDesc* const function;
  Desc* const self; // a frozen object; a class, if it is a class method
};

} // namespace tw::annotate
