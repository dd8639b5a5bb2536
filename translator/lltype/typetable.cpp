// TypeTable: ownership, interning and unique struct names.
#include "translator/lltype/lltype.h"

#include <map>
#include <stdexcept>

namespace tw::lltype {

struct TypeTable::Tables {
  std::vector<std::unique_ptr<Type>> owned;
  std::vector<const Type*> all;
  // Interned types by a key made of what they consist of (parts by index).
  std::map<std::string, const Type*> interned;
  std::map<std::string, StructType*, std::less<>> structs; // by unique name
};

namespace {

class PrimitiveType final : public Type {
public:
  PrimitiveType(Kind kind, uint64_t size)
      : Type(kind, size, size ? static_cast<uint32_t>(size) : 1) {}
};

std::string keyOf(char kind, std::initializer_list<uint64_t> parts) {
  std::string key(1, kind);
  for (uint64_t part : parts) key += ' ' + std::to_string(part);
  return key;
}

} // namespace

template <class T> T* TypeTable::add(std::unique_ptr<T> type) {
  T* added = type.get();
  added->index_ = static_cast<uint32_t>(tables_->owned.size());
  tables_->owned.push_back(std::move(type));
  tables_->all.push_back(added);
  return added;
}

TypeTable::TypeTable() : tables_(std::make_unique<Tables>()) {
  auto primitive = [this](Kind kind, uint64_t size) -> const Type* {
    return add(std::make_unique<PrimitiveType>(kind, size));
  };
  void_ = primitive(Kind::Void, 0);
  bool_ = primitive(Kind::Bool, 1);
  char_ = primitive(Kind::Char, 1);
  uniChar_ = primitive(Kind::UniChar, 4);
  float_ = primitive(Kind::Float, 8);
  singleFloat_ = primitive(Kind::SingleFloat, 4);
  longFloat_ = primitive(Kind::LongFloat, 16);
  address_ = primitive(Kind::Address, 8);
  signed_ = number(64, true);
  unsigned_ = number(64, false);
  gcRef_ = ptr(opaque("GCREF", Flavor::Gc));
}

TypeTable::~TypeTable() = default;

const NumberType* TypeTable::number(uint32_t bits, bool isSigned) {
  if (bits != 8 && bits != 16 && bits != 32 && bits != 64 && bits != 128)
    throw std::logic_error("no integer type of " + std::to_string(bits) + " bits");
  const Type*& slot = tables_->interned[keyOf('n', {bits, isSigned})];
  if (!slot) slot = add(std::unique_ptr<NumberType>(new NumberType(bits, isSigned)));
  return &slot->number();
}

const PtrType* TypeTable::ptr(const Type* target) {
  const Type*& slot = tables_->interned[keyOf('p', {target->index()})];
  if (!slot) slot = add(std::unique_ptr<PtrType>(new PtrType(target)));
  return &slot->ptr();
}

const ArrayType* TypeTable::array(const Type* item, Flavor flavor, ArrayHints hints) {
  const Type*& slot =
      tables_->interned[keyOf('a', {item->index(), flavor == Flavor::Gc, hints.noLength,
                                    hints.immutable, hints.isVoid, hints.isConst})];
  if (!slot) slot = add(std::unique_ptr<ArrayType>(new ArrayType(item, flavor, hints)));
  return &slot->array();
}

const FixedArrayType* TypeTable::fixedArray(const Type* item, uint64_t length) {
  const Type*& slot = tables_->interned[keyOf('x', {item->index(), length})];
  if (!slot) slot = add(std::unique_ptr<FixedArrayType>(new FixedArrayType(item, length)));
  return &slot->fixedArray();
}

const FuncType* TypeTable::func(std::vector<const Type*> args, const Type* result) {
  std::string key = keyOf('f', {result->index()});
  for (const Type* arg : args) key += ' ' + std::to_string(arg->index());
  const Type*& slot = tables_->interned[key];
  if (!slot) slot = add(std::unique_ptr<FuncType>(new FuncType(std::move(args), result)));
  return &slot->func();
}

const OpaqueType* TypeTable::opaque(std::string_view name, Flavor flavor, uint64_t size) {
  std::string key = keyOf('o', {flavor == Flavor::Gc}) + ' ' + std::string(name);
  const Type*& slot = tables_->interned[key];
  if (!slot) {
    uint64_t header = flavor == Flavor::Gc ? kHeaderSize : 0;
    slot = add(std::unique_ptr<OpaqueType>(
        new OpaqueType(std::string(name), flavor, std::max(size, header))));
  }
  return &slot->opaque();
}

const StructType* TypeTable::structOf(std::string_view name, Flavor flavor,
                                      std::vector<Field> ownFields, const StructType* base,
                                      StructHints hints) {
  std::string key = keyOf('s', {flavor == Flavor::Gc, base ? base->index() + 1 : 0, hints.isUnion,
                                hints.noHash}) +
                    ' ' + std::string(name) + ' ' + hints.cName;
  for (const Field& field : ownFields)
    key += '\n' + field.name + ' ' +
           keyOf('t', {field.type->index(), static_cast<uint64_t>(field.mutability)});
  auto found = tables_->interned.find(key);
  if (found != tables_->interned.end()) return &found->second->structure();
  StructType* type = forwardStruct(name, flavor);
  type->complete(base, std::move(ownFields), std::move(hints));
  tables_->interned.emplace(std::move(key), type);
  return type;
}

StructType* TypeTable::forwardStruct(std::string_view name, Flavor flavor) {
  StructType* type = add(std::unique_ptr<StructType>(new StructType(uniqueName(name), flavor)));
  tables_->structs.emplace(type->name(), type);
  return type;
}

std::string TypeTable::uniqueName(std::string_view name) {
  std::string unique(name);
  for (unsigned i = 1; tables_->structs.contains(unique); ++i)
    unique = std::string(name) + '.' + std::to_string(i);
  return unique;
}

const OpaqueType* TypeTable::forward(Flavor flavor) {
  return opaque("forward." + std::to_string(tables_->owned.size()), flavor);
}

void TypeTable::become(const OpaqueType& forward, const Type& real) {
  const Type* known = nullptr;
  auto direct = tables_->interned.find(keyOf('p', {real.index()}));
  if (direct != tables_->interned.end()) known = direct->second;
  const Type*& slot = tables_->interned[keyOf('p', {forward.index()})];
  if (slot && known) throw std::invalid_argument("pointers to both types exist already");
  if (slot) {
    static_cast<PtrType&>(*tables_->owned[slot->index()]).target_ = &real;
    tables_->interned[keyOf('p', {real.index()})] = slot;
  } else {
    slot = ptr(&real);
  }
}

const StructType* TypeTable::weakrefStruct() {
  return structOf("weakref", Flavor::Gc, {{"target", address_}});
}

std::span<const Type* const> TypeTable::types() const { return tables_->all; }

const Type& TypeTable::at(uint32_t index) const { return *tables_->all.at(index); }

const StructType* TypeTable::findStruct(std::string_view name) const {
  auto found = tables_->structs.find(name);
  return found == tables_->structs.end() ? nullptr : found->second;
}

StructType& TypeTable::mutableStruct(const StructType& type) {
  return *tables_->structs.find(type.name())->second;
}

} // namespace tw::lltype
