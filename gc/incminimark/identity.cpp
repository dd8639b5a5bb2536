// Shadows and their table.
#include "gc/incminimark/identity.h"

#include "gc/incminimark/mark.h"
#include "gc/incminimark/nursery.h"
#include "gc/incminimark/object.h"
#include "gc/incminimark/remembered.h"
#include "gc/incminimark/small.h"

#include <string.h>

namespace tw::gc {

constinit Shadows shadows;

namespace {

constexpr u64 kFewSlots = 64;

u64 hashOf(void* object) {
  return (reinterpret_cast<u64>(object) >> 3) * 0x9e3779b97f4a7c15u >> 20;
}

// An empty object of the same type, length and size.
void* emptyCopy(void* object) {
  const tw_type& type = typeOf(object);
  u64 size = sizeOf(object, type);
  char* shadow = smallSpace.allocate(size);
  if (!shadow) return nullptr;
  memset(shadow, 0, size);
  headerOf(shadow)->tid = headerOf(object)->tid;
  headerOf(shadow)->flags = TW_GC_REMEMBER;
  if (type.flags & TW_TYPE_VARSIZE) lengthOf(shadow, type) = lengthOf(object, type);
  return shadow;
}

} // namespace

void discardShadow(void* shadow) { smallSpace.discard(static_cast<char*>(shadow)); }

Shadows::Entry* Shadows::lookup(void* object) const {
  u64 mask = table_.size() - 1;
  if (count_ == 0) return nullptr;
  for (u64 i = hashOf(object) & mask; table_[i].object; i = (i + 1) & mask) {
    if (table_[i].object == object) return &table_[i];
  }
  return nullptr;
}

Shadows::Entry& Shadows::insert(void* object, void* shadow) {
  if ((count_ + 1) * 2 > table_.size()) rebuild(table_.empty() ? kFewSlots : table_.size() * 2);
  u64 mask = table_.size() - 1;
  u64 i = hashOf(object) & mask;
  while (table_[i].object) i = (i + 1) & mask;
  table_[i] = {object, shadow, false};
  count_++;
  return table_[i];
}

void Shadows::rebuild(u64 slots) {
  former_.swap(table_);
  table_.clear();
  for (u64 i = 0; i < slots; i++) table_.push({});
  count_ = 0;
  for (Entry& entry : former_) {
    if (entry.object) insert(entry.object, entry.shadow).used = entry.used;
  }
  former_.release();
}

// Removed entries left gaps in the probe sequences. Few that remain get a small table.
void Shadows::closeGaps() {
  u64 remaining = 0;
  for (Entry& entry : table_) remaining += entry.object != nullptr;
  u64 slots = kFewSlots;
  while (slots < remaining * 4) slots *= 2;
  rebuild(slots);
}

Shadows::Entry* Shadows::make(void* object) {
  if (headerOf(object)->flags & TW_GC_HAS_HASH) return lookup(object);
  void* shadow = emptyCopy(object);
  if (!shadow) return nullptr;
  headerOf(object)->flags |= TW_GC_HAS_HASH;
  return &insert(object, shadow);
}

void* Shadows::identityOf(void* object) {
  bool known = (headerOf(object)->flags & TW_GC_HAS_HASH) != 0;
  if (!known && !nursery.contains(object)) return object;
  Entry* entry = make(object);
  return entry ? entry->shadow : nullptr;
}

void* Shadows::copyOf(void* object) {
  if (!nursery.contains(object)) return object;
  Entry* entry = make(object);
  if (!entry) return nullptr;
  const tw_type& type = typeOf(object);
  u64 size = sizeOf(object, type);
  memcpy(static_cast<char*>(entry->shadow) + sizeof(tw_gc),
         static_cast<char*>(object) + sizeof(tw_gc), size - sizeof(tw_gc));
  if (isTraced(type) && headerOf(entry->shadow)->flags & TW_GC_REMEMBER)
    remembered.add(entry->shadow);
  entry->used = true;
  return entry->shadow;
}

void* Shadows::find(void* object) const { return lookup(object)->shadow; }

// The entry's gap is closed by endMinor; until then the object's old address
// stands there, which no look-up asks for.
void* Shadows::take(void* object) {
  Entry* entry = lookup(object);
  entry->used = true;
  return entry->shadow;
}

void Shadows::endMarking() {
  if (count_ == 0) return;
  bool hasGaps = false;
  for (Entry& entry : table_) {
    if (!entry.object) continue;
    if (nursery.contains(entry.object) || isMarked(entry.object)) {
      marker.mark(entry.shadow);
    } else {
      entry.object = nullptr;
      hasGaps = true;
    }
  }
  if (hasGaps) closeGaps();
}

} // namespace tw::gc
