// Low-level types and pointers as host objects.
#include "translator/rtype/lltypes_host.h"

#include "translator/rtype/rstr.h"

#include <stdexcept>

namespace tw::rtype {

using host::as;
using host::Host;
using host::Object;
using lltype::Kind;
using lltype::Word;

// ---- LowLevelWorld --------------------------------------------------------------------------

LowLevelWorld& LowLevelWorld::install(Host& host, lltype::Heap& heap,
                                      lltype::SymbolTable& symbols) {
  host::ModuleObject* module = host.newModule("__tw_lltype__");
  host::ClassObject* own = host.newBuiltinClass("LowLevelWorld", host::Kind::External);
  auto* world = host.make<LowLevelWorld>(own, host::Kind::External, heap, symbols);
  world->host = &host;
  world->typeClass = host.newBuiltinClass("LowLevelType", host::Kind::External);
  world->ptrClass = host.newBuiltinClass("_ptr", host::Kind::External);
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

TypeObject* LowLevelWorld::typeObject(const lltype::Type* type) {
  TypeObject*& object = typeObjects_[type];
  if (!object) object = host->make<TypeObject>(typeClass, host::Kind::External, type);
  return object;
}

Object* LowLevelWorld::pointerObject(const lltype::Type* type, Word word) {
  PtrObject*& object = pointers_[{type->index(), word}];
  if (!object) object = host->make<PtrObject>(ptrClass, host::Kind::External, &type->ptr(), word);
  return object;
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
  case Kind::Number:
    if (type.isUnsigned() && static_cast<int64_t>(word) < 0)
      return host->longFromDecimal(std::to_string(word));
    return host->newInt(lltype::asInt(word));
  case Kind::Float: return host->newFloat(lltype::asDouble(word));
  case Kind::SingleFloat: return host->newFloat(lltype::asSingle(word));
  case Kind::Ptr: return pointerObject(&type, word);
  default: host->raise(host->types().TypeError, "no value of type " + type.text() + " at import time");
  }
}

Word LowLevelWorld::toWord(const lltype::Type& type, Object* object) {
  auto mismatch = [&]() -> Word {
    host->raise(host->types().TypeError, "a " + type.text() + " is expected, not " + host->repr(object));
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
  case Kind::Number: {
    if (object->kind == host::Kind::SizedInt)
      return type.number().normalize(as<host::SizedIntObject>(object)->value);
    return type.number().normalize(lltype::fromInt(host->toInt(object)));
  }
  case Kind::Float: return lltype::fromDouble(host->toDouble(object));
  case Kind::SingleFloat: return lltype::fromSingle(static_cast<float>(host->toDouble(object)));
  case Kind::Ptr: {
    if (host::isNone(object)) return 0;
    const PtrObject* pointer = asPtrObject(*host, object);
    return pointer && (pointer->type == &type || type.isGcPtr()) ? pointer->word : mismatch();
  }
  default: return mismatch();
  }
}

Object* lowLevelTypeObject(Host& host, const lltype::Type* type) {
  return LowLevelWorld::of(host).typeObject(type);
}

const lltype::Type* lowLevelTypeOf(Host& host, const Object* object) {
  if (object->kind != host::Kind::External || object->cls != LowLevelWorld::of(host).typeClass)
    return nullptr;
  return static_cast<const TypeObject*>(object)->type;
}

const PtrObject* asPtrObject(Host& host, const Object* object) {
  if (object->kind != host::Kind::External || object->cls != LowLevelWorld::of(host).ptrClass)
    return nullptr;
  return static_cast<const PtrObject*>(object);
}

// ---- TypeObject -----------------------------------------------------------------------------

// TO, OF, RESULT, ARGS, and the types of fields by their names.
Object* TypeObject::getAttr(Host& host, host::StrObject* name) {
  std::string_view text = name->value;
  auto wrap = [&](const lltype::Type& inner) { return lowLevelTypeObject(host, &inner); };
  if (const auto* ptr = type->asPtr(); ptr && text == "TO") return wrap(ptr->target());
  if (const auto* array = type->asArray(); array && text == "OF") return wrap(array->item());
  if (const auto* array = type->asFixedArray()) {
    if (text == "OF") return wrap(array->item());
    if (text == "length") return host.newInt(static_cast<int64_t>(array->length()));
  }
  if (const auto* func = type->asFunc()) {
    if (text == "RESULT") return wrap(func->result());
    if (text == "ARGS") {
      std::vector<Object*> args;
      for (const lltype::Type* arg : func->args()) args.push_back(wrap(*arg));
      return host.newTuple(args);
    }
  }
  if (const auto* structure = type->asStruct()) {
    if (const lltype::Field* field = structure->find(text)) return wrap(*field->type);
    if (text == "_name") return host.newStr(structure->name());
  }
  return nullptr;
}

// Signed(3): a value of the type.
Object* TypeObject::call(Host& host, const host::Args& args) {
  if (!type->isPrimitive() || args.size() != 1) return nullptr;
  LowLevelWorld& world = LowLevelWorld::of(host);
  return world.toHost(*type, world.toWord(*type, args[0]));
}

bool TypeObject::repr(Host&, std::string& text) {
  text = "<" + type->text() + ">";
  return true;
}

// ---- PtrObject ------------------------------------------------------------------------------

static const lltype::StructType& structAt(Host& host, const PtrObject& pointer) {
  if (!pointer.word) host.raise(host.types().RuntimeError, "access through a null pointer");
  const lltype::StructType* type = pointer.type->target().asStruct();
  if (!type) host.raise(host.types().AttributeError, "the pointer is not to a struct");
  return *type;
}

Object* PtrObject::getAttr(Host& host, host::StrObject* name) {
  const lltype::StructType* structure = type->target().asStruct();
  if (!structure) return nullptr;
  const lltype::Field* field = structAt(host, *this).find(name->value);
  if (!field) return nullptr;
  LowLevelWorld& world = LowLevelWorld::of(host);
  if (field->type->isContainer())
    return world.pointerObject(world.types().ptr(field->type), word + field->offset);
  return world.toHost(*field->type, lltype::getField(word, *structure, name->value));
}

bool PtrObject::setAttr(Host& host, host::StrObject* name, Object* value) {
  const lltype::StructType& structure = structAt(host, *this);
  const lltype::Field* field = structure.find(name->value);
  if (!field) return false;
  lltype::setField(word, structure, name->value,
                   LowLevelWorld::of(host).toWord(*field->type, value));
  return true;
}

// The array that the pointer is to, or the inline one that ends the struct.
static const lltype::ArrayType* arrayAt(const PtrObject& pointer, Word& start) {
  start = pointer.word;
  return pointer.word ? pointer.type->target().asArray() : nullptr;
}

Object* PtrObject::getItem(Host& host, Object* index) {
  Word start;
  const lltype::ArrayType* array = arrayAt(*this, start);
  if (!array) return nullptr;
  LowLevelWorld& world = LowLevelWorld::of(host);
  uint64_t position = static_cast<uint64_t>(host.toInt(index));
  if (array->hasLength() && position >= lltype::arrayLength(start, *array))
    host.raise(host.types().IndexError, "array index out of range");
  if (array->item().isContainer())
    return world.pointerObject(world.types().ptr(&array->item()),
                               lltype::fromPointer(lltype::itemAddress(start, *array, position)));
  return world.toHost(array->item(), lltype::getItem(start, *array, position));
}

bool PtrObject::setItem(Host& host, Object* index, Object* value) {
  Word start;
  const lltype::ArrayType* array = arrayAt(*this, start);
  if (!array) return false;
  uint64_t position = static_cast<uint64_t>(host.toInt(index));
  if (array->hasLength() && position >= lltype::arrayLength(start, *array))
    host.raise(host.types().IndexError, "array index out of range");
  lltype::setItem(start, *array, position, LowLevelWorld::of(host).toWord(array->item(), value));
  return true;
}

int64_t PtrObject::length(Host&) {
  Word start;
  const lltype::ArrayType* array = arrayAt(*this, start);
  return array && array->hasLength() ? static_cast<int64_t>(lltype::arrayLength(start, *array)) : -1;
}

int PtrObject::truth(Host&) { return word != 0; }

bool PtrObject::repr(Host&, std::string& text) {
  text = (word ? "<pointer to " : "<null pointer to ") + type->target().text() + ">";
  return true;
}

} // namespace tw::rtype
