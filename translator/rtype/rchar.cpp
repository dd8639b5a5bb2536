// Chars and unichars, and the values that carry nothing: None and the impossible.
#include "translator/annotate/model.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/intops.h"
#include "translator/rtype/primitives.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtyper.h"

#include <stdexcept>

namespace tw::rtype {

CharRepr::CharRepr(RTyper& rtyper, ReprKind kind)
    : Repr(rtyper, kind,
           kind == ReprKind::Char ? rtyper.types().charType() : rtyper.types().uniChar()) {}

std::string CharRepr::describe() const { return kind() == ReprKind::Char ? "char" : "unichar"; }

uint64_t CharRepr::convertConst(host::Object* object) {
  if (object->kind == host::Kind::Str) {
    std::string_view text = host::as<host::StrObject>(object)->value;
    if (text.size() == 1) return static_cast<unsigned char>(text[0]);
  }
  if (kind() == ReprKind::UniChar && object->kind == host::Kind::Unicode) {
    std::u32string_view text = host::as<host::UnicodeObject>(object)->value;
    if (text.size() == 1) return text[0];
  }
  return Repr::convertConst(object);
}

Repr& CharRepr::textRepr() const {
  return kind() == ReprKind::Char ? rtyper().stringRepr() : rtyper().unicodeRepr();
}

Value CharRepr::rtypeUnary(HighLevelOp& hop) {
  const lltype::Type* signedType = hop.rtyper().signedRepr().lowType();
  switch (hop.opcode()) {
  case OpCode::Ord:
    hop.exceptionCannotOccur();
    return hop.genop(kind() == ReprKind::Char ? OpCode::LlCastCharToInt
                                              : OpCode::LlCastUniCharToInt,
                     {hop.inputArg(0)}, signedType);
  case OpCode::Len: hop.exceptionCannotOccur(); return hop.ops.signedConstant(1);
  case OpCode::IsTrue: hop.exceptionCannotOccur(); return hop.ops.boolConstant(true);
  case OpCode::GetAttr: return Repr::rtypeUnary(hop); // a method, bound to the character
  case OpCode::Str:
    if (hop.resultRepr().kind() == ReprKind::Char) {
      hop.exceptionCannotOccur();
      return hop.inputArg(0, hop.resultRepr());
    }
    [[fallthrough]];
  default: {
    // Everything else is an operation of the text with this one character.
    Repr& text = textRepr();
    Value value = hop.inputArg(0, text);
    const annotate::Annotation* annotation = hop.annotation(0);
    HighLevelOp onText = hop;
    onText.removeArg(0);
    onText.insertArg(0, value, annotation, text);
    return text.rtypeUnary(onText);
  }
  }
}

namespace {

struct CompareRow {
  OpCode high, charOp, uniCharOp;
};
constexpr CompareRow kCompare[] = {
    {OpCode::Lt, OpCode::LlCharLt, OpCode::LlUniCharLt},
    {OpCode::Le, OpCode::LlCharLe, OpCode::LlUniCharLe},
    {OpCode::Eq, OpCode::LlCharEq, OpCode::LlUniCharEq},
    {OpCode::Ne, OpCode::LlCharNe, OpCode::LlUniCharNe},
    {OpCode::Gt, OpCode::LlCharGt, OpCode::LlUniCharGt},
    {OpCode::Ge, OpCode::LlCharGe, OpCode::LlUniCharGe},
};

bool isCharacter(const Repr& repr) {
  return repr.kind() == ReprKind::Char || repr.kind() == ReprKind::UniChar;
}

} // namespace

Value CharRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  if (isCharacter(right)) {
    for (const CompareRow& row : kCompare) {
      if (row.high != hop.opcode()) continue;
      hop.exceptionCannotOccur();
      bool wide = kind() == ReprKind::UniChar || right.kind() == ReprKind::UniChar;
      Repr& common = wide ? hop.rtyper().uniCharRepr() : hop.rtyper().charRepr();
      return hop.genop(wide ? row.uniCharOp : row.charOp, hop.inputArgs({&common, &common}),
                       hop.rtyper().boolRepr().lowType());
    }
  }
  if (right.kind() == ReprKind::None) return Repr::rtypePairReflected(hop, right);
  Repr& text = textRepr();
  Value value = hop.inputArg(0, text);
  const annotate::Annotation* annotation = hop.annotation(0);
  HighLevelOp onText = hop;
  onText.removeArg(0);
  onText.insertArg(0, value, annotation, text);
  return text.rtypePair(onText, right);
}

// A count times a character: the text with this one character is repeated.
Value CharRepr::rtypePairReflected(HighLevelOp& hop, Repr& left) {
  bool isCount = left.kind() == ReprKind::Integer || left.kind() == ReprKind::Bool;
  if (plainOperation(hop.opcode()) != OpCode::Mul || !isCount)
    return Repr::rtypePairReflected(hop, left);
  return textRepr().rtypePairReflected(hop, left);
}

Value CharRepr::rtypeMethod(std::string_view name, HighLevelOp& hop) {
  Repr& text = textRepr();
  if (kind() == ReprKind::Char && hop.argCount() == 1) {
    static constexpr std::string_view kTests[] = {"isdigit", "isalpha", "isalnum",
                                                  "isspace", "isupper", "islower"};
    for (std::string_view test : kTests) {
      if (name != test) continue;
      hop.exceptionCannotOccur();
      return hop.callHelper("rchar", "ll_char_" + std::string(name), {hop.inputArg(0)});
    }
    if ((name == "lower" || name == "upper") && isCharacter(hop.resultRepr())) {
      hop.exceptionCannotOccur();
      return hop.callHelper("rchar", "ll_char_" + std::string(name), {hop.inputArg(0)});
    }
  }
  Value value = hop.inputArg(0, text);
  const annotate::Annotation* annotation = hop.annotation(0);
  HighLevelOp onText = hop;
  onText.removeArg(0);
  onText.insertArg(0, value, annotation, text);
  return text.rtypeMethod(name, onText);
}

Value CharRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() == kind()) return value;
  if (kind() == ReprKind::Char && to.kind() == ReprKind::UniChar) {
    Value code = ops.genop(OpCode::LlCastCharToInt, {value}, rtyper().types().signedType());
    return ops.genop(OpCode::LlCastIntToUniChar, {code}, to.lowType());
  }
  if ((kind() == ReprKind::Char && to.kind() == ReprKind::String) ||
      (kind() == ReprKind::UniChar && to.kind() == ReprKind::Unicode))
    return ops.callHelper("rstr", "ll_chr2str",
                          {static_cast<StringRepr&>(to).typeArgument(ops), value});
  return Repr::convertTo(to, value, ops);
}

host::FunctionObject* CharRepr::hashFunction() {
  return rtyper().helpers().function("rchar",
                                     kind() == ReprKind::Char ? "ll_char_hash" : "ll_unichar_hash");
}

namespace {

// None and the value that never exists: Void.
class VoidRepr final : public Repr {
public:
  VoidRepr(RTyper& rtyper, ReprKind kind) : Repr(rtyper, kind, rtyper.types().voidType()) {}
  std::string describe() const override {
    return kind() == ReprKind::None ? "None" : "value that never exists";
  }
  Value rtypeUnary(HighLevelOp& hop) override {
    if (kind() == ReprKind::None && (hop.opcode() == OpCode::Str || hop.opcode() == OpCode::Repr)) {
      hop.exceptionCannotOccur();
      return textOf({}, *this, hop.ops);
    }
    if (kind() == ReprKind::None && hop.opcode() == OpCode::IsTrue) {
      hop.exceptionCannotOccur();
      return hop.ops.boolConstant(false);
    }
    // An operation on a value that never exists is never reached.
    if (kind() == ReprKind::Impossible) return unreachable(hop);
    return Repr::rtypeUnary(hop);
  }
  Value rtypePair(HighLevelOp& hop, Repr& right) override {
    return kind() == ReprKind::Impossible ? unreachable(hop) : Repr::rtypePair(hop, right);
  }
  Value convertTo(Repr& to, Value value, LowLevelOps& ops) override {
    if (to.isVoid()) return Repr::convertTo(to, value, ops);
    if (to.lowType()->isPtr() || kind() == ReprKind::Impossible)
      return ops.constant(to.lowType(), 0);
    return {};
  }

private:
  static Value unreachable(HighLevelOp& hop) {
    hop.exceptionCannotOccur();
    return hop.resultRepr().isVoid() ? Value() : hop.ops.constant(hop.resultType(), 0);
  }
};

} // namespace

Repr* makePrimitiveRepr(RTyper& rtyper, const annotate::Annotation& annotation) {
  Arena& arena = rtyper.arena();
  lltype::TypeTable& types = rtyper.types();
  switch (annotation.kind()) {
  case annotate::Kind::Impossible: return arena.make<VoidRepr>(rtyper, ReprKind::Impossible);
  case annotate::Kind::None: return arena.make<VoidRepr>(rtyper, ReprKind::None);
  case annotate::Kind::Bool: return arena.make<BoolRepr>(rtyper);
  case annotate::Kind::Integer: {
    const auto& type = annotate::cast<annotate::IntegerAnnotation>(&annotation).type;
    return arena.make<IntegerRepr>(rtyper, types.number(type.bits, type.isSigned));
  }
  case annotate::Kind::Float: return arena.make<FloatRepr>(rtyper, types.floatType());
  case annotate::Kind::SingleFloat: return arena.make<FloatRepr>(rtyper, types.singleFloat());
  case annotate::Kind::LongFloat: return arena.make<FloatRepr>(rtyper, types.longFloat());
  case annotate::Kind::Char: return arena.make<CharRepr>(rtyper, ReprKind::Char);
  case annotate::Kind::UniChar: return arena.make<CharRepr>(rtyper, ReprKind::UniChar);
  default: throw std::logic_error("not a primitive annotation");
  }
}

} // namespace tw::rtype
