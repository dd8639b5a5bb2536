// The list of holders of object pointers.
#include "jit/memory/roots.h"

namespace tw::jit {

namespace {
RootHolder* firstHolder;
}

RootHolder::RootHolder() : next_(firstHolder), previous_(nullptr) {
  if (next_) next_->previous_ = this;
  firstHolder = this;
}

RootHolder::~RootHolder() {
  (previous_ ? previous_->next_ : firstHolder) = next_;
  if (next_) next_->previous_ = previous_;
}

void visitAllRoots(VisitSlot visit, void* context) {
  for (RootHolder* holder = firstHolder; holder; holder = holder->next_)
    holder->visitRoots(visit, context);
}

} // namespace tw::jit
