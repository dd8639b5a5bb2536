// Instances.
#include "translator/rtype/rinstance.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/immutable.h"
#include "translator/rtype/jit_fields.h"
#include "translator/rtype/names.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"
#include "translator/support/words.h"

#include <algorithm>
#include <stdexcept>

namespace tw::rtype {

namespace {

const lltype::Type* forwardPointer(RTyper& rtyper, const annotate::ClassDef* def) {
  lltype::TypeTable& types = rtyper.types();
  return types.ptr(types.forwardStruct(def ? def->name() : "object", lltype::Flavor::Gc));
}

InstanceRepr* baseRepr(RTyper& rtyper, const annotate::ClassDef* def) {
  return def ? &rtyper.instanceRepr(def->base) : nullptr;
}

} // namespace

InstanceRepr::InstanceRepr(RTyper& rtyper, annotate::ClassDef* classDef)
    : Repr(rtyper, ReprKind::Instance, forwardPointer(rtyper, classDef)), classDef_(classDef),
      base_(baseRepr(rtyper, classDef)),
      type_(&rtyper.types().mutableStruct(lowType()->ptr().target().structure())),
      layout_(*this, base_ ? &base_->layout_ : nullptr) {}

std::string InstanceRepr::describe() const {
  return classDef_ ? "instance of " + classDef_->name() : "instance";
}

void InstanceRepr::doSetup() {
  if (base_) base_->setup();
  if (classDef_) collectFields();
  std::vector<lltype::Field> fields;
  for (const FieldInfo& field : fields_)
    if (!field.repr->isVoid())
      fields.push_back({field.field, field.repr->lowType(),
                        mutabilityOf(rtyper().host(), classDef_->desc->cls(), field.attribute)});
  lltype::StructHints hints;
  if (classDef_ && isJitEnabled(rtyper().host())) addJitFields(fields, hints);
  type_->complete(base_ ? base_->type_ : nullptr, std::move(fields), std::move(hints));
  if (classDef_ && classDef_->destructor)
    type_->setDestructor(rtyper().functionPointer(classDef_->destructor));
  layout_.setup();
  layout_.vtable(); // the type's mark, before any object is made
}

void InstanceRepr::collectFields() {
  for (const annotate::Attribute* attribute : classDef_->attributes) {
    if (attribute->readOnly || annotate::isImpossible(attribute->value)) continue;
    fields_.push_back(
        {attribute->name, "inst_" + attribute->name, &rtyper().repr(attribute->value)});
  }
}

void InstanceRepr::addJitFields(std::vector<lltype::Field>& fields, lltype::StructHints& hints) {
  const lltype::Type* word = rtyper().types().signedType();
  for (const std::string& name : virtualizableFieldsOf(rtyper().host(), classDef_->desc->cls()))
    hints.virtualizableFields.push_back("inst_" + name);
  for (FieldInfo& field : fields_) {
    for (const InstanceRepr* level = this; level; level = level->base_) {
      const std::vector<std::string>& names =
          level == this ? hints.virtualizableFields : level->type_->hints().virtualizableFields;
      for (const std::string& name : names)
        field.isVirtualizable |= name == field.field || name == field.field + "[*]";
    }
    if (field.repr->isVoid()) continue;
    auto found = std::ranges::find(fields, field.field, &lltype::Field::name);
    field.isQuasiImmutable = found->isQuasiImmutable();
  }
  for (const FieldInfo& field : fields_)
    if (field.isQuasiImmutable) fields.push_back({kMutatePrefix + field.field, word});
  if (!hints.virtualizableFields.empty()) fields.push_back({kVableToken, word});
}

const InstanceRepr::FieldInfo* InstanceRepr::findField(std::string_view attribute) const {
  for (const InstanceRepr* level = this; level; level = level->base_)
    for (const FieldInfo& field : level->fields_)
      if (field.attribute == attribute) return &field;
  return nullptr;
}

bool InstanceRepr::hasState() const { return !type_->fields().empty(); }

// ---- Operations -----------------------------------------------------------------------------

Value InstanceRepr::readField(Value instance, const FieldInfo& field, LowLevelOps& ops) const {
  if (field.repr->isVoid()) return ops.voidConstant(static_cast<host::Object*>(nullptr));
  return ops.getField(instance, field.field);
}

Value InstanceRepr::typePointer(Value instance, LowLevelOps& ops) const {
  return ops.genop(OpCode::LlGcTypePtr, {instance}, rtyper().classRepr().lowType());
}

Value InstanceRepr::rtypeUnary(HighLevelOp& hop) {
  switch (hop.opcode()) {
  case OpCode::GetAttr: return getAttribute(hop);
  case OpCode::SetAttr: return setAttribute(hop);
  case OpCode::Type:
    hop.exceptionCannotOccur();
    if (hop.resultRepr().isVoid()) return {};
    if (annotate::canBeNone(hop.annotation(0)))
      return hop.callHelper("rclass", "ll_type_or_null",
                            {hop.ops.typeObject(rtyper().classRepr().lowType()), hop.inputArg(0)});
    return typePointer(hop.inputArg(0), hop.ops);
  case OpCode::Hash:
    hop.exceptionCannotOccur();
    if (annotate::canBeNone(hop.annotation(0)))
      return hop.callHelper("rclass", "ll_instance_hash", {hop.inputArg(0)});
    return hop.genop(OpCode::LlGcIdentityHash, {hop.inputArg(0)}, rtyper().signedRepr().lowType());
  case OpCode::Id:
    hop.exceptionCannotOccur();
    return hop.genop(OpCode::LlGcId, {hop.inputArg(0)}, rtyper().signedRepr().lowType());
  case OpCode::Str:
  case OpCode::Repr: hop.exceptionCannotOccur(); return instanceText(hop.inputArg(0), hop.ops);
  default: return Repr::rtypeUnary(hop);
  }
}

Value InstanceRepr::getAttribute(HighLevelOp& hop) {
  std::string_view name;
  if (!hop.constantString(1, name)) hop.fail("the name of an attribute must be constant");
  hop.exceptionCannotOccur();
  if (hop.constantResult()) return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
  Value self = hop.inputArg(0);
  if (name == "__class__") return hop.resultRepr().isVoid() ? Value() : typePointer(self, hop.ops);
  if (const FieldInfo* field = findField(name)) {
    beforeAccess(hop, self, *field);
    return hop.ops.convert(readField(self, *field, hop.ops), *field->repr, hop.resultRepr());
  }
  const ClassLayout::Slot* slot = layout_.find(name);
  // A bound method is its self; which function is decided at the call.
  if (hop.resultRepr().kind() == ReprKind::Method) {
    if (hop.resultRepr().isVoid()) return {};
    if (slot && !slot->repr->isVoid() && annotate::canBeNone(hop.resultAnnotation()))
      self = hop.callHelper("rclass", "ll_method_or_none",
                            {self, layout_.read(typePointer(self, hop.ops), name, hop.ops)});
    return hop.ops.convert(self, *this, hop.resultRepr());
  }
  // Declared, but nothing is ever stored there: what follows is never reached.
  if (!slot && hop.resultRepr().kind() == ReprKind::Impossible) return {};
  if (!slot)
    hop.fail("instances of " + describe() + " have no attribute '" + std::string(name) + "'");
  Value value = layout_.read(typePointer(self, hop.ops), name, hop.ops);
  return hop.ops.convert(value, *slot->repr, hop.resultRepr());
}

Value InstanceRepr::setAttribute(HighLevelOp& hop) {
  std::string_view name;
  if (!hop.constantString(1, name)) hop.fail("the name of an attribute must be constant");
  const FieldInfo* field = findField(name);
  if (!field)
    hop.fail("attribute '" + std::string(name) + "' cannot be set on " + withArticle(describe()));
  Value self = hop.inputArg(0);
  Value value = hop.inputArg(2, *field->repr);
  hop.exceptionCannotOccur();
  beforeAccess(hop, self, *field);
  if (field->isQuasiImmutable)
    hop.genop(OpCode::LlJitForceQuasiImmutable,
              {self, hop.ops.fieldName(kMutatePrefix + field->field)}, rtyper().types().voidType());
  hop.ops.setField(self, field->field, value);
  return {};
}

// A field of a virtualizable may be in machine code's registers. access_directly promises that it
// is not; of a fresh_virtualizable that no machine code knows the object yet.
void InstanceRepr::beforeAccess(HighLevelOp& hop, Value self, const FieldInfo& field) const {
  if (!field.isVirtualizable || field.repr->isVoid()) return;
  auto* instance = annotate::dynCast<annotate::InstanceAnnotation>(hop.annotation(0));
  if (instance && instance->flags.accessDirectly) return;
  bool fresh = instance && instance->flags.freshVirtualizable;
  hop.genop(OpCode::LlJitForceVirtualizable,
            {self, hop.ops.fieldName(field.field), hop.ops.fieldName(fresh ? "fresh" : "force")},
            rtyper().types().voidType());
}

Value InstanceRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  if (right.kind() == ReprKind::Instance || right.kind() == ReprKind::None) {
    if (hop.opcode() == OpCode::Eq || hop.opcode() == OpCode::Is) return rtypeIdentity(hop, false);
    if (hop.opcode() == OpCode::Ne) return rtypeIdentity(hop, true);
  }
  return Repr::rtypePair(hop, right);
}

Value InstanceRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() == ReprKind::Instance || (to.kind() == ReprKind::Method && !to.isVoid()))
    return to.lowType() == lowType() ? value
                                     : ops.genop(OpCode::LlCastPointer, {value}, to.lowType());
  return Repr::convertTo(to, value, ops);
}

host::FunctionObject* InstanceRepr::eqFunction() { return nullptr; }

host::FunctionObject* InstanceRepr::hashFunction() {
  return rtyper().helpers().function("rclass", "ll_instance_hash");
}

// ---- Making instances -----------------------------------------------------------------------

host::Object* InstanceRepr::classDefault(const std::string& attribute) const {
  const auto* found = classDef_ ? classDef_->desc->lookup(attribute) : nullptr;
  return found ? found->value : nullptr;
}

Value InstanceRepr::makeNew(LowLevelOps& ops) {
  rtyper().setupAll();
  Value instance = ops.malloc(type_);
  for (const InstanceRepr* level = this; level; level = level->base_)
    for (const FieldInfo& field : level->fields_) {
      host::Object* value = classDefault(field.attribute);
      if (!value || field.repr->isVoid()) continue;
      ops.setField(instance, field.field, ops.constantOf(*field.repr, value));
    }
  return instance;
}

uint64_t InstanceRepr::sharedInstance() {
  if (shared_) return shared_;
  shared_ = rtyper().heap().mallocStruct(*type_)->word();
  rtyper().later([this] {
    for (const InstanceRepr* level = this; level; level = level->base_)
      for (const FieldInfo& field : level->fields_)
        if (host::Object* value = classDefault(field.attribute); value && !field.repr->isVoid())
          lltype::setField(shared_, *type_, field.field, field.repr->convertConst(value));
  });
  return shared_;
}

uint64_t InstanceRepr::convertConst(host::Object* object) {
  if (host::isNone(object)) return 0;
  annotate::ClassDef* exact = rtyper().annotator().classDefOf(object->cls);
  if (exact != classDef_) {
    if (classDef_ && !exact->isSubclassOf(*classDef_)) return Repr::convertConst(object);
    InstanceRepr& repr = rtyper().instanceRepr(exact);
    rtyper().setupAll();
    return repr.convertConst(object);
  }
  auto [found, isNew] = prebuilt_.try_emplace(object, 0);
  if (!isNew) return found->second;
  lltype::Allocation* allocation = rtyper().heap().mallocStruct(*type_);
  found->second = allocation->word();
  rtyper().later([this, object, instance = found->second] { fillPrebuilt(instance, object); });
  return allocation->word();
}

// The value of an attribute as Python finds it; null if there is none.
static host::Object* attributeOf(host::Host& host, host::Object* object, const std::string& name) {
  host::StrObject* key = host.intern(name);
  if (object->attributes)
    if (host::Object* value = object->attributes->table.find(key)) return value;
  return host.getAttrOrNull(object, key);
}

void InstanceRepr::fillPrebuilt(uint64_t instance, host::Object* object) {
  for (const InstanceRepr* level = this; level; level = level->base_)
    for (const FieldInfo& field : level->fields_) {
      if (field.repr->isVoid()) continue;
      host::Object* value = attributeOf(rtyper().host(), object, field.attribute);
      if (value) lltype::setField(instance, *type_, field.field, field.repr->convertConst(value));
    }
}

Repr* makeInstanceRepr(RTyper& rtyper, const annotate::Annotation& annotation) {
  return rtyper.arena().make<InstanceRepr>(
      rtyper, annotate::cast<annotate::InstanceAnnotation>(&annotation).classDef);
}

} // namespace tw::rtype
