// Objects that were left behind in former nurseries.
#include "gc/incminimark/retired.h"

#include "gc/incminimark/object.h"
#include "gc/incminimark/poison.h"

#include <algorithm>

namespace tw::gc {

constinit RetiredObjects retired;

// `change` objects more in the pages of these bytes: an object may reach into the next page.
void RetiredObjects::count(const char* start, u64 size, i32 change) {
  u64 first = pages.indexOf(start);
  u64 last = pages.indexOf(start + size - 1);
  for (u64 index = first; index <= last; index++) {
    Page& page = pages[index];
    if (page.kind != PageKind::Retired) {
      page = {.kind = PageKind::Retired, .dirty = true};
      pages.marked.clearPage(index);
    }
    page.other += static_cast<u32>(change);
    if (page.other == 0) pages.free(index, 1);
  }
}

void RetiredObjects::shrink(void* object, u64 before, u64 after) {
  char* start = static_cast<char*>(object);
  char* kept = pages.address(pages.indexOf(start + after - 1) + 1);
  if (kept < start + before) count(kept, static_cast<u64>(start + before - kept), -1);
  bytes_ -= before - after;
}

void RetiredObjects::add(Buffer<void*>& objects) {
  for (void* object : objects) {
    u32& flags = headerOf(object)->flags;
    flags = (flags & ~u32{TW_GC_STAYED}) | TW_GC_REMEMBER;
    u64 size = sizeOf(object);
    count(static_cast<char*>(object), size, 1);
    bytes_ += size;
    objects_.push(object);
  }
  std::sort(objects_.begin(), objects_.end());
}

void* RetiredObjects::objectAt(u64 address) {
  char* wanted = reinterpret_cast<char*>(address);
  void** next = std::upper_bound(objects_.begin(), objects_.end(), wanted,
                                 [](const char* value, void* object) { return value < object; });
  if (next == objects_.begin()) return nullptr;
  char* object = static_cast<char*>(next[-1]);
  return wanted < object + sizeOf(object) ? object : nullptr;
}

// Marks are cleared before a page may become free.
void RetiredObjects::sweep() {
  u64 kept = 0;
  for (void* object : objects_) {
    u64 offset = pages.offset(object);
    if (pages.marked.test(offset)) {
      pages.marked.clear(offset);
      objects_[kept++] = object;
    } else {
      u64 size = sizeOf(object);
      count(static_cast<char*>(object), size, -1);
      bytes_ -= size;
    }
  }
  objects_.truncate(kept);
}

} // namespace tw::gc
