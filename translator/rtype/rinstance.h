// Instances: a GC struct for each class, flattened, with fields inst_x.
//
// Every class has a struct of its own, even if it adds no field, so that the
// type id of an object tells its class. The class `null` is the root, `object`,
// without fields.
#pragma once

#include "translator/rtype/rclass.h"
#include "translator/rtype/repr.h"

#include <string_view>
#include <unordered_map>
#include <vector>

namespace tw::annotate {
class ClassDef;
struct Attribute;
} // namespace tw::annotate
namespace tw::lltype {
struct Field;
struct StructHints;
} // namespace tw::lltype

namespace tw::rtype {

class InstanceRepr final : public Repr {
public:
  struct FieldInfo {
    std::string attribute;
    std::string field;
    Repr* repr;
    bool isVirtualizable = false;  // with a JIT: see jit_fields.h
    bool isQuasiImmutable = false; // likewise
  };

  InstanceRepr(RTyper& rtyper, annotate::ClassDef* classDef);

  std::string describe() const override;
  uint64_t convertConst(host::Object* object) override;
  Value rtypeUnary(HighLevelOp& hop) override;
  Value rtypePair(HighLevelOp& hop, Repr& right) override;
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override;
  host::FunctionObject* eqFunction() override;
  host::FunctionObject* hashFunction() override;

  annotate::ClassDef* classDef() const { return classDef_; }
  InstanceRepr* base() const { return base_; }
  ClassLayout& layout() { return layout_; }
  const lltype::StructType& structType() const { return *type_; }
  // Here or in a base; null if instances have no such field.
  const FieldInfo* findField(std::string_view attribute) const;

  bool hasState() const; // any field, here or in a base
  // `instance` is a pointer to this struct or a derived one.
  Value readField(Value instance, const FieldInfo& field, LowLevelOps& ops) const;
  Value typePointer(Value instance, LowLevelOps& ops) const; // its class value
  // A new instance with class-level defaults filled in; __init__ is not called.
  Value makeNew(LowLevelOps& ops);
  // A prebuilt instance without state, for exceptions raised by low-level code.
  uint64_t sharedInstance();

protected:
  void doSetup() override;

private:
  Value getAttribute(HighLevelOp& hop);
  Value setAttribute(HighLevelOp& hop);
  void collectFields();
  void addJitFields(std::vector<lltype::Field>& fields, lltype::StructHints& hints);
  void beforeAccess(HighLevelOp& hop, Value self, const FieldInfo& field) const;
  host::Object* classDefault(const std::string& attribute) const;
  void fillPrebuilt(uint64_t instance, host::Object* object);

  annotate::ClassDef* classDef_;
  InstanceRepr* base_ = nullptr;
  lltype::StructType* type_;
  ClassLayout layout_;
  std::vector<FieldInfo> fields_;
  std::unordered_map<const host::Object*, uint64_t> prebuilt_;
  uint64_t shared_ = 0;
};

} // namespace tw::rtype
