// Types: queries, struct layout, typed loads and stores.
#include "translator/lltype/lltype.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace tw::lltype {

namespace {

uint64_t alignUp(uint64_t offset, uint64_t alignment) {
  return (offset + alignment - 1) / alignment * alignment;
}

template <class T> const T& checkedCast(const Type& type, Kind kind) {
  if (type.kind() != kind) throw std::logic_error("low-level type of another kind: " + type.text());
  return static_cast<const T&>(type);
}

} // namespace

bool Type::isGcPtr() const { return isPtr() && ptr().isGc(); }

bool Type::isSigned() const {
  return kind_ == Kind::Number && number().bits() == 64 && number().isSignedNumber();
}

bool Type::isUnsigned() const {
  return kind_ == Kind::Number && number().bits() == 64 && !number().isSignedNumber();
}

const NumberType& Type::number() const { return checkedCast<NumberType>(*this, Kind::Number); }
const PtrType& Type::ptr() const { return checkedCast<PtrType>(*this, Kind::Ptr); }
const StructType& Type::structure() const { return checkedCast<StructType>(*this, Kind::Struct); }
const ArrayType& Type::array() const { return checkedCast<ArrayType>(*this, Kind::Array); }
const FixedArrayType& Type::fixedArray() const {
  return checkedCast<FixedArrayType>(*this, Kind::FixedArray);
}
const FuncType& Type::func() const { return checkedCast<FuncType>(*this, Kind::Func); }
const OpaqueType& Type::opaque() const { return checkedCast<OpaqueType>(*this, Kind::Opaque); }

const PtrType* Type::asPtr() const { return kind_ == Kind::Ptr ? &ptr() : nullptr; }
const StructType* Type::asStruct() const { return kind_ == Kind::Struct ? &structure() : nullptr; }
const ArrayType* Type::asArray() const { return kind_ == Kind::Array ? &array() : nullptr; }
const FixedArrayType* Type::asFixedArray() const {
  return kind_ == Kind::FixedArray ? &fixedArray() : nullptr;
}
const FuncType* Type::asFunc() const { return kind_ == Kind::Func ? &func() : nullptr; }
const OpaqueType* Type::asOpaque() const { return kind_ == Kind::Opaque ? &opaque() : nullptr; }

Word NumberType::normalize(Word word) const {
  if (bits_ >= 64) return word;
  unsigned shift = 64 - bits_;
  return signed_ ? fromInt(asInt(word << shift) >> shift) : (word << shift) >> shift;
}

bool PtrType::isGc() const {
  switch (target_->kind()) {
  case Kind::Struct: return target_->structure().isGc();
  case Kind::Array: return target_->array().isGc();
  case Kind::Opaque: return target_->opaque().isGc();
  default: return false;
  }
}

ArrayType::ArrayType(const Type* item, Flavor flavor, ArrayHints hints)
    : Type(Kind::Array, 0, 1), item_(item), flavor_(flavor), hints_(hints) {
  uint64_t prefix = (isGc() ? kHeaderSize : 0) + (hasLength() ? 8 : 0);
  alignment_ = std::max<uint32_t>(prefix ? 8 : 1, item->alignment());
  size_ = alignUp(prefix, item->alignment());
}

bool StructType::derivesFrom(const StructType& other) const {
  for (const StructType* type = this; type; type = type->base_)
    if (type == &other) return true;
  return false;
}

int StructType::fieldIndex(std::string_view name) const {
  for (size_t i = 0; i < fields_.size(); ++i)
    if (fields_[i].name == name) return static_cast<int>(i);
  return -1;
}

const Field* StructType::find(std::string_view name) const {
  int index = fieldIndex(name);
  return index < 0 ? nullptr : &fields_[static_cast<size_t>(index)];
}

const Field& StructType::field(std::string_view name) const {
  if (const Field* found = find(name)) return *found;
  throw std::logic_error("struct " + name_ + " has no field " + std::string(name));
}

const ArrayType* StructType::varArray() const {
  return fields_.empty() ? nullptr : fields_.back().type->asArray();
}

void StructType::complete(const StructType* base, std::vector<Field> ownFields, StructHints hints) {
  if (complete_) throw std::logic_error("struct " + name_ + " is already complete");
  if (base && !base->isComplete())
    throw std::logic_error("the base of struct " + name_ + " is incomplete");
  base_ = base;
  hints_ = std::move(hints);
  if (base) fields_.assign(base->fields_.begin(), base->fields_.end());
  for (Field& field : ownFields) fields_.push_back(std::move(field));
  layOut();
  complete_ = true;
}

// The fields lie flat, those of the base first: no padding closes the base.
void StructType::layOut() {
  uint64_t end = isGc() ? kHeaderSize : 0;
  alignment_ = isGc() ? 8 : 1;
  for (Field& field : fields_) {
    const StructType* inner = field.type->asStruct();
    bool mayEnd = &field == &fields_.back();
    if ((inner && (!inner->isComplete() || inner->isGc())) ||
        (field.type->asArray() && (!mayEnd || field.type->array().isGc())) ||
        field.type->kind() == Kind::Func)
      throw std::logic_error("field " + field.name + " of struct " + name_ + " cannot lie inline");
    field.offset = hints_.isUnion ? 0 : alignUp(end, field.type->alignment());
    end = std::max(end, field.offset + field.type->size());
    alignment_ = std::max(alignment_, field.type->alignment());
  }
  size_ = alignUp(end, alignment_);
}

namespace {

template <class T> Word loadAs(const void* address) {
  T value;
  std::memcpy(&value, address, sizeof value);
  return static_cast<Word>(value);
}

template <class T> void storeAs(void* address, Word word) {
  T value = static_cast<T>(word);
  std::memcpy(address, &value, sizeof value);
}

Word loadNumber(const void* address, const NumberType& type) {
  switch (type.bits()) {
  case 8: return type.isSignedNumber() ? loadAs<int8_t>(address) : loadAs<uint8_t>(address);
  case 16: return type.isSignedNumber() ? loadAs<int16_t>(address) : loadAs<uint16_t>(address);
  case 32: return type.isSignedNumber() ? loadAs<int32_t>(address) : loadAs<uint32_t>(address);
  case 64: return loadAs<uint64_t>(address);
  default: throw std::logic_error("a value of 128 bits has no word");
  }
}

void storeNumber(void* address, const NumberType& type, Word word) {
  switch (type.bits()) {
  case 8: return storeAs<uint8_t>(address, word);
  case 16: return storeAs<uint16_t>(address, word);
  case 32: return storeAs<uint32_t>(address, word);
  case 64: return storeAs<uint64_t>(address, word);
  default: throw std::logic_error("a value of 128 bits has no word");
  }
}

} // namespace

Word loadWord(const void* address, const Type& type) {
  switch (type.kind()) {
  case Kind::Void: return 0;
  case Kind::Bool:
  case Kind::Char: return loadAs<uint8_t>(address);
  case Kind::UniChar:
  case Kind::SingleFloat: return loadAs<uint32_t>(address);
  case Kind::Number: return loadNumber(address, type.number());
  case Kind::Float:
  case Kind::Address:
  case Kind::Ptr: return loadAs<uint64_t>(address);
  default: throw std::logic_error("no word can hold a " + type.text());
  }
}

void storeWord(void* address, const Type& type, Word word) {
  switch (type.kind()) {
  case Kind::Void: return;
  case Kind::Bool:
  case Kind::Char: return storeAs<uint8_t>(address, word);
  case Kind::UniChar:
  case Kind::SingleFloat: return storeAs<uint32_t>(address, word);
  case Kind::Number: return storeNumber(address, type.number(), word);
  case Kind::Float:
  case Kind::Address:
  case Kind::Ptr: return storeAs<uint64_t>(address, word);
  default: throw std::logic_error("no word can hold a " + type.text());
  }
}

} // namespace tw::lltype
