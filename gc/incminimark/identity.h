// Identity of objects that may move: id() and the identity hash.
//
// An old object's identity is its address. For a young one a slot of the old
// generation, its shadow, is reserved; it moves there if it survives. Until
// then, and for ever if it becomes old inside a nursery, TW_GC_HAS_HASH says
// that the table below knows its shadow.
//
// A shadow is an object of the same type and size whose pointers are null, so
// that it can be marked and swept like others. move_out_of_nursery makes it a
// copy that the program may use.
#pragma once

#include "gc/incminimark/buffer.h"
#include "gc/incminimark/pages.h"

namespace tw::gc {

class Shadows {
public:
  // The address that identifies the object; null if there is no memory.
  void* identityOf(void* object);
  // An old object with the contents of the young one.
  void* copyOf(void* object);

  // For an object with TW_GC_HAS_HASH.
  void* find(void* object) const;
  // The object moves: takes it out of the table and returns where to.
  void* take(void* object);

  // A minor collection is over: the nursery is empty but for objects for which
  // `lives` is true. Shadows of the dead ones are given back, but for those that an
  // identity on the stack has marked: they may be on the mark stack.
  template <typename Lives> void endMinor(Lives lives);
  // Nothing but shadows is left to mark: those that live because their objects do.
  void endMarking();

private:
  struct Entry {
    void* object; // null: free
    void* shadow;
    bool used; // the program has a pointer to the shadow
  };
  Entry* lookup(void* object) const;
  Entry& insert(void* object, void* shadow);
  Entry* make(void* object);
  void rebuild(u64 slots);
  void closeGaps();

  // Open addressing, linear probing; a power of two, at most half full.
  mutable Buffer<Entry> table_;
  Buffer<Entry> former_; // kept for the next rebuild()
  u64 count_ = 0;
};

extern Shadows shadows;

void discardShadow(void* shadow);

template <typename Lives> void Shadows::endMinor(Lives lives) {
  if (count_ == 0) return;
  bool hasGaps = false;
  for (Entry& entry : table_) {
    if (!entry.object || lives(entry.object)) continue;
    if (!entry.used && !isMarked(entry.shadow)) discardShadow(entry.shadow);
    entry.object = nullptr;
    hasGaps = true;
  }
  if (hasGaps) closeGaps();
}

} // namespace tw::gc
