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

bool Weakrefs::hasRetired(void* weakref) { return !nursery.contains(weakref); }

void Weakrefs::keep(tw_weakref* weakref) {
  if (!weakref->target) return;
  if (nursery.contains(weakref))
    pinned_.push(weakref);
  else if (nursery.contains(weakref->target))
    reached_.push(weakref);
  else if (pages.contains(weakref->target))
    old_.push(weakref);
}

namespace {

// Young targets live; prebuilt ones, too.
bool targetLives(const tw_weakref* weakref) {
  return isYoung(weakref->target) || !pages.contains(weakref->target) ||
         isMarked(weakref->target);
}

// Those that live and have a target afterwards.
template <typename IsLive> void sweep(Buffer<void*>& weakrefs, IsLive isLive) {
  u64 kept = 0;
  for (void* object : weakrefs) {
    tw_weakref* weakref = static_cast<tw_weakref*>(object);
    if (!isLive(weakref)) continue;
    if (targetLives(weakref))
      weakrefs[kept++] = object;
    else
      weakref->target = nullptr;
  }
  weakrefs.truncate(kept);
}

} // namespace

void Weakrefs::endMarking() {
  sweep(old_, [](void* weakref) { return isMarked(weakref); });
  sweep(reached_, [](void* weakref) { return isMarked(weakref); });
  sweep(pinned_, [](void* weakref) { return !hasRetired(weakref) || isMarked(weakref); });
}

} // namespace tw::gc
