// Reading and writing live objects by descriptor: for folding, for resuming, for interpreting.
#pragma once

#include "jit/format/program.h"
#include "jit/trace/trace.h"

#include <cstdint>
#include <cstring>

namespace tw::jit {

inline const tw_jit_descr& descrAt(uint32_t index) { return tw_jit_program.descrs[index]; }

// The vtable of an instance's class; null if the object is not an instance.
inline const void* vtableOfObject(const void* object) {
  const tw_type* type = TW_TYPE(object);
  return type->flags & TW_TYPE_INSTANCE ? reinterpret_cast<const void*>(type + 1) : nullptr;
}

// A value of `width` bytes as a word: floats as bits (single floats: the low 32).
inline int64_t loadWord(const void* address, uint32_t width, bool isSigned) {
  switch (width) {
  case 1:
    return isSigned ? int64_t(*static_cast<const int8_t*>(address))
                    : int64_t(*static_cast<const uint8_t*>(address));
  case 2: {
    uint16_t value;
    std::memcpy(&value, address, 2);
    return isSigned ? int64_t(int16_t(value)) : int64_t(value);
  }
  case 4: {
    uint32_t value;
    std::memcpy(&value, address, 4);
    return isSigned ? int64_t(int32_t(value)) : int64_t(value);
  }
  default: {
    int64_t value;
    std::memcpy(&value, address, 8);
    return value;
  }
  }
}

// Without a write barrier: for integers, floats and raw memory.
inline void storeWord(void* address, uint32_t width, int64_t word) {
  std::memcpy(address, &word, width); // little-endian
}

inline int64_t readField(const void* object, const tw_jit_descr& field) {
  return loadWord(static_cast<const char*>(object) + field.field.offset, field.width,
                  field.flags & TW_FIELD_SIGNED);
}
inline void writeField(void* object, const tw_jit_descr& field, int64_t word) {
  if (field.kind == 'r' && !(field.flags & TW_FIELD_RAW)) TW_BARRIER(object);
  storeWord(static_cast<char*>(object) + field.field.offset, field.width, word);
}

// Does the field of a quasiimmut_field still hold what it held when that was recorded?
inline bool isFieldUnchanged(const Trace& trace, const TraceOp& op) {
  const auto operands = trace.operandsOf(op);
  return readField(reinterpret_cast<void*>(trace.wordOf(operands[0])), descrAt(op.descr)) ==
         trace.wordOf(operands[1]);
}

inline char* itemAddress(const void* array, const tw_jit_descr& descr, int64_t index) {
  return const_cast<char*>(static_cast<const char*>(array)) + descr.array.base +
         int64_t(descr.array.item_size) * index;
}
inline int64_t readItem(const void* array, const tw_jit_descr& descr, int64_t index) {
  return loadWord(itemAddress(array, descr, index), descr.width, descr.flags & TW_FIELD_SIGNED);
}
inline void writeItem(void* array, const tw_jit_descr& descr, int64_t index, int64_t word) {
  if (descr.kind == 'r' && !(descr.flags & TW_FIELD_RAW)) TW_BARRIER_ITEM(array, index);
  storeWord(itemAddress(array, descr, index), descr.width, word);
}
// Bytes of an array without its items; strings count the NUL behind theirs.
inline uint32_t fixedSizeOf(const tw_jit_descr& array) {
  return reinterpret_cast<const tw_type*>(tw_types + uint32_t(array.array.header))->size;
}
inline int64_t arrayLength(const void* array, const tw_jit_descr& descr) {
  return loadWord(static_cast<const char*>(array) + descr.array.length_offset, 8, true);
}

// New objects, zero behind the header but for the length; strings, whose characters are going to be
// written, just at their ends. Null: MemoryError is set.
inline void* makeObject(const tw_jit_descr& descr) {
  u64 size = (u64(descr.size.size) + 7) & ~u64(7);
  if (size < 16) size = 16;
  void* object = tw_malloc_fixed(descr.size.header, size);
  if (object) std::memset(static_cast<char*>(object) + 8, 0, size - 8);
  return object;
}
inline bool isStringArray(const tw_jit_descr& array) {
  return fixedSizeOf(array) > array.array.base;
}
inline void* makeArray(const tw_jit_descr& array, int64_t length) {
  const u64 fixed = fixedSizeOf(array);
  auto* object = static_cast<char*>(tw_malloc_var(array.array.header, fixed, array.array.item_size,
                                                  array.array.length_offset, length));
  if (!object) return nullptr;
  const u64 size = (fixed + u64(length) * array.array.item_size + 7) & ~u64(7);
  const u64 cleared = isStringArray(array) ? array.array.base : size;
  std::memset(object + 8, 0, cleared - 8);
  if (cleared < size) std::memset(object + size - 8, 0, 8);
  storeWord(object + array.array.length_offset, 8, length);
  return object;
}

// Interior fields: `descr` is of kind INTERIOR.
inline char* interiorAddress(const void* array, const tw_jit_descr& descr, int64_t index) {
  return itemAddress(array, descrAt(descr.field.parent), index) + descr.field.offset;
}
inline int64_t readInterior(const void* array, const tw_jit_descr& descr, int64_t index) {
  return loadWord(interiorAddress(array, descr, index), descr.width, descr.flags & TW_FIELD_SIGNED);
}
inline void writeInterior(void* array, const tw_jit_descr& descr, int64_t index, int64_t word) {
  if (descr.kind == 'r') TW_BARRIER_ITEM(array, index);
  storeWord(interiorAddress(array, descr, index), descr.width, word);
}

} // namespace tw::jit
