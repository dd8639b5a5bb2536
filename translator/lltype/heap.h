// Heap: the memory of low-level values at translation time.
//
// A low-level pointer constant is a real address here, and what lies there has
// the layout that the generated program will have. rtype builds prebuilt data
// in it, llinterp computes on it, database_c walks it.
//
// Every container made by the functions below has an Allocation, found by any
// address inside it. Serials count up in creation order: whatever must be
// deterministic orders by serial, never by address. Memory starts as zeros.
// While llinterp runs a program it allocates with mallocTransient instead, which
// is fast and keeps no Allocation.
#pragma once

#include "translator/lltype/lltype.h"
#include "translator/support/foreign.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tw::lltype {

class Heap;
struct FunctionContainer;

// What a native function of the interpreter gets: canonical words.
struct NativeCall {
  Heap& heap;
  std::span<const Word> args;
  // The function's own way to raise: set both to a vtable and an instance.
  Word excType = 0;
  Word excValue = 0;
  // Where writes to the descriptors 1 and 2 go; null: to the descriptors.
  std::string* output = nullptr;
  // Runs a function of the program that C calls back; empty: none can be called.
  std::function<Word(const FunctionContainer&, std::span<const Word>)> callBack = {};
};
using NativeFunction = std::function<Word(NativeCall&)>;

// A function that C defines: the C library, the runtime, foreign code of the program.
struct ExternalFunction {
  std::string cName;
  const FuncType* type = nullptr;
  const ForeignCode* code = nullptr; // null: the C library's or the runtime's, always there
  bool canRaise = false;             // sets tw_exc_type
  bool canCollect = false;           // may allocate GC memory or call back
  bool pure = false;                 // no effects, result depends on the arguments only
  NativeFunction native;             // empty: llinterp cannot call it
};

// What a pointer to a function points to.
struct FunctionContainer {
  std::string name;
  const FuncType* type = nullptr;
  flow::FunctionGraph* graph = nullptr;       // or
  const ExternalFunction* external = nullptr; // exactly one is set, once linked
  // The machine code that C calls; empty: there is none while the translator runs.
  std::function<void*()> code;
};

struct Allocation {
  void* address = nullptr;
  const Type* type = nullptr; // Struct, Array, FixedArray, Func or Opaque
  uint64_t length = 0;        // of the array, or of the struct's inline array
  uint64_t size = 0;          // in bytes
  uint32_t serial = 0;
  bool freed = false;                    // raw memory after free
  std::string name;                      // a hint for the C emitter, or ""
  FunctionContainer* function = nullptr; // Func only

  Word word() const { return fromPointer(address); }
};

// A pointer stored inside a container.
struct PointerSlot {
  uint64_t offset;  // inside the container
  const Type* type; // Ptr or Address
  Word value;       // never 0
};

class Heap {
public:
  explicit Heap(TypeTable& types);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  TypeTable& types() { return types_; }

  // Prebuilt containers, of any flavor: never freed.
  Allocation* mallocStruct(const StructType& type, uint64_t varLength = 0);
  Allocation* mallocArray(const ArrayType& type, uint64_t length);
  Allocation* mallocFixedArray(const FixedArrayType& type);
  Allocation* mallocOpaque(const OpaqueType& type);
  Allocation* mallocAny(const Type& type, uint64_t length = 0); // by the type's kind

  Allocation* newFunction(const FuncType& type, std::string name, flow::FunctionGraph* graph);
  // One container for each C name, type and foreign code.
  Allocation* newExternal(ExternalFunction external);
  static FunctionContainer& functionAt(Word functionPointer);

  // lltype.free at import time: marks the allocation; its memory stays.
  void free(Allocation& allocation);

  // Interior addresses included; null if it is none of ours. One past the end
  // of a container belongs to it as long as no other starts there.
  Allocation* find(Word address) const;
  // All containers in creation order.
  std::span<Allocation* const> allocations() const;

  // Pointers in the container that are not null, by offset.
  std::vector<PointerSlot> pointers(const Allocation& allocation) const;
  // Every container reachable from the roots (addresses), in breadth-first
  // order: deterministic because slots are visited by offset.
  std::vector<const Allocation*> reachable(std::span<const Word> roots) const;

  // For llinterp. GC memory is never collected; raw memory is checked on free.
  void* mallocTransient(const Type& type, uint64_t length);
  void* mallocRaw(uint64_t size, bool zero);
  void* mallocRawContainer(const Type& type, uint64_t length, bool zero);
  void freeRaw(void* address); // throws std::logic_error if it was not allocated

  // GC containers: the type from the header.
  const Type& typeOfObject(Word object) const;

private:
  struct Tables;
  Allocation* record(const Type& type, uint64_t length, uint64_t size);

  TypeTable& types_;
  std::unique_ptr<Tables> tables_;
};

// Bytes of a container with that many items.
uint64_t containerSize(const Type& type, uint64_t length);

// Typed access to a container by names; for code that builds prebuilt data.
Word getField(Word object, const StructType& type, std::string_view field);
void setField(Word object, const StructType& type, std::string_view field, Word value);
uint64_t arrayLength(Word array, const ArrayType& type);
Word getItem(Word array, const ArrayType& type, uint64_t index);
void setItem(Word array, const ArrayType& type, uint64_t index, Word value);
void* fieldAddress(Word object, const StructType& type, std::string_view field);
void* itemAddress(Word array, const ArrayType& type, uint64_t index);

} // namespace tw::lltype
