// Old and prebuilt objects that were written since the last minor collection,
// and the prebuilt objects that ever were: these are roots.
#pragma once

#include "gc/incminimark/buffer.h"

namespace tw::gc {

class RememberedSet {
public:
  // The object may point to young ones from now on. Clears TW_GC_REMEMBER.
  void add(void* object);
  // Works at what was added before the call; visit(object) may add again.
  template <typename Visit> void drain(Visit visit) {
    drained_.clear();
    drained_.swap(objects_);
    for (void* object : drained_) {
      static_cast<tw_gc*>(object)->flags |= TW_GC_REMEMBER;
      visit(object);
    }
  }
  // Before sweeping: dead objects leave the set.
  void dropUnmarked();
  Buffer<void*>& prebuiltRoots() { return prebuilt_; }
  bool contains(void* object);

private:
  Buffer<void*> objects_;
  Buffer<void*> drained_;
  Buffer<void*> prebuilt_;
};

extern RememberedSet remembered;

} // namespace tw::gc
