// Iteration over every kind of object.
#include "translator/host/frame.h"
#include "translator/host/native.h"
#include "translator/host/setup.h"

namespace tw::host {

namespace {

Object* tableIterator(Host& host, Object* owner, const Table* table, int what) {
  // what: 0 keys, 1 values, 2 items
  const char* changed = owner->kind == Kind::Dict || owner->kind == Kind::DictProxy
                            ? "dictionary changed size during iteration"
                            : "Set changed size during iteration";
  return newIterator(host,
                     [=, position = size_t{0}, size = table->size()](Host& h) mutable -> Object* {
                       if (table->size() != size) h.raise(h.types().RuntimeError, changed);
                       while (position < table->limit()) {
                         const Table::Entry& e = table->entry(position++);
                         if (!e.key) continue;
                         if (what == 0) return e.key;
                         return what == 1 ? e.value : h.newTuple({e.key, e.value});
                       }
                       return nullptr;
                     });
}

Object* listIterator(Host& host, ListObject* list) {
  return newIterator(host, [list, i = size_t{0}](Host&) mutable -> Object* {
    return i < list->items.size() ? list->items[i++] : nullptr;
  });
}

Object* rangeIterator(Host& host, const RangeObject* range) {
  return newIterator(host, [range, i = int64_t{0}](Host& h) mutable -> Object* {
    if (i >= range->length) return nullptr;
    return h.newInt(range->start + i++ * range->step);
  });
}

bool isIndexError(Host& host, const HostError& error) {
  return host.exceptionMatches(error.value(), host.types().IndexError) ||
         host.exceptionMatches(error.value(), host.types().StopIteration);
}

// The old protocol: __getitem__ with 0, 1, 2, ... until IndexError.
Object* itemIterator(Host& host, Object* sequence) {
  return newIterator(host, [sequence, i = int64_t{0}, done = false](Host& h) mutable -> Object* {
    if (done) return nullptr;
    try {
      return h.getItem(sequence, h.newInt(i++));
    } catch (const HostError& error) {
      if (!isIndexError(h, error)) throw;
      done = true;
      return nullptr;
    }
  });
}

Object* fileIterator(Host& host, Object* file) {
  return newIterator(host, [file](Host& h) -> Object* {
    Object* line = h.callMethod(file, "readline", {});
    return h.truth(line) ? line : nullptr;
  });
}

} // namespace

Object* dictIterator(Host& host, DictObject* dict, int what) {
  return tableIterator(host, dict, &dict->table, what);
}

// The built-in iterator of an object; null if it has none.
Object* nativeIter(Host& host, Object* object) {
  switch (object->kind) {
  case Kind::Iterator:
  case Kind::Generator: return object;
  case Kind::List: return listIterator(host, as<ListObject>(object));
  case Kind::Tuple:
    return newIterator(
        host, [items = as<TupleObject>(object)->items, i = size_t{0}](Host&) mutable -> Object* {
          return i < items.size() ? items[i++] : nullptr;
        });
  case Kind::Str:
    return newIterator(
        host, [text = as<StrObject>(object)->value, i = size_t{0}](Host& h) mutable -> Object* {
          return i < text.size() ? h.charStr(static_cast<unsigned char>(text[i++])) : nullptr;
        });
  case Kind::Unicode:
    return newIterator(
        host, [text = as<UnicodeObject>(object)->value, i = size_t{0}](Host& h) mutable -> Object* {
          return i < text.size() ? h.newUnicode(text.substr(i++, 1)) : nullptr;
        });
  case Kind::ByteArray:
    return newIterator(
        host, [array = as<ByteArrayObject>(object), i = size_t{0}](Host& h) mutable -> Object* {
          return i < array->value.size() ? h.newInt(static_cast<unsigned char>(array->value[i++]))
                                         : nullptr;
        });
  case Kind::Dict: return tableIterator(host, object, &as<DictObject>(object)->table, 0);
  case Kind::DictProxy:
    return tableIterator(host, object, &as<DictProxyObject>(object)->dict->table, 0);
  case Kind::Set:
  case Kind::FrozenSet: return tableIterator(host, object, &as<SetObject>(object)->table, 0);
  case Kind::Range: return rangeIterator(host, as<RangeObject>(object));
  case Kind::File: return fileIterator(host, object);
  case Kind::External:
    if (Object* iterator = as<ExternalObject>(object)->iter(host)) return iterator;
    return as<ExternalObject>(object)->length(host) >= 0 ? itemIterator(host, object) : nullptr;
  default: return nullptr;
  }
}

Object* Host::iter(Object* object) {
  if (object->cls->builtin) {
    if (Object* iterator = nativeIter(*this, object)) return iterator;
  } else {
    Object* method = object->cls->oldStyle ? getAttrOrNull(object, names_.iter)
                                           : findSpecial(object, names_.iter);
    if (method) {
      if (!object->cls->oldStyle) method = bind(method, object, object->cls);
      Object* iterator = call(method, {});
      if (iterator->kind == Kind::Iterator || iterator->kind == Kind::Generator ||
          iterator->kind == Kind::File || iterator->cls->hasGetAttrHook ||
          findSpecial(iterator, names_.next))
        return iterator;
      raise(types_.TypeError, "iter() returned non-iterator of type '" +
                                  std::string(typeOf(iterator)->name->value) + "'");
    }
    if (findSpecial(object, names_.getitem) ||
        (object->cls->oldStyle && getAttrOrNull(object, names_.getitem)))
      return itemIterator(*this, object);
  }
  raise(types_.TypeError,
        isOldStyleInstance(object)
            ? "iteration over non-sequence"
            : "'" + std::string(typeOf(object)->name->value) + "' object is not iterable");
}

Object* Host::next(Object* iterator) {
  if (iterator->kind == Kind::Iterator) return as<IteratorObject>(iterator)->next(*this);
  if (iterator->kind == Kind::Generator) {
    try {
      return resumeGenerator(*this, as<GeneratorObject>(iterator), none_);
    } catch (const HostError& error) {
      if (!exceptionMatches(error.value(), types_.StopIteration)) throw;
      return nullptr;
    }
  }
  Object* method = iterator->cls->oldStyle ? getAttrOrNull(iterator, names_.next)
                                           : findSpecial(iterator, names_.next);
  if (!method)
    raise(types_.TypeError,
          std::string(typeOf(iterator)->name->value) + " object is not an iterator");
  if (!iterator->cls->oldStyle) method = bind(method, iterator, iterator->cls);
  try {
    return call(method, {});
  } catch (const HostError& error) {
    if (!exceptionMatches(error.value(), types_.StopIteration)) throw;
    return nullptr;
  }
}

std::vector<Object*> Host::listOf(Object* iterable) {
  if (iterable->cls->builtin) {
    if (iterable->kind == Kind::List) return as<ListObject>(iterable)->items;
    if (iterable->kind == Kind::Tuple) {
      const auto items = as<TupleObject>(iterable)->items;
      return {items.begin(), items.end()};
    }
  }
  std::vector<Object*> items;
  Object* iterator = iter(iterable);
  while (Object* item = next(iterator)) items.push_back(item);
  return items;
}

void Host::forEach(Object* iterable, const std::function<void(Object*)>& visit) {
  Object* iterator = iter(iterable);
  while (Object* item = next(iterator)) visit(item);
}

} // namespace tw::host
