// The remembered set.
#include "gc/incminimark/remembered.h"

#include "gc/incminimark/pages.h"

namespace tw::gc {

constinit RememberedSet remembered;

void RememberedSet::add(void* object) {
  tw_gc* header = static_cast<tw_gc*>(object);
  header->flags &= ~u32{TW_GC_REMEMBER};
  objects_.push(object);
  if ((header->flags & (TW_GC_PREBUILT | TW_GC_ROOT)) == TW_GC_PREBUILT) addPrebuilt(object);
}

void RememberedSet::addPrebuilt(void* object) {
  static_cast<tw_gc*>(object)->flags |= TW_GC_ROOT;
  prebuilt_.push(object);
}

void RememberedSet::dropUnmarked() {
  u64 kept = 0;
  for (void* object : objects_) {
    bool prebuilt = static_cast<tw_gc*>(object)->flags & TW_GC_PREBUILT;
    if (prebuilt || isMarked(object)) objects_[kept++] = object;
  }
  objects_.truncate(kept);
}

bool RememberedSet::contains(void* object) {
  for (void* known : objects_) {
    if (known == object) return true;
  }
  return false;
}

} // namespace tw::gc
