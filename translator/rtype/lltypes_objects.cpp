// Attributes, items and operators of low-level types, pointers and addresses at
// import time.
#include "translator/rtype/lltypes_host.h"

#include "translator/lltype/access.h"

namespace tw::rtype {

using host::as;
using host::Host;
using host::Object;
using lltype::Kind;
using lltype::Word;

// ---- TypeObject -----------------------------------------------------------------------------

namespace {

const lltype::Type* itemOf(const lltype::Type& type) {
  if (const auto* array = type.asArray()) return &array->item();
  if (const auto* array = type.asFixedArray()) return &array->item();
  return nullptr;
}

bool isGcContainer(const lltype::Type& type) {
  if (const auto* structure = type.asStruct()) return structure->isGc();
  if (const auto* array = type.asArray()) return array->isGc();
  const auto* opaque = type.asOpaque();
  return opaque && opaque->isGc();
}

Object* fieldNames(Host& host, const lltype::StructType& structure) {
  std::vector<Object*> names;
  for (const lltype::Field& field : structure.fields()) names.push_back(host.intern(field.name));
  return host.newTuple(names);
}

Object* fieldTypes(Host& host, const lltype::StructType& structure) {
  host::DictObject* dict = host.newDict();
  for (const lltype::Field& field : structure.fields())
    host.setDictItem(dict, host.intern(field.name), lowLevelTypeObject(host, field.type));
  return dict;
}

Object* hintsOf(Host& host, const lltype::Type& type) {
  host::DictObject* dict = host.newDict();
  auto flag = [&](const char* name, bool set) {
    if (set) host.setDictItem(dict, host.intern(name), host.boolean(true));
  };
  if (const auto* array = type.asArray()) {
    flag("nolength", !array->hasLength());
    flag("immutable", array->isImmutable());
    flag("render_as_void", array->hints().isVoid);
    flag("render_as_const", array->hints().isConst);
  } else if (const auto* structure = type.asStruct()) {
    flag("union", structure->hints().isUnion);
    if (!structure->hints().cName.empty()) {
      host.setDictItem(dict, host.intern("external"), host.intern("C"));
      host.setDictItem(dict, host.intern("c_name"), host.intern(structure->hints().cName));
    }
  }
  return dict;
}

// A method without arguments whose result is known.
Object* constantMethod(Host& host, std::string_view name, Object* result) {
  return host.newBuiltin(std::string(name), [result](Host&, const host::Args&) { return result; });
}

} // namespace

// What a program notes on a type; it is nothing to the translator.
bool TypeObject::setAttr(Host& host, host::StrObject* name, Object* value) {
  if (!attributes) attributes = host.newDict();
  attributes->table.set(name, value);
  return true;
}

// TO, OF, RESULT, ARGS, the types of fields by their names, and the names by which
// programs inspect types.
Object* TypeObject::getAttr(Host& host, host::StrObject* name) {
  std::string_view text = name->value;
  if (attributes)
    if (Object* value = attributes->table.find(name)) return value;
  auto wrap = [&](const lltype::Type& inner) { return lowLevelTypeObject(host, &inner); };
  if (const auto* ptr = type->asPtr(); ptr && text == "TO") return wrap(ptr->target());
  if (const lltype::Type* item = itemOf(*type); item && text == "OF") return wrap(*item);
  if (const auto* array = type->asFixedArray(); array && text == "length")
    return host.newInt(static_cast<int64_t>(array->length()));
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
    if (text == "_names") return fieldNames(host, *structure);
    if (text == "_flds") return fieldTypes(host, *structure);
  }
  if (text == "_gckind") return host.intern(isGcContainer(*type) ? "gc" : "raw");
  if (text == "_hints" && type->isContainer()) return hintsOf(host, *type);
  const bool varsize = type->asArray() || (type->asStruct() && type->structure().varArray());
  if (text == "_is_varsize") return constantMethod(host, text, host.boolean(varsize));
  if (text == "_has_length") return host.boolean(varsize);
  if (text == "_type" && type->kind() == Kind::Number) {
    host::ClassObject* cls = LowLevelWorld::of(host).integerClass(type->number().bits(),
                                                                  type->number().isSignedNumber());
    return cls ? cls : host.types().int_;
  }
  const TypeClasses& classes = LowLevelWorld::of(host).typeClasses;
  if (text == "become" && (cls == classes.forward || cls == classes.gcForward)) {
    return host.newBuiltin("become", [this](Host& h, const host::Args& args) -> Object* {
      const lltype::Type* real = args.size() == 1 ? lowLevelTypeOf(h, args[0]) : nullptr;
      if (!real || !real->isContainer())
        h.raise(h.types().TypeError, "become() takes the type that the reference stands for");
      LowLevelWorld::of(h).become(*this, *real);
      return h.none();
    });
  }
  return nullptr;
}

// Signed(3): a value of the type.
Object* TypeObject::call(Host& host, const host::Args& args) {
  if (!type->isPrimitive() || args.size() != 1) return nullptr;
  LowLevelWorld& world = LowLevelWorld::of(host);
  return world.toHost(*type, world.toWord(*type, args[0]));
}

Object* TypeObject::compare(Host& host, syntax::CompareOp op, Object* other) {
  const lltype::Type* otherType = lowLevelTypeOf(host, other);
  if (op == syntax::CompareOp::Eq) return host.boolean(type == otherType);
  if (op == syntax::CompareOp::Ne) return host.boolean(type != otherType);
  return nullptr;
}

bool TypeObject::hash(Host&, uint64_t& value) {
  value = type->index();
  return true;
}

bool TypeObject::repr(Host&, std::string& text) {
  text = "<" + type->text() + ">";
  return true;
}

// ---- AddressObject --------------------------------------------------------------------------

Object* AddressObject::binary(Host& host, syntax::BinaryOp op, Object* other, bool reflected) {
  LowLevelWorld& world = LowLevelWorld::of(host);
  if (const AddressObject* address = asAddressObject(host, other)) {
    if (op != syntax::BinaryOp::Sub || reflected) return nullptr;
    return host.newInt(static_cast<int64_t>(word - address->word));
  }
  if (op == syntax::BinaryOp::Add) return world.addressObject(word + integerWord(host, other));
  if (op == syntax::BinaryOp::Sub && !reflected)
    return world.addressObject(word - integerWord(host, other));
  return nullptr;
}

Object* AddressObject::compare(Host& host, syntax::CompareOp op, Object* other) {
  const AddressObject* address = asAddressObject(host, other);
  if (!address) return nullptr;
  switch (op) {
  case syntax::CompareOp::Eq: return host.boolean(word == address->word);
  case syntax::CompareOp::Ne: return host.boolean(word != address->word);
  case syntax::CompareOp::Lt: return host.boolean(word < address->word);
  case syntax::CompareOp::Le: return host.boolean(word <= address->word);
  case syntax::CompareOp::Gt: return host.boolean(word > address->word);
  case syntax::CompareOp::Ge: return host.boolean(word >= address->word);
  default: return nullptr;
  }
}

int AddressObject::truth(Host&) { return word != 0; }

bool AddressObject::repr(Host&, std::string& text) {
  text = word ? "<address>" : "<null address>";
  return true;
}

Object* AddressObject::getAttr(Host& host, host::StrObject* name) {
  LowLevelWorld& world = LowLevelWorld::of(host);
  const lltype::Type* type = lltype::accessedBy(world.types(), name->value);
  return type ? world.pointerObject(type, word) : nullptr;
}

// ---- GcRefObject ----------------------------------------------------------------------------

Object* GcRefObject::compare(Host& host, syntax::CompareOp op, Object* other) {
  const GcRefObject* reference = asGcRefObject(host, other);
  const bool same = reference && reference->value == value;
  if (op == syntax::CompareOp::Eq) return host.boolean(same);
  if (op == syntax::CompareOp::Ne) return host.boolean(!same);
  return nullptr;
}

bool GcRefObject::repr(Host& host, std::string& text) {
  text = "<reference to " + host.repr(value) + ">";
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
  if (std::optional<uint64_t> index = lltype::itemNamed(type->target(), name->value))
    return getItem(host, host.newInt(static_cast<int64_t>(*index)));
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
  if (std::optional<uint64_t> index = lltype::itemNamed(type->target(), name->value))
    return setItem(host, host.newInt(static_cast<int64_t>(*index)), value);
  const lltype::StructType& structure = structAt(host, *this);
  const lltype::Field* field = structure.find(name->value);
  if (!field) return false;
  lltype::setField(word, structure, name->value,
                   LowLevelWorld::of(host).toWord(*field->type, value));
  return true;
}

// The items behind a pointer to an array of any kind.
struct Items {
  const lltype::Type* item = nullptr; // null: no array
  Word start = 0;                     // of the items
  uint64_t length = 0;                // UINT64_MAX: unknown
};

// An array of one item stands for the start of several, as pointers to items do.
static Items itemsAt(Host& host, const PtrObject& pointer) {
  const lltype::Type& target = pointer.type->target();
  if (!itemOf(target)) return {};
  if (!pointer.word) host.raise(host.types().RuntimeError, "access through a null pointer");
  if (const auto* fixed = target.asFixedArray())
    return {&fixed->item(), pointer.word, fixed->length() == 1 ? UINT64_MAX : fixed->length()};
  const lltype::ArrayType& array = target.array();
  return {&array.item(), pointer.word + array.itemsOffset(),
          array.hasLength() ? lltype::arrayLength(pointer.word, array) : UINT64_MAX};
}

static void* itemAddress(Host& host, const Items& items, Object* index) {
  const int64_t position = host.toInt(index);
  if (items.length != UINT64_MAX && static_cast<uint64_t>(position) >= items.length)
    host.raise(host.types().IndexError, "array index out of range");
  return reinterpret_cast<void*>(items.start +
                                 static_cast<uint64_t>(position) * items.item->size());
}

Object* PtrObject::getItem(Host& host, Object* index) {
  const Items items = itemsAt(host, *this);
  if (!items.item) return nullptr;
  LowLevelWorld& world = LowLevelWorld::of(host);
  void* address = itemAddress(host, items, index);
  if (items.item->isContainer())
    return world.pointerObject(world.types().ptr(items.item), lltype::fromPointer(address));
  return world.toHost(*items.item, lltype::loadWord(address, *items.item));
}

bool PtrObject::setItem(Host& host, Object* index, Object* value) {
  const Items items = itemsAt(host, *this);
  if (!items.item) return false;
  lltype::storeWord(itemAddress(host, items, index), *items.item,
                    LowLevelWorld::of(host).toWord(*items.item, value));
  return true;
}

Object* PtrObject::call(Host& host, const host::Args& args) {
  const lltype::FuncType* function = type->target().asFunc();
  if (!function) return nullptr;
  if (!word) host.raise(host.types().RuntimeError, "a null function pointer is called");
  if (args.size() != function->args().size())
    host.raise(host.types().TypeError, "a function of type " + function->text() +
                                           " is called with " + std::to_string(args.size()) +
                                           " arguments");
  LowLevelWorld& world = LowLevelWorld::of(host);
  if (Object* callable = world.callableOf(word)) return host.call(callable, args);
  return world.callFunction(host, *this, args);
}

int64_t PtrObject::length(Host& host) {
  const Items items = word ? itemsAt(host, *this) : Items{};
  if (const auto* fixed = type->target().asFixedArray())
    return static_cast<int64_t>(fixed->length());
  return items.item && items.length != UINT64_MAX ? static_cast<int64_t>(items.length) : -1;
}

int PtrObject::truth(Host&) { return word != 0; }

bool PtrObject::repr(Host&, std::string& text) {
  text = (word ? "<pointer to " : "<null pointer to ") + type->target().text() + ">";
  return true;
}

} // namespace tw::rtype
