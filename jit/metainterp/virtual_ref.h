// Virtual references: objects that stand for a frame without forcing it.
#pragma once

#include "jit/metainterp/virtualizable.h"

namespace tw::jit {

constexpr Word kTokenEnded = TW_VIRTUAL_REF_ENDED;

// Programs without virtual references have no descriptors for them.
inline bool hasVirtualRefs() { return tw_jit_program.virtual_ref_size != 0xffffffff; }
inline const tw_jit_descr& virtualRefToken() { return descrAt(tw_jit_program.virtual_ref_token); }
inline const tw_jit_descr& virtualRefForced() { return descrAt(tw_jit_program.virtual_ref_forced); }
inline bool isVirtualRef(Word object) {
  return hasVirtualRefs() && object &&
         reinterpret_cast<tw_gc*>(object)->tid ==
             u32(descrAt(tw_jit_program.virtual_ref_size).size.header);
}
// From now on it leads to the object by itself.
inline void resolveVirtualRef(Word reference, Word object) {
  setRawField(virtualRefToken(), reference, kTokenNone);
  setField(virtualRefForced(), reference, object);
}

} // namespace tw::jit
