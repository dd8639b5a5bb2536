// `__tw_lltype__`: conversions between low-level types.
//
// One rule serves them all: cast(T, x) is rffi.cast, the conversion that C would
// make; the named casts of lltype are the same with less freedom.
#include "translator/library/lltype_parts.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/library/c_calls.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rtyper.h"

#include <cmath>

namespace tw::library {

using annotate::Annotation;
using annotate::LibraryCall;
using flow::OpCode;
using flow::Value;
using host::Args;
using host::Host;
using host::Object;
using lltype::Type;
using lltype::Word;
using rtype::HighLevelOp;
using rtype::LowLevelWorld;

namespace {

// ---- Annotation -----------------------------------------------------------------------------

bool isPlain(const Type& type) {
  return type.isPrimitive() && !type.isVoid() && type.kind() != lltype::Kind::Address;
}

bool canCast(const Type& from, const Type& to) {
  if (&from == &to || to.isVoid()) return true;
  const bool fromAddress = from.isPtr() || from.kind() == lltype::Kind::Address;
  const bool toAddress = to.isPtr() || to.kind() == lltype::Kind::Address;
  const bool isWordLike = from.kind() == lltype::Kind::Number ||
                          from.kind() == lltype::Kind::Bool || from.kind() == lltype::Kind::Char;
  if (fromAddress && toAddress)
    return !from.isPtr() || !to.isPtr() || from.isGcPtr() == to.isGcPtr();
  if (fromAddress) return to.kind() == lltype::Kind::Number;
  if (toAddress) return isWordLike;
  return isPlain(from) && isPlain(to);
}

const Annotation* annotateCast(LibraryCall& call) {
  call.expectArgs(2, 2);
  annotate::Annotator& an = call.annotator;
  const Type& to = typeArgument(call, 0);
  if (to.isContainer())
    call.fail(std::string(call.name) + "() to the container type " + to.text(),
              "cast to a pointer to it");
  const Annotation* given = call[1];
  if (isKind(given, annotate::Kind::Impossible)) return given;
  const bool isNull = isKind(given, annotate::Kind::None) && to.isPtr();
  const Type* from = isKind(given, annotate::Kind::None) ? nullptr : an.lowLevelTypeOf(given);
  if (!isNull && !to.isVoid() && (!from || from->isVoid() || !canCast(*from, to)))
    call.fail(annotate::describe(given) + " cannot be cast to " + to.text(),
              "numbers, characters and low-level pointers can be cast; rffi.str2charp(s) and "
              "rffi.scoped_str2charp(s) make a pointer of a string");
  // A char or a smaller unsigned number stays nonnegative.
  auto* integer = annotate::dynCast<annotate::IntegerAnnotation>(given);
  if (to.kind() == lltype::Kind::Number && from) {
    const bool nonNegative = (integer && integer->nonNegative && from->size() < to.size()) ||
                             (integer && integer->nonNegative && from == &to) ||
                             from->kind() == lltype::Kind::Char ||
                             from->kind() == lltype::Kind::Bool;
    const bool fits = integer || from->size() < to.size();
    return an.integer(nonNegative && fits,
                      {static_cast<uint8_t>(to.number().bits()), to.number().isSignedNumber()});
  }
  return an.ofLowLevelType(&to);
}

// ---- rtype ----------------------------------------------------------------------------------

class Caster {
public:
  explicit Caster(HighLevelOp& hop) : hop_(hop), types_(hop.rtyper().types()) {}

  Value cast(Value value, const Type& to) {
    const Type& from = *value.type();
    if (&from == &to) return value;
    if (to.isVoid()) return {};
    if (from.isPtr()) return ofPointer(value, to);
    if (from.kind() == lltype::Kind::Address) return ofAddress(value, to);
    if (to.isPtr()) return make(OpCode::LlCastIntToPtr, toSigned(value), to);
    if (to.kind() == lltype::Kind::Address)
      return make(OpCode::LlCastIntToAdr, toSigned(value), to);
    if (isReal(from) && !isReal(to)) return ofReal(value, to);
    return make(OpCode::LlCastPrimitive, value, to);
  }

private:
  static bool isReal(const Type& type) {
    return type.kind() == lltype::Kind::Float || type.kind() == lltype::Kind::SingleFloat ||
           type.kind() == lltype::Kind::LongFloat;
  }
  Value make(OpCode op, Value value, const Type& to) { return hop_.genop(op, {value}, &to); }
  Value primitive(Value value, const Type& to) {
    return value.type() == &to ? value : make(OpCode::LlCastPrimitive, value, to);
  }
  Value toSigned(Value value) { return primitive(value, *types_.signedType()); }

  Value ofPointer(Value value, const Type& to) {
    if (to.isPtr())
      return make(value.type()->isGcPtr() ? OpCode::LlCastOpaquePtr : OpCode::LlCastPointer, value,
                  to);
    if (to.kind() == lltype::Kind::Address) return make(OpCode::LlCastPtrToAdr, value, to);
    return primitive(make(OpCode::LlCastPtrToInt, value, *types_.signedType()), to);
  }
  Value ofAddress(Value value, const Type& to) {
    if (to.isPtr()) return make(OpCode::LlCastAdrToPtr, value, to);
    return primitive(make(OpCode::LlCastAdrToInt, value, *types_.signedType()), to);
  }
  // By way of 64 bits, so that what does not fit is cut off.
  Value ofReal(Value value, const Type& to) {
    const bool isUnsigned = to.isUnsigned();
    Value wide = make(isUnsigned ? OpCode::LlCastFloatToUint : OpCode::LlCastFloatToInt,
                      primitive(value, *types_.floatType()), *types_.number(64, !isUnsigned));
    return primitive(wide, to);
  }

  HighLevelOp& hop_;
  lltype::TypeTable& types_;
};

Value rtypeCast(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  const Type& to = typeArgument(hop, 0);
  if (to.isVoid()) return {};
  if (to.isPtr() && hop.isConstantNone(1)) return hop.ops.null(&to);
  return Caster(hop).cast(hop.inputArg(1), to);
}

// ---- At import time -------------------------------------------------------------------------

double realValue(Host& host, Object* object) {
  if (object->kind == host::Kind::External)
    return host.toDouble(host.call(host.types().float_, {object}));
  return host.toDouble(object);
}

bool isReal(Host& host, const Object* object) {
  LowLevelWorld& world = worldOf(host);
  return object->kind == host::Kind::Float ||
         (world.singleFloatClass && object->cls == world.singleFloatClass) ||
         (world.longFloatClass && object->cls == world.longFloatClass);
}

// The value as 64 bits, as C would convert it to an integer.
Word bitsOf(Host& host, Object* object, bool isUnsigned) {
  if (const rtype::PtrObject* pointer = rtype::asPtrObject(host, object))
    return machineAddress(worldOf(host), *pointer);
  if (const rtype::AddressObject* address = rtype::asAddressObject(host, object))
    return address->word;
  if (host::isNone(object)) return 0;
  if (isReal(host, object)) {
    const double value = realValue(host, object);
    if (isUnsigned && value >= 0x1p63 && value < 0x1p64) return static_cast<Word>(value);
    if (!(value >= -0x1p63 && value < 0x1p63)) return Word{1} << 63;
    return lltype::fromInt(static_cast<int64_t>(value));
  }
  if (object->kind == host::Kind::Str && host::as<host::StrObject>(object)->value.size() == 1)
    return static_cast<unsigned char>(host::as<host::StrObject>(object)->value[0]);
  if (object->kind == host::Kind::Unicode &&
      host::as<host::UnicodeObject>(object)->value.size() == 1)
    return host::as<host::UnicodeObject>(object)->value[0];
  return rtype::integerWord(host, object);
}

Object* hostCast(Host& host, const Args& args) {
  if (args.size() != 2) host.raise(host.types().TypeError, "a cast takes a type and a value");
  const Type& to = needType(host, args[0]);
  LowLevelWorld& world = worldOf(host);
  Object* value = args[1];
  switch (to.kind()) {
  case lltype::Kind::Void: return host.none();
  case lltype::Kind::Bool: return host.boolean(bitsOf(host, value, false) != 0);
  case lltype::Kind::Char: return world.toHost(to, bitsOf(host, value, false) & 0xff);
  case lltype::Kind::UniChar: return world.toHost(to, bitsOf(host, value, false) & 0xffffffff);
  case lltype::Kind::Number:
    return world.toHost(to, to.number().normalize(bitsOf(host, value, to.isUnsigned())));
  case lltype::Kind::Float:
  case lltype::Kind::SingleFloat:
  case lltype::Kind::LongFloat: {
    Object* number = isReal(host, value) ? host.newFloat(realValue(host, value))
                     : value->kind == host::Kind::Str
                         ? host.newFloat(static_cast<double>(bitsOf(host, value, false)))
                         : host.newFloat(host.toDouble(value));
    if (to.kind() == lltype::Kind::Float) return number;
    if (to.kind() == lltype::Kind::SingleFloat)
      return world.toHost(to, lltype::fromSingle(static_cast<float>(host.toDouble(number))));
    if (!world.longFloatClass) host.importModule("__tw_rarithmetic__");
    return host.call(world.longFloatClass, {number});
  }
  case lltype::Kind::Address: return world.addressObject(bitsOf(host, value, false));
  case lltype::Kind::Ptr: {
    const rtype::PtrObject* pointer = rtype::asPtrObject(host, value);
    const Type& target = to.ptr().target();
    if (const auto* function = target.asFunc()) {
      if (pointer && pointer->type->target().asFunc())
        return world.pointerObject(&to, pointer->word);
      if (host.isCallable(value) && !pointer)
        return world.functionObject(*function, "callback", value);
      const Word code = bitsOf(host, value, false);
      return world.pointerObject(&to, code ? functionOfCode(world, *function, code) : 0);
    }
    if (pointer && pointer->type->target().asFunc() == nullptr)
      return world.pointerObject(&to, pointer->word);
    const bool isReference = to.isGcPtr() && !rtype::asAddressObject(host, value);
    if (value->kind == host::Kind::External && isReference && !pointer) return value;
    return world.pointerObject(&to, bitsOf(host, value, false));
  }
  default: host.raise(host.types().TypeError, "a cast to the container type " + to.text());
  }
}

// cast_ptr_to_int(p), cast_ptr_to_adr(p), cast_adr_to_int(a): the type is implied.
template <bool ToAddress> const Annotation* annotateToWord(LibraryCall& call) {
  call.expectArgs(1, 2);
  annotate::Annotator& an = call.annotator;
  const Type* from = an.lowLevelTypeOf(call[0]);
  if (!from || !(from->isPtr() || from->kind() == lltype::Kind::Address))
    call.fail(std::string(call.name) + "() takes a pointer, not " + annotate::describe(call[0]));
  return ToAddress ? an.ofLowLevelType(an.types().address()) : an.integer();
}
Value rtypeToWord(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return Caster(hop).cast(hop.inputArg(0), *hop.resultType());
}
Object* hostToInt(Host& host, const Args& args) {
  return host.newInt(static_cast<int64_t>(bitsOf(host, args[0], false)));
}
Object* hostToAddress(Host& host, const Args& args) {
  return worldOf(host).addressObject(bitsOf(host, args[0], false));
}
const Annotation* annotateIntToAddress(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.ofLowLevelType(call.annotator.types().address());
}
// cast_adr_to_ptr(a, P): the type comes second.
const Annotation* annotateAddressToPtr(LibraryCall& call) {
  call.expectArgs(2, 2);
  return call.annotator.ofLowLevelType(&typeArgument(call, 1));
}
Object* hostAddressToPtr(Host& host, const Args& args) {
  Object* swapped[] = {args[1], args[0]};
  return hostCast(host, Args{swapped});
}

template <bool Signed> const Annotation* annotateInteger(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.integer(false, {64, Signed});
}
Value rtypeInteger(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (hop.argRepr(0).kind() == rtype::ReprKind::Float) {
    const OpCode op =
        hop.resultType()->isSigned() ? OpCode::LlCastFloatToInt : OpCode::LlCastFloatToUint;
    return hop.genop(op, {hop.inputArg(0)}, hop.resultType());
  }
  return hop.inputArg(0, hop.resultRepr());
}
Object* hostIntmask(Host& host, const Args& args) {
  if (args[0]->kind == host::Kind::Float)
    return host.newInt(host.toInt(host.call(host.types().int_, {args[0]})));
  return host.newInt(lltype::asInt(rtype::integerWord(host, args[0])));
}

constexpr NativeEntry kEntries[] = {
    {"cast", hostCast, annotateCast, rtypeCast},
    {"cast_pointer", hostCast, annotateCast, rtypeCast},
    {"cast_opaque_ptr", hostCast, annotateCast, rtypeCast},
    {"cast_primitive", hostCast, annotateCast, rtypeCast},
    {"cast_int_to_ptr", hostCast, annotateCast, rtypeCast},
    {"cast_ptr_to_int", hostToInt, annotateToWord<false>, rtypeToWord},
    {"cast_ptr_to_adr", hostToAddress, annotateToWord<true>, rtypeToWord},
    {"cast_adr_to_int", hostToInt, annotateToWord<false>, rtypeToWord},
    {"cast_int_to_adr", hostToAddress, annotateIntToAddress, rtypeToWord},
    {"cast_adr_to_ptr", hostAddressToPtr, annotateAddressToPtr, rtypeToWord, true},
    {"intmask", hostIntmask, annotateInteger<true>, rtypeInteger},
};

// r_uint: the library's own class, whose calls convert.
void addUnsigned(Host& host, LowLevelWorld& world) {
  host::ClassObject* cls = host.newSizedIntClass("r_uint", 64, false);
  auto* rule = host.arena().make<host::LibraryRule>();
  rule->annotate = annotateInteger<false>;
  rule->rtype = rtypeInteger;
  cls->rule = rule;
  host.setAttr(world.module, "r_uint", cls);
  world.setIntegerClass(cls, 64, false);
}

} // namespace

void addLowLevelCasts(Host& host, host::ModuleObject* module) {
  addNatives(host, module, kEntries);
  addUnsigned(host, worldOf(host));
}

} // namespace tw::library
