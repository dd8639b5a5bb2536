// Operations on lists, dicts, tuples and iterators.
#include "translator/annotate/describe.h"
#include "translator/annotate/driver.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/operations.h"
#include "translator/flow/comprehensions.h"

namespace tw::annotate {

using flow::OpCode;

// ---- Iteration ------------------------------------------------------------------------------

const Annotation* itemOf(Annotator& an, const Annotation* iterable) {
  switch (iterable->kind()) {
  case Kind::List: return cast<ListAnnotation>(iterable).def().readItem(an);
  case Kind::Dict: return cast<DictAnnotation>(iterable).def().readKey(an);
  case Kind::Tuple: {
    const Annotation* result = an.impossible();
    for (const Annotation* item : cast<TupleAnnotation>(iterable).items)
      result = unionOf(an, result, item);
    return result;
  }
  case Kind::Char:
  case Kind::String: return an.character(cast<TextAnnotation>(iterable).noNul);
  case Kind::UniChar:
  case Kind::Unicode: return an.uniCharacter();
  case Kind::ByteArray: return an.integer(true);
  case Kind::Iterator: {
    const auto& iterator = cast<IteratorAnnotation>(iterable);
    switch (iterator.variant) {
    case IteratorVariant::Plain:
    case IteratorVariant::Reversed: return itemOf(an, iterator.container);
    case IteratorVariant::Values:
      return cast<DictAnnotation>(iterator.container).def().readValue(an);
    case IteratorVariant::Items: {
      DictDef& def = cast<DictAnnotation>(iterator.container).def();
      const Annotation* key = def.readKey(an);
      const Annotation* value = def.readValue(an);
      return isImpossible(key) ? key : an.tuple({key, value});
    }
    case IteratorVariant::Enumerate: {
      auto* start = dynCast<IntegerAnnotation>(iterator.startIndex);
      const Annotation* index = an.integer(!start || start->nonNegative);
      const Annotation* item = itemOf(an, iterator.container);
      return isImpossible(item) ? item : an.tuple({index, item});
    }
    }
    return nullptr;
  }
  default: return nullptr;
  }
}

const Annotation* iteratorOver(Annotator& an, const Annotation* iterable, IteratorVariant variant,
                               const Annotation* startIndex) {
  if (isKind(iterable, Kind::Iterator))
    return variant == IteratorVariant::Plain ? iterable : nullptr;
  if (!itemOf(an, iterable)) return nullptr;
  return an.make<IteratorAnnotation>(withoutConstant(an, withoutNone(an, iterable)), variant,
                                     startIndex);
}

// ---- Lists ----------------------------------------------------------------------------------

void takeItems(Annotator& an, ListDef& def, const Annotation* source, const Annotation* item) {
  def.resize(an);
  if (auto* list = dynCast<ListAnnotation>(source))
    def.agree(an, list->def());
  else
    def.generalizeItem(an, item);
}

namespace {

const Annotation* listItem(Site& site, ListDef& def) {
  Annotator& an = site.annotator;
  if (!isIntegral(site[1])) return nullptr;
  switch (site.operation.op) {
  case OpCode::GetItem: return def.readItem(an);
  case OpCode::SetItem:
    def.mutate(an);
    def.generalizeItem(an, site[2]);
    return an.none();
  case OpCode::DelItem: def.resize(an); return an.none();
  default: return nullptr;
  }
}

// A new list of the items of others.
const Annotation* listOfItems(Annotator& an, ListDef& def) {
  def.needItems();
  return an.newList(def.readItem(an));
}

const Annotation* concatenate(Site& site) {
  Annotator& an = site.annotator;
  if (!isKind(site[1], Kind::List)) return nullptr;
  ListDef& left = cast<ListAnnotation>(site[0]).def();
  left.agree(an, cast<ListAnnotation>(site[1]).def());
  return listOfItems(an, left);
}

const Annotation* extend(Site& site) {
  Annotator& an = site.annotator;
  const Annotation* item = itemOf(an, site[1]);
  if (!item) return nullptr;
  takeItems(an, cast<ListAnnotation>(site[0]).def(), site[1], item);
  return withoutConstant(an, site[0]);
}

const Annotation* listOperation(Site& site, ListDef& def) {
  Annotator& an = site.annotator;
  switch (site.operation.op) {
  case OpCode::GetItem:
  case OpCode::SetItem:
  case OpCode::DelItem: return listItem(site, def);
  case OpCode::GetSlice: checkSliceBounds(site); return listOfItems(an, def);
  case OpCode::SetSlice: {
    checkSliceBounds(site);
    auto* source = dynCast<ListAnnotation>(site[3]);
    if (!source)
      an.fail("a slice of a list can be set to a list only, not to " + describe(site[3]), {},
              "list(x) makes a list");
    def.mutate(an);
    def.agree(an, source->def());
    return an.none();
  }
  case OpCode::DelSlice:
    checkSliceBounds(site);
    def.resize(an);
    return an.none();
  case OpCode::Contains:
    def.needItems();
    def.generalizeItem(an, site[1]);
    return an.boolean();
  case OpCode::Add: return concatenate(site);
  case OpCode::InplaceAdd: return extend(site);
  case OpCode::Mul: return isIntegral(site[1]) ? listOfItems(an, def) : nullptr;
  case OpCode::InplaceMul:
    if (!isIntegral(site[1])) return nullptr;
    def.resize(an);
    return site[0];
  case OpCode::Hint: { // 'fence'
    const Annotation* fenced = listOfItems(an, def);
    def.agree(an, cast<ListAnnotation>(fenced).def());
    return fenced;
  }
  default: return nullptr;
  }
}

// ---- Dicts ----------------------------------------------------------------------------------

const Annotation* dictOperation(Site& site, DictDef& def) {
  Annotator& an = site.annotator;
  switch (site.operation.op) {
  case OpCode::GetItem: def.generalizeKey(an, site[1]); return def.readValue(an);
  case OpCode::SetItem:
    def.generalizeKey(an, site[1]);
    def.generalizeValue(an, site[2]);
    return an.none();
  case OpCode::DelItem: def.generalizeKey(an, site[1]); return an.none();
  case OpCode::Contains: {
    const bool empty = isImpossible(def.readValue(an));
    def.generalizeKey(an, site[1]);
    return an.boolean(empty ? an.host().boolean(false) : nullptr);
  }
  default: return nullptr;
  }
}

// ---- Tuples ---------------------------------------------------------------------------------

const Annotation* tupleItem(Site& site, const TupleAnnotation& tuple) {
  Annotator& an = site.annotator;
  if (!isIntegral(site[1])) return nullptr;
  if (!site[1]->constant()) {
    try {
      return itemOf(an, &tuple);
    } catch (UnionError& error) {
      error.subject = "the item at a variable index of this tuple";
      error.hint = "index a tuple with a constant";
      throw;
    }
  }
  const auto size = static_cast<int64_t>(tuple.items.size());
  int64_t index = an.host().toInt(site[1]->constant());
  if (index < 0) index += size;
  if (index < 0 || index >= size)
    an.fail("index " + an.host().str(site[1]->constant()) +
                " is out of range: " + describe(&tuple) + " has " + std::to_string(size) +
                (size == 1 ? " item" : " items"),
            {}, "the indices are 0 to " + std::to_string(size - 1));
  return tuple.items[static_cast<size_t>(index)];
}

const Annotation* tupleSlice(Site& site, const TupleAnnotation& tuple) {
  Annotator& an = site.annotator;
  const auto size = static_cast<int64_t>(tuple.items.size());
  const auto bound = [&](const Annotation* a, int64_t missing) {
    if (isKind(a, Kind::None)) return missing;
    if (!a->constant())
      an.fail("the bounds of a tuple's slice must be constants", {}, "use a list");
    int64_t value = an.host().toInt(a->constant());
    if (value < 0) value += size;
    return std::clamp<int64_t>(value, 0, size);
  };
  const int64_t start = bound(site[1], 0);
  const int64_t stop = std::max(start, bound(site[2], size));
  return an.tuple(
      tuple.items.subspan(static_cast<size_t>(start), static_cast<size_t>(stop - start)));
}

const Annotation* tupleOperation(Site& site, const TupleAnnotation& tuple) {
  Annotator& an = site.annotator;
  switch (site.operation.op) {
  case OpCode::GetItem: return tupleItem(site, tuple);
  case OpCode::GetSlice: return tupleSlice(site, tuple);
  case OpCode::Add:
  case OpCode::InplaceAdd: {
    auto* right = dynCast<TupleAnnotation>(site[1]);
    if (!right) return nullptr;
    std::vector<const Annotation*> items(tuple.items.begin(), tuple.items.end());
    items.insert(items.end(), right->items.begin(), right->items.end());
    return an.tuple(items);
  }
  case OpCode::Contains: return an.boolean();
  default: return nullptr;
  }
}

bool hasLength(const Annotation* a) {
  return isKind(a, Kind::List) || isKind(a, Kind::Dict) || isKind(a, Kind::Tuple) ||
         isKind(a, Kind::String) || isKind(a, Kind::Unicode);
}

// A new list with room for the items of an iterable: for so many as it has, if that is known.
const Annotation* listWithRoom(Site& site) {
  Annotator& an = site.annotator;
  if (isIntegral(site[0])) return an.newList(an.impossible(), true);
  flow::GraphContext& graphs = an.graphContext();
  flow::Operation& op = site.operation;
  std::vector<flow::Operation*> replacement;
  flow::Value room = graphs.newConstant(an.host().newInt(0));
  if (hasLength(site[0]) && !canBeNone(site[0])) {
    flow::Variable* length = graphs.newVariable("length");
    replacement.push_back(graphs.newOperation(OpCode::Len, {op.args[0]}, length, op.span));
    room = length;
  }
  replacement.push_back(graphs.newOperation(OpCode::Hint, {room, op.args[1]}, op.result, op.span));
  an.driver().replaceCurrent(std::move(replacement));
  return an.impossible();
}

const Annotation* build(Site& site) {
  Annotator& an = site.annotator;
  switch (site.operation.op) {
  case OpCode::NewTuple: return an.tuple(site.args);
  case OpCode::NewList: {
    const Annotation* list = an.newList(an.impossible());
    for (const Annotation* item : site.args)
      cast<ListAnnotation>(list).def().generalizeItem(an, item);
    return list;
  }
  case OpCode::NewDict: {
    const Annotation* dict = an.newDict(an.impossible(), an.impossible());
    for (size_t i = 0; i + 1 < site.args.size(); i += 2) {
      cast<DictAnnotation>(dict).def().generalizeKey(an, site[i]);
      cast<DictAnnotation>(dict).def().generalizeValue(an, site[i + 1]);
    }
    return dict;
  }
  default: return nullptr;
  }
}

} // namespace

const Annotation* annotateContainer(Site& site) {
  Annotator& an = site.annotator;
  switch (site.operation.op) {
  case OpCode::NewTuple:
  case OpCode::NewList:
  case OpCode::NewDict: return build(site);
  case OpCode::Hint:
    if (flow::isHint(site.operation, flow::kHintRoom)) return listWithRoom(site);
    break;
  case OpCode::Iter: return iteratorOver(an, site[0], IteratorVariant::Plain);
  case OpCode::Next: return isKind(site[0], Kind::Iterator) ? itemOf(an, site[0]) : nullptr;
  case OpCode::Mul:
    if (site.args.size() == 2 && isKind(site[1], Kind::List) && isIntegral(site[0]))
      return listOfItems(an, cast<ListAnnotation>(site[1]).def());
    break;
  default: break;
  }
  if (site.args.empty()) return nullptr;
  if (auto* list = dynCast<ListAnnotation>(site[0])) return listOperation(site, list->def());
  if (auto* dict = dynCast<DictAnnotation>(site[0])) return dictOperation(site, dict->def());
  if (auto* tuple = dynCast<TupleAnnotation>(site[0])) return tupleOperation(site, *tuple);
  return nullptr;
}

} // namespace tw::annotate
