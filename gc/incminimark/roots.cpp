// Threads' stacks and registered tracers.
#include "gc/incminimark/roots.h"

#include "gc/incminimark/finalizers.h"
#include "runtime/prelude.h"

#include <stdlib.h>

namespace tw::gc {

constinit Roots roots;

// Each thread's record; null for threads that never ran the program's code.
Roots::Stack*& Roots::own() {
  static thread_local Stack* stack;
  return stack;
}

void Roots::attachThread(char* base) {
  Stack* stack = static_cast<Stack*>(malloc(sizeof(Stack)));
  if (!stack) tw_fatal("out of memory for a thread");
  *stack = {base, base, stacks_, {}};
  stacks_ = stack;
  running_ = own() = stack;
}

void Roots::detachThread() {
  for (Stack** link = &stacks_; *link; link = &(*link)->next) {
    if (*link != own()) continue;
    *link = own()->next;
    break;
  }
  if (running_ == own()) running_ = nullptr;
  free(own());
  own() = nullptr;
}

__attribute__((no_sanitize("address"))) void Roots::leave(char* top) {
  if (!own()) return;
  Stack& stack = *own();
  stack.top = top;
  for (u64 i = 0; i < kSavedWords; i++) {
    u64* word = reinterpret_cast<u64*>(top) + i;
    stack.registers[i] = word < reinterpret_cast<u64*>(stack.base) ? *word : 0;
  }
  running_ = nullptr;
}

void Roots::enter() { running_ = own(); }

void Roots::removeTracer(RootTracer tracer, void* data) {
  for (u64 i = 0; i < tracers_.size(); i++) {
    if (tracers_[i].tracer != tracer || tracers_[i].data != data) continue;
    tracers_[i] = tracers_.back();
    tracers_.pop();
    return;
  }
}

void Roots::forEachSlot(bool minor, tw_gc_visit visit) {
  visit(&tw_exc.value);
  finalizers.forEachPending(visit);
  for (Tracer& tracer : tracers_) tracer.tracer(tracer.data, minor, visit);
}

} // namespace tw::gc
