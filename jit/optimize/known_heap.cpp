// Known values of memory, per descriptor.
#include "jit/optimize/known_heap.h"

#include "jit/trace/objects.h"

#include <algorithm>

namespace tw::jit {

KnownHeap::PerDescr& KnownHeap::of(uint32_t descr) {
  auto [entry, isNew] = index_.try_emplace(descr, uint32_t(entries_.size()));
  if (isNew) {
    entries_.emplace_back();
    order_.push_back(descr);
  }
  return entries_[entry->second];
}

KnownHeap::PerDescr* KnownHeap::ifAny(uint32_t descr) {
  auto entry = index_.find(descr);
  return entry == index_.end() ? nullptr : &entries_[entry->second];
}

bool KnownHeap::isSame(Place a, Place b) const {
  if (values_.find(a.object) != values_.find(b.object)) return false;
  if (a.index == kNoValue) return b.index == kNoValue;
  return b.index != kNoValue && values_.find(a.index) == values_.find(b.index);
}

bool KnownHeap::mayAlias(uint32_t, Place a, Place b) const {
  if (a.index != kNoValue && b.index != kNoValue &&
      values_.bound(a.index).knownDifferent(values_.bound(b.index)))
    return false;
  if (values_.find(a.object) == values_.find(b.object)) return true;
  const auto first = values_.constantWord(a.object), second = values_.constantWord(b.object);
  if (first && second) return *first == *second;
  const int64_t firstClass = values_.vtableOf(a.object), secondClass = values_.vtableOf(b.object);
  return firstClass == 0 || secondClass == 0 || firstClass == secondClass;
}

ValueId KnownHeap::lookup(uint32_t descr, Place place) {
  PerDescr* entry = ifAny(descr);
  if (!entry) return kNoValue;
  if (entry->isDelayed) {
    if (isSame(entry->delayed.place, place)) return values_.find(entry->delayed.value);
    if (mayAlias(descr, entry->delayed.place, place)) return kNoValue;
  }
  for (const KnownPlace& known : entry->known)
    if (isSame(known.place, place)) return values_.find(known.value);
  return kNoValue;
}

void KnownHeap::remember(uint32_t descr, Place place, ValueId value) {
  PerDescr& entry = of(descr);
  for (KnownPlace& known : entry.known)
    if (isSame(known.place, place)) {
      known.value = value;
      return;
    }
  entry.known.push_back({place, value});
}

void KnownHeap::forgetAliases(uint32_t descr, Place place) {
  PerDescr* entry = ifAny(descr);
  if (!entry) return;
  std::erase_if(entry->known,
                [&](const KnownPlace& known) { return mayAlias(descr, known.place, place); });
}

void KnownHeap::forget(uint32_t descr) {
  if (PerDescr* entry = ifAny(descr)) entry->known.clear();
}

void KnownHeap::forgetAll() {
  for (size_t i = 0; i < entries_.size(); ++i) {
    const tw_jit_descr& descr = descrAt(order_[i]);
    const bool isField = descr.what == TW_DESCR_FIELD || descr.what == TW_DESCR_INTERIOR;
    if (!(isField && descr.flags & TW_FIELD_IMMUTABLE)) entries_[i].known.clear();
  }
}

KnownPlace* KnownHeap::delayed(uint32_t descr) {
  PerDescr* entry = ifAny(descr);
  return entry && entry->isDelayed ? &entry->delayed : nullptr;
}

void KnownHeap::delay(uint32_t descr, Place place, ValueId value) {
  PerDescr& entry = of(descr);
  entry.delayed = {place, value};
  entry.isDelayed = true;
}

void KnownHeap::dropDelayed(uint32_t descr) {
  if (PerDescr* entry = ifAny(descr)) entry->isDelayed = false;
}

std::span<const KnownPlace> KnownHeap::known(uint32_t descr) {
  PerDescr* entry = ifAny(descr);
  return entry ? std::span<const KnownPlace>(entry->known) : std::span<const KnownPlace>();
}

} // namespace tw::jit
