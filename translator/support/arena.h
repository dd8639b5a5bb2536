// Arena: objects that live until the translation ends.
//
// make<T>() places a T in a chunk and returns a non-owning pointer; the
// arena's destructor runs the destructors of types that need one, in reverse
// order. Nothing is freed before.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace tw {

class Arena {
public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    for (auto it = cleanups_.rbegin(); it != cleanups_.rend(); ++it) it->destroy(it->object);
  }

  template <class T, class... Args> T* make(Args&&... args) {
    T* object = new (allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
    if constexpr (!std::is_trivially_destructible_v<T>)
      cleanups_.push_back({object, [](void* p) { static_cast<T*>(p)->~T(); }});
    return object;
  }

  void* allocate(size_t size, size_t align) {
    size_t start = (used_ + align - 1) & ~(align - 1);
    if (chunks_.empty() || start + size > capacity_) {
      capacity_ = size > kChunk ? size : kChunk;
      chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(capacity_));
      start = 0;
    }
    used_ = start + size;
    return chunks_.back().get() + start;
  }

private:
  static constexpr size_t kChunk = 64 * 1024;
  struct Cleanup {
    void* object;
    void (*destroy)(void*);
  };
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::vector<Cleanup> cleanups_;
  size_t used_ = 0;
  size_t capacity_ = 0;
};

} // namespace tw
