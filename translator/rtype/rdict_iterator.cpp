// Iterators over dicts, and the functions of rlib.objectmodel on dicts.
#include "translator/annotate/annotator.h"
#include "translator/annotate/model.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rdict.h"
#include "translator/rtype/riterator.h"
#include "translator/rtype/rlist.h"
#include "translator/rtype/rtuple.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/words.h"

namespace tw::rtype {

using annotate::IteratorVariant;

namespace {

// {dict, index, num_live}: the number of the next entry, and how many the dict
// had at the beginning.
class DictIteratorRepr final : public IteratorRepr {
public:
  DictIteratorRepr(RTyper& rtyper, DictRepr& dict, IteratorVariant variant)
      : IteratorRepr(rtyper, iteratorType(rtyper, dict)), dict_(dict), variant_(variant) {}

  Value make(HighLevelOp& hop) override {
    Value dict = hop.inputArg(0, dict_);
    mayRaiseMemoryError(hop);
    return hop.callHelper("rdict", isReversed() ? "ll_dictiter_reversed" : "ll_dictiter",
                          {hop.ops.typeObject(&lowType()->ptr().target()), dict});
  }

  Value next(HighLevelOp& hop, Value iterator, Repr& result) override {
    LowLevelOps& ops = hop.ops;
    Value dict = ops.getField(iterator, "dict");
    Value traits = dict_.traits(ops);
    hop.exceptionIsHere();
    Value entry = hop.callHelper("rdict", isReversed() ? "ll_next_entry_reversed" : "ll_next_entry",
                                 {iterator, traits});
    auto part = [&](std::string_view name, Repr& from, Repr& to) {
      return ops.convert(dict_.readEntry(dict, entry, name, ops), from, to);
    };
    if (variant_ == IteratorVariant::Values) return part("value", dict_.value(), result);
    auto* tuple = dynamic_cast<TupleRepr*>(&result);
    if (!yieldsTuples()) return part("key", dict_.key(), result);
    if (!tuple) return {}; // of a dict that is always empty
    std::vector<Value> items{part("key", dict_.key(), *tuple->items()[0])};
    if (variant_ == IteratorVariant::Items)
      items.push_back(part("value", dict_.value(), *tuple->items()[1]));
    return tuple->make(items, ops);
  }

  Repr& item() override {
    if (variant_ == IteratorVariant::Values) return dict_.value();
    if (!yieldsTuples()) return dict_.key();
    const annotate::Annotation* items[] = {dict_.keyAnnotation(), dict_.valueAnnotation()};
    return rtyper().repr(rtyper().annotator().tuple(items));
  }

private:
  static const lltype::Type* iteratorType(RTyper& rtyper, DictRepr& dict) {
    lltype::TypeTable& types = rtyper.types();
    return types.ptr(types.structOf("dictiter", lltype::Flavor::Gc,
                                    {{"dict", dict.lowType()},
                                     {"index", types.signedType()},
                                     {"num_live", types.signedType()}}));
  }
  bool isReversed() const { return variant_ == IteratorVariant::Reversed; }
  bool yieldsTuples() const { return variant_ == IteratorVariant::Items; }

  DictRepr& dict_;
  IteratorVariant variant_;
};

} // namespace

IteratorRepr* makeDictIterator(RTyper& rtyper, Repr& dict, const annotate::Annotation& annotation) {
  const auto& iterator = annotate::cast<annotate::IteratorAnnotation>(&annotation);
  return rtyper.arena().make<DictIteratorRepr>(rtyper, static_cast<DictRepr&>(dict),
                                               iterator.variant);
}

// ---- rlib.objectmodel ------------------------------------------------------------------------

Value DictRepr::function(std::string_view name, HighLevelOp& hop) {
  Repr& signedRepr = rtyper().signedRepr();
  auto key = [&] { return hop.inputArg(1, *key_); };
  auto number = [&](size_t index) { return hop.inputArg(index, signedRepr); };
  auto result = [&](Value value) {
    return value ? hop.ops.convert(value, *value_, hop.resultRepr()) : Value();
  };
  if (name == "contains_with_hash")
    return callOn(hop, "ll_contains_with_hash", {key(), number(2)}, false);
  if (name == "getitem_with_hash")
    return result(callOn(hop, "ll_getitem_with_hash", {key(), number(2)}, true));
  if (name == "get_with_hash")
    return result(
        callOn(hop, "ll_get_with_hash", {key(), hop.inputArg(3, *value_), number(2)}, false));
  if (name == "setitem_with_hash")
    return callOn(hop, "ll_setitem_with_hash", {key(), hop.inputArg(3, *value_), number(2)}, false);
  if (name == "delitem_with_hash")
    return callOn(hop, "ll_delitem_with_hash", {key(), number(2)}, true);
  if (name == "delitem_if_value_is")
    return callOn(hop, "ll_delitem_if_value_is", {key(), hop.inputArg(2, *value_)}, false);
  if (name == "move_to_end") {
    Value last =
        hop.argCount() > 2 ? hop.inputArg(2, rtyper().boolRepr()) : hop.ops.boolConstant(true);
    return callOn(hop, "ll_move_to_end", {key(), last}, true);
  }
  if (name == "prepare_dict_update") return callOn(hop, "ll_prepare_update", {number(1)}, false);
  if (name == "reversed_dict" || name == "iterkeys_with_hash" || name == "iteritems_with_hash")
    return static_cast<IteratorRepr&>(hop.resultRepr()).make(hop);
  hop.fail(std::string(name) + "() is not supported on " + withArticle(describe()));
}

Value rtypeDictFunction(std::string_view name, HighLevelOp& hop) {
  auto* dict = dynamic_cast<DictRepr*>(&hop.argRepr(0));
  if (!dict)
    hop.fail(std::string(name) + "() takes a dict, not " + withArticle(hop.argRepr(0).describe()));
  return dict->function(name, hop);
}

} // namespace tw::rtype
