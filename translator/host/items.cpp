// Indexing and slicing.
#include "translator/host/bigint.h"
#include "translator/host/native.h"
#include "translator/host/setup.h"

#include <algorithm>

namespace tw::host {

int64_t Host::toIndex(Object* object) {
  switch (object->kind) {
  case Kind::Int:
  case Kind::Bool: return as<IntObject>(object)->value;
  case Kind::SizedInt: return static_cast<int64_t>(as<SizedIntObject>(object)->value);
  case Kind::Long: {
    const cpp_int& value = as<LongObject>(object)->value->value;
    return fitsInt64(value) ? static_cast<int64_t>(value)
           : value < 0      ? INT64_MIN / 2
                            : INT64_MAX / 2;
  }
  default: break;
  }
  bool found = false;
  if (Object* result = callSpecial(object, names_.index, {}, found)) return toIndex(result);
  raise(types_.TypeError, "slice indices must be integers or None or have an __index__ method");
}

namespace {

[[noreturn]] void raiseIndexType(Host& host, const char* what, Object* index) {
  host.raise(host.types().TypeError, std::string(what) + " indices must be integers, not " +
                                         std::string(host.typeOf(index)->name->value));
}

size_t position(Host& host, Object* index, size_t size, const char* what, const char* suffix) {
  int64_t i;
  if (!host.asInt64(index, i)) {
    if (!isIntegral(index) && index->kind != Kind::SizedInt &&
        !host.findSpecial(index, host.names().index))
      raiseIndexType(host, what, index);
    i = host.toIndex(index);
  }
  if (i < 0) i += static_cast<int64_t>(size);
  if (i < 0 || static_cast<size_t>(i) >= size)
    host.raise(host.types().IndexError, std::string(what) + suffix);
  return static_cast<size_t>(i);
}

constexpr const char* kOutOfRange = " index out of range";
constexpr const char* kAssignRange = " assignment index out of range";

template <class Container> auto picked(const Container& items, const SliceBounds& b) {
  std::vector<typename Container::value_type> result;
  result.reserve(static_cast<size_t>(b.count));
  for (int64_t n = 0, i = b.start; n < b.count; ++n, i += b.step)
    result.push_back(items[static_cast<size_t>(i)]);
  return result;
}

template <class View>
std::basic_string<typename View::value_type> pickedText(View text, const SliceBounds& b) {
  if (b.step == 1)
    return std::basic_string<typename View::value_type>(
        text.substr(static_cast<size_t>(b.start), static_cast<size_t>(b.count)));
  const auto chars = picked(text, b);
  return {chars.begin(), chars.end()};
}

} // namespace

// -1: it has none.
int64_t nativeLength(Host& host, Object* object) {
  switch (object->kind) {
  case Kind::Str: return static_cast<int64_t>(as<StrObject>(object)->value.size());
  case Kind::Unicode: return static_cast<int64_t>(as<UnicodeObject>(object)->value.size());
  case Kind::ByteArray: return static_cast<int64_t>(as<ByteArrayObject>(object)->value.size());
  case Kind::Tuple: return static_cast<int64_t>(as<TupleObject>(object)->items.size());
  case Kind::List: return static_cast<int64_t>(as<ListObject>(object)->items.size());
  case Kind::Dict: return static_cast<int64_t>(as<DictObject>(object)->table.size());
  case Kind::DictProxy:
    return static_cast<int64_t>(as<DictProxyObject>(object)->dict->table.size());
  case Kind::Set:
  case Kind::FrozenSet: return static_cast<int64_t>(as<SetObject>(object)->table.size());
  case Kind::Range: return as<RangeObject>(object)->length;
  case Kind::External: return as<ExternalObject>(object)->length(host);
  default: return -1;
  }
}

namespace {

Object* sliceOf(Host& host, Object* container, const SliceObject* slice) {
  const SliceBounds b = sliceBounds(host, slice, nativeLength(host, container));
  switch (container->kind) {
  case Kind::Str: {
    const auto text = as<StrObject>(container)->value;
    if (b.step == 1) // shares the characters
      return host.newStrView(
          text.substr(static_cast<size_t>(b.start), static_cast<size_t>(b.count)));
    return host.newStr(pickedText(text, b));
  }
  case Kind::Unicode: return host.newUnicode(pickedText(as<UnicodeObject>(container)->value, b));
  case Kind::ByteArray:
    return host.newByteArray(
        pickedText(std::string_view(as<ByteArrayObject>(container)->value), b));
  case Kind::Tuple: {
    const auto items = picked(as<TupleObject>(container)->items, SliceBounds(b));
    return host.newTuple(items);
  }
  default: return host.newList(picked(as<ListObject>(container)->items, b));
  }
}

Object* dictItem(Host& host, DictObject* dict, Object* key) {
  if (Object* value = dict->table.find(host, key)) return value;
  if (!dict->cls->builtin || dict->defaultFactory) {
    bool found = false;
    if (Object* value = host.callSpecial(dict, host.names().missing, {key}, found)) return value;
  }
  host.raiseKeyError(key);
}

} // namespace

// The built-in meaning of container[index]; null if it has none.
Object* nativeItem(Host& host, Object* container, Object* index) {
  switch (container->kind) {
  case Kind::List:
  case Kind::Tuple:
  case Kind::Str:
  case Kind::Unicode:
  case Kind::ByteArray:
    if (index->kind == Kind::Slice) return sliceOf(host, container, as<SliceObject>(index));
    break;
  default: break;
  }
  switch (container->kind) {
  case Kind::List: {
    auto& items = as<ListObject>(container)->items;
    return items[position(host, index, items.size(), "list", kOutOfRange)];
  }
  case Kind::Tuple: {
    const auto items = as<TupleObject>(container)->items;
    return items[position(host, index, items.size(), "tuple", kOutOfRange)];
  }
  case Kind::Str: {
    const auto text = as<StrObject>(container)->value;
    return host.charStr(static_cast<unsigned char>(
        text[position(host, index, text.size(), "string", kOutOfRange)]));
  }
  case Kind::Unicode: {
    const auto text = as<UnicodeObject>(container)->value;
    const size_t i = position(host, index, text.size(), "string", kOutOfRange);
    return host.newUnicode(text.substr(i, 1));
  }
  case Kind::ByteArray: {
    const auto& text = as<ByteArrayObject>(container)->value;
    return host.newInt(static_cast<unsigned char>(
        text[position(host, index, text.size(), "bytearray", kOutOfRange)]));
  }
  case Kind::Range: {
    const auto* range = as<RangeObject>(container);
    const size_t i =
        position(host, index, static_cast<size_t>(range->length), "xrange object", kOutOfRange);
    return host.newInt(range->start + static_cast<int64_t>(i) * range->step);
  }
  case Kind::Dict: return dictItem(host, as<DictObject>(container), index);
  case Kind::DictProxy: return dictItem(host, as<DictProxyObject>(container)->dict, index);
  case Kind::External: return as<ExternalObject>(container)->getItem(host, index);
  default: return nullptr;
  }
}

Object* Host::getItem(Object* container, Object* index) {
  if (container->cls->builtin) {
    if (Object* value = nativeItem(*this, container, index)) return value;
  } else {
    bool found = false;
    if (Object* value = callSpecial(container, names_.getitem, {index}, found)) return value;
    if (container->cls->oldStyle) {
      if (Object* method = getAttrOrNull(container, names_.getitem)) return call(method, {index});
      raise(types_.AttributeError,
            std::string(container->cls->name->value) + " instance has no attribute '__getitem__'");
    }
  }
  raise(types_.TypeError, "'" + std::string(typeOf(container)->name->value) +
                              "' object has no attribute '__getitem__'");
}

namespace {

void assignListSlice(Host& host, ListObject* list, const SliceObject* slice, Object* value) {
  const SliceBounds b = sliceBounds(host, slice, static_cast<int64_t>(list->items.size()));
  const std::vector<Object*> items = value ? host.listOf(value) : std::vector<Object*>{};
  auto& target = list->items;
  if (b.step == 1) {
    const auto begin = target.begin() + b.start;
    const auto end = begin + std::max<int64_t>(0, b.stop - b.start);
    const auto at = target.erase(begin, end);
    target.insert(at, items.begin(), items.end());
    return;
  }
  if (!value) {
    std::vector<bool> doomed(target.size());
    for (int64_t n = 0, i = b.start; n < b.count; ++n, i += b.step)
      doomed[static_cast<size_t>(i)] = true;
    std::vector<Object*> kept;
    for (size_t i = 0; i < target.size(); ++i)
      if (!doomed[i]) kept.push_back(target[i]);
    target = std::move(kept);
    return;
  }
  if (static_cast<int64_t>(items.size()) != b.count)
    host.raise(host.types().ValueError,
               "attempt to assign sequence of size " + std::to_string(items.size()) +
                   " to extended slice of size " + std::to_string(b.count));
  for (int64_t n = 0, i = b.start; n < b.count; ++n, i += b.step)
    target[static_cast<size_t>(i)] = items[static_cast<size_t>(n)];
}

void assignBytes(Host& host, ByteArrayObject* array, Object* index, Object* value) {
  if (index->kind != Kind::Slice) {
    const size_t i = position(host, index, array->value.size(), "bytearray", kOutOfRange);
    if (!value)
      array->value.erase(i, 1);
    else
      array->value[i] =
          isStr(value) ? as<StrObject>(value)->value[0] : static_cast<char>(host.toInt(value));
    return;
  }
  const SliceBounds b =
      sliceBounds(host, as<SliceObject>(index), static_cast<int64_t>(array->value.size()));
  std::string bytes;
  if (value && isStr(value))
    bytes = as<StrObject>(value)->value;
  else if (value && value->kind == Kind::ByteArray)
    bytes = as<ByteArrayObject>(value)->value;
  else if (value)
    host.forEach(value, [&](Object* o) { bytes.push_back(static_cast<char>(host.toInt(o))); });
  array->value.replace(static_cast<size_t>(b.start),
                       static_cast<size_t>(std::max<int64_t>(0, b.stop - b.start)), bytes);
}

} // namespace

// container[index] = value, or del container[index] if value is null. False:
// no built-in meaning.
bool nativeAssignItem(Host& host, Object* container, Object* index, Object* value) {
  switch (container->kind) {
  case Kind::List: {
    auto* list = as<ListObject>(container);
    if (index->kind == Kind::Slice) {
      assignListSlice(host, list, as<SliceObject>(index), value);
      return true;
    }
    const size_t i = position(host, index, list->items.size(), "list", kAssignRange);
    if (value)
      list->items[i] = value;
    else
      list->items.erase(list->items.begin() + static_cast<int64_t>(i));
    return true;
  }
  case Kind::Dict: {
    Table& table = as<DictObject>(container)->table;
    if (value)
      table.set(host, index, value);
    else if (!table.remove(host, index))
      host.raiseKeyError(index);
    return true;
  }
  case Kind::ByteArray:
    assignBytes(host, as<ByteArrayObject>(container), index, value);
    return true;
  case Kind::External: return value && as<ExternalObject>(container)->setItem(host, index, value);
  default: return false;
  }
}

void Host::setItem(Object* container, Object* index, Object* value) {
  if (!container->cls->builtin) {
    bool found = false;
    callSpecial(container, names_.setitem, {index, value}, found);
    if (found) return;
    if (container->cls->oldStyle) {
      call(getAttr(container, names_.setitem), {index, value});
      return;
    }
  } else if (nativeAssignItem(*this, container, index, value)) {
    return;
  }
  raise(types_.TypeError, "'" + std::string(typeOf(container)->name->value) +
                              "' object does not support item assignment");
}

void Host::delItem(Object* container, Object* index) {
  if (!container->cls->builtin) {
    bool found = false;
    callSpecial(container, names_.delitem, {index}, found);
    if (found) return;
  } else if (nativeAssignItem(*this, container, index, nullptr)) {
    return;
  }
  raise(types_.TypeError, "'" + std::string(typeOf(container)->name->value) +
                              "' object doesn't support item deletion");
}

// ---- Simple slices --------------------------------------------------------------------------

namespace {

// The ints that __getslice__ and friends get: negative bounds are shifted.
std::pair<Object*, Object*> sliceInts(Host& host, Object* container, Object* lower, Object* upper) {
  const auto bound = [&](Object* o, int64_t absent) {
    if (!o || isNone(o)) return absent;
    int64_t value = host.toIndex(o);
    if (value < 0) value += host.length(container);
    return value;
  };
  return {host.newInt(bound(lower, 0)), host.newInt(bound(upper, INT64_MAX))};
}

// The method if a class of the program defines it (the built-in types take slices).
Object* userSliceMethod(Host& host, Object* container, StrObject* name) {
  if (container->cls->builtin) return nullptr;
  Object* method = host.lookup(container->cls, name);
  if (!method || method->kind == Kind::Builtin) return nullptr;
  return host.bind(method, container, container->cls);
}

} // namespace

Object* Host::getSlice(Object* container, Object* lower, Object* upper) {
  if (Object* method = userSliceMethod(*this, container, names_.getslice)) {
    const auto [low, high] = sliceInts(*this, container, lower, upper);
    return call(method, {low, high});
  }
  return getItem(container, newSlice(lower ? lower : none_, upper ? upper : none_, none_));
}

void Host::setSlice(Object* container, Object* lower, Object* upper, Object* value) {
  if (Object* method = userSliceMethod(*this, container, names_.setslice)) {
    const auto [low, high] = sliceInts(*this, container, lower, upper);
    call(method, {low, high, value});
    return;
  }
  setItem(container, newSlice(lower ? lower : none_, upper ? upper : none_, none_), value);
}

void Host::delSlice(Object* container, Object* lower, Object* upper) {
  if (Object* method = userSliceMethod(*this, container, names_.delslice)) {
    const auto [low, high] = sliceInts(*this, container, lower, upper);
    call(method, {low, high});
    return;
  }
  delItem(container, newSlice(lower ? lower : none_, upper ? upper : none_, none_));
}

int64_t Host::length(Object* object) {
  if (!object->cls->builtin) {
    bool found = false;
    if (Object* result = callSpecial(object, names_.len, {}, found)) {
      const int64_t value = toInt(result);
      if (value < 0) raise(types_.ValueError, "__len__() should return >= 0");
      return value;
    }
    if (object->cls->oldStyle) return toInt(call(getAttr(object, names_.len), {}));
  }
  const int64_t value = nativeLength(*this, object);
  if (value >= 0) return value;
  raise(types_.TypeError,
        "object of type '" + std::string(typeOf(object)->name->value) + "' has no len()");
}

} // namespace tw::host
