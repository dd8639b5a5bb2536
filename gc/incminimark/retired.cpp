// Objects that were left behind in former nurseries.
#include "gc/incminimark/retired.h"

#include "gc/incminimark/object.h"
#include "gc/incminimark/poison.h"

#include <algorithm>

namespace tw::gc {

constinit RetiredObjects retired;

// An object may reach into the next page.
void RetiredObjects::count(void* object, i32 change) {
  u64 size = sizeOf(object);
  u64 first = pages.indexOf(object);
  u64 last = pages.indexOf(static_cast<char*>(object) + size - 1);
  for (u64 index = first; index <= last; index++) {
    Page& page = pages[index];
    if (page.kind != PageKind::Retired) {
      page = {.kind = PageKind::Retired, .dirty = true};
      pages.marked.clearPage(index);
    }
    page.other += static_cast<u32>(change);
    if (page.other == 0) pages.free(index, 1);
  }
  bytes_ += change > 0 ? size : -size;
}

void RetiredObjects::add(Buffer<void*>& objects) {
  for (void* object : objects) {
    u32& flags = headerOf(object)->flags;
    flags = (flags & ~u32{TW_GC_STAYED}) | TW_GC_REMEMBER;
    count(object, 1);
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
      count(object, -1);
    }
  }
  objects_.truncate(kept);
}

} // namespace tw::gc
