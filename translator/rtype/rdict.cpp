// Dicts: representation, prebuilt ones, operations.
#include "translator/rtype/rdict.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/containerdef.h"
#include "translator/annotate/model.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/rtype/riterator.h"
#include "translator/rtype/rlist.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtuple.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"

namespace tw::rtype {

Repr* makeDictRepr(RTyper& rtyper, const annotate::Annotation& annotation) {
  return rtyper.arena().make<DictRepr>(rtyper,
                                       annotate::cast<annotate::DictAnnotation>(&annotation).def());
}

DictRepr::DictRepr(RTyper& rtyper, annotate::DictDef& def)
    : Repr(rtyper, ReprKind::Dict, nullptr), def_(def),
      type_(rtyper.types().forwardStruct("dict", lltype::Flavor::Gc)) {
  setLowType(rtyper.types().ptr(type_));
}

std::string DictRepr::describe() const {
  if (!key_) return "dict";
  return "dict with keys " + key_->describe() + " and values " + value_->describe();
}

void DictRepr::doSetup() {
  lltype::TypeTable& types = rtyper().types();
  key_ = &rtyper().repr(def_.key.value).inContainer();
  value_ = &rtyper().repr(def_.val.value).inContainer();
  std::vector<lltype::Field> entry{{"key", key_->lowType()}, {"value", value_->lowType()}};
  if (def_.isRDict || !isFast()) entry.push_back({"hash", types.signedType()});
  if (!marker()) entry.push_back({"valid", types.boolType()});
  const lltype::Type* entries = types.array(
      types.structOf("dictentry", lltype::Flavor::Raw, std::move(entry)), lltype::Flavor::Gc);
  const lltype::Type* indexes = types.array(types.number(32, true), lltype::Flavor::Gc);
  std::vector<lltype::Field> fields{{"num_live", types.signedType()},
                                    {"num_used", types.signedType()},
                                    {"room", types.signedType()},
                                    {"indexes", types.ptr(indexes)},
                                    {"entries", types.ptr(entries)}};
  if (def_.isRDict) addFunctionFields(fields);
  type_->complete(nullptr, std::move(fields));
}

const annotate::Annotation* DictRepr::keyAnnotation() const { return def_.key.value; }
const annotate::Annotation* DictRepr::valueAnnotation() const { return def_.val.value; }

Value DictRepr::typeArgument(LowLevelOps& ops) const { return ops.typeObject(type_); }

Value DictRepr::makeEmpty(LowLevelOps& ops) { return ops.malloc(type_); }

// ---- Traits ---------------------------------------------------------------------------------

static bool isString(const Repr& repr) {
  return repr.kind() == ReprKind::String || repr.kind() == ReprKind::Unicode;
}

bool DictRepr::isFast() const {
  return isString(*key_) || key_->lowType()->isPrimitive() || key_->isVoid();
}

// Deleted entries of string keys have a string of their own as key.
host::Object* DictRepr::marker() {
  if (!isString(*key_)) return nullptr;
  if (!marker_) {
    const lltype::StructType& type = static_cast<StringRepr&>(*key_).structType();
    marker_ = LowLevelWorld::of(rtyper().host())
                  .pointerObject(key_->lowType(), rtyper().heap().mallocStruct(type)->word());
  }
  return marker_;
}

Value DictRepr::traits(LowLevelOps& ops) {
  if (!traits_) traits_ = makeTraits();
  return ops.voidConstant(traits_);
}

host::Object* DictRepr::makeTraits() {
  host::Host& host = rtyper().host();
  host::DictObject* flags = host.newDict();
  auto set = [&](std::string_view name, host::Object* value) {
    host.setDictItem(flags, host.intern(name), value ? value : host.none());
  };
  auto flag = [&](std::string_view name, bool value) { set(name, host.boolean(value)); };
  bool none = key_->isVoid();
  // Asked first: a type that cannot be a key has an error for that.
  host::FunctionObject* hash = none           ? rtyper().helpers().function("rdict", "no_hash")
                               : def_.isRDict ? nullptr
                                              : key_->hashFunction();
  host::FunctionObject* eq = none || def_.isRDict ? nullptr : key_->eqFunction();
  flag("eq_is_identity", !eq && !def_.isRDict);
  flag("string_keys", isString(*key_));
  flag("caches_hash", def_.isRDict || !isFast());
  flag("user_functions", def_.isRDict);
  flag("has_key", !key_->isVoid());
  flag("has_value", !value_->isVoid());
  flag("has_marker", marker() != nullptr);
  set("marker", marker());
  if (def_.isRDict) {
    for (auto& [name, value] : customTraits()) set(name, value);
  } else {
    flag("stored_functions", false);
    set("eq_self", nullptr);
    set("hash_self", nullptr);
    flag("casts_keys", false);
    flag("widens_characters", false);
    set("eq", eq);
    set("hash", hash);
  }
  return host.call(rtyper().helpers().object("rdict", "Traits"), {flags});
}

// ---- Prebuilt dicts -------------------------------------------------------------------------

uint64_t DictRepr::convertConst(host::Object* object) {
  if (object->kind == host::Kind::Set || object->kind == host::Kind::FrozenSet)
    object = rtyper().annotator().dictOfSet(object);
  const bool custom = def_.isRDict && object->kind == host::Kind::Instance;
  if (object->kind != host::Kind::Dict && !custom) return Repr::convertConst(object);
  auto [entry, isNew] = prebuilt_.emplace(object, 0);
  if (!isNew) return entry->second;
  uint64_t dict = rtyper().heap().mallocStruct(*type_)->word();
  entry->second = dict;
  rtyper().later([this, dict, object] { fillPrebuilt(dict, object); });
  return dict;
}

// The hash that the key has at run time, if that is known now.
bool DictRepr::knownHash(uint64_t word, host::Object* key, int64_t& hash) const {
  if (def_.isRDict) return false;
  switch (key_->kind()) {
  case ReprKind::Bool:
  case ReprKind::Integer:
  case ReprKind::Char:
  case ReprKind::UniChar: hash = lltype::asInt(word); return true;
  case ReprKind::String:
  case ReprKind::Unicode:
    hash = host::isNone(key) ? 0
                             : lltype::asInt(lltype::getField(
                                   word, static_cast<StringRepr&>(*key_).structType(), "hash"));
    return true;
  default: return key_->isVoid();
  }
}

using HostEntries = std::vector<std::pair<host::Object*, host::Object*>>;

// Of a dict, or of an object that keeps its entries like one.
static HostEntries entriesOf(host::Host& host, host::Object* object) {
  HostEntries entries;
  if (object->kind == host::Kind::Dict) {
    for (const host::Table::Entry& entry : host::as<host::DictObject>(object)->table.entries())
      if (entry.key) entries.emplace_back(entry.key, entry.value);
    return entries;
  }
  for (host::Object* item : host.listOf(host.call(host.getAttr(object, "items"), {}))) {
    const auto pair = host::as<host::TupleObject>(item)->items;
    entries.emplace_back(pair[0], pair[1]);
  }
  return entries;
}

void DictRepr::fillPrebuilt(uint64_t dict, host::Object* object) {
  if (def_.isRDict && storesFunctions()) {
    const auto store = [&](const char* field, const annotate::Annotation* function,
                           std::string_view attribute) {
      host::Object* value = rtyper().host().getAttr(object, attribute);
      lltype::setField(dict, *type_, field, rtyper().repr(function).convertConst(value));
    };
    store("eq", def_.eqFunction, "key_eq");
    store("hash", def_.hashFunction, "key_hash");
  }
  const HostEntries live = entriesOf(rtyper().host(), object);
  if (live.empty()) return;
  const lltype::ArrayType& array = type_->field("entries").type->ptr().target().array();
  const lltype::StructType& entryType = array.item().structure();
  uint64_t entries = rtyper().heap().mallocArray(array, live.size())->word();
  std::vector<int64_t> hashes;
  for (size_t i = 0; i < live.size(); ++i) {
    uint64_t place = lltype::fromPointer(lltype::itemAddress(entries, array, i));
    uint64_t key = key_->isVoid() ? 0 : key_->convertConst(live[i].first);
    if (!key_->isVoid()) lltype::setField(place, entryType, "key", key);
    if (!value_->isVoid())
      lltype::setField(place, entryType, "value", value_->convertConst(live[i].second));
    if (!marker()) lltype::setField(place, entryType, "valid", 1);
    int64_t hash = 0;
    if (knownHash(key, live[i].first, hash)) hashes.push_back(hash);
  }
  lltype::setField(dict, *type_, "num_live", live.size());
  lltype::setField(dict, *type_, "num_used", live.size());
  lltype::setField(dict, *type_, "entries", entries);
  if (hashes.size() == live.size()) buildIndex(dict, hashes);
}

// As _reindex of helpers/rdict.py does it. The dict has no room to grow: the
// first insertion copies it.
void DictRepr::buildIndex(uint64_t dict, const std::vector<int64_t>& hashes) {
  constexpr int64_t kFirst = 2, kPerturbShift = 5;
  uint64_t size = 8;
  while ((size >> 1) + (size >> 3) < hashes.size()) size <<= 1;
  const lltype::ArrayType& array = type_->field("indexes").type->ptr().target().array();
  uint64_t indexes = rtyper().heap().mallocArray(array, size)->word();
  for (size_t i = 0; i < hashes.size(); ++i) {
    uint64_t perturb = static_cast<uint64_t>(hashes[i]);
    uint64_t slot = perturb & (size - 1);
    while (lltype::getItem(indexes, array, slot) != 0) {
      slot = (slot * 5 + perturb + 1) & (size - 1);
      perturb >>= kPerturbShift;
    }
    lltype::setItem(indexes, array, slot, lltype::fromInt(static_cast<int64_t>(i) + kFirst));
  }
  lltype::setField(dict, *type_, "indexes", indexes);
}

// ---- Operations -----------------------------------------------------------------------------

Value DictRepr::callOn(HighLevelOp& hop, const char* helper, std::vector<Value> args,
                       bool keyError) {
  args.insert(args.begin(), {hop.inputArg(0), traits(hop.ops)});
  if (keyError || def_.isRDict)
    hop.exceptionIsHere();
  else
    mayRaiseMemoryError(hop);
  return hop.callHelper("rdict", helper, std::move(args));
}

static Value converted(HighLevelOp& hop, Value value, Repr& from) {
  return value ? hop.ops.convert(value, from, hop.resultRepr()) : Value();
}

Value DictRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  switch (hop.opcode()) {
  case OpCode::GetItem:
    return converted(hop, callOn(hop, "ll_getitem", {hop.inputArg(1, *key_)}, true), *value_);
  case OpCode::SetItem:
    return callOn(hop, "ll_setitem", {hop.inputArg(1, *key_), hop.inputArg(2, *value_)}, false);
  case OpCode::DelItem: return callOn(hop, "ll_delitem", {hop.inputArg(1, *key_)}, true);
  case OpCode::Contains: return callOn(hop, "ll_contains", {hop.inputArg(1, *key_)}, false);
  default: return Repr::rtypePair(hop, right);
  }
}

Value DictRepr::rtypeUnary(HighLevelOp& hop) {
  switch (hop.opcode()) {
  case OpCode::Len:
    hop.exceptionCannotOccur();
    return hop.ops.getField(hop.inputArg(0), "num_live");
  case OpCode::IsTrue:
    hop.exceptionCannotOccur();
    return hop.callHelper("rdict", "ll_is_true", {hop.inputArg(0)});
  case OpCode::Iter: return static_cast<IteratorRepr&>(hop.resultRepr()).make(hop);
  default: return Repr::rtypeUnary(hop);
  }
}

Value DictRepr::rtypeNew(HighLevelOp& hop) {
  if (def_.isRDict) return Repr::rtypeNew(hop);
  mayRaiseMemoryError(hop);
  Value dict = makeEmpty(hop.ops);
  for (size_t i = 0; i + 1 < hop.argCount(); i += 2)
    hop.callHelper("rdict", "ll_setitem",
                   {dict, traits(hop.ops), hop.inputArg(i, *key_), hop.inputArg(i + 1, *value_)});
  return dict;
}

Value DictRepr::readEntry(Value dict, Value entry, std::string_view part, LowLevelOps& ops) {
  Repr& repr = part == "key" ? *key_ : *value_;
  if (repr.isVoid()) return ops.voidConstant(static_cast<host::Object*>(nullptr));
  Value entries = ops.getField(dict, "entries");
  return ops.genop(OpCode::LlGetInteriorField, {entries, entry, ops.fieldName(part)},
                   repr.lowType());
}

// ---- Methods --------------------------------------------------------------------------------

// get(key[, default]) and setdefault.
Value DictRepr::getOrSet(HighLevelOp& hop, const char* helper) {
  Value key = hop.inputArg(1, *key_);
  Value missing;
  if (hop.argCount() > 2)
    missing = hop.inputArg(2, *value_);
  else if (value_->isVoid())
    missing = hop.ops.voidConstant(rtyper().host().none());
  else
    missing = hop.ops.constant(value_->lowType(), 0);
  return converted(hop, callOn(hop, helper, {key, missing}, false), *value_);
}

Value DictRepr::pop(HighLevelOp& hop) {
  std::vector<Value> args{hop.inputArg(1, *key_)};
  bool hasDefault = hop.argCount() > 2;
  if (hasDefault) args.push_back(hop.inputArg(2, *value_));
  Value value = callOn(hop, hasDefault ? "ll_pop_default" : "ll_pop", std::move(args), !hasDefault);
  return converted(hop, value, *value_);
}

Value DictRepr::popItem(HighLevelOp& hop) {
  Value dict = hop.inputArg(0);
  Value entry = callOn(hop, "ll_last_entry", {}, true);
  auto* tuple = dynamic_cast<TupleRepr*>(&hop.resultRepr());
  if (!tuple) return {}; // of a dict that is always empty
  Value key = hop.ops.convert(readEntry(dict, entry, "key", hop.ops), *key_, *tuple->items()[0]);
  Value value =
      hop.ops.convert(readEntry(dict, entry, "value", hop.ops), *value_, *tuple->items()[1]);
  hop.callHelper("rdict", "ll_remove", {dict, traits(hop.ops), entry});
  return tuple->make({key, value}, hop.ops);
}

// The list is made of items as the dict has them, then takes the form of the result.
Value DictRepr::listOf(HighLevelOp& hop, const char* helper, const annotate::Annotation* item) {
  auto& result = static_cast<ListRepr&>(hop.resultRepr());
  auto& list = static_cast<ListRepr&>(
      rtyper().repr(rtyper().annotator().freshList(item, result.isResizable())));
  rtyper().setupAll();
  Value dict = hop.inputArg(0);
  mayRaiseMemoryError(hop);
  Value made = hop.callHelper("rdict", list.item().isVoid() ? "ll_void_items" : helper,
                              {list.typeArgument(hop.ops), dict, traits(hop.ops)});
  return hop.ops.convert(made, list, result);
}

Value DictRepr::rtypeMethod(std::string_view name, HighLevelOp& hop) {
  if (name == "get") return getOrSet(hop, "ll_get");
  if (name == "setdefault") return getOrSet(hop, "ll_setdefault");
  if (name == "pop") return pop(hop);
  if (name == "popitem") return popItem(hop);
  if (name == "has_key") return callOn(hop, "ll_contains", {hop.inputArg(1, *key_)}, false);
  if (name == "keys") return listOf(hop, "ll_keys", keyAnnotation());
  if (name == "values") return listOf(hop, "ll_values", valueAnnotation());
  if (name == "items")
    return listOf(hop, "ll_items",
                  rtyper().annotator().tuple({keyAnnotation(), valueAnnotation()}));
  if (name == "copy") return callOn(hop, "ll_copy", {}, false);
  if (name == "update") return callOn(hop, "ll_update", {hop.inputArg(1, *this)}, false);
  if (name == "clear") {
    hop.exceptionCannotOccur();
    return hop.callHelper("rdict", "ll_clear", {hop.inputArg(0)});
  }
  if (name == "iterkeys" || name == "itervalues" || name == "iteritems")
    return static_cast<IteratorRepr&>(hop.resultRepr()).make(hop);
  return Repr::rtypeMethod(name, hop);
}

} // namespace tw::rtype
