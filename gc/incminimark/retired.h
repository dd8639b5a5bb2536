// Objects that became old inside a nursery that had too many residents. They
// keep their pages, of which nothing else is allocated, until they die.
#pragma once

#include "gc/incminimark/buffer.h"
#include "gc/incminimark/pages.h"

namespace tw::gc {

class RetiredObjects {
public:
  // Young objects, all of them scanned, ascending; their pages become retired.
  void add(Buffer<void*>& objects);
  // The object that contains the address, or null.
  void* objectAt(u64 address);
  // Forgets the dead ones, clears the marks, frees pages.
  void sweep();
  // The object was cut from `before` to `after` bytes.
  void shrink(void* object, u64 before, u64 after);
  u64 bytes() const { return bytes_; }
  template <typename Visit> void forEachObject(Visit visit) {
    for (void* object : objects_) visit(object);
  }

private:
  void count(const char* start, u64 size, i32 change);
  Buffer<void*> objects_; // ascending
  u64 bytes_ = 0;
};

extern RetiredObjects retired;

} // namespace tw::gc
