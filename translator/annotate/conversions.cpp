// Operations that convert a value or ask about it: len, str, int, ord, type, ...
#include "translator/annotate/class_table.h"
#include "translator/annotate/driver.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/operations.h"

namespace tw::annotate {

using flow::OpCode;

namespace {

const Annotation* length(Site& site) {
  Annotator& an = site.annotator;
  const Annotation* a = site[0];
  switch (a->kind()) {
  case Kind::Char:
  case Kind::UniChar: return an.ofConstant(an.host().newInt(1));
  case Kind::Tuple:
    return an.ofConstant(
        an.host().newInt(static_cast<int64_t>(cast<TupleAnnotation>(a).items.size())));
  case Kind::String:
  case Kind::Unicode:
    if (a->isConstant()) return an.ofConstant(an.host().newInt(an.host().length(a->constant())));
    return an.integer(true);
  case Kind::List:
    // An empty list has no items: whoever asks must look again when it gets some.
    if (isImpossible(cast<ListAnnotation>(a).def().readItem(an)))
      return an.ofConstant(an.host().newInt(0));
    return an.integer(true);
  case Kind::Dict: cast<DictAnnotation>(a).def().readKey(an); return an.integer(true);
  case Kind::ByteArray: return an.integer(true);
  default: return nullptr;
  }
}

// str() of a list is RPython source, a copy of it for each list: lists contain lists.
const Annotation* listText(Site& site) {
  flow::GraphContext& graphs = site.annotator.graphContext();
  ListDef& def = cast<ListAnnotation>(site[0]).def();
  host::Host& host = site.annotator.host();
  if (!def.textFunction)
    def.textFunction = site.annotator.classTable().copyFunction(host::as<host::FunctionObject>(
        host.getAttr(host.importModule("rpython.rlib.rsequence"), "text_of_list")));
  flow::Operation& op = site.operation;
  site.annotator.driver().replaceCurrent({graphs.newOperation(
      OpCode::SimpleCall, {graphs.newConstant(def.textFunction), op.args[0]}, op.result, op.span)});
  return site.annotator.impossible();
}

// The text of a tuple that contains lists: "(%s, %s)" % items
const Annotation* tupleText(Site& site) {
  host::Host& host = site.annotator.host();
  flow::GraphContext& graphs = site.annotator.graphContext();
  const size_t count = cast<TupleAnnotation>(site[0]).items.size();
  std::string format = "(";
  for (size_t i = 0; i < count; ++i) format += i == 0 ? "%s" : ", %s";
  format += count == 1 ? ",)" : ")";
  flow::Operation& op = site.operation;
  site.annotator.driver().replaceCurrent({graphs.newOperation(
      OpCode::Mod, {graphs.newConstant(host.newStr(format)), op.args[0]}, op.result, op.span)});
  return site.annotator.impossible();
}

const Annotation* toInteger(Site& site) {
  Annotator& an = site.annotator;
  const Annotation* a = site[0];
  if (isKind(a, Kind::Bool)) return an.integer(true);
  if (auto* integer = dynCast<IntegerAnnotation>(a)) {
    // int() of an unsigned number keeps the bits: it may be negative.
    const bool fits = integer->type.bits < 64 || integer->type.isSigned;
    return an.integer(integer->nonNegative && fits);
  }
  if (isKind(a, Kind::Float) || isByteText(a) || isUniText(a)) return an.integer();
  return nullptr;
}

const Annotation* typeOf(Site& site) {
  Annotator& an = site.annotator;
  if (auto* instance = dynCast<InstanceAnnotation>(site[0])) {
    std::vector<flow::Variable*> of;
    if (flow::Variable* variable = site.variable(0)) of.push_back(variable);
    return an.make<TypeOfAnnotation>(instance->classDef, an.copySpan(of));
  }
  if (isKind(site[0], Kind::TypeOf)) return nullptr;
  const host::Types& types = an.host().types();
  switch (site[0]->kind()) {
  case Kind::Bool: return an.ofConstant(types.bool_);
  case Kind::Integer:
    if (cast<IntegerAnnotation>(site[0]).type == IntegerType{}) return an.ofConstant(types.int_);
    return nullptr;
  case Kind::Float: return an.ofConstant(types.float_);
  case Kind::Char:
  case Kind::String: return an.ofConstant(types.str);
  case Kind::UniChar:
  case Kind::Unicode: return an.ofConstant(types.unicode);
  case Kind::List: return an.ofConstant(types.list);
  case Kind::Dict: return an.ofConstant(types.dict);
  case Kind::Tuple: return an.ofConstant(types.tuple);
  default: return nullptr;
  }
}

} // namespace

const Annotation* annotateConversion(Site& site) {
  Annotator& an = site.annotator;
  const Annotation* a = site[0];
  const bool number = isIntegral(a) || isKind(a, Kind::Float);
  switch (site.operation.op) {
  case OpCode::Len: return length(site);
  case OpCode::Hash: return an.integer();
  case OpCode::Id: return an.integer();
  case OpCode::Str:
    if (isByteText(a)) return a;
    if (isKind(a, Kind::List)) return listText(site);
    if (textNeedsFunction(a)) return tupleText(site);
    return an.string(false, number);
  case OpCode::Repr:
    if (isKind(a, Kind::List)) return listText(site);
    if (textNeedsFunction(a)) return tupleText(site);
    return an.string(false, number || isByteText(a));
  case OpCode::Hex:
  case OpCode::Oct: return isIntegral(a) ? an.string(false, true) : nullptr;
  case OpCode::Int:
  case OpCode::Long: return toInteger(site);
  case OpCode::Float:
    return number || isKind(a, Kind::SingleFloat) || isKind(a, Kind::LongFloat) || isByteText(a) ||
                   isUniText(a)
               ? an.floating()
               : nullptr;
  case OpCode::Ord:
    if (a->isConstant() && (isKind(a, Kind::Char) || isKind(a, Kind::UniChar))) {
      const int64_t code =
          isKind(a, Kind::Char)
              ? static_cast<unsigned char>(host::as<host::StrObject>(a->constant())->value[0])
              : host::as<host::UnicodeObject>(a->constant())->value[0];
      return an.ofConstant(an.host().newInt(code));
    }
    return isByteText(a) || isUniText(a) ? an.integer(true) : nullptr;
  case OpCode::Type: return typeOf(site);
  default: return nullptr;
  }
}

} // namespace tw::annotate
