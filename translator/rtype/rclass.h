// Classes at run time: vtables.
//
// Every class of the program has a vtable, a raw struct that holds what instances
// share: the interval of class numbers, the name, a function that makes an
// instance, and the class attributes and methods that are read through
// instances or through class values. Vtables are flattened like instances: that
// of the base class is a prefix. A class as a value is a pointer to its vtable,
// always of the root's pointer type.
//
//   object_vtable { Signed subclassrange_min, subclassrange_max; *str name;
//                   *func() -> *object instantiate; }
//   Derived       { ... the base's ...; cls_x ... }
#pragma once

#include "translator/rtype/repr.h"

#include <string_view>
#include <vector>

namespace tw::annotate {
class ClassDef;
class ClassDesc;
class PbcAnnotation;
} // namespace tw::annotate
namespace tw::lltype {
class StructType;
}

namespace tw::rtype {

class InstanceRepr;

class ClassLayout {
public:
  // An attribute in the vtable.
  struct Slot {
    std::string attribute;
    std::string field;
    Repr* repr;
  };

  ClassLayout(InstanceRepr& instance, ClassLayout* base);
  void setup(); // after the base's

  InstanceRepr& instance() const { return instance_; }
  ClassLayout* base() const { return base_; }
  const annotate::ClassDef* classDef() const; // null for the root
  const lltype::StructType& type() const { return *type_; }
  // The slot of an attribute, here or in a base; null if it is not in vtables.
  const Slot* find(std::string_view attribute, const ClassLayout** owner = nullptr) const;
  // The vtable of exactly this class.
  uint64_t vtable();

  // The function behind `instantiate`; made, and put into the vtable, on first ask.
  flow::FunctionGraph* maker();

  // `value` is a class value (root pointer type). Reads a slot.
  Value read(Value vtable, std::string_view attribute, LowLevelOps& ops) const;

private:
  void fill(uint64_t vtable);
  void fillSlots(uint64_t vtable, const ClassLayout& level);

  InstanceRepr& instance_;
  ClassLayout* base_;
  lltype::StructType* type_;
  std::vector<Slot> slots_;
  uint64_t vtable_ = 0;
  flow::FunctionGraph* maker_ = nullptr;
};

// Interval of the numbers of a class and its subclasses.
struct ClassRange {
  int64_t min = 0;
  int64_t max = 0; // exclusive
};
ClassRange classRange(RTyper& rtyper, const annotate::ClassDef* classDef);

// Is the class value `cls` the class `known`, or a subclass?
Value testSubclass(Value cls, const annotate::ClassDef* known, LowLevelOps& ops);
Value testSubclass(Value cls, Value other, LowLevelOps& ops);

// Class values. Void if there is but one class and no None: see rpbc_class.cpp.
class ClassRepr final : public Repr {
public:
  ClassRepr(RTyper& rtyper, const annotate::PbcAnnotation* pbc); // null: any class
  std::string describe() const override { return "class"; }
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* eqFunction() override { return nullptr; }
  host::FunctionObject* hashFunction() override;

  // The class value as a pointer, also if this Repr is Void.
  Value pointer(Value value, LowLevelOps& ops) const;

private:
  Value getAttribute(HighLevelOp& hop);
  Value call(HighLevelOp& hop);
  Value instantiate(HighLevelOp& hop, bool& done);
  const annotate::PbcAnnotation* pbc_;
};

} // namespace tw::rtype
