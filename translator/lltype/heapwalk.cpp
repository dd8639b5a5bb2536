// Walking prebuilt data, and typed access to containers by names.
#include "translator/lltype/heap.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <stdexcept>
#include <unordered_set>

namespace tw::lltype {

namespace {

bool isPointer(const Type& type) { return type.isPtr() || type.kind() == Kind::Address; }

bool hasPointers(const Type& type) {
  if (isPointer(type)) return true;
  if (const ArrayType* array = type.asArray()) return hasPointers(array->item());
  if (const FixedArrayType* array = type.asFixedArray()) return hasPointers(array->item());
  const StructType* structure = type.asStruct();
  return structure && std::ranges::any_of(structure->fields(), [](const Field& field) {
           return hasPointers(*field.type);
         });
}

class SlotWalk {
public:
  SlotWalk(const Allocation& allocation, std::vector<PointerSlot>& out)
      : base_(static_cast<const std::byte*>(allocation.address)), length_(allocation.length),
        out_(out) {}

  void walk(const Type& type, uint64_t offset) {
    if (isPointer(type)) {
      if (Word value = loadWord(base_ + offset, type)) out_.push_back({offset, &type, value});
    } else if (const StructType* structure = type.asStruct()) {
      for (const Field& field : structure->fields()) walk(*field.type, offset + field.offset);
    } else if (const ArrayType* array = type.asArray()) {
      items(array->item(), offset + array->itemsOffset(), length_);
    } else if (const FixedArrayType* array = type.asFixedArray()) {
      items(array->item(), offset, array->length());
    }
  }

private:
  void items(const Type& item, uint64_t offset, uint64_t count) {
    if (!hasPointers(item)) return;
    for (uint64_t i = 0; i < count; ++i) walk(item, offset + i * item.size());
  }

  const std::byte* base_;
  uint64_t length_;
  std::vector<PointerSlot>& out_;
};

} // namespace

std::vector<PointerSlot> Heap::pointers(const Allocation& allocation) const {
  std::vector<PointerSlot> slots;
  SlotWalk(allocation, slots).walk(*allocation.type, 0);
  // The overlapping members of a union give the same slot more than once.
  std::ranges::stable_sort(slots, {}, &PointerSlot::offset);
  auto repeated = std::ranges::unique(slots, {}, &PointerSlot::offset);
  slots.erase(repeated.begin(), repeated.end());
  return slots;
}

std::vector<const Allocation*> Heap::reachable(std::span<const Word> roots) const {
  std::vector<const Allocation*> order;
  std::unordered_set<const Allocation*> seen;
  auto visit = [&](Word address) {
    const Allocation* found = address ? find(address) : nullptr;
    if (found && seen.insert(found).second) order.push_back(found);
  };
  for (Word root : roots) visit(root);
  for (size_t next = 0; next < order.size(); ++next) {
    for (const PointerSlot& slot : pointers(*order[next])) visit(slot.value);
    // An instance needs its class although no field points there.
    if (const StructType* structure = order[next]->type->asStruct()) visit(structure->vtable());
  }
  return order;
}

void* fieldAddress(Word object, const StructType& type, std::string_view field) {
  return asPointer<std::byte>(object) + type.field(field).offset;
}

Word getField(Word object, const StructType& type, std::string_view field) {
  return loadWord(fieldAddress(object, type, field), *type.field(field).type);
}

void setField(Word object, const StructType& type, std::string_view field, Word value) {
  storeWord(fieldAddress(object, type, field), *type.field(field).type, value);
}

uint64_t arrayLength(Word array, const ArrayType& type) {
  if (!type.hasLength()) throw std::logic_error("the length of a " + type.text());
  uint64_t length;
  std::memcpy(&length, asPointer<std::byte>(array) + type.lengthOffset(), sizeof length);
  return length;
}

void* itemAddress(Word array, const ArrayType& type, uint64_t index) {
  return asPointer<std::byte>(array) + type.itemsOffset() + index * type.itemSize();
}

Word getItem(Word array, const ArrayType& type, uint64_t index) {
  return loadWord(itemAddress(array, type, index), type.item());
}

void setItem(Word array, const ArrayType& type, uint64_t index, Word value) {
  storeWord(itemAddress(array, type, index), type.item(), value);
}

} // namespace tw::lltype
