// Frozen prebuilt objects and their methods.
#include "translator/rtype/rfrozen.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rpbc.h"
#include "translator/rtype/rtyper.h"

#include <stdexcept>

namespace tw::rtype {

using annotate::AttributeFamily;
using annotate::PbcAnnotation;

FrozenRepr::FrozenRepr(RTyper& rtyper, const PbcAnnotation& pbc)
    : Repr(rtyper, ReprKind::Frozen,
           pbc.descs.size() == 1 && !pbc.canBeNone
               ? rtyper.types().voidType()
               : rtyper.frozenType(*rtyper.annotator().frozenAttributes(pbc))),
      pbc_(pbc) {}

uint64_t FrozenRepr::convertConst(host::Object* object) {
  if (isVoid() || host::isNone(object)) return 0;
  return rtyper().frozenObject(object, *rtyper().annotator().frozenAttributes(pbc_));
}

Value FrozenRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() == ReprKind::Method && !isVoid() && to.lowType() == lowType()) return value;
  if (to.kind() != ReprKind::Frozen || to.isVoid()) return Repr::convertTo(to, value, ops);
  if (isVoid()) return ops.constant(to.lowType(), to.convertConst(pbc_.descs[0]->object));
  return to.lowType() == lowType() ? value : Value();
}

host::FunctionObject* FrozenRepr::hashFunction() {
  return rtyper().helpers().function("rclass", "ll_address_hash");
}

Value FrozenRepr::rtypeUnary(HighLevelOp& hop) {
  std::string_view name;
  if (hop.opcode() != OpCode::GetAttr || !hop.constantString(1, name)) return Repr::rtypeUnary(hop);
  hop.exceptionCannotOccur();
  if (hop.constantResult()) return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
  if (isVoid()) {
    host::Object* value = rtyper().host().getAttr(pbc_.descs[0]->object, name);
    return hop.ops.constantOf(hop.resultRepr(), value);
  }
  Value self = hop.inputArg(0);
  if (hop.resultRepr().isVoid()) return {};
  if (hop.resultRepr().kind() == ReprKind::Method) // a method of the object: its self
    return hop.ops.convert(self, *this, hop.resultRepr());
  AttributeFamily& family = *rtyper().annotator().frozenAttributes(pbc_);
  for (const AttributeFamily::Attribute& attribute : family.attributes)
    if (attribute.name == name) {
      Value value = hop.ops.getField(self, "pbc_" + attribute.name);
      return hop.ops.convert(value, rtyper().repr(attribute.value), hop.resultRepr());
    }
  hop.fail("the prebuilt objects have no common attribute '" + std::string(name) + "'");
}

namespace {

// A method of frozen objects: its self; all must share one function.
class FrozenMethodRepr final : public Repr {
public:
  FrozenMethodRepr(RTyper& rtyper, const PbcAnnotation& pbc, const annotate::Annotation* selves,
                   Repr& self)
      : Repr(rtyper, ReprKind::Method, self.lowType()), pbc_(pbc), selves_(selves), self_(self) {}
  std::string describe() const override { return "method of a frozen prebuilt object"; }
  uint64_t convertConst(host::Object* object) override {
    if (isVoid() || host::isNone(object)) return 0;
    return self_.convertConst(host::as<host::BoundMethodObject>(object)->self);
  }
  Value rtypeUnary(HighLevelOp& hop) override {
    if (hop.opcode() != OpCode::SimpleCall && hop.opcode() != OpCode::CallArgs)
      return Repr::rtypeUnary(hop);
    auto* method = static_cast<annotate::FrozenMethodDesc*>(pbc_.descs[0]);
    const annotate::Annotation* function = rtyper().annotator().pbc({method->function});
    auto& repr = static_cast<FunctionRepr&>(rtyper().repr(function));
    Value self = isVoid() ? hop.ops.voidConstant(method->self->object) : hop.inputArg(0);
    HighLevelOp onFunction = hop;
    onFunction.removeArg(0);
    onFunction.insertArg(0, hop.ops.voidConstant(nullptr), function, repr);
    onFunction.insertArg(1, self, selves_, self_);
    rtyper().setupAll();
    return repr.call(onFunction, true);
  }
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override {
    if (to.lowType() == lowType()) return value;
    if (isVoid() && to.kind() == ReprKind::Method) {
      auto* method = static_cast<annotate::FrozenMethodDesc*>(pbc_.descs[0]);
      auto& wanted = static_cast<FrozenMethodRepr&>(to);
      return ops.constant(to.lowType(), wanted.self_.convertConst(method->self->object));
    }
    return Repr::convertTo(to, value, ops);
  }

private:
  const PbcAnnotation& pbc_;
  const annotate::Annotation* selves_;
  Repr& self_;
};

} // namespace

Repr* makeFrozenMethodRepr(RTyper& rtyper, const PbcAnnotation& pbc) {
  std::vector<annotate::Desc*> selves;
  auto* first = static_cast<annotate::FrozenMethodDesc*>(pbc.descs[0]);
  for (annotate::Desc* desc : pbc.descs) {
    auto* method = static_cast<annotate::FrozenMethodDesc*>(desc);
    if (method->function != first->function)
      throw TranslationError(first->span(), "methods of several prebuilt objects meet in one "
                                            "variable, but they are not one function");
    selves.push_back(method->self);
  }
  const annotate::Annotation* self = rtyper.annotator().pbc(std::move(selves), pbc.canBeNone);
  return rtyper.arena().make<FrozenMethodRepr>(rtyper, pbc, self, rtyper.repr(self));
}

} // namespace tw::rtype
