// `__tw_rarithmetic__`: integers of other widths than int, narrow and wide floats.
#include "translator/library/native_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/rtype/rtyper.h"

namespace tw::library {

using namespace annotate;
using flow::OpCode;
using flow::Value;
using host::Args;
using host::Host;
using host::Object;
using rtype::HighLevelOp;
using rtype::ReprKind;

namespace {

// ---- Sized integers -------------------------------------------------------------------------

const Annotation* integerOf(LibraryCall& call, IntegerType type) {
  call.expectArgs(1, 1);
  if (!isIntegral(call[0]) && !isKind(call[0], annotate::Kind::Float) &&
      !isKind(call[0], annotate::Kind::Char) && !isKind(call[0], annotate::Kind::UniChar))
    call.fail(std::string(call.name) + "() takes a number, not " + describe(call[0]));
  auto* given = dynCast<IntegerAnnotation>(call[0]);
  const bool widens = given && (given->type.bits < type.bits || given->type == type);
  return call.annotator.integer(widens && given->nonNegative, type);
}

Value rtypeInteger(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  rtype::RTyper& rtyper = hop.rtyper();
  const lltype::Type* result = hop.resultType();
  if (hop.argRepr(0).kind() != ReprKind::Float) return hop.inputArg(0, hop.resultRepr());
  const bool isSigned = result->isSigned() || result->number().bits() < 64;
  Value wide = hop.genop(isSigned ? OpCode::LlCastFloatToInt : OpCode::LlCastFloatToUint,
                         {hop.inputArg(0)}, rtyper.types().number(64, isSigned));
  return wide.type() == result ? wide : hop.genop(OpCode::LlCastPrimitive, {wide}, result);
}

void addSizedInt(Host& host, host::ModuleObject* module, const char* name, unsigned bits,
                 bool isSigned) {
  host::ClassObject* cls = host.newSizedIntClass(name, bits, isSigned);
  rtype::LowLevelWorld::of(host).setIntegerClass(cls, bits, isSigned);
  const IntegerType type{static_cast<uint8_t>(bits), isSigned};
  auto* rule = host.arena().make<host::LibraryRule>();
  rule->annotate = [type](LibraryCall& call) { return integerOf(call, type); };
  rule->rtype = rtypeInteger;
  rule->cannotRaise = true;
  cls->rule = rule;
  host.setAttr(module, name, cls);
}

// widen(n): an int if n is narrower, else n.
Object* hostWiden(Host& host, const Args& args) {
  if (args[0]->kind == host::Kind::Bool) return host.newInt(host.toInt(args[0]));
  if (args[0]->kind != host::Kind::SizedInt) return args[0];
  const auto* sized = host::as<host::SizedIntObject>(args[0]);
  const bool keeps = sized->bits == 64 && !sized->isSigned;
  return keeps ? args[0] : host.newInt(static_cast<int64_t>(sized->value));
}
const Annotation* widen(LibraryCall& call) {
  call.expectArgs(1, 1);
  auto* integer = dynCast<IntegerAnnotation>(call[0]);
  if (!integer || integer->type.bits >= 64)
    return isKind(call[0], annotate::Kind::Bool) ? call.annotator.integer(true) : call[0];
  return call.annotator.integer(integer->nonNegative);
}

Object* hostIsInt(Host& host, const Args& args) {
  int64_t value;
  return host.boolean(host.asInt64(args[0], value));
}
const Annotation* isInt(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.answer(isIntegral(call[0]));
}

// ---- Arithmetic of the machine --------------------------------------------------------------

uint64_t wordOf(Host& host, Object* object) {
  if (object->kind == host::Kind::SizedInt) return host::as<host::SizedIntObject>(object)->value;
  return static_cast<uint64_t>(host.toInt(object));
}
Object* unsignedLike(Host& host, Object* model, uint64_t value) {
  return host.newSizedInt(model->cls, value);
}
Object* hostMulHigh(Host& host, const Args& args) {
  const auto product =
      static_cast<unsigned __int128>(wordOf(host, args[0])) * wordOf(host, args[1]);
  return unsignedLike(host, args[0], static_cast<uint64_t>(product >> 64));
}
Object* hostDivWide(Host& host, const Args& args) {
  const uint64_t high = wordOf(host, args[0]), divisor = wordOf(host, args[2]);
  if (high >= divisor) host.raise(host.types().OverflowError, "the quotient does not fit");
  const auto dividend = static_cast<unsigned __int128>(high) << 64 | wordOf(host, args[1]);
  return unsignedLike(host, args[0], static_cast<uint64_t>(dividend / divisor));
}

template <bool Remainder> Object* hostCDivision(Host& host, const Args& args) {
  const int64_t x = host.toInt(args[0]), y = host.toInt(args[1]);
  if (y == 0) host.raise(host.types().ZeroDivisionError, "integer division by zero");
  if (y == -1)
    return host.newInt(Remainder ? 0 : static_cast<int64_t>(0 - static_cast<uint64_t>(x)));
  return host.newInt(Remainder ? x % y : x / y);
}

template <bool Signed> const Annotation* word(LibraryCall& call) {
  for (const Annotation* arg : call.args)
    if (!isIntegral(arg)) call.fail(std::string(call.name) + "() takes integers");
  return call.annotator.integer(false, {64, Signed});
}

template <OpCode Op, bool Signed> Value rtypeWords(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  rtype::Repr& repr = Signed ? hop.rtyper().signedRepr() : hop.rtyper().unsignedRepr();
  std::vector<Value> args;
  for (size_t i = 0; i < hop.argCount(); ++i) args.push_back(hop.inputArg(i, repr));
  return hop.genop(Op, std::move(args), hop.resultType());
}

// ---- r_singlefloat, r_longfloat -------------------------------------------------------------

struct OtherFloat final : host::ExternalObject {
  explicit OtherFloat(double value) : value(value) {}
  bool repr(Host& host, std::string& text) override {
    text = std::string(cls->name->value) + "(" + host.repr(host.newFloat(value)) + ")";
    return true;
  }
  Object* compare(Host& host, syntax::CompareOp op, Object* other) override {
    if (other->cls != cls) return nullptr;
    return host.compare(op, host.newFloat(value),
                        host.newFloat(static_cast<OtherFloat*>(other)->value));
  }
  bool hash(Host& host, uint64_t& result) override {
    result = host.hash(host.newFloat(value));
    return true;
  }
  const double value;
};

template <bool Single> Object* newOtherFloat(Host& host, const Args& args) {
  const double value = host.toDouble(args[1]);
  return host.make<OtherFloat>(host::as<host::ClassObject>(args[0]), host::Kind::External,
                               Single ? static_cast<double>(static_cast<float>(value)) : value);
}

template <annotate::Kind Kind> const Annotation* otherFloat(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.make<PlainAnnotation>(Kind);
}

Value rtypeOtherFloat(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.genop(OpCode::LlCastPrimitive, {hop.inputArg(0, hop.rtyper().floatRepr())},
                   hop.resultType());
}

template <annotate::Kind Kind, bool Single>
host::ClassObject* addFloat(Host& host, host::ModuleObject* module, const char* name) {
  host::ClassObject* cls = host.newBuiltinClass(name, host::Kind::External);
  host::BuiltinObject* make =
      host.newBuiltin(std::string(name) + ".__new__", newOtherFloat<Single>, 2, 2);
  cls->attributes->table.set(host.names().newName, make);
  host.addMethod(cls, "__float__", [](Host& host, const Args& args) -> Object* {
    return host.newFloat(static_cast<OtherFloat*>(args[0])->value);
  });
  auto* rule = host.arena().make<host::LibraryRule>();
  rule->annotate = otherFloat<Kind>;
  rule->rtype = rtypeOtherFloat;
  rule->constant = [](Annotator& annotator, Object* object) -> const Annotation* {
    return annotator.make<PlainAnnotation>(Kind, object);
  };
  cls->rule = rule;
  host.setAttr(module, name, cls);
  return cls;
}

constexpr NativeEntry kEntries[] = {
    {"widen", hostWiden, widen, rtypeFirstArgument},
    {"is_valid_int", hostIsInt, isInt, rtypeKnownResult},
    {"uint_mul_high", hostMulHigh, word<false>, rtypeWords<OpCode::LlUintMulHigh, false>},
    {"uint_div_wide", hostDivWide, word<false>, rtypeWords<OpCode::LlUintDivWide, false>},
    {"int_c_div", hostCDivision<false>, word<true>, rtypeWords<OpCode::LlIntFloorDiv, true>},
    {"int_c_mod", hostCDivision<true>, word<true>, rtypeWords<OpCode::LlIntMod, true>},
};

} // namespace

void fillArithmeticModule(Host& host, host::ModuleObject* module) {
  for (unsigned bits : {8u, 16u, 32u}) {
    addSizedInt(host, module, ("r_int" + std::to_string(bits)).c_str(), bits, true);
    addSizedInt(host, module, ("r_uint" + std::to_string(bits)).c_str(), bits, false);
  }
  addSizedInt(host, module, "r_int", 64, true);
  rtype::LowLevelWorld& world = rtype::LowLevelWorld::of(host);
  world.singleFloatClass =
      addFloat<annotate::Kind::SingleFloat, true>(host, module, "r_singlefloat");
  world.longFloatClass = addFloat<annotate::Kind::LongFloat, false>(host, module, "r_longfloat");
  addNatives(host, module, kEntries);
}

} // namespace tw::library
