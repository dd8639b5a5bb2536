// A growable array of plain values for the collector's own tables.
//
// It takes its memory from mmap, so that the collector works where malloc's
// heap is exhausted and executables do not load libstdc++. A Buffer is a member
// of the collector's static state and is never destroyed; release() gives the
// memory back. Running out of memory ends the program.
#pragma once

#include "gc/gc.h"

#include <sys/mman.h>
#include <type_traits>

extern "C" void tw_fatal(const char* message) __attribute__((noreturn));

namespace tw::gc {

template <typename T> class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

public:
  u64 size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return data_; }
  T* end() { return data_ + size_; }
  T& operator[](u64 index) { return data_[index]; }
  const T& operator[](u64 index) const { return data_[index]; }
  T& back() { return data_[size_ - 1]; }

  void push(T value) {
    if (TW_UNLIKELY(size_ == capacity_)) grow();
    data_[size_++] = value;
  }
  T pop() { return data_[--size_]; }
  // Keeps the memory.
  void clear() { size_ = 0; }
  void truncate(u64 size) { size_ = size; }
  void swap(Buffer& other) {
    Buffer copy = other;
    other = *this;
    *this = copy;
  }
  // Empties, and keeps no more memory than a few pages.
  void release() {
    if (bytes() > kSmall) free();
    size_ = 0;
  }
  // Empties, and keeps no memory.
  void free() {
    if (data_) munmap(data_, bytes());
    *this = {};
  }
  u64 bytes() const { return capacity_ * sizeof(T); }

private:
  static constexpr u64 kSmall = 64 << 10;

  TW_COLD void grow() {
    u64 old = capacity_ * sizeof(T);
    u64 wanted = old ? old * 2 : 4096;
    void* memory =
        old ? mremap(data_, old, wanted, MREMAP_MAYMOVE)
            : mmap(nullptr, wanted, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) tw_fatal("out of memory in the garbage collector");
    data_ = static_cast<T*>(memory);
    capacity_ = wanted / sizeof(T);
  }

  T* data_ = nullptr;
  u64 size_ = 0;
  u64 capacity_ = 0;
};

} // namespace tw::gc
