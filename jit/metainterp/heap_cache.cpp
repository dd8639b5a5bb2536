// The tracer's knowledge about memory.
#include "jit/metainterp/heap_cache.h"

#include <algorithm>

namespace tw::jit {

void HeapCache::clear() {
  ++version_;
  used_.clear();
  quasiImmutables_.clear();
  contents_.clear();
  flags_.clear();
  lengths_.clear();
}

void HeapCache::note(Operand value, unsigned flags) {
  if (!value.isResult()) return;
  if (value.index() >= flags_.size()) flags_.resize(value.index() + 64);
  flags_[value.index()] |= uint8_t(flags);
}

void HeapCache::escape(Operand object) {
  if (!has(object, kUnescaped)) return;
  flags_[object.index()] &= uint8_t(~kUnescaped);
  // Every one of these operands has lost its flag before its own contents are visited.
  for (size_t index = 0; index < contents_.size(); ++index)
    if (contents_[index].object == object) escape(contents_[index].value);
}

void HeapCache::stored(Operand object, Operand value) {
  if (!has(value, kUnescaped)) return;
  if (has(object, kUnescaped))
    contents_.push_back({0, object, value});
  else
    escape(value);
}

HeapCache::Memory& HeapCache::memoryOf(uint32_t descr) {
  if (descr >= memory_.size()) memory_.resize(descr + 1);
  Memory& memory = memory_[descr];
  if (memory.version != version_) {
    memory.version = version_;
    memory.entries.clear();
    used_.push_back(descr);
  }
  return memory;
}

Operand HeapCache::load(uint32_t descr, Operand object, int64_t index) const {
  if (descr >= memory_.size() || memory_[descr].version != version_) return {};
  for (const Entry& entry : memory_[descr].entries)
    if (entry.object == object && entry.index == index) return entry.value;
  return {};
}

void HeapCache::remember(uint32_t descr, Operand object, Operand value, int64_t index) {
  memoryOf(descr).entries.push_back({object, value, index});
}

template <class Keep> void HeapCache::filter(Memory& memory, Keep keep) {
  std::erase_if(memory.entries, [&](const Entry& entry) { return !keep(entry); });
}

bool HeapCache::areDistinct(Operand a, Operand b) const {
  if (a == b) return false;
  return has(a, kUnescaped) || has(b, kUnescaped) || (has(a, kMade) && has(b, kMade));
}

void HeapCache::store(uint32_t descr, Operand object, Operand value, int64_t index) {
  filter(memoryOf(descr), [&](const Entry& entry) {
    return entry.index != index || areDistinct(entry.object, object);
  });
  remember(descr, object, value, index);
}

void HeapCache::storeSomewhere(uint32_t descr, Operand object) {
  filter(memoryOf(descr), [&](const Entry& entry) { return areDistinct(entry.object, object); });
}

Operand HeapCache::arrayLength(Operand array) const {
  for (const Pair& known : lengths_)
    if (known.object == array) return known.value;
  return {};
}

void HeapCache::rememberLength(Operand array, Operand length) {
  lengths_.push_back({0, array, length});
}

bool HeapCache::quasiImmutableKnown(uint32_t descr, Operand object) const {
  return std::ranges::any_of(quasiImmutables_, [&](const Pair& known) {
    return known.descr == descr && known.object == object;
  });
}

void HeapCache::rememberQuasiImmutable(uint32_t descr, Operand object) {
  quasiImmutables_.push_back({descr, object, {}});
}

void HeapCache::invalidate(const uint32_t* descrs, uint32_t count) {
  for (uint32_t index = 0; index < count; ++index) {
    if (descrs[index] >= memory_.size()) continue;
    filter(memory_[descrs[index]],
           [&](const Entry& entry) { return has(entry.object, kUnescaped); });
  }
}

void HeapCache::invalidateEscaped() {
  for (const uint32_t descr : used_)
    filter(memory_[descr], [&](const Entry& entry) { return has(entry.object, kUnescaped); });
  quasiImmutables_.clear();
}

} // namespace tw::jit
