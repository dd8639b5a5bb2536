// Walking over what is reachable, breadth first.
//
// TW_GC_PINNED, which has a meaning only inside of minor collections, marks what
// was seen.
#include "gc/incminimark/inspect.h"

#include "gc/incminimark/buffer.h"
#include "gc/incminimark/large.h"
#include "gc/incminimark/nursery.h"
#include "gc/incminimark/object.h"
#include "gc/incminimark/remembered.h"
#include "gc/incminimark/retired.h"
#include "gc/incminimark/roots.h"
#include "gc/incminimark/small.h"

#include <unistd.h>

namespace tw::gc {

namespace {

Buffer<void*> seen;

void note(void* object) {
  u32& flags = headerOf(object)->flags;
  if (flags & TW_GC_PINNED) return;
  flags |= TW_GC_PINNED;
  seen.push(object);
}

void noteSlot(void** slot) {
  if (*slot) note(*slot);
}

// The object that the word points into, or null.
void* objectAt(u64 word) {
  void* address = reinterpret_cast<void*>(word);
  if (nursery.contains(address)) return nursery.objectAt(word);
  if (!pages.contains(address)) return nullptr;
  switch (pages[pages.indexOf(address)].kind) {
  case PageKind::Small: return smallSpace.objectAt(word);
  case PageKind::Large:
  case PageKind::LargeTail: return largeSpace.objectAt(word);
  case PageKind::Retired: return retired.objectAt(word);
  case PageKind::Free:
  case PageKind::Taken:
  case PageKind::Nursery: return nullptr;
  }
  return nullptr;
}

void noteRoots(char* top) {
  roots.forEachStackWord(top, [](u64 word) {
    if (void* object = objectAt(word)) note(object);
  });
  roots.forEachSlot(false, noteSlot);
  for (void* object : remembered.prebuiltRoots()) note(object);
}

void forget() {
  for (void* object : seen) headerOf(object)->flags &= ~u32{TW_GC_PINNED};
  seen.free();
}

class WordFile {
public:
  explicit WordFile(int fd) : fd_(fd) {}
  void write(i64 word) {
    words_[count_++] = word;
    if (count_ == kWords) flush();
  }
  bool flush() {
    const char* at = reinterpret_cast<const char*>(words_);
    u64 left = count_ * sizeof(i64);
    while (isGood_ && left > 0) {
      ssize_t done = ::write(fd_, at, left);
      isGood_ = done > 0;
      at += done;
      left -= isGood_ ? static_cast<u64>(done) : 0;
    }
    count_ = 0;
    return isGood_;
  }

private:
  static constexpr u64 kWords = 1024;
  i64 words_[kWords];
  u64 count_ = 0;
  int fd_;
  bool isGood_ = true;
};

void writeObject(void* object, WordFile& file) {
  const tw_type& type = typeOf(object);
  file.write(reinterpret_cast<i64>(object));
  file.write(type.index);
  file.write(static_cast<i64>(sizeOf(object, type)));
  forEachSlot(object, type, [&](void** slot) {
    if (!*slot) return;
    file.write(reinterpret_cast<i64>(*slot));
    note(*slot);
  });
  file.write(-1);
}

// Stores what was seen, as program code stores pointers.
i64 store(void* array) {
  const tw_type& type = typeOf(array);
  i64 length = lengthOf(array, type);
  i64 count = static_cast<i64>(seen.size());
  i64 stored = count < length ? count : length;
  TW_BARRIER_ITEMS(array, 0, stored);
  void** items = reinterpret_cast<void**>(itemsOf(array, type));
  for (i64 i = 0; i < stored; i++) items[i] = seen[static_cast<u64>(i)];
  forget();
  return count;
}

} // namespace

i64 listRoots(void* array, char* top) {
  noteRoots(top);
  return store(array);
}

i64 listReferents(void* object, void* array) {
  forEachSlot(object, typeOf(object), noteSlot);
  return store(array);
}

bool dumpHeap(int fd, char* top) {
  WordFile file(fd);
  noteRoots(top);
  u64 rootCount = seen.size();
  for (u64 i = 0; i < seen.size(); i++) {
    writeObject(seen[i], file);
    if (i + 1 != rootCount) continue;
    for (i64 word : {0, 0, 0, -1}) file.write(word);
  }
  forget();
  return file.flush();
}

} // namespace tw::gc
