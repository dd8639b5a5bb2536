// Vtables, class numbers and tests of classes.
#include "translator/rtype/rclass.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rtyper.h"

#include <stdexcept>

namespace tw::rtype {

ClassLayout::ClassLayout(InstanceRepr& instance, ClassLayout* base)
    : instance_(instance), base_(base) {
  const annotate::ClassDef* def = classDef();
  type_ = instance.rtyper().types().forwardStruct((def ? def->name() : "object") + "_vtable",
                                                  lltype::Flavor::Raw);
}

const annotate::ClassDef* ClassLayout::classDef() const { return instance_.classDef(); }

// The functions behind a set of methods: what a vtable holds for them.
static const annotate::Annotation* slotAnnotation(annotate::Annotator& annotator,
                                                  const annotate::Annotation* value) {
  const auto* pbc = annotate::dynCast<annotate::PbcAnnotation>(value);
  if (!pbc || pbc->descs[0]->kind != annotate::DescKind::Method) return value;
  std::vector<annotate::Desc*> functions;
  for (annotate::Desc* desc : pbc->descs)
    functions.push_back(static_cast<annotate::MethodDesc*>(desc)->function);
  return annotator.pbc(std::move(functions), pbc->canBeNone);
}

void ClassLayout::setup() {
  RTyper& rtyper = instance_.rtyper();
  lltype::TypeTable& types = rtyper.types();
  std::vector<lltype::Field> fields;
  if (!base_) {
    const lltype::Type* maker = types.ptr(types.func({}, instance_.lowType()));
    fields = {{"subclassrange_min", types.signedType(), lltype::Mutability::Immutable},
              {"subclassrange_max", types.signedType(), lltype::Mutability::Immutable},
              {"name", rtyper.stringRepr().lowType(), lltype::Mutability::Immutable},
              {"instantiate", maker, lltype::Mutability::Immutable}};
  } else {
    for (const annotate::Attribute* attribute : classDef()->attributes) {
      if (!attribute->readOnly || annotate::isImpossible(attribute->value)) continue;
      Repr& repr = rtyper.repr(slotAnnotation(rtyper.annotator(), attribute->value));
      slots_.push_back({attribute->name, "cls_" + attribute->name, &repr});
      if (!repr.isVoid())
        fields.push_back({slots_.back().field, repr.lowType(), lltype::Mutability::Immutable});
    }
  }
  type_->complete(base_ ? &base_->type() : nullptr, std::move(fields));
}

const ClassLayout::Slot* ClassLayout::find(std::string_view attribute,
                                           const ClassLayout** owner) const {
  for (const ClassLayout* level = this; level; level = level->base_)
    for (const Slot& slot : level->slots_)
      if (slot.attribute == attribute) {
        if (owner) *owner = level;
        return &slot;
      }
  return nullptr;
}

uint64_t ClassLayout::vtable() {
  if (vtable_) return vtable_;
  RTyper& rtyper = instance_.rtyper();
  lltype::Allocation* allocation = rtyper.heap().mallocStruct(*type_);
  allocation->name = (classDef() ? classDef()->name() : "object") + "_vtable";
  vtable_ = allocation->word();
  rtyper.types().mutableStruct(instance_.structType()).setVtable(vtable_);
  rtyper.later([this] { fill(vtable_); });
  return vtable_;
}

void ClassLayout::fill(uint64_t vtable) {
  RTyper& rtyper = instance_.rtyper();
  ClassRange range = classRange(rtyper, classDef());
  lltype::setField(vtable, *type_, "subclassrange_min", lltype::fromInt(range.min));
  lltype::setField(vtable, *type_, "subclassrange_max", lltype::fromInt(range.max));
  host::Object* name = rtyper.host().newStr(classDef() ? classDef()->name() : "object");
  lltype::setField(vtable, *type_, "name", rtyper.stringRepr().convertConst(name));
  if (classDef() && classDef()->bare) return; // it has no instances
  for (const ClassLayout* level = this; level; level = level->base_) fillSlots(vtable, *level);
}

void ClassLayout::fillSlots(uint64_t vtable, const ClassLayout& level) {
  for (const Slot& slot : level.slots_) {
    if (slot.repr->isVoid()) continue;
    const auto* attribute = classDef()->desc->lookup(slot.attribute);
    if (!attribute) continue; // only some subclasses have it
    host::Object* value = attribute->value;
    if (value->kind == host::Kind::StaticMethod)
      value = host::as<host::StaticMethodObject>(value)->function;
    lltype::setField(vtable, *type_, slot.field, slot.repr->convertConst(value));
  }
}

flow::FunctionGraph* ClassLayout::maker() {
  if (maker_) return maker_;
  RTyper& rtyper = instance_.rtyper();
  flow::GraphContext& graphs = rtyper.graphs();
  maker_ = graphs.newGraph("instantiate_" + classDef()->name());
  flow::Block* block = maker_->startBlock = maker_->newBlock();
  LowLevelOps ops(rtyper, {});
  Value made = instance_.makeNew(ops);
  const lltype::Type* root = rtyper.instanceRepr(nullptr).lowType();
  made = ops.genop(OpCode::LlCastPointer, {made}, root);
  block->operations = ops.operations();
  flow::Link* link = graphs.newLink({made}, maker_->returnBlock);
  link->source = block;
  block->exits.push_back(link);
  maker_->returnBlock->inputArgs[0]->type = root;
  maker_->exceptBlock->inputArgs[0]->type = rtyper.exceptions().typeType();
  maker_->exceptBlock->inputArgs[1]->type = root;
  const lltype::FuncType* type = rtyper.types().func({}, root);
  uint64_t pointer = rtyper.heap().newFunction(*type, maker_->name, maker_)->word();
  lltype::setField(vtable(), *type_, "instantiate", pointer);
  return maker_;
}

Value ClassLayout::read(Value vtable, std::string_view attribute, LowLevelOps& ops) const {
  const ClassLayout* owner = nullptr;
  const Slot* slot = find(attribute, &owner);
  if (!slot) throw std::logic_error("class attribute " + std::string(attribute) + " has no slot");
  if (slot->repr->isVoid()) return ops.voidConstant(static_cast<host::Object*>(nullptr));
  const lltype::Type* pointer = ops.rtyper().types().ptr(owner->type_);
  if (vtable.type() != pointer) vtable = ops.genop(OpCode::LlCastPointer, {vtable}, pointer);
  return ops.getField(vtable, slot->field);
}

// ---- Tests ----------------------------------------------------------------------------------

static Value numberOf(Value cls, LowLevelOps& ops) {
  return ops.getField(cls, "subclassrange_min");
}

Value testSubclass(Value cls, const annotate::ClassDef* known, LowLevelOps& ops) {
  ClassRange range = classRange(ops.rtyper(), known);
  const lltype::Type* boolType = ops.rtyper().types().boolType();
  if (range.max == range.min + 1)
    return ops.genop(OpCode::LlIntEq, {numberOf(cls, ops), ops.signedConstant(range.min)},
                     boolType);
  return ops.genop(
      OpCode::LlIntBetween,
      {ops.signedConstant(range.min), numberOf(cls, ops), ops.signedConstant(range.max)}, boolType);
}

Value testSubclass(Value cls, Value other, LowLevelOps& ops) {
  Value max = ops.getField(other, "subclassrange_max");
  return ops.genop(OpCode::LlIntBetween, {numberOf(other, ops), numberOf(cls, ops), max},
                   ops.rtyper().types().boolType());
}

} // namespace tw::rtype
