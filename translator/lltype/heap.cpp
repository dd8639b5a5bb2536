// Heap: allocation records, lookup by address, transient memory.
#include "translator/lltype/heap.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <stdexcept>
#include <tuple>
#include <unordered_map>

namespace tw::lltype {

namespace {

constexpr size_t kChunk = 1 << 20;

// A string has room for one character behind its last one, so that C can read it
// in place; and no two containers have one address.
constexpr uint64_t kBeyond = 4;

// Zeroed memory that is handed out in pieces and freed with its owner.
class ZeroArena {
public:
  void* allocate(uint64_t size) {
    size = (size + 15) & ~uint64_t{15};
    if (size > left_) {
      size_t capacity = std::max<size_t>(size, kChunk);
      chunks_.push_back(std::make_unique<std::byte[]>(capacity));
      next_ = chunks_.back().get();
      left_ = capacity;
    }
    void* result = next_;
    next_ += size;
    left_ -= size;
    return result;
  }

private:
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  size_t left_ = 0;
};

void initHeader(void* address, const Type& type) {
  GcHeader header{type.index(), 0};
  std::memcpy(address, &header, sizeof header);
}

bool isGcContainer(const Type& type) {
  switch (type.kind()) {
  case Kind::Struct: return type.structure().isGc();
  case Kind::Array: return type.array().isGc();
  case Kind::Opaque: return type.opaque().isGc();
  default: return false;
  }
}

// Header and length word of a container in fresh memory.
void initContainer(void* address, const Type& type, uint64_t length) {
  if (isGcContainer(type)) initHeader(address, type);
  std::byte* at = static_cast<std::byte*>(address);
  const ArrayType* array = type.asArray();
  if (const StructType* structure = type.asStruct()) {
    array = structure->varArray();
    if (array) at += structure->fields().back().offset;
  }
  if (array && array->hasLength()) std::memcpy(at + array->lengthOffset(), &length, 8);
}

} // namespace

struct Heap::Tables {
  ZeroArena arena;
  ZeroArena transient;
  std::deque<Allocation> records;
  std::vector<Allocation*> order;
  std::map<uintptr_t, Allocation*> byAddress;
  std::deque<FunctionContainer> functions;
  std::deque<ExternalFunction> externals;
  std::map<std::tuple<std::string, const Type*, const ForeignCode*>, Allocation*> externalByName;
  std::unordered_map<void*, std::unique_ptr<std::byte[]>> raw;
};

Heap::Heap(TypeTable& types) : types_(types), tables_(std::make_unique<Tables>()) {}
Heap::~Heap() = default;

uint64_t containerSize(const Type& type, uint64_t length) {
  if (const ArrayType* array = type.asArray())
    return array->itemsOffset() + length * array->itemSize();
  const StructType* structure = type.asStruct();
  const ArrayType* array = structure ? structure->varArray() : nullptr;
  if (!array) return type.size();
  uint64_t end =
      structure->fields().back().offset + array->itemsOffset() + length * array->itemSize();
  return std::max(structure->size(), end);
}

Allocation* Heap::record(const Type& type, uint64_t length, uint64_t size) {
  void* address = tables_->arena.allocate(size + kBeyond);
  initContainer(address, type, length);
  auto serial = static_cast<uint32_t>(tables_->records.size());
  Allocation& entry = tables_->records.emplace_back();
  entry.address = address;
  entry.type = &type;
  entry.length = length;
  entry.size = size;
  entry.serial = serial;
  tables_->order.push_back(&entry);
  tables_->byAddress.emplace(reinterpret_cast<uintptr_t>(address), &entry);
  return &entry;
}

Allocation* Heap::mallocStruct(const StructType& type, uint64_t varLength) {
  if (!type.isComplete()) throw std::logic_error("malloc of incomplete struct " + type.name());
  return record(type, varLength, containerSize(type, varLength));
}

Allocation* Heap::mallocArray(const ArrayType& type, uint64_t length) {
  return record(type, length, containerSize(type, length));
}

Allocation* Heap::mallocFixedArray(const FixedArrayType& type) {
  return record(type, type.length(), type.size());
}

Allocation* Heap::mallocOpaque(const OpaqueType& type) { return record(type, 0, type.size()); }

Allocation* Heap::mallocAny(const Type& type, uint64_t length) {
  switch (type.kind()) {
  case Kind::Struct: return mallocStruct(type.structure(), length);
  case Kind::Array: return mallocArray(type.array(), length);
  case Kind::FixedArray: return mallocFixedArray(type.fixedArray());
  case Kind::Opaque: return mallocOpaque(type.opaque());
  default: throw std::logic_error("malloc of " + type.text());
  }
}

Allocation* Heap::newFunction(const FuncType& type, std::string name, flow::FunctionGraph* graph) {
  Allocation* entry = record(type, 0, sizeof(FunctionContainer*));
  FunctionContainer& function = tables_->functions.emplace_back();
  function.name = name;
  function.type = &type;
  function.graph = graph;
  entry->name = std::move(name);
  entry->function = &function;
  FunctionContainer* pointer = &function;
  std::memcpy(entry->address, &pointer, sizeof pointer);
  return entry;
}

Allocation* Heap::newExternal(ExternalFunction external) {
  Allocation*& entry = tables_->externalByName[{external.cName, external.type, external.code}];
  if (!entry) {
    entry = newFunction(*external.type, external.cName, nullptr);
    entry->function->external = &tables_->externals.emplace_back(std::move(external));
  }
  return entry;
}

FunctionContainer& Heap::functionAt(Word functionPointer) {
  return **asPointer<FunctionContainer*>(functionPointer);
}

void Heap::free(Allocation& allocation) {
  if (allocation.freed) throw std::logic_error("a raw container is freed twice");
  allocation.freed = true;
}

Allocation* Heap::find(Word address) const {
  auto after = tables_->byAddress.upper_bound(address);
  if (after == tables_->byAddress.begin()) return nullptr;
  Allocation* candidate = std::prev(after)->second;
  uint64_t offset = address - candidate->word();
  return offset <= candidate->size ? candidate : nullptr;
}

std::span<Allocation* const> Heap::allocations() const { return tables_->order; }

void* Heap::mallocTransient(const Type& type, uint64_t length) {
  void* address = tables_->transient.allocate(containerSize(type, length) + kBeyond);
  initContainer(address, type, length);
  return address;
}

void* Heap::mallocRaw(uint64_t size, bool zero) {
  auto memory = std::make_unique_for_overwrite<std::byte[]>(std::max<uint64_t>(size, 1));
  // What a program may not read is filled with a pattern that shows.
  std::memset(memory.get(), zero ? 0 : 0xcd, size);
  void* address = memory.get();
  tables_->raw.emplace(address, std::move(memory));
  return address;
}

void* Heap::mallocRawContainer(const Type& type, uint64_t length, bool zero) {
  void* address = mallocRaw(containerSize(type, length), zero);
  initContainer(address, type, length);
  return address;
}

void Heap::freeRaw(void* address) {
  if (tables_->raw.erase(address)) return;
  Allocation* prebuilt = find(fromPointer(address));
  if (!prebuilt) throw std::logic_error("free of memory that malloc did not return");
  free(*prebuilt);
}

const Type& Heap::typeOfObject(Word object) const {
  return types_.at(asPointer<GcHeader>(object)->tid);
}

} // namespace tw::lltype
