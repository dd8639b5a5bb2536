// Lists.
#include "translator/rtype/rlist.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/containerdef.h"
#include "translator/annotate/model.h"
#include "translator/flow/comprehensions.h"
#include "translator/host/host.h"
#include "translator/lltype/heap.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/jit_fields.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/rtype/reprkey.h"
#include "translator/rtype/riterator.h"
#include "translator/rtype/rtuple.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"
#include "translator/support/words.h"

namespace tw::rtype {

void mayRaiseMemoryError(HighLevelOp& hop) {
  if (hop.catches("MemoryError"))
    hop.exceptionIsHere();
  else
    hop.exceptionCannotOccur();
}

bool isNonNegative(const annotate::Annotation* annotation) {
  const auto* integer = annotate::dynCast<annotate::IntegerAnnotation>(annotation);
  return !integer || integer->nonNegative; // a bool is
}

Repr* makeListRepr(RTyper& rtyper, const annotate::Annotation& annotation) {
  annotate::ListDef& def = annotate::cast<annotate::ListAnnotation>(&annotation).def();
  if (def.isRange()) return rtyper.arena().make<RangeRepr>(rtyper, *def.rangeStep);
  // A list that contains itself needs a type that can be completed later.
  bool recursive = reprKey(&annotation)[0] == 'L';
  return rtyper.arena().make<ListRepr>(rtyper, def, def.resized || recursive);
}

ListRepr::ListRepr(RTyper& rtyper, annotate::ListDef& def, bool resizable)
    : Repr(rtyper, ReprKind::List, nullptr), def_(def), resizable_(resizable) {
  lltype::TypeTable& types = rtyper.types();
  if (resizable) {
    setLowType(types.ptr(types.forwardStruct("list", lltype::Flavor::Gc)));
  } else {
    item_ = &rtyper.repr(def.item.value).inContainer();
    setLowType(types.ptr(types.array(item_->lowType(), lltype::Flavor::Gc)));
  }
}

void ListRepr::doSetup() {
  if (!resizable_) return;
  item_ = &rtyper().repr(def_.item.value).inContainer();
  lltype::TypeTable& types = rtyper().types();
  const lltype::Type* items = types.ptr(types.array(item_->lowType(), lltype::Flavor::Gc));
  lltype::StructType& structure = types.mutableStruct(lowType()->ptr().target().structure());
  structure.complete(nullptr, {{"length", types.signedType()}, {"items", items}});
}

std::string ListRepr::describe() const { return item_ ? "list of " + item_->describe() : "list"; }

const lltype::ArrayType& ListRepr::arrayType() const {
  const lltype::Type& target = lowType()->ptr().target();
  if (!resizable_) return target.array();
  return target.structure().field("items").type->ptr().target().array();
}

Value ListRepr::typeArgument(LowLevelOps& ops) const {
  return ops.typeObject(&lowType()->ptr().target());
}

Value ListRepr::itemEquality(LowLevelOps& ops) const {
  host::FunctionObject* function = item_->eqFunction();
  return ops.voidConstant(function ? static_cast<host::Object*>(function) : rtyper().host().none());
}

// ---- Prebuilt lists -------------------------------------------------------------------------

uint64_t ListRepr::convertConst(host::Object* object) {
  if (object->kind != host::Kind::List) return Repr::convertConst(object);
  auto [entry, isNew] = prebuilt_.emplace(object, 0);
  if (!isNew) return entry->second;
  size_t length = host::as<host::ListObject>(object)->items.size();
  lltype::Heap& heap = rtyper().heap();
  uint64_t list = resizable_ ? heap.mallocStruct(lowType()->ptr().target().structure())->word()
                             : heap.mallocArray(arrayType(), length)->word();
  entry->second = list;
  rtyper().later([this, list, object] { fillPrebuilt(list, object); });
  return list;
}

void ListRepr::fillPrebuilt(uint64_t list, host::Object* object) {
  const std::vector<host::Object*>& items = host::as<host::ListObject>(object)->items;
  uint64_t array = list;
  if (resizable_) {
    const lltype::StructType& structure = lowType()->ptr().target().structure();
    array = rtyper().heap().mallocArray(arrayType(), items.size())->word();
    lltype::setField(list, structure, "length", items.size());
    lltype::setField(list, structure, "items", array);
  }
  if (item_->isVoid()) return;
  for (size_t i = 0; i < items.size(); ++i)
    lltype::setItem(array, arrayType(), i, item_->convertConst(items[i]));
}

// ---- Items ----------------------------------------------------------------------------------

bool ListRepr::isFoldable() const {
  return !resizable_ && !def_.mutated && isJitEnabled(rtyper().host());
}

// The helper's name ends in _nonneg if the index cannot be negative, and in
// _checked if the function handles IndexError.
Value ListRepr::itemAccess(HighLevelOp& hop, const char* name, std::vector<Value> extra) {
  std::vector<Value> args{hop.inputArg(0), hop.inputArg(1, rtyper().signedRepr())};
  args.insert(args.end(), extra.begin(), extra.end());
  std::string helper = name;
  if (isNonNegative(hop.annotation(1))) helper += "_nonneg";
  if (hop.catches("IndexError")) {
    helper += "_checked";
    hop.exceptionIsHere();
  } else {
    if (hop.opcode() == OpCode::GetItem && isFoldable()) helper += "_foldable";
    mayRaiseMemoryError(hop);
  }
  return hop.callHelper("rlist", helper, std::move(args));
}

Value ListRepr::rtypePair(HighLevelOp& hop, Repr& right) {
  switch (hop.opcode()) {
  case OpCode::GetItem: {
    Value item = itemAccess(hop, "ll_getitem", {});
    return item ? hop.ops.convert(item, *item_, hop.resultRepr()) : Value();
  }
  case OpCode::SetItem: return itemAccess(hop, "ll_setitem", {hop.inputArg(2, *item_)});
  case OpCode::DelItem: return itemAccess(hop, "ll_delitem", {});
  case OpCode::Contains: {
    std::vector<Value> args = hop.inputArgs({this, item_});
    args.push_back(itemEquality(hop.ops));
    hop.exceptionCannotOccur();
    return hop.callHelper("rlist", "ll_contains", std::move(args));
  }
  case OpCode::Add: return concatenate(hop, right);
  case OpCode::InplaceAdd: extend(hop, 1); return hop.inputArg(0);
  case OpCode::Mul:
  case OpCode::InplaceMul: return multiply(hop);
  case OpCode::Eq:
  case OpCode::Ne: {
    if (right.kind() != ReprKind::List) break;
    std::vector<Value> args = hop.inputArgs();
    args.push_back(itemEquality(hop.ops));
    hop.exceptionCannotOccur();
    Value equal = hop.callHelper("rlist", "ll_eq", std::move(args));
    if (hop.opcode() == OpCode::Eq) return equal;
    return hop.genop(OpCode::LlBoolNot, {equal}, rtyper().boolRepr().lowType());
  }
  default: break;
  }
  return Repr::rtypePair(hop, right);
}

Value ListRepr::rtypePairReflected(HighLevelOp& hop, Repr& left) {
  return hop.opcode() == OpCode::Mul ? multiply(hop) : Repr::rtypePairReflected(hop, left);
}

Value ListRepr::concatenate(HighLevelOp& hop, Repr& right) {
  auto* result = dynamic_cast<ListRepr*>(&hop.resultRepr());
  if (right.kind() != ReprKind::List) return Repr::rtypePair(hop, right);
  Value left = withItemsOf(hop, 0, *result);
  Value other = withItemsOf(hop, 1, *result);
  mayRaiseMemoryError(hop);
  return hop.callHelper("rlist", "ll_concat", {result->typeArgument(hop.ops), left, other});
}

Value ListRepr::multiply(HighLevelOp& hop) {
  const bool inPlace = hop.opcode() == OpCode::InplaceMul && resizable_;
  auto& result = static_cast<ListRepr&>(hop.resultRepr());
  const size_t at = hop.argRepr(0).kind() == ReprKind::List ? 0 : 1;
  Value list = inPlace ? hop.inputArg(0) : withItemsOf(hop, at, result);
  Value factor = hop.inputArg(1 - at, rtyper().signedRepr());
  mayRaiseMemoryError(hop);
  if (inPlace) return hop.callHelper("rlist", "ll_inplace_mul", {list, factor});
  return hop.callHelper("rlist", "ll_mul", {result.typeArgument(hop.ops), list, factor});
}

// An operand whose items are copied into the list `result`: they must have its form.
// They do unless the new list's items were generalised after it was made.
Value ListRepr::withItemsOf(HighLevelOp& hop, size_t index, ListRepr& result) {
  auto& operand = static_cast<ListRepr&>(hop.argRepr(index));
  const bool same = operand.item_->lowType() == result.item_->lowType();
  return hop.inputArg(index, same ? operand : result);
}

Value ListRepr::allocateAndFill(HighLevelOp& hop) {
  Value count = hop.inputArg(0, rtyper().signedRepr());
  Value item = hop.inputArg(1, *item_);
  mayRaiseMemoryError(hop);
  const flow::Constant* known = item.isConstant() ? item.constant() : nullptr;
  if (item_->isVoid() || (known && known->word == 0))
    return hop.callHelper("rlist", "ll_alloc_zeroed", {typeArgument(hop.ops), count});
  return hop.callHelper("rlist", "ll_alloc_and_set", {typeArgument(hop.ops), count, item});
}

// ---- Slices, length -------------------------------------------------------------------------

// The bounds stand at `lower` and `lower + 1`; None says that there is none.
Value ListRepr::slice(HighLevelOp& hop, const char* operation, size_t lower,
                      std::vector<Value> args) {
  Repr& signedRepr = rtyper().signedRepr();
  bool noStart = hop.isConstantNone(lower);
  bool noStop = hop.isConstantNone(lower + 1);
  std::string helper = operation;
  host::Object* stop = hop.constantObject(lower + 1);
  int64_t value;
  if (stop && rtyper().host().asInt64(stop, value) && value == -1 &&
      (noStart || hop.isConstant(lower))) {
    helper += "_minusone";
  } else {
    Value start = noStart ? hop.ops.signedConstant(0) : hop.inputArg(lower, signedRepr);
    args.push_back(start);
    if (!noStop) args.push_back(hop.inputArg(lower + 1, signedRepr));
    helper += noStop ? "_startonly" : "_startstop";
  }
  mayRaiseMemoryError(hop);
  return hop.callHelper("rlist", helper, std::move(args));
}

Value ListRepr::rtypeUnary(HighLevelOp& hop) {
  switch (hop.opcode()) {
  case OpCode::Len:
    hop.exceptionCannotOccur();
    return hop.callHelper("rlist", "length_of", {hop.inputArg(0)});
  case OpCode::IsTrue:
    hop.exceptionCannotOccur();
    return hop.callHelper("rlist", "ll_is_true", {hop.inputArg(0)});
  case OpCode::Iter: return static_cast<IteratorRepr&>(hop.resultRepr()).make(hop);
  case OpCode::GetSlice: {
    auto& result = static_cast<ListRepr&>(hop.resultRepr());
    return slice(hop, "ll_listslice", 1,
                 {result.typeArgument(hop.ops), withItemsOf(hop, 0, result)});
  }
  case OpCode::DelSlice: return slice(hop, "ll_delslice", 1, {hop.inputArg(0)});
  case OpCode::SetSlice: {
    Repr& signedRepr = rtyper().signedRepr();
    Value list = hop.inputArg(0);
    Value start = hop.isConstantNone(1) ? hop.ops.signedConstant(0) : hop.inputArg(1, signedRepr);
    Value stop = hop.isConstantNone(2) ? hop.callHelper("rlist", "length_of", {list})
                                       : hop.inputArg(2, signedRepr);
    Value source = withItemsOf(hop, 3, *this);
    mayRaiseMemoryError(hop);
    return hop.callHelper("rlist", "ll_setslice_startstop", {list, start, stop, source});
  }
  default: return Repr::rtypeUnary(hop);
  }
}

// ---- Making ---------------------------------------------------------------------------------

Value ListRepr::fromValues(const std::vector<Value>& values, LowLevelOps& ops) {
  Value list =
      ops.callHelper("rlist", "ll_newlist",
                     {typeArgument(ops), ops.signedConstant(static_cast<int64_t>(values.size()))});
  if (values.empty() || item_->isVoid()) return list;
  Value array = resizable_ ? ops.getField(list, "items") : list;
  for (size_t i = 0; i < values.size(); ++i)
    ops.genop(OpCode::LlSetArrayItem,
              {array, ops.signedConstant(static_cast<int64_t>(i)), values[i]},
              rtyper().types().voidType());
  return list;
}

// The list that a loop has filled, in the form of what is used after the loop.
Value ListRepr::fence(HighLevelOp& hop) {
  auto& result = static_cast<ListRepr&>(hop.resultRepr());
  hop.exceptionCannotOccur();
  if (result.lowType() == lowType()) return hop.inputArg(0);
  if (result.item_->lowType() != item_->lowType())
    return hop.ops.convert(hop.inputArg(0), *this, result);
  return hop.callHelper("rlist", result.resizable_ ? "ll_copy" : "ll_fence",
                        {result.typeArgument(hop.ops), hop.inputArg(0)});
}

Value ListRepr::withRoom(HighLevelOp& hop) {
  Value room = hop.inputArg(0, rtyper().signedRepr());
  mayRaiseMemoryError(hop);
  return hop.callHelper("rlist", "ll_newlist_hint", {typeArgument(hop.ops), room});
}

Value ListRepr::rtypeNew(HighLevelOp& hop) {
  if (hop.opcode() == OpCode::AllocAndSet) return allocateAndFill(hop);
  if (flow::isHint(hop.operation(), flow::kHintRoom)) return withRoom(hop);
  if (hop.opcode() == OpCode::Hint) return static_cast<ListRepr&>(hop.argRepr(0)).fence(hop);
  std::vector<Value> values;
  for (size_t i = 0; i < hop.argCount(); ++i) values.push_back(hop.inputArg(i, *item_));
  mayRaiseMemoryError(hop);
  return fromValues(values, hop.ops);
}

// ---- Methods --------------------------------------------------------------------------------

Value ListRepr::extend(HighLevelOp& hop, size_t source) {
  Repr& from = hop.argRepr(source);
  Value list = hop.inputArg(0);
  if (from.kind() == ReprKind::String || from.kind() == ReprKind::Unicode) {
    if (item_->kind() == from.kind())
      hop.fail("a list of strings cannot be extended by the characters of a string",
               "extend it by list(s), or append each character");
    Value text = hop.inputArg(source);
    mayRaiseMemoryError(hop);
    return hop.callHelper("rlist", "ll_extend_with_str", {list, text});
  }
  // A string of one character.
  if (from.kind() == ReprKind::Char || from.kind() == ReprKind::UniChar) {
    Value item = hop.inputArg(source, *item_);
    mayRaiseMemoryError(hop);
    hop.callHelper("rlist", "ll_append", {list, item});
    return {};
  }
  if (auto* tuple = dynamic_cast<TupleRepr*>(&from)) {
    Value items = hop.inputArg(source);
    mayRaiseMemoryError(hop);
    for (size_t i = 0; i < tuple->items().size(); ++i)
      hop.callHelper(
          "rlist", "ll_append",
          {list, hop.ops.convert(tuple->item(items, i, hop.ops), *tuple->items()[i], *item_)});
    return {};
  }
  if (from.kind() != ReprKind::List)
    hop.fail("a list cannot be extended by " + withArticle(from.describe()));
  Value other = withItemsOf(hop, source, *this);
  mayRaiseMemoryError(hop);
  return hop.callHelper("rlist", "ll_extend", {list, other});
}

Value ListRepr::rtypeMethod(std::string_view name, HighLevelOp& hop) {
  Repr& signedRepr = rtyper().signedRepr();
  if (name == "append") {
    std::vector<Value> args = hop.inputArgs({this, item_});
    mayRaiseMemoryError(hop);
    return hop.callHelper("rlist", "ll_append", std::move(args));
  }
  if (name == "insert") {
    std::vector<Value> args = hop.inputArgs({this, &signedRepr, item_});
    mayRaiseMemoryError(hop);
    return hop.callHelper("rlist",
                          isNonNegative(hop.annotation(1)) ? "ll_insert_nonneg" : "ll_insert",
                          std::move(args));
  }
  if (name == "extend") return extend(hop, 1);
  if (name == "pop") {
    host::Object* index = hop.argCount() == 2 ? hop.constantObject(1) : nullptr;
    int64_t value = 0;
    Value item;
    if (hop.argCount() == 1 || (index && rtyper().host().asInt64(index, value) && value == -1)) {
      Value list = hop.inputArg(0);
      bool checked = hop.catches("IndexError");
      if (checked)
        hop.exceptionIsHere();
      else
        mayRaiseMemoryError(hop);
      item = hop.callHelper("rlist", checked ? "ll_pop_last_checked" : "ll_pop_last", {list});
    } else {
      item = itemAccess(hop, "ll_pop", {});
    }
    return item ? hop.ops.convert(item, *item_, hop.resultRepr()) : Value();
  }
  if (name == "reverse") {
    hop.exceptionCannotOccur();
    return hop.callHelper("rlist", "ll_reverse", {hop.inputArg(0)});
  }
  if (name == "index" || name == "remove" || name == "count") {
    std::vector<Value> args = hop.inputArgs({this, item_});
    args.push_back(itemEquality(hop.ops));
    if (name == "count")
      hop.exceptionCannotOccur();
    else
      hop.exceptionIsHere();
    return hop.callHelper("rlist", "ll_" + std::string(name), std::move(args));
  }
  return Repr::rtypeMethod(name, hop);
}

// ---- Conversions, comparison ----------------------------------------------------------------

Value ListRepr::convertFrom(Repr& from, Value value, LowLevelOps& ops) {
  if (auto* list = dynamic_cast<ListRepr*>(&from)) {
    if (list->lowType() == lowType()) return value;
    // Two representations of one list: only of lists nobody shares, which is what
    // the annotator's union of definitions guarantees.
    if (list->item().lowType() == item_->lowType())
      return ops.callHelper("rlist", "ll_copy", {typeArgument(ops), value});
    if (list->item().isVoid() && item_->canBeNone())
      return ops.callHelper("rlist", "ll_nones", {typeArgument(ops), value});
    if (host::FunctionObject* convert = itemConversion(list->item()))
      return ops.callHelper("rlist", "ll_copy_converted",
                            {typeArgument(ops), value, ops.voidConstant(convert)});
  }
  return Repr::convertFrom(from, value, ops);
}

// The helper that makes an item of this list of one of another list; null if none does.
host::FunctionObject* ListRepr::itemConversion(const Repr& from) {
  HelperLibrary& helpers = rtyper().helpers();
  host::Object* type = lowLevelTypeObject(rtyper().host(), item_->lowType());
  const bool number = from.kind() == ReprKind::Integer || from.kind() == ReprKind::Bool;
  if (number && (item_->kind() == ReprKind::Integer || item_->kind() == ReprKind::Float))
    return helpers.make("rlist", "make_number_conversion", {type});
  const bool character = from.kind() == ReprKind::Char && item_->kind() == ReprKind::String;
  if (character || (from.kind() == ReprKind::UniChar && item_->kind() == ReprKind::Unicode))
    return helpers.make("rlist", "make_character_conversion",
                        {lowLevelTypeObject(rtyper().host(), &item_->lowType()->ptr().target())});
  return nullptr;
}

host::FunctionObject* ListRepr::eqFunction() {
  host::FunctionObject* item = item_->eqFunction();
  host::Object* argument = item ? static_cast<host::Object*>(item) : rtyper().host().none();
  return rtyper().helpers().make("rlist", "make_eq", {argument});
}

host::FunctionObject* ListRepr::hashFunction() {
  throw TranslationError(
      {Severity::Error,
       {},
       withArticle(describe()) + " cannot be a key of a dictionary",
       {},
       "strings, numbers, tuples of them and instances can be keys; rlib.objectmodel.r_dict takes "
       "functions for others"});
}

} // namespace tw::rtype
