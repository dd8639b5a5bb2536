// Strings: representation, prebuilt ones, operators.
#include "translator/rtype/rstr.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/model.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/intops.h"
#include "translator/rtype/riterator.h"
#include "translator/rtype/rlist.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"

namespace tw::rtype {

namespace {

const lltype::StructType* textStruct(lltype::TypeTable& types, const char* name,
                                     const lltype::Type* item) {
  const lltype::Type* chars = types.array(item, lltype::Flavor::Raw);
  lltype::StructHints hints;
  hints.noHash = true;
  return types.structOf(
      name, lltype::Flavor::Gc,
      {{"hash", types.signedType()}, {"chars", chars, lltype::Mutability::Immutable}}, nullptr,
      hints);
}

std::u32string widen(std::string_view bytes) {
  std::u32string text;
  text.reserve(bytes.size());
  for (unsigned char c : bytes) text.push_back(c);
  return text;
}

bool isCharacter(const Repr& repr) {
  return repr.kind() == ReprKind::Char || repr.kind() == ReprKind::UniChar;
}

bool isText(const Repr& repr) {
  return isCharacter(repr) || repr.kind() == ReprKind::String || repr.kind() == ReprKind::Unicode;
}

} // namespace

const lltype::StructType* stringStruct(lltype::TypeTable& types) {
  return textStruct(types, "str", types.charType());
}

const lltype::StructType* unicodeStruct(lltype::TypeTable& types) {
  return textStruct(types, "unicode", types.uniChar());
}

Repr* makeStringRepr(RTyper& rtyper, const annotate::Annotation&) {
  return rtyper.arena().make<StringRepr>(rtyper, ReprKind::String);
}

Repr* makeUnicodeRepr(RTyper& rtyper, const annotate::Annotation&) {
  return rtyper.arena().make<StringRepr>(rtyper, ReprKind::Unicode);
}

StringRepr::StringRepr(RTyper& rtyper, ReprKind kind)
    : Repr(rtyper, kind,
           rtyper.types().ptr(kind == ReprKind::String ? stringStruct(rtyper.types())
                                                       : unicodeStruct(rtyper.types()))) {}

Repr& StringRepr::character() const {
  return isUnicode() ? rtyper().uniCharRepr() : rtyper().charRepr();
}

const lltype::StructType& StringRepr::structType() const {
  return lowType()->ptr().target().structure();
}

Value StringRepr::typeArgument(LowLevelOps& ops) const { return ops.typeObject(&structType()); }

host::FunctionObject* StringRepr::eqFunction() {
  return rtyper().helpers().function("rstr", "ll_streq");
}

host::FunctionObject* StringRepr::hashFunction() {
  return rtyper().helpers().function("rstr", "ll_strhash_none");
}

// ---- Prebuilt strings -----------------------------------------------------------------------

int64_t stringHash(std::u32string_view text) {
  if (text.empty()) return -1;
  uint64_t hash = uint64_t{text[0]} << 7;
  for (char32_t c : text) hash = (1000003 * hash) ^ c;
  hash ^= text.size();
  return hash == 0 ? 29872897 : static_cast<int64_t>(hash);
}

uint64_t StringRepr::prebuilt(std::u32string_view text) {
  auto found = prebuilt_.find(text);
  if (found != prebuilt_.end()) return found->second;
  const lltype::StructType& type = structType();
  uint64_t string = rtyper().heap().mallocStruct(type, text.size())->word();
  lltype::setField(string, type, "hash", lltype::fromInt(stringHash(text)));
  uint64_t chars = lltype::fromPointer(lltype::fieldAddress(string, type, "chars"));
  for (size_t i = 0; i < text.size(); ++i) lltype::setItem(chars, *type.varArray(), i, text[i]);
  prebuilt_.emplace(text, string);
  return string;
}

uint64_t StringRepr::prebuilt(std::string_view bytes) { return prebuilt(widen(bytes)); }

Value StringRepr::constant(std::string_view ascii, LowLevelOps& ops) {
  return ops.constant(lowType(), prebuilt(ascii));
}

uint64_t StringRepr::convertConst(host::Object* object) {
  if (object->kind == host::Kind::Str) return prebuilt(host::as<host::StrObject>(object)->value);
  if (isUnicode() && object->kind == host::Kind::Unicode)
    return prebuilt(host::as<host::UnicodeObject>(object)->value);
  return Repr::convertConst(object);
}

Value StringRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() == kind()) return value;
  if (to.kind() == ReprKind::Unicode) return ops.callHelper("rencode", "ll_str2unicode", {value});
  // A character that went through a function whose family returns strings.
  if (to.kind() == (isUnicode() ? ReprKind::UniChar : ReprKind::Char))
    return ops.callHelper("rstr", "ll_stritem_nonneg", {value, ops.signedConstant(0)});
  return Repr::convertTo(to, value, ops);
}

// ---- Operations on one string ---------------------------------------------------------------

static Value lengthOf(Value string, LowLevelOps& ops) {
  return ops.genop(OpCode::LlGetInteriorArraySize, {string, ops.fieldName("chars")},
                   ops.rtyper().types().signedType());
}

Value StringRepr::rtypeUnary(HighLevelOp& hop) {
  const lltype::Type* signedType = rtyper().types().signedType();
  switch (hop.opcode()) {
  case OpCode::Len: hop.exceptionCannotOccur(); return lengthOf(hop.inputArg(0), hop.ops);
  case OpCode::IsTrue:
    hop.exceptionCannotOccur();
    if (annotate::canBeNone(hop.annotation(0)))
      return hop.callHelper("rstr", "ll_str_is_true", {hop.inputArg(0)});
    return hop.genop(OpCode::LlIntIsTrue, {lengthOf(hop.inputArg(0), hop.ops)},
                     rtyper().types().boolType());
  case OpCode::Iter: return static_cast<IteratorRepr&>(hop.resultRepr()).make(hop);
  case OpCode::GetSlice: return getSlice(hop);
  case OpCode::Hash:
    hop.exceptionCannotOccur();
    return hop.callHelper("rstr", "ll_strhash_none", {hop.inputArg(0)});
  case OpCode::Ord: {
    hop.exceptionCannotOccur();
    Value first =
        hop.genop(OpCode::LlGetInteriorField,
                  {hop.inputArg(0), hop.ops.fieldName("chars"), hop.ops.signedConstant(0)},
                  character().lowType());
    return hop.genop(isUnicode() ? OpCode::LlCastUniCharToInt : OpCode::LlCastCharToInt, {first},
                     signedType);
  }
  case OpCode::Int:
  case OpCode::Long: {
    Value text = hop.inputArg(0);
    hop.exceptionIsHere();
    return hop.callHelper("rformat", "ll_str2int", {text, hop.ops.signedConstant(10)});
  }
  case OpCode::Float: {
    Value text = hop.inputArg(0);
    hop.exceptionIsHere();
    return hop.callHelper("rformat", "ll_str2float", {text});
  }
  case OpCode::Str:
    if (isUnicode()) {
      Value text = hop.inputArg(0);
      hop.exceptionIsHere();
      return hop.callHelper("rencode", "ll_unicode2str", {text});
    }
    hop.exceptionCannotOccur();
    return textOf(hop.inputArg(0), *this, hop.ops);
  case OpCode::Repr: hop.exceptionCannotOccur(); return reprTextOf(hop.inputArg(0), *this, hop.ops);
  default: return Repr::rtypeUnary(hop);
  }
}

// The bounds stand at 1 and 2; None says that there is none.
Value StringRepr::getSlice(HighLevelOp& hop) {
  Repr& signedRepr = rtyper().signedRepr();
  Value string = hop.inputArg(0);
  bool noStart = hop.isConstantNone(1);
  bool noStop = hop.isConstantNone(2);
  host::Object* stop = hop.constantObject(2);
  int64_t value;
  if (stop && rtyper().host().asInt64(stop, value) && value == -1) {
    mayRaiseMemoryError(hop);
    return hop.callHelper("rstr", "ll_stringslice_minusone", {string});
  }
  Value start = noStart ? hop.ops.signedConstant(0) : hop.inputArg(1, signedRepr);
  if (noStop) {
    mayRaiseMemoryError(hop);
    return hop.callHelper("rstr", "ll_stringslice_startonly", {string, start});
  }
  Value end = hop.inputArg(2, signedRepr);
  mayRaiseMemoryError(hop);
  return hop.callHelper("rstr", "ll_stringslice_startstop", {string, start, end});
}

// ---- Operations on two values ---------------------------------------------------------------

Value StringRepr::getItem(HighLevelOp& hop) {
  Value string = hop.inputArg(0);
  Value index = hop.inputArg(1, rtyper().signedRepr());
  bool nonNegative = isNonNegative(hop.annotation(1));
  if (hop.catches("IndexError")) {
    hop.exceptionIsHere();
    return hop.callHelper("rstr", nonNegative ? "ll_stritem_nonneg_checked" : "ll_stritem_checked",
                          {string, index});
  }
  hop.exceptionCannotOccur();
  if (!nonNegative) return hop.callHelper("rstr", "ll_stritem", {string, index});
  return hop.genop(OpCode::LlGetInteriorField, {string, hop.ops.fieldName("chars"), index},
                   character().lowType());
}

Value StringRepr::compare(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  bool equality = hop.opcode() == OpCode::Eq || hop.opcode() == OpCode::Ne;
  const lltype::Type* boolType = rtyper().types().boolType();
  if (equality) {
    Value equal;
    if (&hop.argRepr(1) == &character() && !hop.isConstant(1))
      equal = hop.callHelper("rstr", "ll_streq_char", hop.inputArgs({this, &character()}));
    else
      equal = hop.callHelper("rstr", "ll_streq", hop.inputArgs({this, this}));
    return hop.opcode() == OpCode::Eq ? equal : hop.genop(OpCode::LlBoolNot, {equal}, boolType);
  }
  Value order = hop.callHelper("rstr", "ll_strcmp", hop.inputArgs({this, this}));
  OpCode op = hop.opcode() == OpCode::Lt   ? OpCode::LlIntLt
              : hop.opcode() == OpCode::Le ? OpCode::LlIntLe
              : hop.opcode() == OpCode::Gt ? OpCode::LlIntGt
                                           : OpCode::LlIntGe;
  return hop.genop(op, {order, hop.ops.signedConstant(0)}, boolType);
}

Value StringRepr::contains(HighLevelOp& hop, Repr& right) {
  hop.exceptionCannotOccur();
  bool single = isCharacter(right) && character().kind() == right.kind();
  Repr& item = single ? character() : static_cast<Repr&>(*this);
  return hop.callHelper("rstr", single ? "ll_contains_char" : "ll_contains",
                        hop.inputArgs({this, &item}));
}

Value StringRepr::concatenate(HighLevelOp& hop, Repr& right) {
  bool single = &right == &character() && !hop.isConstant(1);
  Repr& second = single ? right : static_cast<Repr&>(*this);
  std::vector<Value> args = hop.inputArgs({this, &second});
  mayRaiseMemoryError(hop);
  return hop.callHelper("rstr", single ? "ll_concat_char" : "ll_strconcat", std::move(args));
}

Value StringRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  // A str that meets a unicode becomes one.
  if (!isUnicode() && (right.kind() == ReprKind::Unicode || right.kind() == ReprKind::UniChar)) {
    Value wide = hop.inputArg(0, rtyper().unicodeRepr());
    const annotate::Annotation* annotation = rtyper().annotator().unicode();
    HighLevelOp onUnicode = hop;
    onUnicode.removeArg(0);
    onUnicode.insertArg(0, wide, annotation, rtyper().unicodeRepr());
    return rtyper().unicodeRepr().rtypePair(onUnicode, right);
  }
  switch (plainOperation(hop.opcode())) {
  case OpCode::Eq:
  case OpCode::Ne:
  case OpCode::Lt:
  case OpCode::Le:
  case OpCode::Gt:
  case OpCode::Ge:
    if (isText(right)) return compare(hop);
    break;
  case OpCode::Contains:
    if (isText(right)) return contains(hop, right);
    break;
  case OpCode::Add:
    if (isText(right)) return concatenate(hop, right);
    break;
  case OpCode::Mul: {
    std::vector<Value> args = hop.inputArgs({this, &rtyper().signedRepr()});
    mayRaiseMemoryError(hop);
    return hop.callHelper("rstr", "ll_str_mul", std::move(args));
  }
  case OpCode::GetItem: return getItem(hop);
  case OpCode::Mod: return rtypePercent(hop, *this);
  default: break;
  }
  return Repr::rtypePair(hop, right);
}

Value StringRepr::rtypePairReflected(HighLevelOp& hop, Repr& left) {
  bool isCount = left.kind() == ReprKind::Integer || left.kind() == ReprKind::Bool;
  if (plainOperation(hop.opcode()) == OpCode::Mul && isCount) {
    std::vector<Value> args = hop.inputArgs({&rtyper().signedRepr(), this});
    mayRaiseMemoryError(hop);
    return hop.callHelper("rstr", "ll_str_mul", {args[1], args[0]});
  }
  return Repr::rtypePairReflected(hop, left);
}

} // namespace tw::rtype
