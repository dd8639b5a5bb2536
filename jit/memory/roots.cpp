// Two lists of holders of object pointers: those with objects that may move, and old ones.
#include "jit/memory/roots.h"

#include "gc/gc.h"

namespace tw::jit {

namespace {

RootHolder* firstHolder;
RootHolder* firstOldHolder;

// Passes slots on, and sees whether an object may still move afterwards.
struct Observer {
  VisitSlot visit;
  void* context;
  bool sawYoung = false;
};

void observe(void** slot, void* context) {
  Observer& observer = *static_cast<Observer*>(context);
  observer.visit(slot, observer.context);
  if (*slot && tw_gc_can_move(*slot)) observer.sawYoung = true;
}

} // namespace

RootHolder*& RootHolder::list() const { return isOld_ ? firstOldHolder : firstHolder; }

void RootHolder::link() {
  previous_ = nullptr;
  next_ = list();
  if (next_) next_->previous_ = this;
  list() = this;
}

void RootHolder::unlink() {
  (previous_ ? previous_->next_ : list()) = next_;
  if (next_) next_->previous_ = previous_;
}

RootHolder::RootHolder() { link(); }
RootHolder::~RootHolder() { unlink(); }

void visitAllRoots(bool minor, VisitSlot visit, void* context) {
  for (RootHolder *holder = firstHolder, *next; holder; holder = next) {
    next = holder->next_;
    if (!minor || !holder->isSettled_) {
      holder->visitRoots(visit, context);
      continue;
    }
    Observer observer{visit, context};
    holder->visitRoots(observe, &observer);
    if (observer.sawYoung) continue;
    holder->unlink();
    holder->isOld_ = true;
    holder->link();
  }
  if (minor) return;
  for (RootHolder* holder = firstOldHolder; holder; holder = holder->next_)
    holder->visitRoots(visit, context);
}

} // namespace tw::jit
