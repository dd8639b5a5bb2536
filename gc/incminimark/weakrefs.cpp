// The lists of weakrefs.
#include "gc/incminimark/weakrefs.h"

#include "gc/incminimark/large.h"
#include "gc/incminimark/nursery.h"
#include "gc/incminimark/pages.h"

#include <initializer_list>

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
  return isYoung(weakref->target) || !pages.contains(weakref->target) || isMarked(weakref->target);
}

template <typename Keep> void filter(Buffer<void*>& weakrefs, Keep keep) {
  u64 kept = 0;
  for (void* weakref : weakrefs) {
    if (keep(static_cast<tw_weakref*>(weakref))) weakrefs[kept++] = weakref;
  }
  weakrefs.truncate(kept);
}

} // namespace

// Dead weakrefs, too: a finalizer may find them.
void Weakrefs::clearDead() {
  for (Buffer<void*>* list : {&old_, &reached_, &pinned_}) {
    filter(*list, [](tw_weakref* weakref) {
      if (!targetLives(weakref)) weakref->target = nullptr;
      return weakref->target != nullptr;
    });
  }
}

void Weakrefs::endMarking() {
  filter(old_, [](void* weakref) { return isMarked(weakref); });
  filter(reached_, [](void* weakref) { return isMarked(weakref); });
  filter(pinned_, [](void* weakref) { return !hasRetired(weakref) || isMarked(weakref); });
}

} // namespace tw::gc
