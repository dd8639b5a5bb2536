// Old and prebuilt objects that were written since the last minor collection,
// and the prebuilt objects that ever were: these are roots.
#pragma once

#include "gc/incminimark/buffer.h"

namespace tw::gc {

class RememberedSet {
public:
  // The object may point to young ones from now on. Clears TW_GC_REMEMBER.
  void add(void* object);
  // A prebuilt object that is written for the first time.
  void addPrebuilt(void* object);
  // Works at what was added before the call; visit(object) may add again.
  template <typename Visit> void drain(Visit visit) {
    drained_.clear();
    drained_.swap(objects_);
    for (u64 i = 0; i < drained_.size(); i++) {
      // They lie anywhere, and most are in no cache.
      if (i + kAhead < drained_.size()) __builtin_prefetch(drained_[i + kAhead], 1);
      static_cast<tw_gc*>(drained_[i])->flags |= TW_GC_REMEMBER;
      visit(drained_[i]);
    }
  }
  // Before sweeping: dead objects leave the set.
  void dropUnmarked();
  Buffer<void*>& prebuiltRoots() { return prebuilt_; }
  bool contains(void* object);

private:
  static constexpr u64 kAhead = 8;
  Buffer<void*> objects_;
  Buffer<void*> drained_;
  Buffer<void*> prebuilt_;
};

extern RememberedSet remembered;

} // namespace tw::gc
