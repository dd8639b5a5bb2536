// Arithmetic of numbers: int, bool, fixed-width integers, float.
#include "translator/annotate/lattice.h"
#include "translator/annotate/operations.h"

namespace tw::annotate {

using flow::OpCode;

namespace {

struct IntegerOperand {
  IntegerType type;
  bool nonNegative;
  bool isPlain; // int or bool: takes the other operand's type
};

IntegerOperand operand(const Annotation* a) {
  if (isKind(a, Kind::Bool)) return {{}, true, true};
  const auto& integer = cast<IntegerAnnotation>(a);
  return {integer.type, integer.nonNegative, integer.type == IntegerType{}};
}

IntegerType resultType(const IntegerOperand& a, const IntegerOperand& b) {
  if (a.type == b.type) return a.type;
  if (a.isPlain) return b.type;
  if (b.isPlain) return a.type;
  return {std::max(a.type.bits, b.type.bits), a.type.isSigned && b.type.isSigned};
}

bool isShift(OpCode op) {
  return op == OpCode::LShift || op == OpCode::LShiftOvf || op == OpCode::InplaceLShift ||
         op == OpCode::RShift || op == OpCode::InplaceRShift;
}

bool isMask(OpCode op) { return op == OpCode::And || op == OpCode::InplaceAnd; }

// An unsigned operand takes a signed one only if that cannot be negative: what
// the result should be would depend on the reader.
void checkSigns(Site& site, const IntegerOperand& a, const IntegerOperand& b) {
  if (a.type.isSigned == b.type.isSigned) return;
  const IntegerOperand& signedOne = a.type.isSigned ? a : b;
  if (signedOne.nonNegative || isShift(site.operation.op) || isMask(site.operation.op)) return;
  site.failOperands(
      "the signed one may be negative: convert it by r_uint(), convert the other one by "
      "intmask(), or prove it: assert x >= 0");
}

const Annotation* integers(Site& site) {
  Annotator& an = site.annotator;
  const IntegerOperand a = operand(site[0]);
  const IntegerOperand b = operand(site[1]);
  checkSigns(site, a, b);
  const IntegerType type = resultType(a, b);
  const bool both = a.nonNegative && b.nonNegative;
  switch (site.operation.op) {
  case OpCode::Add:
  case OpCode::AddOvf:
  case OpCode::InplaceAdd:
  case OpCode::Mul:
  case OpCode::MulOvf:
  case OpCode::InplaceMul:
  case OpCode::FloorDiv:
  case OpCode::FloorDivOvf:
  case OpCode::InplaceFloorDiv:
  case OpCode::Div:
  case OpCode::DivOvf:
  case OpCode::InplaceDiv:
  case OpCode::Pow:
  case OpCode::InplacePow: return an.integer(both, type);
  case OpCode::Sub:
  case OpCode::SubOvf:
  case OpCode::InplaceSub: return an.integer(false, type);
  case OpCode::Mod:
  case OpCode::ModOvf:
  case OpCode::InplaceMod: return an.integer(b.nonNegative, type);
  case OpCode::And:
  case OpCode::InplaceAnd:
    if (isKind(site[0], Kind::Bool) && isKind(site[1], Kind::Bool)) return an.boolean();
    return an.integer(a.nonNegative || b.nonNegative, type);
  case OpCode::Or:
  case OpCode::InplaceOr:
  case OpCode::Xor:
  case OpCode::InplaceXor:
    if (isKind(site[0], Kind::Bool) && isKind(site[1], Kind::Bool)) return an.boolean();
    return an.integer(both, type);
  case OpCode::LShift:
  case OpCode::LShiftOvf:
  case OpCode::InplaceLShift:
  case OpCode::RShift:
  case OpCode::InplaceRShift: return an.integer(a.nonNegative, a.type);
  case OpCode::TrueDiv:
  case OpCode::InplaceTrueDiv: return an.floating();
  case OpCode::DivMod: return an.tuple({an.integer(both, type), an.integer(b.nonNegative, type)});
  default: return nullptr;
  }
}

bool isArithmetic(OpCode op) {
  switch (op) {
  case OpCode::Add:
  case OpCode::Sub:
  case OpCode::Mul:
  case OpCode::TrueDiv:
  case OpCode::Div:
  case OpCode::FloorDiv:
  case OpCode::Mod:
  case OpCode::Pow:
  case OpCode::InplaceAdd:
  case OpCode::InplaceSub:
  case OpCode::InplaceMul:
  case OpCode::InplaceTrueDiv:
  case OpCode::InplaceDiv:
  case OpCode::InplaceFloorDiv:
  case OpCode::InplaceMod:
  case OpCode::InplacePow: return true;
  default: return false;
  }
}

bool isFloatOrInt(const Annotation* a) { return isKind(a, Kind::Float) || isIntegral(a); }

const Annotation* floats(Site& site) {
  Annotator& an = site.annotator;
  if (isArithmetic(site.operation.op)) return an.floating();
  if (site.operation.op == OpCode::DivMod) return an.tuple({an.floating(), an.floating()});
  return nullptr;
}

const Annotation* unaryInteger(Site& site) {
  Annotator& an = site.annotator;
  const IntegerOperand a = operand(site[0]);
  switch (site.operation.op) {
  case OpCode::Pos: return an.integer(a.nonNegative, a.type);
  case OpCode::Neg:
  case OpCode::NegOvf:
  case OpCode::Invert: return an.integer(false, a.type);
  case OpCode::Abs:
  case OpCode::AbsOvf: return an.integer(true, a.type);
  default: return nullptr;
  }
}

} // namespace

const Annotation* annotateArithmetic(Site& site) {
  if (site.args.size() == 1) {
    if (isIntegral(site[0])) return unaryInteger(site);
    if (isKind(site[0], Kind::Float)) switch (site.operation.op) {
      case OpCode::Pos:
      case OpCode::Neg:
      case OpCode::Abs: return site.annotator.floating();
      default: return nullptr;
      }
    return nullptr;
  }
  if (site.args.size() != 2) return nullptr;
  if (isIntegral(site[0]) && isIntegral(site[1])) return integers(site);
  if (isFloatOrInt(site[0]) && isFloatOrInt(site[1])) return floats(site);
  return nullptr;
}

} // namespace tw::annotate
