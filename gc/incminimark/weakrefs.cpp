// The lists of weakrefs.
#include "gc/incminimark/weakrefs.h"

#include "gc/incminimark/large.h"
#include "gc/incminimark/nursery.h"
#include "gc/incminimark/pages.h"

namespace tw::gc {

constinit Weakrefs weakrefs;

bool isYoung(const void* object) {
  if (nursery.contains(object)) return true;
  if (!largeSpace.hasYoung() || !pages.contains(object)) return false;
  return pages[pages.indexOf(object)].kind == PageKind::Large && largeSpace.of(object).young;
}

// A pinned weakref is reached again at the next minor collection, if it lives.
void Weakrefs::keep(tw_weakref* weakref) {
  if (nursery.contains(weakref) || !weakref->target) return;
  if (nursery.contains(weakref->target))
    reached_.push(weakref);
  else if (pages.contains(weakref->target))
    old_.push(weakref);
}

void Weakrefs::endMarking() {
  u64 kept = 0;
  for (void* object : old_) {
    tw_weakref* weakref = static_cast<tw_weakref*>(object);
    if (!isMarked(weakref)) continue;
    if (!isMarked(weakref->target)) {
      weakref->target = nullptr;
      continue;
    }
    old_[kept++] = object;
  }
  old_.truncate(kept);
  // Their targets are young, hence alive.
  kept = 0;
  for (void* object : reached_) {
    if (isMarked(object)) reached_[kept++] = object;
  }
  reached_.truncate(kept);
}

} // namespace tw::gc
