// Low-level types and pointers as host objects.
#include "translator/rtype/lltypes_host.h"

#include "translator/rtype/rstr.h"

#include <algorithm>
#include <stdexcept>

namespace tw::rtype {

using host::as;
using host::Host;
using host::Object;
using lltype::Kind;
using lltype::Word;

// ---- LowLevelWorld --------------------------------------------------------------------------

static TypeClasses makeTypeClasses(Host& host) {
  auto derive = [&](const char* name, host::ClassObject* base) {
    std::vector<host::ClassObject*> bases;
    if (base) bases.push_back(base);
    return host.newBuiltinClass(name, host::Kind::External, std::move(bases));
  };
  TypeClasses c;
  c.lowLevelType = derive("LowLevelType", nullptr);
  // Types are constants of a program: reads of their attributes fold.
  host.addMethod(c.lowLevelType, "_freeze_",
                 [](Host& h, const host::Args&) { return h.boolean(true); });
  c.primitive = derive("Primitive", c.lowLevelType);
  c.number = derive("Number", c.primitive);
  c.container = derive("ContainerType", c.lowLevelType);
  c.ptr = derive("Ptr", c.lowLevelType);
  c.structure = derive("Struct", c.container);
  c.gcStruct = derive("GcStruct", c.structure);
  c.array = derive("Array", c.container);
  c.gcArray = derive("GcArray", c.array);
  c.fixedArray = derive("FixedSizeArray", c.structure);
  c.func = derive("FuncType", c.container);
  c.opaque = derive("OpaqueType", c.container);
  c.gcOpaque = derive("GcOpaqueType", c.opaque);
  c.forward = derive("ForwardReference", c.container);
  c.gcForward = derive("GcForwardReference", c.forward);
  return c;
}

LowLevelWorld& LowLevelWorld::install(Host& host, lltype::Heap& heap,
                                      lltype::SymbolTable& symbols) {
  host::ModuleObject* module = host.newModule("__tw_lltype__");
  host::ClassObject* own = host.newBuiltinClass("LowLevelWorld", host::Kind::External);
  auto* world = host.make<LowLevelWorld>(own, host::Kind::External, heap, symbols);
  world->host = &host;
  world->typeClasses = makeTypeClasses(host);
  world->ptrClass = host.newBuiltinClass("_ptr", host::Kind::External);
  world->gcRefClass = host.newBuiltinClass("_gcref", host::Kind::External);
  world->addressClass = host.newBuiltinClass("fakeaddress", host::Kind::External);
  world->module = module;
  host.setAttr(module, "__world__", world);
  host.setDictItem(host.modules(), host.intern("__tw_lltype__"), module);
  return *world;
}

LowLevelWorld& LowLevelWorld::of(Host& host) {
  host::ModuleObject* module = host.findModule("__tw_lltype__");
  if (!module) throw std::logic_error("LowLevelWorld::install has not been called");
  return *static_cast<LowLevelWorld*>(host.getAttr(module, "__world__"));
}

host::ClassObject* LowLevelWorld::classOf(const lltype::Type& type) const {
  const TypeClasses& c = typeClasses;
  switch (type.kind()) {
  case Kind::Number: return c.number;
  case Kind::Ptr: return c.ptr;
  case Kind::Struct: return type.structure().isGc() ? c.gcStruct : c.structure;
  case Kind::Array: return type.array().isGc() ? c.gcArray : c.array;
  case Kind::FixedArray: return c.fixedArray;
  case Kind::Func: return c.func;
  case Kind::Opaque: return type.opaque().isGc() ? c.gcOpaque : c.opaque;
  default: return c.primitive;
  }
}

TypeObject* LowLevelWorld::typeObject(const lltype::Type* type) {
  TypeObject*& object = typeObjects_[type];
  if (!object) object = host->make<TypeObject>(classOf(*type), host::Kind::External, type);
  return object;
}

void LowLevelWorld::become(TypeObject& forward, const lltype::Type& real) {
  const lltype::OpaqueType& placeholder = forward.type->opaque();
  try {
    types().become(placeholder, real);
  } catch (const std::invalid_argument& error) {
    host->raise(host->types().TypeError, std::string("become(): ") + error.what());
  }
  forward.type = &real;
  forward.cls = classOf(real);
}

Object* LowLevelWorld::pointerObject(const lltype::Type* type, Word word) {
  PtrObject*& object = pointers_[{type->index(), word}];
  if (!object) object = host->make<PtrObject>(ptrClass, host::Kind::External, &type->ptr(), word);
  return object;
}

Object* LowLevelWorld::addressObject(Word word) {
  AddressObject*& object = addresses_[word];
  if (!object) object = host->make<AddressObject>(addressClass, host::Kind::External, word);
  return object;
}

Object* LowLevelWorld::functionObject(const lltype::FuncType& type, std::string_view name,
                                      Object* callable) {
  Object*& object = functions_[{callable, &type}];
  if (!object) {
    Word word = heap.newFunction(type, std::string(name), nullptr)->word();
    callables_[word] = callable;
    object = pointerObject(types().ptr(&type), word);
  }
  return object;
}

Object* LowLevelWorld::callableOf(Word function) const {
  auto found = callables_.find(function);
  return found == callables_.end() ? nullptr : found->second;
}

const ForeignCode* LowLevelWorld::internForeign(ForeignCode code) {
  for (const ForeignCode& known : foreign_)
    if (known == code) return &known;
  return &foreign_.emplace_back(std::move(code));
}

host::ClassObject* LowLevelWorld::integerClass(uint32_t bits, bool isSigned) const {
  if (bits == 64 && isSigned) return nullptr;
  auto found = integerClasses_.find({bits, isSigned});
  if (found != integerClasses_.end()) return found->second;
  host->importModule("__tw_rarithmetic__"); // which makes the classes
  found = integerClasses_.find({bits, isSigned});
  if (found == integerClasses_.end())
    host->raise(host->types().TypeError,
                "no integers of " + std::to_string(bits) + " bits at import time");
  return found->second;
}

void LowLevelWorld::setIntegerClass(host::ClassObject* cls, uint32_t bits, bool isSigned) {
  integerClasses_[{bits, isSigned}] = cls;
}

Object* LowLevelWorld::toHost(const lltype::Type& type, Word word) {
  switch (type.kind()) {
  case Kind::Void: return host->none();
  case Kind::Bool: return host->boolean(word != 0);
  case Kind::Char: return host->charStr(static_cast<unsigned char>(word));
  case Kind::UniChar: {
    char32_t code = static_cast<char32_t>(word);
    return host->newUnicode({&code, 1});
  }
  case Kind::Number: {
    const lltype::NumberType& number = type.number();
    host::ClassObject* cls = integerClass(number.bits(), number.isSignedNumber());
    return cls ? host->newSizedInt(cls, word) : host->newInt(lltype::asInt(word));
  }
  case Kind::Float: return host->newFloat(lltype::asDouble(word));
  case Kind::SingleFloat: {
    if (!singleFloatClass) host->importModule("__tw_rarithmetic__");
    return host->call(singleFloatClass, {host->newFloat(lltype::asSingle(word))});
  }
  case Kind::Ptr: return pointerObject(&type, word);
  case Kind::Address: return addressObject(word);
  default:
    host->raise(host->types().TypeError, "no value of type " + type.text() + " at import time");
  }
}

Word LowLevelWorld::toWord(const lltype::Type& type, Object* object) {
  auto mismatch = [&]() -> Word {
    host->raise(host->types().TypeError,
                "a " + type.text() + " is expected, not " + host->repr(object));
  };
  switch (type.kind()) {
  case Kind::Void: return 0;
  case Kind::Bool: return host->truth(object);
  case Kind::Char: {
    std::string_view text = host->toStr(object);
    return text.size() == 1 ? static_cast<unsigned char>(text[0]) : mismatch();
  }
  case Kind::UniChar:
    if (object->kind != host::Kind::Unicode || as<host::UnicodeObject>(object)->value.size() != 1)
      return mismatch();
    return as<host::UnicodeObject>(object)->value[0];
  case Kind::Number: return type.number().normalize(integerWord(*host, object));
  case Kind::Float: return lltype::fromDouble(host->toDouble(object));
  case Kind::SingleFloat: return lltype::fromSingle(static_cast<float>(host->toDouble(object)));
  case Kind::Ptr: {
    if (host::isNone(object)) return 0;
    const PtrObject* pointer = asPtrObject(*host, object);
    const lltype::ArrayType* array = type.ptr().target().asArray();
    const bool takesAny = array && array->hints().isVoid; // as void * does in C
    const bool fits = pointer && (pointer->type == &type || type.isGcPtr() ||
                                  (takesAny && pointer->type->isRawPtr()));
    return fits ? pointer->word : mismatch();
  }
  case Kind::Address: {
    const AddressObject* address = asAddressObject(*host, object);
    return address ? address->word : mismatch();
  }
  default: return mismatch();
  }
}

Word integerWord(Host& host, Object* object) {
  if (object->kind == host::Kind::SizedInt) return as<host::SizedIntObject>(object)->value;
  if (object->kind != host::Kind::Long) return lltype::fromInt(host.toInt(object));
  Object* mask = host.longFromDecimal("18446744073709551615");
  return std::stoull(host.str(host.binary(syntax::BinaryOp::And, object, mask)));
}

Object* lowLevelTypeObject(Host& host, const lltype::Type* type) {
  return LowLevelWorld::of(host).typeObject(type);
}

const lltype::Type* lowLevelTypeOf(Host& host, const Object* object) {
  if (object->kind != host::Kind::External ||
      !host.isSubtype(object->cls, LowLevelWorld::of(host).typeClasses.lowLevelType))
    return nullptr;
  return static_cast<const TypeObject*>(object)->type;
}

const PtrObject* asPtrObject(Host& host, const Object* object) {
  if (object->kind != host::Kind::External || object->cls != LowLevelWorld::of(host).ptrClass)
    return nullptr;
  return static_cast<const PtrObject*>(object);
}

GcRefObject* asGcRefObject(Host& host, Object* object) {
  if (object->kind != host::Kind::External || object->cls != LowLevelWorld::of(host).gcRefClass)
    return nullptr;
  return static_cast<GcRefObject*>(object);
}

const AddressObject* asAddressObject(Host& host, const Object* object) {
  if (object->kind != host::Kind::External || object->cls != LowLevelWorld::of(host).addressClass)
    return nullptr;
  return static_cast<const AddressObject*>(object);
}

const lltype::Type* lowLevelTypeOfValue(Host& host, const Object* object) {
  LowLevelWorld& world = LowLevelWorld::of(host);
  lltype::TypeTable& types = world.types();
  switch (object->kind) {
  case host::Kind::None: return types.voidType();
  case host::Kind::Bool: return types.boolType();
  case host::Kind::Int:
  case host::Kind::Long: return types.signedType();
  case host::Kind::SizedInt: {
    const auto* sized = as<host::SizedIntObject>(object);
    return types.number(sized->bits, sized->isSigned);
  }
  case host::Kind::Float: return types.floatType();
  case host::Kind::Str:
    return as<host::StrObject>(object)->value.size() == 1 ? types.charType() : nullptr;
  case host::Kind::Unicode:
    return as<host::UnicodeObject>(object)->value.size() == 1 ? types.uniChar() : nullptr;
  default: break;
  }
  if (const PtrObject* pointer = asPtrObject(host, object)) return pointer->type;
  if (asAddressObject(host, object)) return types.address();
  if (object->cls == world.gcRefClass) return types.gcRef();
  if (world.singleFloatClass && object->cls == world.singleFloatClass) return types.singleFloat();
  if (world.longFloatClass && object->cls == world.longFloatClass) return types.longFloat();
  return nullptr;
}

} // namespace tw::rtype
