// Weak references. One that dies young costs nothing: the collector hears of a
// weakref when it moves it.
#pragma once

#include "gc/incminimark/buffer.h"

namespace tw::gc {

class Weakrefs {
public:
  // A minor collection reached this weakref, which is old now or pinned. One that
  // was pinned before is reached again if it lives.
  void reached(void* weakref) { reached_.push(weakref); }
  // Updates or clears the pointers to young objects. `now(object)` gives the new
  // address of a young object, or null if it dies.
  template <typename Now> void endMinor(Now now) {
    for (void* weakref : pinned_) {
      if (hasRetired(weakref)) reached_.push(weakref);
    }
    pinned_.clear();
    checked_.clear();
    checked_.swap(reached_);
    for (void* weakref : checked_) check(static_cast<tw_weakref*>(weakref), now);
  }
  // Marking is over, but for what finalizers need: clears the pointers to unmarked
  // objects.
  void clearDead();
  // After finalizers: forgets unmarked weakrefs.
  void endMarking();
  u64 count() const { return old_.size() + reached_.size() + pinned_.size(); }

private:
  template <typename Now> void check(tw_weakref* weakref, Now now);
  void keep(tw_weakref* weakref);
  // It was pinned, and became old where it was.
  static bool hasRetired(void* weakref);

  Buffer<void*> reached_; // since, or with a target that is still young
  Buffer<void*> pinned_;  // by the last minor collection
  Buffer<void*> checked_;
  Buffer<void*> old_;
};

extern Weakrefs weakrefs;

bool isYoung(const void* object);

template <typename Now> void Weakrefs::check(tw_weakref* weakref, Now now) {
  if (weakref->target && isYoung(weakref->target)) weakref->target = now(weakref->target);
  keep(weakref);
}

} // namespace tw::gc
