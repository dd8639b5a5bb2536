// Calls of library functions and of methods of built-in types.
#include "translator/rtype/rbuiltin.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/registry.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/words.h"

namespace tw::rtype {

static bool isCall(const HighLevelOp& hop) {
  return hop.opcode() == OpCode::SimpleCall || hop.opcode() == OpCode::CallArgs;
}

BuiltinFunctionRepr::BuiltinFunctionRepr(RTyper& rtyper,
                                         const annotate::BuiltinAnnotation& function)
    : Repr(rtyper, ReprKind::BuiltinFunction, rtyper.types().voidType()), function_(function) {}

std::string BuiltinFunctionRepr::describe() const {
  return "function " + std::string(function_.name);
}

Value BuiltinFunctionRepr::rtypeUnary(HighLevelOp& hop) {
  if (!isCall(hop)) return Repr::rtypeUnary(hop);
  if (!function_.rule || !function_.rule->rtype)
    hop.fail(std::string(function_.name) + "() cannot be called at run time");
  HighLevelOp onArguments = hop;
  onArguments.removeArg(0);
  return function_.rule->rtype(onArguments);
}

BuiltinMethodRepr::BuiltinMethodRepr(RTyper& rtyper,
                                     const annotate::BuiltinMethodAnnotation& method, Repr& self)
    : Repr(rtyper, ReprKind::BuiltinMethod, self.lowType()), method_(method), self_(self) {}

std::string BuiltinMethodRepr::describe() const {
  return "method " + std::string(method_.rule->name) + " of " + withArticle(self_.describe());
}

Value BuiltinMethodRepr::rtypeUnary(HighLevelOp& hop) {
  if (!isCall(hop)) return Repr::rtypeUnary(hop);
  // This Repr is shared by equal methods of different values: what is known of the
  // value says the operand's own annotation.
  const auto& bound = annotate::cast<annotate::BuiltinMethodAnnotation>(hop.annotation(0));
  Value self =
      bound.self->constant() ? hop.ops.constantOf(self_, bound.self->constant()) : hop.inputArg(0);
  HighLevelOp onSelf = hop;
  onSelf.removeArg(0);
  onSelf.insertArg(0, self, bound.self, self_);
  return self_.rtypeMethod(method_.rule->name, onSelf);
}

// A method taken from a prebuilt object is that object.
uint64_t BuiltinMethodRepr::convertConst(host::Object* object) {
  return self_.convertConst(host::as<host::BuiltinMethodObject>(object)->self);
}

Value BuiltinMethodRepr::convertFrom(Repr& from, Value value, LowLevelOps& ops) {
  if (from.lowType() == lowType()) return value;
  return Repr::convertFrom(from, value, ops);
}

namespace {

// Instances call properties through functions, so they have no form.
class PropertyRepr final : public Repr {
public:
  explicit PropertyRepr(RTyper& rtyper)
      : Repr(rtyper, ReprKind::Property, rtyper.types().voidType()) {}
  std::string describe() const override { return "property"; }
};

} // namespace

Repr* makeBuiltinRepr(RTyper& rtyper, const annotate::Annotation& annotation) {
  Arena& arena = rtyper.arena();
  if (const auto* function = annotate::dynCast<annotate::BuiltinAnnotation>(&annotation))
    return arena.make<BuiltinFunctionRepr>(rtyper, *function);
  if (const auto* method = annotate::dynCast<annotate::BuiltinMethodAnnotation>(&annotation))
    return arena.make<BuiltinMethodRepr>(rtyper, *method, rtyper.repr(method->self));
  return arena.make<PropertyRepr>(rtyper);
}

} // namespace tw::rtype
