// Reading and writing memory as descriptors say, on words. Both interpreters and the reader of
// resume data go through these functions, and so agree with the machine code.
//
// Stores into objects call the write barrier. Functions that allocate return null, with MemoryError
// set, when there is no memory.
#pragma once

#include "jit/trace/objects.h"
#include "runtime/prelude.h"

#include <cstdint>
#include <cstring>

namespace tw::jit {

using Word = int64_t;

inline void* asObject(Word word) { return reinterpret_cast<void*>(word); }

// Of FIELD, ARRAY and INTERIOR descriptors.
inline Word loadValue(const tw_jit_descr& descr, const char* place) {
  return loadWord(place, descr.width, (descr.flags & TW_FIELD_SIGNED) != 0);
}
inline Word getField(const tw_jit_descr& field, Word object) {
  return readField(asObject(object), field);
}
inline Word getItem(const tw_jit_descr& array, Word object, Word index) {
  return readItem(asObject(object), array, index);
}
inline Word getInterior(const tw_jit_descr& field, Word object, Word index) {
  return readInterior(asObject(object), field, index);
}
inline void setField(const tw_jit_descr& field, Word object, Word value) {
  writeField(asObject(object), field, value);
}
inline void setItem(const tw_jit_descr& array, Word object, Word index, Word value) {
  writeItem(asObject(object), array, index, value);
}
inline void setInterior(const tw_jit_descr& field, Word object, Word index, Word value) {
  writeInterior(asObject(object), field, index, value);
}
// Raw memory: no barrier.
inline void setRawField(const tw_jit_descr& field, Word address, Word value) {
  storeWord(reinterpret_cast<char*>(address) + field.field.offset, field.width, value);
}
inline void setRawItem(const tw_jit_descr& array, Word address, Word index, Word value) {
  storeWord(itemAddress(asObject(address), array, index), array.width, value);
}

inline Word arrayLength(const tw_jit_descr& array, Word object) {
  return arrayLength(asObject(object), array);
}

inline const tw_jit_descr& strDescr() { return descrAt(tw_jit_program.str_array); }
inline const tw_jit_descr& unicodeDescr() { return descrAt(tw_jit_program.unicode_array); }

inline void copyItems(const tw_jit_descr& array, Word from, Word to, Word fromStart, Word toStart,
                      Word length) {
  std::memmove(itemAddress(asObject(to), array, toStart),
               itemAddress(asObject(from), array, fromStart),
               size_t(length) * array.array.item_size);
}

inline void* classOf(Word object) { return TW_VTABLE(asObject(object)); }

inline Word newObject(const tw_jit_descr& size) { return Word(makeObject(size)); }
inline Word newArray(const tw_jit_descr& array, Word length) {
  return Word(makeArray(array, length));
}

// Calls through the trampoline of a CALL descriptor. tw_exc tells whether it raised.
inline Word callFunction(const tw_jit_descr& call, Word function, const Word* arguments) {
  Word result = 0;
  call.call.trampoline(asObject(function), arguments, &result);
  return result;
}

} // namespace tw::jit
