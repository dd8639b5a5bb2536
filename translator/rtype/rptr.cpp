// Operations on low-level pointers.
#include "translator/rtype/rptr.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/access.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/rtype/names.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"

#include <stdexcept>

namespace tw::rtype {

using lltype::Type;

namespace {

// One step from a container to a part of it: what lies there, and the operand
// that names it.
struct Step {
  const Type* part;
  Value operand;
  bool isItem = false; // of an array
};

Step fieldStep(HighLevelOp& hop, const Type& container) {
  std::string_view name;
  const bool isNamed = hop.constantString(1, name);
  if (std::optional<uint64_t> index = lltype::itemNamed(container, name))
    return {&container.fixedArray().item(), hop.ops.signedConstant(static_cast<int64_t>(*index)),
            true};
  const lltype::StructType* structure = container.asStruct();
  const lltype::Field* field = structure && isNamed ? structure->find(name) : nullptr;
  if (!field) hop.fail("a " + container.text() + " has no field '" + std::string(name) + "'");
  return {field->type, hop.ops.fieldName(name)};
}

Step itemStep(HighLevelOp& hop, const Type& container) {
  const Type* item = container.asArray()        ? &container.array().item()
                     : container.asFixedArray() ? &container.fixedArray().item()
                                                : nullptr;
  if (!item) hop.fail("a " + container.text() + " cannot be indexed");
  return {item, hop.inputArg(1, hop.rtyper().signedRepr()), true};
}

bool isInterior(const HighLevelOp& hop) {
  return hop.resultAnnotation()->kind() == annotate::Kind::InteriorPtr;
}

// Reads, or for a part that is a container, points to it.
Value readInterior(HighLevelOp& hop, const std::vector<Value>& path, const Step& step) {
  if (step.part->isVoid()) return {};
  std::vector<Value> longer = path;
  longer.push_back(step.operand);
  if (!step.part->isContainer())
    return hop.genop(OpCode::LlGetInteriorField, std::move(longer), step.part);
  return hop.rtyper().makeInterior(std::move(longer));
}

Value readPart(HighLevelOp& hop, Value base, const Step& step) {
  if (step.part->isVoid()) return {};
  if (!step.part->isContainer())
    return hop.genop(step.isItem ? OpCode::LlGetArrayItem : OpCode::LlGetField,
                     {base, step.operand}, step.part);
  if (isInterior(hop)) return hop.rtyper().makeInterior({base, step.operand});
  return hop.genop(step.isItem ? OpCode::LlGetArraySubStruct : OpCode::LlGetSubStruct,
                   {base, step.operand}, hop.rtyper().types().ptr(step.part));
}

// void * takes every raw pointer.
bool isVoidPointer(const Type& type) {
  const lltype::ArrayType* array = type.isPtr() ? type.ptr().target().asArray() : nullptr;
  return array && array->hints().isVoid;
}

} // namespace

// ---- Pointers -------------------------------------------------------------------------------

PointerRepr::PointerRepr(RTyper& rtyper, const Type* type)
    : Repr(rtyper, ReprKind::Pointer, type) {}

std::string PointerRepr::describe() const { return "pointer " + lowType()->text(); }

const Type& PointerRepr::target() const { return lowType()->ptr().target(); }

uint64_t PointerRepr::convertConst(host::Object* object) {
  if (const PtrObject* pointer = asPtrObject(rtyper().host(), object)) return pointer->word;
  if (GcRefObject* reference = asGcRefObject(rtyper().host(), object))
    return reference->convert(rtyper());
  return Repr::convertConst(object);
}

Value PointerRepr::rtypeUnary(HighLevelOp& hop) {
  RTyper& rtyper = this->rtyper();
  switch (hop.opcode()) {
  case OpCode::GetAttr:
    hop.exceptionCannotOccur();
    return readPart(hop, hop.inputArg(0), fieldStep(hop, target()));
  case OpCode::SetAttr:
  case OpCode::SetItem: {
    Step step =
        hop.opcode() == OpCode::SetAttr ? fieldStep(hop, target()) : itemStep(hop, target());
    Value base = hop.inputArg(0);
    Value value = hop.inputArg(2, rtyper.lowLevelRepr(step.part));
    hop.exceptionCannotOccur();
    if (!step.part->isVoid())
      hop.genop(step.isItem ? OpCode::LlSetArrayItem : OpCode::LlSetField,
                {base, step.operand, value}, rtyper.types().voidType());
    return {};
  }
  case OpCode::Len:
    hop.exceptionCannotOccur();
    if (const auto* fixed = target().asFixedArray())
      return hop.ops.signedConstant(static_cast<int64_t>(fixed->length()));
    return hop.genop(OpCode::LlGetArraySize, {hop.inputArg(0)}, rtyper.signedRepr().lowType());
  case OpCode::SimpleCall: return call(hop);
  default: return Repr::rtypeUnary(hop);
  }
}

Value PointerRepr::call(HighLevelOp& hop) {
  const lltype::FuncType* type = target().asFunc();
  if (!type || type->args().size() + 1 != hop.argCount())
    hop.fail("this call does not fit the " + describe());
  std::vector<Value> args{hop.inputArg(0)};
  for (size_t i = 0; i < type->args().size(); ++i)
    args.push_back(hop.inputArg(i + 1, rtyper().lowLevelRepr(type->args()[i])));
  bool direct = args[0].isConstant();
  if (!direct) args.push_back(hop.ops.constant(rtyper().types().voidType(), 0));
  hop.exceptionIsHere();
  return hop.genop(direct ? OpCode::LlDirectCall : OpCode::LlIndirectCall, std::move(args),
                   &type->result());
}

Value PointerRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  switch (hop.opcode()) {
  case OpCode::GetItem:
    hop.exceptionCannotOccur();
    return readPart(hop, hop.inputArg(0), itemStep(hop, target()));
  case OpCode::SetItem: return rtypeUnary(hop);
  case OpCode::Eq:
  case OpCode::Ne: return rtypeIdentity(hop, hop.opcode() == OpCode::Ne);
  default: return Repr::rtypePair(hop, right);
  }
}

Value PointerRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.lowType() == lowType()) return value;
  if (isVoidPointer(*to.lowType()) && lowType()->isRawPtr())
    return ops.genop(OpCode::LlCastPointer, {value}, to.lowType());
  return Repr::convertTo(to, value, ops);
}

Value PointerRepr::convertFrom(Repr& from, Value value, LowLevelOps& ops) {
  if (from.lowType() == lowType()) return value;
  return Repr::convertFrom(from, value, ops);
}

// ---- Interior pointers ----------------------------------------------------------------------

InteriorPointerRepr::InteriorPointerRepr(RTyper& rtyper, const Type* type)
    : Repr(rtyper, ReprKind::InteriorPointer, rtyper.types().voidType()), type_(type) {}

std::string InteriorPointerRepr::describe() const { return "pointer into a container"; }

Value InteriorPointerRepr::rtypeUnary(HighLevelOp& hop) {
  const Type& target = type_->ptr().target();
  const std::vector<Value>& path = rtyper().interiorPath(hop.arg(0));
  hop.exceptionCannotOccur();
  switch (hop.opcode()) {
  case OpCode::GetAttr: return readInterior(hop, path, fieldStep(hop, target));
  case OpCode::SetAttr:
  case OpCode::SetItem: {
    Step step = hop.opcode() == OpCode::SetAttr ? fieldStep(hop, target) : itemStep(hop, target);
    std::vector<Value> operands = path;
    operands.push_back(step.operand);
    operands.push_back(hop.inputArg(2, rtyper().lowLevelRepr(step.part)));
    if (!step.part->isVoid())
      hop.genop(OpCode::LlSetInteriorField, std::move(operands), rtyper().types().voidType());
    return {};
  }
  case OpCode::Len:
    if (const auto* fixed = target.asFixedArray())
      return hop.ops.signedConstant(static_cast<int64_t>(fixed->length()));
    return hop.genop(OpCode::LlGetInteriorArraySize, path, rtyper().signedRepr().lowType());
  case OpCode::IsTrue: return hop.ops.boolConstant(true);
  default: return Repr::rtypeUnary(hop);
  }
}

Value InteriorPointerRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  if (hop.opcode() == OpCode::SetItem) return rtypeUnary(hop);
  if (hop.opcode() != OpCode::GetItem) return Repr::rtypePair(hop, right);
  hop.exceptionCannotOccur();
  return readInterior(hop, rtyper().interiorPath(hop.arg(0)), itemStep(hop, type_->ptr().target()));
}

namespace {

class AddressRepr final : public Repr {
public:
  explicit AddressRepr(RTyper& rtyper)
      : Repr(rtyper, ReprKind::Address, rtyper.types().address()) {}
  std::string describe() const override { return "address"; }
  host::FunctionObject* eqFunction() override { return nullptr; }
  host::FunctionObject* hashFunction() override {
    return rtyper().helpers().function("rclass", "ll_hash_of_address");
  }
  uint64_t convertConst(host::Object* object) override {
    if (const AddressObject* address = asAddressObject(rtyper().host(), object))
      return address->word;
    return Repr::convertConst(object);
  }
  Value rtypeUnary(HighLevelOp& hop) override {
    if (hop.opcode() != OpCode::IsTrue && hop.opcode() != OpCode::GetAttr)
      return Repr::rtypeUnary(hop);
    hop.exceptionCannotOccur();
    if (hop.opcode() == OpCode::GetAttr)
      return hop.genop(OpCode::LlCastAdrToPtr, {hop.inputArg(0)}, hop.resultType());
    return hop.genop(OpCode::LlAdrNe, {hop.inputArg(0), hop.ops.constant(lowType(), 0)},
                     rtyper().boolRepr().lowType());
  }
  Value rtypePair(HighLevelOp& hop, Repr& right) override {
    auto binary = [&](OpCode op, Repr& other, Repr& result) {
      hop.exceptionCannotOccur();
      return hop.genop(op, hop.inputArgs({this, &other}), result.lowType());
    };
    switch (hop.opcode()) {
    case OpCode::Add:
    case OpCode::InplaceAdd: return binary(OpCode::LlAdrAdd, rtyper().signedRepr(), *this);
    case OpCode::Sub:
    case OpCode::InplaceSub:
      return right.kind() == ReprKind::Address
                 ? binary(OpCode::LlAdrDelta, *this, rtyper().signedRepr())
                 : binary(OpCode::LlAdrSub, rtyper().signedRepr(), *this);
    case OpCode::Eq: return binary(OpCode::LlAdrEq, *this, rtyper().boolRepr());
    case OpCode::Ne: return binary(OpCode::LlAdrNe, *this, rtyper().boolRepr());
    case OpCode::Lt: return binary(OpCode::LlAdrLt, *this, rtyper().boolRepr());
    case OpCode::Le: return binary(OpCode::LlAdrLe, *this, rtyper().boolRepr());
    case OpCode::Gt: return binary(OpCode::LlAdrGt, *this, rtyper().boolRepr());
    case OpCode::Ge: return binary(OpCode::LlAdrGe, *this, rtyper().boolRepr());
    default: return Repr::rtypePair(hop, right);
    }
  }
};

} // namespace

Repr* makePointerRepr(RTyper& rtyper, const annotate::Annotation& annotation) {
  switch (annotation.kind()) {
  case annotate::Kind::Ptr:
    return rtyper.arena().make<PointerRepr>(
        rtyper, annotate::cast<annotate::PtrAnnotation>(&annotation).type);
  case annotate::Kind::InteriorPtr:
    return rtyper.arena().make<InteriorPointerRepr>(
        rtyper, annotate::cast<annotate::PtrAnnotation>(&annotation).type);
  case annotate::Kind::Address: return rtyper.arena().make<AddressRepr>(rtyper);
  default: throw std::logic_error("no repr for methods of low-level types");
  }
}

} // namespace tw::rtype
