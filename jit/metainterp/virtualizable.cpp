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

uint32_t valueCount(const tw_jit_virtualizable& type, Word object) {
  uint32_t count = type.static_count;
  for (unsigned array = 0; array < type.array_count; ++array)
    count += uint32_t(lengthOf(type, array, object));
  return count;
}

void writeValue(const tw_jit_virtualizable& type, Word object, uint32_t position, Word value) {
  if (position < type.static_count)
    return setField(descrAt(type.static_fields[position]), object, value);
  position -= type.static_count;
  for (unsigned array = 0; array < type.array_count; ++array) {
    const Word items = arrayOf(type, array, object);
    const tw_jit_descr& descr = descrAt(type.arrays[array]);
    const auto length = uint32_t(arrayLength(descr, items));
    if (position < length) return setItem(descr, items, position, value);
    position -= length;
  }
}

} // namespace tw::jit
