// Object pointers in the JIT's own structures: precise, updatable roots.
//
// The collector calls back once per collection; registered holders then show their slots. A holder
// whose slots the program no longer writes says so by settle(): minor collections then pass over it
// as soon as its objects are old, so that their cost does not grow with the number of loops.
#pragma once

namespace tw::jit {

using VisitSlot = void (*)(void** slot, void* context);

class RootHolder {
public:
  RootHolder();          // registers
  virtual ~RootHolder(); // unregisters
  RootHolder(const RootHolder&) = delete;
  RootHolder& operator=(const RootHolder&) = delete;
  // Calls visit for each slot that holds an object or null.
  virtual void visitRoots(VisitSlot visit, void* context) = 0;
  // From now on only the collector writes the slots.
  void settle() { isSettled_ = true; }

private:
  friend void visitAllRoots(bool minor, VisitSlot visit, void* context);
  RootHolder* next_ = nullptr;
  RootHolder* previous_ = nullptr;
  bool isSettled_ = false;
  bool isOld_ = false; // in the list of those whose objects do not move any more

  void link();
  void unlink();
  RootHolder*& list() const;
};

// For the collector's callback. `minor`: old holders are left out.
void visitAllRoots(bool minor, VisitSlot visit, void* context);

} // namespace tw::jit
