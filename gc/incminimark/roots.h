// Where a collection starts: machine stacks, registers, and what the program
// registered.
//
// A word on a stack is an ambiguous root. It is taken for a pointer if it lies
// inside an object: interior pointers count, one behind the end does not, for
// then the object would be kept alive by each pointer to its neighbour. (A C
// compiler that keeps only a pointer behind the end of an array, to walk it
// backwards, also keeps the start to compare with, or steps back before the
// next call.)
#pragma once

#include "gc/incminimark/buffer.h"

namespace tw::gc {

using RootTracer = void (*)(void* data, tw_bool minor, tw_gc_visit visit);

class Roots {
public:
  // ---- Stacks. One thread runs at a time, the one that holds the GIL.
  // The calling thread's frames lie below `base`.
  void attachThread(char* base);
  void detachThread();
  // The thread lets others run. Its live frames lie at `top` and above; the lowest
  // of them, which are about to be left and hold its registers, are copied.
  void leave(char* top);
  void enter();
  // visit(u64 word) for the words of all stacks; `top` of the running one.
  template <typename Visit>
  __attribute__((no_sanitize("address"))) void forEachStackWord(char* top, Visit visit) {
    for (Stack* stack = stacks_; stack; stack = stack->next) {
      if (stack != running_) {
        for (u64 word : stack->registers) visit(word);
      }
      char* from = stack == running_ ? top : stack->top;
      for (u64* word = reinterpret_cast<u64*>(from); word < reinterpret_cast<u64*>(stack->base);
           word++)
        visit(*word);
    }
  }

  // ---- Precise roots
  void addTracer(RootTracer tracer, void* data) { tracers_.push({tracer, data}); }
  void removeTracer(RootTracer tracer, void* data);
  // visit(void** slot) for each. With `minor` tracers may leave out what was not
  // changed since the last minor collection.
  void forEachSlot(bool minor, tw_gc_visit visit);

private:
  static constexpr u64 kSavedWords = 40;
  struct Stack {
    char* base;
    char* top;
    Stack* next;
    u64 registers[kSavedWords];
  };
  struct Tracer {
    RootTracer tracer;
    void* data;
  };
  static Stack*& own();
  Stack* stacks_ = nullptr;
  Stack* running_ = nullptr;
  Buffer<Tracer> tracers_;
};

extern Roots roots;

} // namespace tw::gc
