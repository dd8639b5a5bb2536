// Reading and writing memory as descriptors say, on words. Both interpreters and the reader of
// resume data go through these functions, and so agree with the machine code.
//
// Stores into objects call the write barrier. Functions that allocate return null, with MemoryError
// set, when there is no memory.
#pragma once

#include "jit/format/program.h"
#include "runtime/prelude.h"

#include <cstdint>
#include <cstring>

namespace tw::jit {

using Word = int64_t;

inline const tw_jit_descr& descrAt(uint32_t index) { return tw_jit_program.descrs[index]; }

inline Word loadWord(const char* place, unsigned width, bool isSigned) {
  switch (width) {
  case 1: return isSigned ? Word(*reinterpret_cast<const i8*>(place)) : Word(u8(*place));
  case 2:
    return isSigned ? Word(*reinterpret_cast<const i16*>(place))
                    : Word(*reinterpret_cast<const u16*>(place));
  case 4:
    return isSigned ? Word(*reinterpret_cast<const i32*>(place))
                    : Word(*reinterpret_cast<const u32*>(place));
  default: return *reinterpret_cast<const Word*>(place);
  }
}

inline void storeWord(char* place, unsigned width, Word value) {
  std::memcpy(place, &value, width); // little-endian: the low bytes
}

// Of FIELD, ARRAY and INTERIOR descriptors.
inline Word loadValue(const tw_jit_descr& descr, const char* place) {
  return loadWord(place, descr.width, (descr.flags & TW_FIELD_SIGNED) != 0);
}

inline char* fieldPlace(const tw_jit_descr& field, Word object) {
  return reinterpret_cast<char*>(object) + field.field.offset;
}
inline char* itemPlace(const tw_jit_descr& array, Word object, Word index) {
  return reinterpret_cast<char*>(object) + array.array.base + index * Word(array.array.item_size);
}
inline char* interiorPlace(const tw_jit_descr& field, Word object, Word index) {
  return itemPlace(descrAt(field.field.parent), object, index) + field.field.offset;
}

inline Word getField(const tw_jit_descr& field, Word object) {
  return loadValue(field, fieldPlace(field, object));
}
inline Word getItem(const tw_jit_descr& array, Word object, Word index) {
  return loadValue(array, itemPlace(array, object, index));
}
inline Word getInterior(const tw_jit_descr& field, Word object, Word index) {
  return loadValue(field, interiorPlace(field, object, index));
}

inline void* asObject(Word word) { return reinterpret_cast<void*>(word); }

inline void setField(const tw_jit_descr& field, Word object, Word value) {
  if (field.kind == 'r') TW_BARRIER(asObject(object));
  storeWord(fieldPlace(field, object), field.width, value);
}
inline void setItem(const tw_jit_descr& array, Word object, Word index, Word value) {
  if (array.kind == 'r') TW_BARRIER_ITEM(asObject(object), index);
  storeWord(itemPlace(array, object, index), array.width, value);
}
inline void setInterior(const tw_jit_descr& field, Word object, Word index, Word value) {
  if (field.kind == 'r') TW_BARRIER_ITEM(asObject(object), index);
  storeWord(interiorPlace(field, object, index), field.width, value);
}
// Raw memory: no barrier.
inline void setRawField(const tw_jit_descr& field, Word address, Word value) {
  storeWord(fieldPlace(field, address), field.width, value);
}
inline void setRawItem(const tw_jit_descr& array, Word address, Word index, Word value) {
  storeWord(itemPlace(array, address, index), array.width, value);
}

inline Word arrayLength(const tw_jit_descr& array, Word object) {
  return *reinterpret_cast<const Word*>(reinterpret_cast<char*>(object) + array.array.length_offset);
}

inline const tw_jit_descr& strDescr() { return descrAt(tw_jit_program.str_array); }
inline const tw_jit_descr& unicodeDescr() { return descrAt(tw_jit_program.unicode_array); }

inline void copyItems(const tw_jit_descr& array, Word from, Word to, Word fromStart, Word toStart,
                      Word length) {
  std::memmove(itemPlace(array, to, toStart), itemPlace(array, from, fromStart),
               size_t(length) * array.array.item_size);
}

inline void* classOf(Word object) { return TW_VTABLE(asObject(object)); }

inline Word newObject(const tw_jit_descr& size) {
  return Word(tw_malloc_fixed(size.size.header, size.size.size));
}
inline Word newArray(const tw_jit_descr& array, Word length) {
  return Word(tw_malloc_var(array.array.header, array.array.base, array.array.item_size,
                            array.array.length_offset, length));
}

// Calls through the trampoline of a CALL descriptor. tw_exc tells whether it raised.
inline Word callFunction(const tw_jit_descr& call, Word function, const Word* arguments) {
  Word result = 0;
  call.call.trampoline(asObject(function), arguments, &result);
  return result;
}

} // namespace tw::jit
