// Iterators over lists, ranges, strings, tuples; enumerate and reversed.
#include "translator/rtype/riterator.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/model.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/factories.h"
#include "translator/rtype/helpers.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rlist.h"
#include "translator/rtype/rtuple.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"
#include "translator/support/words.h"

namespace tw::rtype {

using annotate::IteratorVariant;

Value IteratorRepr::rtypeUnary(HighLevelOp& hop) {
  switch (hop.opcode()) {
  case OpCode::Iter: hop.exceptionCannotOccur(); return hop.inputArg(0);
  case OpCode::Next: return next(hop, hop.inputArg(0), hop.resultRepr());
  default: return Repr::rtypeUnary(hop);
  }
}

Value IteratorRepr::rtypeMethod(std::string_view name, HighLevelOp& hop) {
  if (name == "next") return next(hop, hop.inputArg(0), hop.resultRepr());
  return Repr::rtypeMethod(name, hop);
}

namespace {

const lltype::Type* iteratorStruct(RTyper& rtyper, std::string_view name,
                                   std::vector<lltype::Field> fields) {
  lltype::TypeTable& types = rtyper.types();
  return types.ptr(types.structOf(name, lltype::Flavor::Gc, std::move(fields)));
}

Value structArgument(const Repr& repr, LowLevelOps& ops) {
  return ops.typeObject(&repr.lowType()->ptr().target());
}

// A position in a list: {list, index}.
class ListIteratorRepr final : public IteratorRepr {
public:
  ListIteratorRepr(RTyper& rtyper, ListRepr& list, bool reversed)
      : IteratorRepr(rtyper, iteratorStruct(rtyper, "listiter",
                                            {{"list", list.lowType()},
                                             {"index", rtyper.types().signedType()}})),
        list_(list), reversed_(reversed) {}

  Value make(HighLevelOp& hop) override {
    Value list = hop.inputArg(0, list_);
    mayRaiseMemoryError(hop);
    return hop.callHelper("rlist", reversed_ ? "ll_listiter_reversed" : "ll_listiter",
                          {structArgument(*this, hop.ops), list});
  }
  Value next(HighLevelOp& hop, Value iterator, Repr& result) override {
    hop.exceptionIsHere();
    const char* helper = reversed_            ? "ll_listnext_reversed"
                         : list_.isFoldable() ? "ll_listnext_foldable"
                                              : "ll_listnext";
    Value item = hop.callHelper("rlist", helper, {iterator});
    return item ? hop.ops.convert(item, list_.item(), result) : Value();
  }
  Repr& item() override { return list_.item(); }

private:
  ListRepr& list_;
  bool reversed_;
};

// The rest of a range: {next, stop[, step]}.
class RangeIteratorRepr final : public IteratorRepr {
public:
  RangeIteratorRepr(RTyper& rtyper, RangeRepr& range)
      : IteratorRepr(rtyper, iteratorStruct(rtyper, "rangeiter",
                                            {{"next", rtyper.types().signedType()},
                                             {"stop", rtyper.types().signedType()},
                                             {"step", rtyper.types().signedType()}})),
        range_(range) {}

  Value make(HighLevelOp& hop) override {
    Value range = hop.inputArg(0, range_);
    std::vector<Value> args{structArgument(*this, hop.ops), range_.start(range, hop.ops),
                            range_.stop(range, hop.ops), range_.stepOf(range, hop.ops)};
    mayRaiseMemoryError(hop);
    return hop.callHelper("rlist", "ll_rangeiter", std::move(args));
  }
  Value next(HighLevelOp& hop, Value iterator, Repr& result) override {
    int64_t step = range_.step();
    hop.exceptionIsHere();
    Value value = step == 0
                      ? hop.callHelper("rlist", "ll_rangenext", {iterator})
                      : hop.callHelper("rlist", step > 0 ? "ll_rangenext_up" : "ll_rangenext_down",
                                       {iterator, hop.ops.signedConstant(step)});
    return hop.ops.convert(value, item(), result);
  }
  Repr& item() override { return rtyper().signedRepr(); }

private:
  RangeRepr& range_;
};

// A position in a string: {string, length, index}.
class StringIteratorRepr final : public IteratorRepr {
public:
  StringIteratorRepr(RTyper& rtyper, Repr& string)
      : IteratorRepr(rtyper, iteratorStruct(rtyper, "striter",
                                            {{"string", string.lowType()},
                                             {"length", rtyper.types().signedType()},
                                             {"index", rtyper.types().signedType()}})),
        string_(string) {}

  Value make(HighLevelOp& hop) override {
    Value string = hop.inputArg(0, string_);
    mayRaiseMemoryError(hop);
    return hop.callHelper("rstr", "ll_striter", {structArgument(*this, hop.ops), string});
  }
  Value next(HighLevelOp& hop, Value iterator, Repr& result) override {
    hop.exceptionIsHere();
    return hop.ops.convert(hop.callHelper("rstr", "ll_strnext", {iterator}), item(), result);
  }
  Repr& item() override {
    return string_.kind() == ReprKind::String ? rtyper().charRepr() : rtyper().uniCharRepr();
  }

private:
  Repr& string_;
};

// A tuple of the same length whose items all have the form of their union.
TupleRepr& uniformTuple(RTyper& rtyper, const annotate::TupleAnnotation& tuple) {
  return tupleOf(rtyper, rtyper.annotator().itemOf(&tuple), tuple.items.size());
}

std::vector<lltype::Field> tupleIteratorFields(RTyper& rtyper, TupleRepr& tuple) {
  std::vector<lltype::Field> fields{{"index", rtyper.types().signedType()}};
  if (!tuple.isVoid()) fields.push_back({"tuple", tuple.lowType()});
  return fields;
}

// A position in a tuple: {index, tuple}. The fields of a tuple have no order at
// run time, so a helper made for it finds the field of a position.
class TupleIteratorRepr final : public IteratorRepr {
public:
  TupleIteratorRepr(RTyper& rtyper, TupleRepr& tuple)
      : IteratorRepr(rtyper,
                     iteratorStruct(rtyper, "tupleiter", tupleIteratorFields(rtyper, tuple))),
        tuple_(tuple) {}

  Value make(HighLevelOp& hop) override {
    Value tuple = hop.inputArg(0, tuple_);
    mayRaiseMemoryError(hop);
    Value iterator = hop.ops.malloc(&lowType()->ptr().target());
    hop.ops.setField(iterator, "index", hop.ops.signedConstant(0));
    if (!tuple_.isVoid()) hop.ops.setField(iterator, "tuple", tuple);
    return iterator;
  }
  Value next(HighLevelOp& hop, Value iterator, Repr& result) override {
    hop.exceptionIsHere();
    Value value = hop.ops.callFunction(nextFunction(), {iterator});
    return tuple_.isVoid() ? Value() : hop.ops.convert(value, item(), result);
  }
  Repr& item() override {
    return tuple_.items().empty() ? rtyper().repr(rtyper().annotator().impossible())
                                  : *tuple_.items()[0];
  }

private:
  host::FunctionObject* nextFunction() {
    if (next_) return next_;
    host::Host& host = rtyper().host();
    const size_t length = tuple_.items().size();
    if (tuple_.isVoid()) {
      auto* count = host.newInt(static_cast<int64_t>(length));
      return next_ = rtyper().helpers().make("rtuple", "make_next_void", {count});
    }
    std::vector<host::Object*> names;
    for (size_t i = 0; i < length; ++i) names.push_back(host.newStr(TupleRepr::fieldOf(i)));
    return next_ = rtyper().helpers().make("rtuple", "make_next", {host.newTuple(names)});
  }

  TupleRepr& tuple_;
  host::FunctionObject* next_ = nullptr;
};

// Counts what another iterator gives: {index, inner}.
class EnumerateRepr final : public IteratorRepr {
public:
  EnumerateRepr(RTyper& rtyper, IteratorRepr& inner)
      : IteratorRepr(rtyper, iteratorStruct(rtyper, "enumerate",
                                            {{"index", rtyper.types().signedType()},
                                             {"inner", inner.lowType()}})),
        inner_(inner) {}

  Value make(HighLevelOp& hop) override {
    Value start =
        hop.argCount() > 1 ? hop.inputArg(1, rtyper().signedRepr()) : hop.ops.signedConstant(0);
    Value inner = inner_.make(hop);
    Value iterator = hop.ops.malloc(&lowType()->ptr().target());
    hop.ops.setField(iterator, "index", start);
    hop.ops.setField(iterator, "inner", inner);
    return iterator;
  }
  Value next(HighLevelOp& hop, Value iterator, Repr& result) override {
    Value value = inner_.next(hop, hop.ops.getField(iterator, "inner"), inner_.item());
    Value index = hop.ops.getField(iterator, "index");
    Value following = hop.genop(OpCode::LlIntAdd, {index, hop.ops.signedConstant(1)},
                                rtyper().types().signedType());
    hop.ops.setField(iterator, "index", following);
    auto* pair = dynamic_cast<TupleRepr*>(&result);
    if (!pair) return {}; // of what is always empty
    if (!value) value = hop.ops.voidConstant(nullptr);
    return pair->make({index, hop.ops.convert(value, inner_.item(), *pair->items()[1])}, hop.ops);
  }
  Repr& item() override {
    throw TranslationError({Severity::Error,
                            {},
                            "enumerate() of an enumerate() is not supported",
                            {},
                            "count in a variable of the loop"});
  }

private:
  IteratorRepr& inner_;
};

// iter() of an iterator.
class SameIteratorRepr final : public IteratorRepr {
public:
  SameIteratorRepr(RTyper& rtyper, IteratorRepr& inner)
      : IteratorRepr(rtyper, inner.lowType()), inner_(inner) {}
  Value make(HighLevelOp& hop) override {
    hop.exceptionCannotOccur();
    return hop.inputArg(0, inner_);
  }
  Value next(HighLevelOp& hop, Value iterator, Repr& result) override {
    return inner_.next(hop, iterator, result);
  }
  Repr& item() override { return inner_.item(); }

private:
  IteratorRepr& inner_;
};

[[noreturn]] void notIterable(const Repr& container) {
  throw TranslationError({Severity::Error,
                          {},
                          withArticle(container.describe()) + " cannot be iterated over",
                          {},
                          "lists, tuples, dicts, strings and generators can"});
}

IteratorRepr* makePlainIterator(RTyper& rtyper, Repr& container) {
  Arena& arena = rtyper.arena();
  switch (container.kind()) {
  case ReprKind::List:
    return arena.make<ListIteratorRepr>(rtyper, static_cast<ListRepr&>(container), false);
  case ReprKind::Range:
    return arena.make<RangeIteratorRepr>(rtyper, static_cast<RangeRepr&>(container));
  case ReprKind::String:
  case ReprKind::Unicode: return arena.make<StringIteratorRepr>(rtyper, container);
  case ReprKind::Char: return arena.make<StringIteratorRepr>(rtyper, rtyper.stringRepr());
  case ReprKind::UniChar: return arena.make<StringIteratorRepr>(rtyper, rtyper.unicodeRepr());
  case ReprKind::Iterator:
    return arena.make<SameIteratorRepr>(rtyper, static_cast<IteratorRepr&>(container));
  default: notIterable(container);
  }
}

IteratorRepr* makeEnumerate(RTyper& rtyper, const annotate::IteratorAnnotation& annotation) {
  const annotate::Annotation* inner = rtyper.annotator().make<annotate::IteratorAnnotation>(
      annotation.container, IteratorVariant::Plain);
  return rtyper.arena().make<EnumerateRepr>(rtyper, static_cast<IteratorRepr&>(rtyper.repr(inner)));
}

} // namespace

Repr* makeIteratorRepr(RTyper& rtyper, const annotate::Annotation& annotation) {
  const auto& iterator = annotate::cast<annotate::IteratorAnnotation>(&annotation);
  if (iterator.variant == IteratorVariant::Enumerate) return makeEnumerate(rtyper, iterator);
  Repr& container = rtyper.repr(iterator.container);
  if (container.kind() == ReprKind::Tuple && iterator.variant == IteratorVariant::Plain) {
    const auto& tuple = annotate::cast<annotate::TupleAnnotation>(iterator.container);
    return rtyper.arena().make<TupleIteratorRepr>(rtyper, uniformTuple(rtyper, tuple));
  }
  if (container.kind() == ReprKind::Dict) return makeDictIterator(rtyper, container, annotation);
  if (iterator.variant == IteratorVariant::Reversed) {
    auto* list = dynamic_cast<ListRepr*>(&container);
    if (!list) notIterable(container);
    return rtyper.arena().make<ListIteratorRepr>(rtyper, *list, true);
  }
  return makePlainIterator(rtyper, container);
}

Value rtypeEnumerate(HighLevelOp& hop) {
  return static_cast<IteratorRepr&>(hop.resultRepr()).make(hop);
}
Value rtypeReversed(HighLevelOp& hop) {
  return static_cast<IteratorRepr&>(hop.resultRepr()).make(hop);
}

} // namespace tw::rtype
