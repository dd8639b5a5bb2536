// Tuples: GC structs {item0, item1, ...}; items without run-time form take no
// field. The empty tuple and tuples of such items only are Void.
#include "translator/rtype/rtuple.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/lattice.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/riterator.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"
#include "translator/support/words.h"

#include <stdexcept>

namespace tw::rtype {

namespace {

std::vector<Repr*> itemReprs(RTyper& rtyper, const annotate::TupleAnnotation& tuple) {
  std::vector<Repr*> reprs;
  for (const annotate::Annotation* item : tuple.items)
    reprs.push_back(&rtyper.repr(item).inContainer());
  return reprs;
}

const lltype::Type* tupleType(RTyper& rtyper, const std::vector<Repr*>& items) {
  std::vector<lltype::Field> fields;
  for (size_t i = 0; i < items.size(); ++i)
    if (!items[i]->isVoid())
      fields.push_back({TupleRepr::fieldOf(i), items[i]->lowType(), lltype::Mutability::Immutable});
  lltype::TypeTable& types = rtyper.types();
  if (fields.empty()) return types.voidType();
  return types.ptr(types.structOf("tuple" + std::to_string(items.size()), lltype::Flavor::Gc,
                                  std::move(fields)));
}

} // namespace

TupleRepr::TupleRepr(RTyper& rtyper, std::vector<Repr*> items)
    : Repr(rtyper, ReprKind::Tuple, tupleType(rtyper, items)), items_(std::move(items)) {}

std::string TupleRepr::fieldOf(size_t index) { return "item" + std::to_string(index); }

std::string TupleRepr::describe() const {
  std::string text = "tuple (";
  for (size_t i = 0; i < items_.size(); ++i) text += (i ? ", " : "") + items_[i]->describe();
  return text + ")";
}

uint64_t TupleRepr::convertConst(host::Object* object) {
  if (object->kind != host::Kind::Tuple) return Repr::convertConst(object);
  const auto items = host::as<host::TupleObject>(object)->items;
  if (items.size() != items_.size()) return Repr::convertConst(object);
  if (isVoid()) return 0;
  const lltype::StructType& type = lowType()->ptr().target().structure();
  std::vector<uint64_t> words;
  for (size_t i = 0; i < items.size(); ++i)
    words.push_back(items_[i]->isVoid() ? 0 : items_[i]->convertConst(items[i]));
  uint64_t& made = prebuilt_[words]; // equal tuples are one
  if (made) return made;
  made = rtyper().heap().mallocStruct(type)->word();
  for (size_t i = 0; i < items.size(); ++i)
    if (!items_[i]->isVoid()) lltype::setField(made, type, fieldOf(i), words[i]);
  return made;
}

Value TupleRepr::make(const std::vector<Value>& items, LowLevelOps& ops) const {
  if (isVoid()) return ops.voidConstant(nullptr);
  Value tuple = ops.malloc(&lowType()->ptr().target());
  for (size_t i = 0; i < items.size(); ++i)
    if (!items_[i]->isVoid()) ops.setField(tuple, fieldOf(i), items[i]);
  return tuple;
}

Value TupleRepr::item(Value tuple, size_t index, LowLevelOps& ops) const {
  if (items_[index]->isVoid()) return ops.voidConstant(nullptr);
  return ops.getField(tuple, fieldOf(index));
}

Value TupleRepr::rtypeNew(HighLevelOp& hop) {
  std::vector<Value> items;
  for (size_t i = 0; i < items_.size(); ++i) items.push_back(hop.inputArg(i, *items_[i]));
  hop.exceptionCannotOccur();
  return make(items, hop.ops);
}

Value TupleRepr::rtypeUnary(HighLevelOp& hop) {
  switch (hop.opcode()) {
  case OpCode::Len:
    hop.exceptionCannotOccur();
    return hop.ops.signedConstant(static_cast<int64_t>(items_.size()));
  case OpCode::IsTrue: hop.exceptionCannotOccur(); return hop.ops.boolConstant(!items_.empty());
  case OpCode::Hash: {
    Value self = hop.inputArg(0);
    hop.exceptionIsHere();
    return hop.ops.callFunction(hashFunction(), {self});
  }
  case OpCode::Str: hop.exceptionCannotOccur(); return textOf(hop.inputArg(0), *this, hop.ops);
  case OpCode::Iter: return static_cast<IteratorRepr&>(hop.resultRepr()).make(hop);
  case OpCode::GetSlice: return slice(hop);
  default: return Repr::rtypeUnary(hop);
  }
}

// The bounds are constants, as the annotator has checked.
Value TupleRepr::slice(HighLevelOp& hop) {
  host::Host& host = rtyper().host();
  auto* slice = host.newSlice(hop.constantObject(1), hop.constantObject(2), host.none());
  std::vector<host::Object*> numbers;
  for (size_t i = 0; i < items_.size(); ++i)
    numbers.push_back(host.newInt(static_cast<int64_t>(i)));
  auto* kept = host::as<host::TupleObject>(host.getItem(host.newTuple(numbers), slice));
  hop.exceptionCannotOccur();
  Value self = hop.inputArg(0);
  auto& result = static_cast<TupleRepr&>(hop.resultRepr());
  std::vector<Value> items;
  for (size_t i = 0; i < kept->items.size(); ++i) {
    auto index = static_cast<size_t>(host.toInt(kept->items[i]));
    items.push_back(hop.ops.convert(item(self, index, hop.ops), *items_[index], *result.items_[i]));
  }
  return result.make(items, hop.ops);
}

Value TupleRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  switch (hop.opcode()) {
  case OpCode::GetItem: {
    host::Object* index = hop.constantObject(1);
    if (!index)
      hop.fail("a tuple can be indexed by constants only",
               "use a list, or a chain of comparisons with constants");
    int64_t position = rtyper().host().toInt(index);
    if (position < 0) position += static_cast<int64_t>(items_.size());
    hop.exceptionCannotOccur();
    auto at = static_cast<size_t>(position);
    Value value = item(hop.inputArg(0), at, hop.ops);
    return hop.ops.convert(value, *items_[at], hop.resultRepr());
  }
  case OpCode::Add:
  case OpCode::InplaceAdd:
    if (right.kind() == ReprKind::Tuple) return concatenate(hop, static_cast<TupleRepr&>(right));
    break;
  case OpCode::Eq:
  case OpCode::Ne:
    if (right.kind() == ReprKind::Tuple) return compare(hop, static_cast<TupleRepr&>(right));
    break;
  case OpCode::Lt:
  case OpCode::Le:
  case OpCode::Gt:
  case OpCode::Ge:
    if (right.kind() == ReprKind::Tuple) return order(hop, static_cast<TupleRepr&>(right));
    break;
  case OpCode::Contains: return contains(hop);
  default: break;
  }
  return Repr::rtypePair(hop, right);
}

Value TupleRepr::concatenate(HighLevelOp& hop, TupleRepr& right) {
  auto& result = static_cast<TupleRepr&>(hop.resultRepr());
  hop.exceptionCannotOccur();
  std::vector<Value> items;
  Value a = hop.inputArg(0);
  Value b = hop.inputArg(1);
  for (size_t i = 0; i < items_.size(); ++i)
    items.push_back(hop.ops.convert(item(a, i, hop.ops), *items_[i], *result.items_[i]));
  for (size_t i = 0; i < right.items_.size(); ++i)
    items.push_back(hop.ops.convert(right.item(b, i, hop.ops), *right.items_[i],
                                    *result.items_[items_.size() + i]));
  return result.make(items, hop.ops);
}

Value TupleRepr::compare(HighLevelOp& hop, TupleRepr& right) {
  const lltype::Type* boolType = rtyper().boolRepr().lowType();
  bool negated = hop.opcode() == OpCode::Ne;
  if (items_.size() != right.items_.size() || isVoid()) {
    hop.exceptionCannotOccur();
    return hop.ops.boolConstant((items_.size() == right.items_.size()) != negated);
  }
  // Both in one form: that of the side with more general items.
  TupleRepr& common = canConvertTo(right) ? right : *this;
  std::vector<Value> args = hop.inputArgs({&common, &common});
  hop.exceptionIsHere();
  Value equal = hop.ops.callFunction(common.eqFunction(), std::move(args));
  return negated ? hop.genop(OpCode::LlBoolNot, {equal}, boolType) : equal;
}

// The item's function for a < b; null: the primitive comparison.
static host::FunctionObject* lessOf(RTyper& rtyper, const Repr& item) {
  switch (item.kind()) {
  case ReprKind::Bool:
  case ReprKind::Integer:
  case ReprKind::Float:
  case ReprKind::Char:
  case ReprKind::UniChar: return nullptr;
  case ReprKind::String:
  case ReprKind::Unicode: return rtyper.helpers().function("rtuple", "ll_string_less");
  default:
    throw TranslationError({Severity::Error,
                            {},
                            withArticle(item.describe()) + " in a tuple has no order",
                            {},
                            "compare the items one by one"});
  }
}

host::FunctionObject* TupleRepr::lessFunction() {
  host::Host& host = rtyper().host();
  std::vector<host::Object*> names, functions;
  for (size_t i = 0; i < items_.size(); ++i) {
    auto* nested = dynamic_cast<TupleRepr*>(items_[i]);
    host::FunctionObject* less = nested ? nested->lessFunction() : lessOf(rtyper(), *items_[i]);
    names.push_back(host.newStr(fieldOf(i)));
    functions.push_back(less ? static_cast<host::Object*>(less) : host.none());
  }
  return rtyper().helpers().make("rtuple", "make_less",
                                 {host.newTuple(names), host.newTuple(functions)});
}

// The first items that differ decide; of equal ones none is less.
Value TupleRepr::order(HighLevelOp& hop, TupleRepr& right) {
  if (items_.size() != right.items_.size() || isVoid())
    hop.fail("tuples of different lengths have no order at run time",
             "compare their items one by one");
  TupleRepr& common = canConvertTo(right) ? right : *this;
  std::vector<Value> args = hop.inputArgs({&common, &common});
  const bool mirrored = hop.opcode() == OpCode::Gt || hop.opcode() == OpCode::Le;
  const bool negated = hop.opcode() == OpCode::Le || hop.opcode() == OpCode::Ge;
  if (mirrored) std::swap(args[0], args[1]);
  hop.exceptionCannotOccur();
  Value less = hop.ops.callFunction(common.lessFunction(), std::move(args));
  return negated ? hop.genop(OpCode::LlBoolNot, {less}, rtyper().boolRepr().lowType()) : less;
}

bool TupleRepr::canConvertTo(const TupleRepr& to) const {
  for (size_t i = 0; i < items_.size(); ++i)
    if (items_[i] != to.items_[i] && to.items_[i]->kind() < items_[i]->kind()) return false;
  return true;
}

// x in (a, b): comparisons one after the other, in a helper made for it. All
// values take the form of their union.
Value TupleRepr::contains(HighLevelOp& hop) {
  host::Host& host = rtyper().host();
  annotate::Annotator& annotator = rtyper().annotator();
  if (items_.empty()) {
    hop.exceptionCannotOccur();
    return hop.ops.boolConstant(false);
  }
  const annotate::Annotation* item;
  try {
    item = annotate::unionOf(annotator, annotator.itemOf(hop.annotation(0)), hop.annotation(1));
  } catch (const annotate::UnionError&) {
    hop.fail("'in' needs a tuple of values of one type");
  }
  TupleRepr& uniform = tupleOf(rtyper(), annotate::withoutConstant(annotator, item), items_.size());
  rtyper().setupAll();
  Repr& common = *uniform.items_[0];
  if (common.isVoid()) hop.fail("'in' needs a tuple of values that exist at run time");
  std::vector<host::Object*> names;
  for (size_t i = 0; i < items_.size(); ++i) names.push_back(host.newStr(fieldOf(i)));
  host::FunctionObject* eq = common.eqFunction();
  host::FunctionObject* test = rtyper().helpers().make(
      "rtuple", "make_contains",
      {host.newTuple(names), eq ? static_cast<host::Object*>(eq) : host.none()});
  std::vector<Value> args = hop.inputArgs({&uniform, &common});
  hop.exceptionIsHere();
  return hop.ops.callFunction(test, std::move(args));
}

Value TupleRepr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  if (to.kind() != ReprKind::Tuple) return Repr::convertTo(to, value, ops);
  auto& wanted = static_cast<TupleRepr&>(to);
  if (wanted.items_.size() != items_.size()) return {};
  if (to.lowType() == lowType()) {
    bool same = true;
    for (size_t i = 0; i < items_.size(); ++i)
      same &= items_[i]->kind() == wanted.items_[i]->kind();
    if (same) return value;
  }
  std::vector<Value> items;
  for (size_t i = 0; i < items_.size(); ++i) {
    Value converted = item(value, i, ops);
    if (items_[i]->isVoid() && wanted.items_[i]->isVoid()) {
      items.push_back(ops.voidConstant(nullptr));
      continue;
    }
    items.push_back(ops.convert(converted, *items_[i], *wanted.items_[i]));
  }
  return wanted.make(items, ops);
}

host::FunctionObject* TupleRepr::makeItemwise(const char* factory, bool hash) {
  host::Host& host = rtyper().host();
  std::vector<host::Object*> names, functions;
  for (size_t i = 0; i < items_.size(); ++i) {
    if (items_[i]->isVoid()) continue;
    names.push_back(host.newStr(fieldOf(i)));
    host::FunctionObject* function = hash ? items_[i]->hashFunction() : items_[i]->eqFunction();
    functions.push_back(function ? static_cast<host::Object*>(function) : host.none());
  }
  return rtyper().helpers().make("rtuple", factory,
                                 {host.newTuple(names), host.newTuple(functions)});
}

host::FunctionObject* TupleRepr::eqFunction() {
  if (!eq_) eq_ = makeItemwise("make_eq", false);
  return eq_;
}

host::FunctionObject* TupleRepr::hashFunction() {
  if (!hash_) hash_ = makeItemwise("make_hash", true);
  return hash_;
}

TupleRepr& tupleOf(RTyper& rtyper, const annotate::Annotation* item, size_t count) {
  const std::vector<const annotate::Annotation*> items(count, item);
  return static_cast<TupleRepr&>(rtyper.repr(rtyper.annotator().tuple(items)));
}

Repr* makeTupleRepr(RTyper& rtyper, const annotate::Annotation& annotation) {
  const auto& tuple = annotate::cast<annotate::TupleAnnotation>(&annotation);
  return rtyper.arena().make<TupleRepr>(rtyper, itemReprs(rtyper, tuple));
}

} // namespace tw::rtype
