// Floats. Division by zero gives infinities and NaN, never an exception.
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/intops.h"
#include "translator/rtype/primitives.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtyper.h"

namespace tw::rtype {

FloatRepr::FloatRepr(RTyper& rtyper, const lltype::Type* type)
    : Repr(rtyper, ReprKind::Float, type) {}

uint64_t FloatRepr::convertConst(host::Object* object) {
  switch (object->kind) {
  case host::Kind::Float:
  case host::Kind::Int:
  case host::Kind::Bool:
  case host::Kind::Long:
  case host::Kind::SizedInt: break;
  case host::Kind::External: { // a r_singlefloat
    host::Host& host = rtyper().host();
    host::Object* convert = host.getAttrOrNull(object, "__float__");
    return convert ? convertConst(host.call(convert, {})) : Repr::convertConst(object);
  }
  default: return Repr::convertConst(object);
  }
  double value = rtyper().host().toDouble(object);
  if (lowType()->kind() == lltype::Kind::SingleFloat)
    return lltype::fromSingle(static_cast<float>(value));
  return lltype::fromDouble(value);
}

Value FloatRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() == ReprKind::Float)
    return to.lowType() == lowType() ? value
                                     : ops.genop(OpCode::LlCastPrimitive, {value}, to.lowType());
  // A number that went through a function whose family returns floats.
  const lltype::Type* signedType = rtyper().signedRepr().lowType();
  if (lowType() == rtyper().floatRepr().lowType()) {
    if (to.lowType() == signedType)
      return ops.genop(OpCode::LlCastFloatToInt, {value}, to.lowType());
    if (to.kind() == ReprKind::Bool) return ops.genop(OpCode::LlFloatIsTrue, {value}, to.lowType());
  }
  return Repr::convertTo(to, value, ops);
}

host::FunctionObject* FloatRepr::hashFunction() {
  return rtyper().helpers().function("rfloat", "ll_float_hash");
}

Value FloatRepr::rtypeUnary(HighLevelOp& hop) {
  RTyper& rtyper = hop.rtyper();
  Repr& number = rtyper.floatRepr();
  auto simple = [&](OpCode op, const lltype::Type* result) {
    hop.exceptionCannotOccur();
    return hop.genop(op, {hop.inputArg(0, number)}, result);
  };
  switch (hop.opcode()) {
  case OpCode::IsTrue: return simple(OpCode::LlFloatIsTrue, rtyper.boolRepr().lowType());
  case OpCode::Neg: return simple(OpCode::LlFloatNeg, number.lowType());
  case OpCode::Abs: return simple(OpCode::LlFloatAbs, number.lowType());
  case OpCode::Int:
  case OpCode::Long: return simple(OpCode::LlCastFloatToInt, rtyper.signedRepr().lowType());
  case OpCode::Pos:
  case OpCode::Float: hop.exceptionCannotOccur(); return hop.inputArg(0, number);
  case OpCode::Str:
    hop.exceptionCannotOccur();
    return textOf(hop.inputArg(0, number), number, hop.ops);
  case OpCode::Repr:
    hop.exceptionCannotOccur();
    return reprTextOf(hop.inputArg(0, number), number, hop.ops);
  case OpCode::Hash:
    hop.exceptionCannotOccur();
    return hop.callHelper("rfloat", "ll_float_hash", {hop.inputArg(0, number)});
  default: return Repr::rtypeUnary(hop);
  }
}

static Value rtypeFloatPair(HighLevelOp& hop) {
  RTyper& rtyper = hop.rtyper();
  Repr& number = rtyper.floatRepr();
  auto simple = [&](OpCode op, Repr& result) {
    hop.exceptionCannotOccur();
    return hop.genop(op, hop.inputArgs({&number, &number}), result.lowType());
  };
  auto helper = [&](const char* name) {
    std::vector<Value> args = hop.inputArgs({&number, &number});
    hop.exceptionCannotOccur();
    return hop.callHelper("rfloat", name, std::move(args));
  };
  switch (plainOperation(hop.opcode())) {
  case OpCode::Add: return simple(OpCode::LlFloatAdd, number);
  case OpCode::Sub: return simple(OpCode::LlFloatSub, number);
  case OpCode::Mul: return simple(OpCode::LlFloatMul, number);
  case OpCode::Div:
  case OpCode::TrueDiv: return simple(OpCode::LlFloatTrueDiv, number);
  case OpCode::Lt: return simple(OpCode::LlFloatLt, rtyper.boolRepr());
  case OpCode::Le: return simple(OpCode::LlFloatLe, rtyper.boolRepr());
  case OpCode::Eq: return simple(OpCode::LlFloatEq, rtyper.boolRepr());
  case OpCode::Ne: return simple(OpCode::LlFloatNe, rtyper.boolRepr());
  case OpCode::Gt: return simple(OpCode::LlFloatGt, rtyper.boolRepr());
  case OpCode::Ge: return simple(OpCode::LlFloatGe, rtyper.boolRepr());
  case OpCode::FloorDiv: return helper("ll_float_floordiv");
  case OpCode::Mod: return helper("ll_float_mod");
  case OpCode::Pow: return helper("ll_float_pow");
  default: return {};
  }
}

static bool isNumber(const Repr& repr) {
  return repr.kind() == ReprKind::Float || repr.kind() == ReprKind::Integer ||
         repr.kind() == ReprKind::Bool;
}

Value FloatRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  if (isNumber(right))
    if (Value value = rtypeFloatPair(hop)) return value;
  return Repr::rtypePair(hop, right);
}

Value FloatRepr::rtypePairReflected(HighLevelOp& hop, Repr& left) {
  if (isNumber(left))
    if (Value value = rtypeFloatPair(hop)) return value;
  return Repr::rtypePairReflected(hop, left);
}

} // namespace tw::rtype
