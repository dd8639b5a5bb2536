// Look-ups about virtualizables.
#include "jit/metainterp/virtualizable.h"

#include <algorithm>

namespace tw::jit {

uint32_t virtualizableOfField(uint32_t field) {
  for (uint32_t index = 0; index < tw_jit_program.virtualizable_count; ++index) {
    const tw_jit_virtualizable& type = virtualizableAt(index);
    const auto holds = [&](const uint32_t* fields, uint32_t count) {
      return std::find(fields, fields + count, field) != fields + count;
    };
    if (holds(type.static_fields, type.static_count) || holds(type.array_fields, type.array_count))
      return index;
  }
  tw_fatal("jitcode uses a field of no virtualizable as one");
}

namespace {

// Calls `use(array descriptor, items, index)` for the item at a position.
template <class Use>
void atItem(const tw_jit_virtualizable& type, Word object, uint32_t position, Use use) {
  for (unsigned array = 0; array < type.array_count; ++array) {
    const Word items = arrayOf(type, array, object);
    const tw_jit_descr& descr = descrAt(type.arrays[array]);
    const auto length = uint32_t(arrayLength(descr, items));
    if (position < length) return use(descr, items, Word(position));
    position -= length;
  }
}

} // namespace

Word readValue(const tw_jit_virtualizable& type, Word object, uint32_t position) {
  if (position < type.static_count) return getField(descrAt(type.static_fields[position]), object);
  Word result = 0;
  atItem(type, object, position - type.static_count,
         [&](const tw_jit_descr& array, Word items, Word index) {
           result = getItem(array, items, index);
         });
  return result;
}

void writeValue(const tw_jit_virtualizable& type, Word object, uint32_t position, Word value) {
  if (position < type.static_count)
    return setField(descrAt(type.static_fields[position]), object, value);
  atItem(type, object, position - type.static_count,
         [&](const tw_jit_descr& array, Word items, Word index) {
           setItem(array, items, index, value);
         });
}

uint32_t fieldPosition(const tw_jit_virtualizable& type, uint32_t field) {
  for (uint32_t position = 0; position < type.static_count; ++position)
    if (type.static_fields[position] == field) return position;
  return 0xffffffff;
}

uint32_t itemPosition(const tw_jit_virtualizable& type, Word object, uint32_t arrayField,
                      Word index) {
  uint32_t position = type.static_count;
  for (unsigned array = 0; type.array_fields[array] != arrayField; ++array)
    position += uint32_t(lengthOf(type, array, object));
  return position + uint32_t(index);
}

} // namespace tw::jit
