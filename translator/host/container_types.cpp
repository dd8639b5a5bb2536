// The types list and tuple.
#include "translator/host/native.h"
#include "translator/host/setup.h"

#include <algorithm>

namespace tw::host {

namespace {

std::vector<Object*>& itemsOf(const Args& args) { return as<ListObject>(args[0])->items; }

Object* listInit(Host& host, const Args& args) {
  std::vector<Object*> items = args.size() > 1 ? host.listOf(args[1]) : std::vector<Object*>{};
  itemsOf(args) = std::move(items);
  return host.none();
}

Object* append(Host& host, const Args& args) {
  itemsOf(args).push_back(args[1]);
  return host.none();
}

Object* extend(Host& host, const Args& args) {
  std::vector<Object*> more = host.listOf(args[1]);
  auto& items = itemsOf(args);
  items.insert(items.end(), more.begin(), more.end());
  return host.none();
}

Object* insert(Host& host, const Args& args) {
  auto& items = itemsOf(args);
  int64_t i = host.toIndex(args[1]);
  const auto size = static_cast<int64_t>(items.size());
  if (i < 0) i = std::max<int64_t>(0, i + size);
  items.insert(items.begin() + std::min(i, size), args[2]);
  return host.none();
}

Object* pop(Host& host, const Args& args) {
  auto& items = itemsOf(args);
  if (items.empty()) host.raise(host.types().IndexError, "pop from empty list");
  int64_t i = args.size() > 1 ? host.toInt(args[1]) : -1;
  if (i < 0) i += static_cast<int64_t>(items.size());
  if (i < 0 || i >= static_cast<int64_t>(items.size()))
    host.raise(host.types().IndexError, "pop index out of range");
  Object* value = items[static_cast<size_t>(i)];
  items.erase(items.begin() + i);
  return value;
}

// Position of args[1] in [args[2], args[3]), or -1.
int64_t positionOf(Host& host, const Args& args, std::span<Object* const> items) {
  const auto size = static_cast<int64_t>(items.size());
  const auto bound = [&](size_t k, int64_t absent) {
    if (args.size() <= k) return absent;
    const int64_t v = host.toIndex(args[k]);
    return v < 0 ? std::max<int64_t>(0, v + size) : v;
  };
  const int64_t stop = std::min(bound(3, size), size);
  for (int64_t i = bound(2, 0); i < stop; ++i)
    if (host.equal(items[static_cast<size_t>(i)], args[1])) return i;
  return -1;
}

Object* listIndex(Host& host, const Args& args) {
  const int64_t i = positionOf(host, args, itemsOf(args));
  if (i < 0) host.raise(host.types().ValueError, host.repr(args[1]) + " is not in list");
  return host.newInt(i);
}

Object* listRemove(Host& host, const Args& args) {
  const int64_t i = positionOf(host, args, itemsOf(args));
  if (i < 0) host.raise(host.types().ValueError, "list.remove(x): x not in list");
  itemsOf(args).erase(itemsOf(args).begin() + i);
  return host.none();
}

Object* countIn(Host& host, std::span<Object* const> items, Object* wanted) {
  int64_t n = 0;
  for (Object* item : items) n += host.equal(item, wanted);
  return host.newInt(n);
}

Object* reverse(Host& host, const Args& args) {
  std::reverse(itemsOf(args).begin(), itemsOf(args).end());
  return host.none();
}

Object* sort(Host& host, const Args& args) {
  Object* compare = argument(args, 1, "cmp");
  Object* key = argument(args, 2, "key");
  Object* backward = argument(args, 3, "reverse");
  std::vector<Object*> items = std::move(itemsOf(args));
  itemsOf(args).clear();
  try {
    sortItems(host, items, compare, key, backward && host.truth(backward));
  } catch (...) {
    itemsOf(args) = std::move(items);
    throw;
  }
  itemsOf(args) = std::move(items);
  return host.none();
}

Object* reversedList(Host& host, const Args& args) {
  auto* list = as<ListObject>(args[0]);
  return newIterator(host, [list, i = list->items.size()](Host&) mutable -> Object* {
    return i > 0 && i <= list->items.size() ? list->items[--i] : nullptr;
  });
}

Object* tupleNew(Host& host, const Args& args) {
  auto* cls = as<ClassObject>(args[0]);
  if (args.size() == 1)
    return cls == host.types().tuple ? host.newTuple({}) : host.make<TupleObject>(cls, Kind::Tuple);
  if (cls == host.types().tuple && args[1]->kind == Kind::Tuple && args[1]->cls == cls)
    return args[1];
  TupleObject* tuple = host.newTuple(host.listOf(args[1]));
  tuple->cls = cls;
  return tuple;
}

Object* tupleIndex(Host& host, const Args& args) {
  const int64_t i = positionOf(host, args, as<TupleObject>(args[0])->items);
  if (i < 0) host.raise(host.types().ValueError, "tuple.index(x): x not in tuple");
  return host.newInt(i);
}

} // namespace

// Stable; `compare` and `key` may be null or None. Python code may run in the
// comparisons, so a merge sort that tolerates any answer.
void sortItems(Host& host, std::vector<Object*>& items, Object* compare, Object* key,
               bool reverse) {
  if (compare && isNone(compare)) compare = nullptr;
  if (key && isNone(key)) key = nullptr;
  struct Keyed {
    Object* key;
    Object* value;
  };
  std::vector<Keyed> keyed;
  keyed.reserve(items.size());
  for (Object* item : items) keyed.push_back({key ? host.call(key, {item}) : item, item});
  const auto less = [&](const Keyed& a, const Keyed& b) {
    if (compare) return host.toInt(host.call(compare, {a.key, b.key})) < 0;
    return host.less(a.key, b.key);
  };
  std::vector<Keyed> buffer(keyed.size());
  if (reverse) std::reverse(keyed.begin(), keyed.end());
  for (size_t width = 1; width < keyed.size(); width *= 2) {
    for (size_t low = 0; low < keyed.size(); low += 2 * width) {
      const size_t middle = std::min(low + width, keyed.size()),
                   high = std::min(low + 2 * width, keyed.size());
      size_t i = low, j = middle, out = low;
      while (i < middle && j < high)
        buffer[out++] = less(keyed[j], keyed[i]) ? keyed[j++] : keyed[i++];
      while (i < middle) buffer[out++] = keyed[i++];
      while (j < high) buffer[out++] = keyed[j++];
    }
    std::swap(keyed, buffer);
  }
  if (reverse) std::reverse(keyed.begin(), keyed.end());
  for (size_t i = 0; i < items.size(); ++i) items[i] = keyed[i].value;
}

void defineListType(Host& host) {
  addMethods(host, host.types().list,
             {{"__init__", listInit, 1, 2},
              {"append", append, 2, 2},
              {"extend", extend, 2, 2},
              {"insert", insert, 3, 3},
              {"pop", pop, 1, 2},
              {"index", listIndex, 2, 4},
              {"remove", listRemove, 2, 2},
              {"reverse", reverse, 1, 1},
              {"sort", sort, 1, 4, true},
              {"count",
               [](Host& h, const Args& args) { return countIn(h, itemsOf(args), args[1]); }, 2, 2},
              {"__reversed__", reversedList, 1, 1},
              {"__iadd__",
               [](Host& h, const Args& args) {
                 extend(h, args);
                 return args[0];
               },
               2, 2}});
}

void defineTupleType(Host& host) {
  addNew(host, host.types().tuple, tupleNew, 1, 2);
  addMethods(host, host.types().tuple,
             {{"index", tupleIndex, 2, 4},
              {"count",
               [](Host& h, const Args& args) {
                 return countIn(h, as<TupleObject>(args[0])->items, args[1]);
               },
               2, 2}});
}

} // namespace tw::host
