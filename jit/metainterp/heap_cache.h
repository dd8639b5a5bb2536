// What the tracer knows about objects and memory, so that it need not record what it has recorded
// before.
//
// Knowledge about a value is kept by the operation whose result it is. Memory is a list per
// descriptor of what fields (items at constant indices) are known to hold. Only the operand is
// kept: the concrete value is what memory holds now.
//
// Aliasing: an object made in this trace is no other one. Escaping: an object that has not been
// stored into an escaped one, nor passed to a call, is not changed by a call.
#pragma once

#include "jit/trace/trace.h"

#include <cstdint>
#include <vector>

namespace tw::jit {

class HeapCache {
public:
  // Nothing is known any more: a new trace, or a place where one may be closed.
  void clear();

  // Flags of results.
  enum Flag : uint8_t {
    kClassKnown = 1,
    kNonNull = 2,
    kMade = 4, // allocated in this trace
    kUnescaped = 8,
    kNoStandardVirtualizable = 16,
    kValueGuarded = 32,
  };
  bool has(Operand value, Flag flag) const {
    return value.isResult() && value.index() < flags_.size() && (flags_[value.index()] & flag);
  }
  void note(Operand value, unsigned flags);
  void made(Operand object) { note(object, kClassKnown | kNonNull | kMade | kUnescaped); }
  void escape(Operand object);
  // `value` is stored into `object`: it escapes if that has, else when that does.
  void stored(Operand object, Operand value);

  // Memory: index -1 for a field. None: unknown.
  Operand load(uint32_t descr, Operand object, int64_t index = -1) const;
  void remember(uint32_t descr, Operand object, Operand value, int64_t index = -1);
  // A store: what may be the same place is forgotten.
  void store(uint32_t descr, Operand object, Operand value, int64_t index = -1);
  // A store at an unknown index.
  void storeSomewhere(uint32_t descr, Operand object);

  Operand arrayLength(Operand array) const;
  void rememberLength(Operand array, Operand length);

  bool quasiImmutableKnown(uint32_t descr, Operand object) const;
  void rememberQuasiImmutable(uint32_t descr, Operand object);

  // A call that writes at most these fields and arrays of escaped objects.
  void invalidate(const uint32_t* descrs, uint32_t count);
  // One that may write everything that has escaped.
  void invalidateEscaped();

private:
  struct Entry {
    Operand object;
    Operand value;
    int64_t index;
  };
  struct Memory {
    uint32_t version = 0;
    std::vector<Entry> entries;
  };
  struct Pair {
    uint32_t descr; // or an operand's bits
    Operand object;
    Operand value;
  };
  std::vector<uint8_t> flags_;
  std::vector<Memory> memory_; // by descriptor; of an older version: empty
  std::vector<uint32_t> used_; // descriptors with entries of this version
  uint32_t version_ = 1;
  std::vector<Pair> lengths_;
  std::vector<Pair> quasiImmutables_;
  std::vector<Pair> contents_; // stored in an unescaped object: escapes with it

  Memory& memoryOf(uint32_t descr);
  bool areDistinct(Operand a, Operand b) const;
  template <class Keep> void filter(Memory& memory, Keep keep);
};

} // namespace tw::jit
