// Bools: truth values that behave as the ints 0 and 1 in arithmetic.
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/intops.h"
#include "translator/rtype/primitives.h"
#include "translator/rtype/rtyper.h"

namespace tw::rtype {

BoolRepr::BoolRepr(RTyper& rtyper) : Repr(rtyper, ReprKind::Bool, rtyper.types().boolType()) {}

uint64_t BoolRepr::convertConst(host::Object* object) {
  if (!host::isInt(object)) return Repr::convertConst(object);
  return host::as<host::IntObject>(object)->value != 0;
}

Value BoolRepr::rtypeUnary(HighLevelOp& hop) {
  if (hop.opcode() == OpCode::IsTrue) {
    hop.exceptionCannotOccur();
    return hop.inputArg(0);
  }
  if (Value value = rtypeIntegerUnary(hop)) return value;
  return Repr::rtypeUnary(hop);
}

// & | ^ of two bools is a bool: the annotator says so.
static Value rtypeLogic(HighLevelOp& hop) {
  Repr& number = hop.rtyper().signedRepr();
  OpCode op = plainOperation(hop.opcode()) == OpCode::And  ? OpCode::LlIntAnd
              : plainOperation(hop.opcode()) == OpCode::Or ? OpCode::LlIntOr
                                                           : OpCode::LlIntXor;
  hop.exceptionCannotOccur();
  Value bits = hop.genop(op, hop.inputArgs({&number, &number}), number.lowType());
  return hop.genop(OpCode::LlIntIsTrue, {bits}, hop.resultType());
}

Value BoolRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  if (right.kind() == ReprKind::Bool && hop.resultRepr().kind() == ReprKind::Bool) {
    OpCode op = plainOperation(hop.opcode());
    if (op == OpCode::And || op == OpCode::Or || op == OpCode::Xor) return rtypeLogic(hop);
  }
  if (right.kind() == ReprKind::Integer || right.kind() == ReprKind::Bool)
    if (Value value = rtypeIntegerPair(hop)) return value;
  return Repr::rtypePair(hop, right);
}

Value BoolRepr::rtypePairReflected(HighLevelOp& hop, Repr& left) {
  return Repr::rtypePairReflected(hop, left);
}

Value BoolRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  switch (to.kind()) {
  case ReprKind::Bool: return value;
  case ReprKind::Integer: {
    Value number = ops.genop(OpCode::LlCastBoolToInt, {value}, rtyper().types().signedType());
    return to.lowType() == number.type()
               ? number
               : ops.genop(OpCode::LlCastPrimitive, {number}, to.lowType());
  }
  case ReprKind::Float: return ops.genop(OpCode::LlCastBoolToFloat, {value}, to.lowType());
  default: return Repr::convertTo(to, value, ops);
  }
}

host::FunctionObject* BoolRepr::hashFunction() {
  return rtyper().helpers().function("rint", "ll_bool_hash");
}

} // namespace tw::rtype
