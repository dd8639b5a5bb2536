// Virtualizables: frame objects whose fields live in registers while machine code runs.
//
// Their token says where the fields are: in the object (0), in the object while the tracer has
// copies (kTokenTracing: a residual call that finds it resets it, which ends the trace), or in the
// machine frame at that address.
#pragma once

#include "jit/metainterp/memory.h"

#include <span>

namespace tw::jit {

constexpr Word kTokenNone = 0;
constexpr Word kTokenTracing = -1;

// The virtualizable type that a field belongs to.
uint32_t virtualizableOfField(uint32_t field);

inline const tw_jit_virtualizable& virtualizableAt(uint32_t index) {
  return tw_jit_program.virtualizables[index];
}
inline Word tokenOf(const tw_jit_virtualizable& type, Word object) {
  return getField(descrAt(type.token), object);
}
inline void setToken(const tw_jit_virtualizable& type, Word object, Word token) {
  setRawField(descrAt(type.token), object, token);
}

// Makes the object's own fields true.
inline void forceVirtualizable(uint32_t index, Word object) {
  if (tokenOf(virtualizableAt(index), object) != kTokenNone)
    tw_jit_force_virtualizable(index, asObject(object));
}

inline Word arrayOf(const tw_jit_virtualizable& type, unsigned array, Word object) {
  return getField(descrAt(type.array_fields[array]), object);
}
inline Word lengthOf(const tw_jit_virtualizable& type, unsigned array, Word object) {
  return arrayLength(descrAt(type.arrays[array]), arrayOf(type, array, object));
}
// The value at a position among the static fields and, after them, the items of all arrays.
Word readValue(const tw_jit_virtualizable& type, Word object, uint32_t position);
// Position of a static field; 0xffffffff if it is none. Position of an item of the array in a
// field.
uint32_t fieldPosition(const tw_jit_virtualizable& type, uint32_t field);
uint32_t itemPosition(const tw_jit_virtualizable& type, Word object, uint32_t arrayField,
                      Word index);
void writeValue(const tw_jit_virtualizable& type, Word object, uint32_t position, Word value);

} // namespace tw::jit
