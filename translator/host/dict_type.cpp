// The types dict, set and frozenset.
#include "translator/host/native.h"
#include "translator/host/setup.h"

namespace tw::host {

namespace {

Table& tableOf(const Args& args) { return as<DictObject>(args[0])->table; }

void updateFrom(Host& host, DictObject* dict, Object* source) {
  if (source->kind == Kind::Dict) {
    const std::vector<Table::Entry> entries = as<DictObject>(source)->table.entries();
    for (const auto& e : entries)
      if (e.key) dict->table.set(host, e.key, e.value);
    return;
  }
  if (Object* keys = host.getAttrOrNull(source, host.names().keys)) {
    host.forEach(host.call(keys, {}),
                 [&](Object* key) { dict->table.set(host, key, host.getItem(source, key)); });
    return;
  }
  host.forEach(source, [&](Object* pair) {
    const std::vector<Object*> items = host.listOf(pair);
    if (items.size() != 2)
      host.raise(host.types().ValueError, "dictionary update sequence element has length " +
                                              std::to_string(items.size()) + "; 2 is required");
    dict->table.set(host, items[0], items[1]);
  });
}

Object* update(Host& host, const Args& args) {
  updateDict(host, as<DictObject>(args[0]), args);
  return host.none();
}

Object* get(Host& host, const Args& args) {
  Object* value = tableOf(args).find(host, args[1]);
  return value ? value : args.size() > 2 ? args[2] : host.none();
}

Object* setDefault(Host& host, const Args& args) {
  if (Object* value = tableOf(args).find(host, args[1])) return value;
  Object* value = args.size() > 2 ? args[2] : host.none();
  tableOf(args).set(host, args[1], value);
  return value;
}

Object* popKey(Host& host, const Args& args) {
  const int64_t at = tableOf(args).findEntry(host, args[1]);
  if (at < 0) {
    if (args.size() > 2) return args[2];
    host.raiseKeyError(args[1]);
  }
  Object* value = tableOf(args).entry(static_cast<size_t>(at)).value;
  tableOf(args).removeAt(static_cast<size_t>(at));
  return value;
}

Object* popItem(Host& host, const Args& args) {
  Table& table = tableOf(args);
  for (size_t i = table.limit(); i-- > 0;) {
    const Table::Entry e = table.entry(i);
    if (!e.key) continue;
    table.removeAt(i);
    return host.newTuple({e.key, e.value});
  }
  host.raise(host.types().KeyError, "popitem(): dictionary is empty");
}

template <int What> Object* listing(Host& host, const Args& args) {
  std::vector<Object*> items;
  for (const auto& e : tableOf(args).entries()) {
    if (!e.key) continue;
    items.push_back(What == 0 ? e.key : What == 1 ? e.value : host.newTuple({e.key, e.value}));
  }
  return host.newList(std::move(items));
}

template <int What> Object* iterating(Host& host, const Args& args) {
  return dictIterator(host, as<DictObject>(args[0]), What);
}

Object* copyDict(Host& host, const Args& args) {
  DictObject* copy = host.newDict();
  copy->table = tableOf(args);
  return copy;
}

Object* fromKeys(Host& host, const Args& args) {
  Object* dict = host.call(args[0], {});
  Object* value = args.size() > 2 ? args[2] : host.none();
  host.forEach(args[1], [&](Object* key) { host.setItem(dict, key, value); });
  return dict;
}

// ---- set and frozenset ------------------------------------------------------------------------

Table& members(const Args& args) { return as<SetObject>(args[0])->table; }

void addAll(Host& host, Table& table, Object* iterable) {
  host.forEach(iterable, [&](Object* item) { table.set(host, item, nullptr); });
}

SetObject* asSet(Host& host, Object* iterable) {
  if (iterable->kind == Kind::Set || iterable->kind == Kind::FrozenSet)
    return as<SetObject>(iterable);
  SetObject* set = host.newSet();
  addAll(host, set->table, iterable);
  return set;
}

Object* setInit(Host& host, const Args& args) {
  members(args).clear();
  if (args.size() > 1) addAll(host, members(args), args[1]);
  return host.none();
}

Object* frozenNew(Host& host, const Args& args) {
  auto* cls = as<ClassObject>(args[0]);
  if (args.size() > 1 && args[1]->kind == Kind::FrozenSet && args[1]->cls == cls) return args[1];
  auto* set = host.make<SetObject>(cls, Kind::FrozenSet);
  if (args.size() > 1) addAll(host, set->table, args[1]);
  return set;
}

template <syntax::BinaryOp Op> Object* combine(Host& host, const Args& args) {
  Object* result = args[0];
  for (size_t i = 1; i < args.size(); ++i)
    result = host.binaryNative(Op, result, asSet(host, args[i]));
  if (args.size() == 1) {
    auto* copy = host.newSet(args[0]->kind == Kind::FrozenSet);
    copy->table = members(args);
    return copy;
  }
  return result;
}

template <syntax::BinaryOp Op> Object* combineInPlace(Host& host, const Args& args) {
  for (size_t i = 1; i < args.size(); ++i) {
    Object* result = host.binaryNative(Op, args[0], asSet(host, args[i]));
    members(args) = as<SetObject>(result)->table;
  }
  return host.none();
}

Object* setRemove(Host& host, const Args& args) {
  if (!members(args).remove(host, args[1])) host.raiseKeyError(args[1]);
  return host.none();
}

Object* setPop(Host& host, const Args& args) {
  Table& table = members(args);
  for (size_t i = 0; i < table.limit(); ++i) {
    Object* key = table.entry(i).key;
    if (!key) continue;
    table.removeAt(i);
    return key;
  }
  host.raise(host.types().KeyError, "pop from an empty set");
}

template <syntax::CompareOp Op> Object* relation(Host& host, const Args& args) {
  return host.compareNative(Op, args[0], asSet(host, args[1]));
}

void addSetMethods(Host& host, ClassObject* cls) {
  using syntax::BinaryOp;
  using syntax::CompareOp;
  addMethods(host, cls,
             {{"union", combine<BinaryOp::Or>, 1},
              {"intersection", combine<BinaryOp::And>, 1},
              {"difference", combine<BinaryOp::Sub>, 1},
              {"symmetric_difference", combine<BinaryOp::Xor>, 2, 2},
              {"copy", combine<BinaryOp::Or>, 1, 1},
              {"issubset", relation<CompareOp::Le>, 2, 2},
              {"issuperset", relation<CompareOp::Ge>, 2, 2},
              {"isdisjoint",
               [](Host& h, const Args& args) {
                 return h.boolean(
                     !h.truth(h.binaryNative(syntax::BinaryOp::And, args[0], asSet(h, args[1]))));
               },
               2, 2}});
}

} // namespace

void updateDict(Host& host, DictObject* dict, const Args& args) {
  if (args.size() > 1) updateFrom(host, dict, args[1]);
  for (const Keyword& k : args.keywords) dict->table.set(k.name, k.value);
}

void defineDictType(Host& host) {
  ClassObject* type = host.types().dict;
  addMethods(
      host, type,
      {{"__init__", update, 1, 2, true},
       {"update", update, 1, 2, true},
       {"get", get, 2, 3},
       {"setdefault", setDefault, 2, 3},
       {"pop", popKey, 2, 3},
       {"popitem", popItem, 1, 1},
       {"keys", listing<0>, 1, 1},
       {"values", listing<1>, 1, 1},
       {"items", listing<2>, 1, 1},
       {"iterkeys", iterating<0>, 1, 1},
       {"itervalues", iterating<1>, 1, 1},
       {"iteritems", iterating<2>, 1, 1},
       {"viewkeys", listing<0>, 1, 1},
       {"viewvalues", listing<1>, 1, 1},
       {"viewitems", listing<2>, 1, 1},
       {"copy", copyDict, 1, 1},
       {"clear",
        [](Host& h, const Args& args) {
          tableOf(args).clear();
          return h.none();
        },
        1, 1},
       {"has_key",
        [](Host& h, const Args& args) { return h.boolean(tableOf(args).contains(h, args[1])); }, 2,
        2}});
  auto* method = host.make<ClassMethodObject>(host.types().classMethod, Kind::ClassMethod);
  method->function = host.newBuiltin("dict.fromkeys", fromKeys, 2, 3);
  type->attributes->table.set(host.intern("fromkeys"), method);
}

void defineSetTypes(Host& host) {
  using syntax::BinaryOp;
  addSetMethods(host, host.types().set);
  addSetMethods(host, host.types().frozenSet);
  addNew(host, host.types().frozenSet, frozenNew, 1, 2);
  addMethods(host, host.types().set,
             {{"__init__", setInit, 1, 2},
              {"add",
               [](Host& h, const Args& args) {
                 members(args).set(h, args[1], nullptr);
                 return h.none();
               },
               2, 2},
              {"discard",
               [](Host& h, const Args& args) {
                 members(args).remove(h, args[1]);
                 return h.none();
               },
               2, 2},
              {"remove", setRemove, 2, 2},
              {"pop", setPop, 1, 1},
              {"clear",
               [](Host& h, const Args& args) {
                 members(args).clear();
                 return h.none();
               },
               1, 1},
              {"update", combineInPlace<BinaryOp::Or>, 1},
              {"intersection_update", combineInPlace<BinaryOp::And>, 1},
              {"difference_update", combineInPlace<BinaryOp::Sub>, 1},
              {"symmetric_difference_update", combineInPlace<BinaryOp::Xor>, 2, 2}});
}

} // namespace tw::host
