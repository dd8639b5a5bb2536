// Object pointers in the JIT's own structures: precise, updatable roots.
//
// The collector calls back once per collection; every registered holder then shows its slots.
#pragma once

namespace tw::jit {

using VisitSlot = void (*)(void** slot, void* context);

class RootHolder {
public:
  RootHolder();  // registers
  virtual ~RootHolder(); // unregisters
  RootHolder(const RootHolder&) = delete;
  RootHolder& operator=(const RootHolder&) = delete;
  // Calls visit for each slot that holds an object or null.
  virtual void visitRoots(VisitSlot visit, void* context) = 0;

private:
  friend void visitAllRoots(VisitSlot visit, void* context);
  RootHolder* next_;
  RootHolder* previous_;
};

// For the collector's callback.
void visitAllRoots(VisitSlot visit, void* context);

} // namespace tw::jit
