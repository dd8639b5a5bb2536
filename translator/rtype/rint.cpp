// Integers of all widths.
//
// Arithmetic is done in 64 bits, signed or unsigned by the result's type; a
// narrower result is cut to its width afterwards. Wrap-around is that of the
// low-level operations. Division rounds towards minus infinity through helpers,
// unless both operands are known to be non-negative. It is tested for a
// zero divisor only where the function handles ZeroDivisionError; the overflow-
// checked forms are always tested, since the program asks for them.
#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/intops.h"
#include "translator/rtype/names.h"
#include "translator/rtype/primitives.h"
#include "translator/rtype/rlist.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtyper.h"

namespace tw::rtype {

IntegerRepr::IntegerRepr(RTyper& rtyper, const lltype::Type* type)
    : Repr(rtyper, ReprKind::Integer, type) {}

std::string IntegerRepr::describe() const {
  return lowType()->isSigned() ? "int" : lowType()->text() + " integer";
}

uint64_t IntegerRepr::convertConst(host::Object* object) {
  const lltype::NumberType& number = lowType()->number();
  if (object->kind == host::Kind::SizedInt)
    return number.normalize(host::as<host::SizedIntObject>(object)->value);
  int64_t value;
  if (rtyper().host().asInt64(object, value)) return number.normalize(lltype::fromInt(value));
  if (object->kind == host::Kind::Long && number.bits() == 64 && lowType()->isUnsigned())
    return std::stoull(rtyper().host().str(object));
  return Repr::convertConst(object);
}

Value IntegerRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() == ReprKind::Integer)
    return lowType() == to.lowType() ? value
                                     : ops.genop(OpCode::LlCastPrimitive, {value}, to.lowType());
  if (to.kind() == ReprKind::Float) {
    Value wide = wideInteger(value, ops);
    return ops.genop(wide.type()->isUnsigned() ? OpCode::LlCastUintToFloat
                                               : OpCode::LlCastIntToFloat,
                     {wide}, to.lowType());
  }
  if (to.kind() == ReprKind::Bool && lowType()->isSigned()) // as for floats
    return ops.genop(OpCode::LlIntIsTrue, {wideInteger(value, ops)}, to.lowType());
  return Repr::convertTo(to, value, ops);
}

host::FunctionObject* IntegerRepr::hashFunction() {
  return rtyper().helpers().function("rint", "ll_int_hash");
}

// ---- Shared with bools ----------------------------------------------------------------------

Value wideInteger(Value value, LowLevelOps& ops) {
  const lltype::NumberType& number = value.type()->number();
  if (number.bits() >= 64) return value;
  return ops.genop(OpCode::LlCastPrimitive, {value},
                   ops.rtyper().types().number(64, number.isSignedNumber()));
}

namespace {

struct BinaryRow {
  OpCode high;
  OpCode signedOp;
  OpCode unsignedOp;
};
constexpr BinaryRow kArithmetic[] = {
    {OpCode::Add, OpCode::LlIntAdd, OpCode::LlUintAdd},
    {OpCode::Sub, OpCode::LlIntSub, OpCode::LlUintSub},
    {OpCode::Mul, OpCode::LlIntMul, OpCode::LlUintMul},
    {OpCode::And, OpCode::LlIntAnd, OpCode::LlUintAnd},
    {OpCode::Or, OpCode::LlIntOr, OpCode::LlUintOr},
    {OpCode::Xor, OpCode::LlIntXor, OpCode::LlUintXor},
    {OpCode::LShift, OpCode::LlIntLshift, OpCode::LlUintLshift},
    {OpCode::RShift, OpCode::LlIntRshift, OpCode::LlUintRshift},
};
constexpr BinaryRow kComparisons[] = {
    {OpCode::Lt, OpCode::LlIntLt, OpCode::LlUintLt},
    {OpCode::Le, OpCode::LlIntLe, OpCode::LlUintLe},
    {OpCode::Eq, OpCode::LlIntEq, OpCode::LlUintEq},
    {OpCode::Ne, OpCode::LlIntNe, OpCode::LlUintNe},
    {OpCode::Gt, OpCode::LlIntGt, OpCode::LlUintGt},
    {OpCode::Ge, OpCode::LlIntGe, OpCode::LlUintGe},
};
constexpr BinaryRow kChecked[] = {
    {OpCode::AddOvf, OpCode::LlIntAddOvf, {}},
    {OpCode::SubOvf, OpCode::LlIntSubOvf, {}},
    {OpCode::MulOvf, OpCode::LlIntMulOvf, {}},
};

template <size_t N> const BinaryRow* findRow(const BinaryRow (&table)[N], OpCode op) {
  for (const BinaryRow& row : table)
    if (row.high == op) return &row;
  return nullptr;
}

// The 64-bit Repr in which an operation with this result type is computed.
Repr& wideRepr(RTyper& rtyper, bool isUnsigned) {
  return isUnsigned ? rtyper.unsignedRepr() : rtyper.signedRepr();
}

Value narrow(HighLevelOp& hop, Value value) {
  const lltype::Type* wanted = hop.resultType();
  if (value.type() == wanted) return value;
  return hop.genop(OpCode::LlCastPrimitive, {value}, wanted);
}

bool isUnsignedInteger(const Repr& repr) {
  return repr.kind() == ReprKind::Integer && !repr.lowType()->number().isSignedNumber();
}

Value compare(HighLevelOp& hop, const BinaryRow& row) {
  hop.exceptionCannotOccur();
  // Narrow unsigned numbers fit a signed word; 64-bit ones compare as unsigned.
  auto wideUnsigned = [](const Repr& repr) {
    return isUnsignedInteger(repr) && repr.lowType()->number().bits() == 64;
  };
  bool isUnsigned = wideUnsigned(hop.argRepr(0)) || wideUnsigned(hop.argRepr(1));
  Repr& wide = wideRepr(hop.rtyper(), isUnsigned);
  return hop.genop(isUnsigned ? row.unsignedOp : row.signedOp, hop.inputArgs({&wide, &wide}),
                   hop.rtyper().boolRepr().lowType());
}

Value arithmetic(HighLevelOp& hop, const BinaryRow& row) {
  hop.exceptionCannotOccur();
  bool isUnsigned = isUnsignedInteger(hop.resultRepr());
  Repr& wide = wideRepr(hop.rtyper(), isUnsigned);
  bool isShift = row.high == OpCode::LShift || row.high == OpCode::RShift;
  Repr& right = isShift ? hop.rtyper().signedRepr() : wide;
  return narrow(hop, hop.genop(isUnsigned ? row.unsignedOp : row.signedOp,
                               hop.inputArgs({&wide, &right}), wide.lowType()));
}

// The name of the helper tells what it tests: ll_floordiv, ll_floordiv_zer,
// ll_floordiv_ovf, ll_floordiv_ovf_zer; the unsigned ones begin with ll_u.
Value division(HighLevelOp& hop, bool modulo, bool checked) {
  RTyper& rtyper = hop.rtyper();
  bool isUnsigned = isUnsignedInteger(hop.resultRepr());
  if (checked && isUnsigned)
    hop.fail("ovfcheck() of an unsigned operation",
             "unsigned arithmetic wraps around: compare the operands before");
  Repr& wide = wideRepr(rtyper, isUnsigned);
  bool zero = hop.catches("ZeroDivisionError");
  if (zero && hop.isConstant(1)) zero = hop.rtyper().host().toInt(hop.constantObject(1)) == 0;
  std::vector<Value> args = hop.inputArgs({&wide, &wide});
  bool plain = isUnsigned || (isNonNegative(hop.annotation(0)) && isNonNegative(hop.annotation(1)));
  if (plain && !zero) {
    hop.exceptionCannotOccur();
    OpCode op = modulo ? (isUnsigned ? OpCode::LlUintMod : OpCode::LlIntMod)
                       : (isUnsigned ? OpCode::LlUintFloorDiv : OpCode::LlIntFloorDiv);
    return narrow(hop, hop.genop(op, std::move(args), wide.lowType()));
  }
  std::string helper = isUnsigned ? "ll_u" : "ll_";
  helper += modulo ? "mod" : "floordiv";
  if (checked) helper += "_ovf";
  if (zero) helper += "_zer";
  if (checked || zero)
    hop.exceptionIsHere();
  else
    hop.exceptionCannotOccur();
  return narrow(hop, hop.callHelper("rint", helper, std::move(args)));
}

Value floatDivision(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Repr& number = hop.rtyper().floatRepr();
  return hop.genop(OpCode::LlFloatTrueDiv, hop.inputArgs({&number, &number}), number.lowType());
}

Value helperOn(HighLevelOp& hop, const char* helper, bool raises) {
  Repr& number = hop.rtyper().signedRepr();
  std::vector<Value> args;
  for (size_t i = 0; i < hop.argCount(); ++i) args.push_back(hop.inputArg(i, number));
  if (raises)
    hop.exceptionIsHere();
  else
    hop.exceptionCannotOccur();
  return narrow(hop, hop.callHelper("rint", helper, std::move(args)));
}

} // namespace

OpCode plainOperation(OpCode op) {
  switch (op) {
  case OpCode::InplaceAdd: return OpCode::Add;
  case OpCode::InplaceSub: return OpCode::Sub;
  case OpCode::InplaceMul: return OpCode::Mul;
  case OpCode::InplaceTrueDiv: return OpCode::TrueDiv;
  case OpCode::InplaceFloorDiv: return OpCode::FloorDiv;
  case OpCode::InplaceDiv: return OpCode::Div;
  case OpCode::InplaceMod: return OpCode::Mod;
  case OpCode::InplacePow: return OpCode::Pow;
  case OpCode::InplaceLShift: return OpCode::LShift;
  case OpCode::InplaceRShift: return OpCode::RShift;
  case OpCode::InplaceAnd: return OpCode::And;
  case OpCode::InplaceOr: return OpCode::Or;
  case OpCode::InplaceXor: return OpCode::Xor;
  default: return op;
  }
}

Value rtypeIntegerPair(HighLevelOp& hop) {
  OpCode op = plainOperation(hop.opcode());
  if (const BinaryRow* row = findRow(kComparisons, op)) return compare(hop, *row);
  if (op == OpCode::Is) return compare(hop, *findRow(kComparisons, OpCode::Eq));
  if (const BinaryRow* row = findRow(kArithmetic, op)) return arithmetic(hop, *row);
  if (const BinaryRow* row = findRow(kChecked, op)) {
    if (isUnsignedInteger(hop.resultRepr()))
      hop.fail("ovfcheck() of an unsigned operation",
               "unsigned arithmetic wraps around: compare the operands before");
    Repr& number = hop.rtyper().signedRepr();
    std::vector<Value> args = hop.inputArgs({&number, &number});
    OpCode low = row->signedOp;
    if (op == OpCode::AddOvf && isNonNegative(hop.annotation(1))) low = OpCode::LlIntAddNonnegOvf;
    hop.exceptionIsHere();
    return hop.genop(low, std::move(args), number.lowType());
  }
  switch (op) {
  case OpCode::FloorDiv:
  case OpCode::Div: return division(hop, false, false);
  case OpCode::Mod: return division(hop, true, false);
  case OpCode::FloorDivOvf:
  case OpCode::DivOvf: return division(hop, false, true);
  case OpCode::ModOvf: return division(hop, true, true);
  case OpCode::TrueDiv: return floatDivision(hop);
  case OpCode::LShiftOvf: return helperOn(hop, "ll_lshift_ovf", true);
  case OpCode::Pow: return helperOn(hop, "ll_pow", false);
  default: return {};
  }
}

Value rtypeIntegerUnary(HighLevelOp& hop) {
  RTyper& rtyper = hop.rtyper();
  bool isUnsigned = isUnsignedInteger(hop.resultRepr());
  Repr& wide = wideRepr(rtyper, isUnsigned);
  auto simple = [&](OpCode op) {
    hop.exceptionCannotOccur();
    return narrow(hop, hop.genop(op, {hop.inputArg(0, wide)}, wide.lowType()));
  };
  switch (hop.opcode()) {
  case OpCode::IsTrue:
    hop.exceptionCannotOccur();
    return hop.genop(OpCode::LlIntIsTrue, {hop.inputArg(0, rtyper.signedRepr())},
                     rtyper.boolRepr().lowType());
  case OpCode::Pos:
  case OpCode::Int:
  case OpCode::Long:
  case OpCode::Hash: hop.exceptionCannotOccur(); return hop.inputArg(0, hop.resultRepr());
  case OpCode::Float: hop.exceptionCannotOccur(); return hop.inputArg(0, rtyper.floatRepr());
  case OpCode::Neg:
    if (!isUnsigned) return simple(OpCode::LlIntNeg);
    hop.exceptionCannotOccur();
    return narrow(hop, hop.genop(OpCode::LlUintSub,
                                 {hop.ops.constant(wide.lowType(), 0), hop.inputArg(0, wide)},
                                 wide.lowType()));
  case OpCode::Abs:
    if (isUnsigned) {
      hop.exceptionCannotOccur();
      return hop.inputArg(0, hop.resultRepr());
    }
    return simple(OpCode::LlIntAbs);
  case OpCode::Invert: return simple(isUnsigned ? OpCode::LlUintInvert : OpCode::LlIntInvert);
  case OpCode::NegOvf: return helperOn(hop, "ll_neg_ovf", true);
  case OpCode::AbsOvf: return helperOn(hop, "ll_abs_ovf", true);
  case OpCode::Str:
  case OpCode::Repr:
    hop.exceptionCannotOccur();
    return textOf(hop.inputArg(0), hop.argRepr(0), hop.ops);
  case OpCode::Hex:
  case OpCode::Oct: {
    hop.exceptionCannotOccur();
    return hop.callHelper("rformat", hop.opcode() == OpCode::Hex ? "ll_hex" : "ll_oct",
                          {hop.inputArg(0, wideRepr(rtyper, isUnsignedInteger(hop.argRepr(0))))});
  }
  default: return {};
  }
}

Value rtypeBin(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  const bool isBool = hop.argRepr(0).kind() == ReprKind::Bool;
  Value number = isBool ? hop.inputArg(0, hop.rtyper().signedRepr()) : hop.inputArg(0);
  return hop.callHelper("rformat", "ll_bin", {wideInteger(number, hop.ops)});
}

Value IntegerRepr::rtypeUnary(HighLevelOp& hop) {
  if (Value value = rtypeIntegerUnary(hop)) return value;
  return Repr::rtypeUnary(hop);
}

Value IntegerRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  if (right.kind() == ReprKind::Integer || right.kind() == ReprKind::Bool)
    if (Value value = rtypeIntegerPair(hop)) return value;
  return Repr::rtypePair(hop, right);
}

Value IntegerRepr::rtypePairReflected(HighLevelOp& hop, Repr& left) {
  return Repr::rtypePairReflected(hop, left);
}

} // namespace tw::rtype
