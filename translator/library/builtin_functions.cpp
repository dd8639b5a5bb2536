// Built-in functions of Python: range, min, isinstance, chr, ...
//
// Those that are an operation of the language (len, ord, abs, ...) become it.
#include "translator/library/rtype_rules.h"
#include "translator/library/rules.h"
#include "translator/rtype/rlist.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/rtype/intops.h"

#include <optional>

namespace tw::library {

using namespace annotate;
using flow::OpCode;

namespace {

constexpr std::string_view kSequences = "rpython.rlib.rsequence";

template <OpCode Op> const Annotation* operation(LibraryCall& call) { return call.becomes(Op); }

const Annotation* expectInt(const LibraryCall& call, size_t index) {
  if (!isIntegral(call[index]))
    call.fail("argument " + std::to_string(index + 1) + " of " + std::string(call.name) +
              "() must be an int, not " + describe(call[index]));
  return call[index];
}

bool isNonNegative(const Annotation* a) {
  if (isKind(a, Kind::Bool)) return true;
  auto* integer = dynCast<IntegerAnnotation>(a);
  return integer && integer->nonNegative;
}

void expectIterable(LibraryCall& call) {
  for (const Annotation* arg : call.args)
    if (!isKind(arg, Kind::Instance) && !call.annotator.itemOf(arg))
      call.fail(describe(arg) + " cannot be iterated over",
                "lists, tuples, dicts, strings and generators can be");
}

// range(stop), range(start, stop), range(start, stop, step)
const Annotation* range(LibraryCall& call) {
  call.expectArgs(1, 3);
  for (size_t i = 0; i < call.size(); ++i) expectInt(call, i);
  Annotator& an = call.annotator;
  int64_t step = 1;
  if (call.size() == 3) {
    step = call[2]->constant() ? an.host().toInt(call[2]->constant()) : 0;
    if (call[2]->constant() && step == 0)
      call.fail("the step of range() must not be 0", "give a step that moves");
  }
  const bool upwards = step > 0 || (call.size() == 3 && step == 0 && isNonNegative(call[2]));
  const bool startsNonNegative = call.size() == 1 || isNonNegative(call[0]);
  const bool endsNonNegative = call.size() > 1 && isNonNegative(call[1]);
  const auto constant = [&](size_t index) {
    return call[index]->constant() ? std::optional(an.host().toInt(call[index]->constant()))
                                   : std::nullopt;
  };
  const std::optional<int64_t> first = call.size() == 1 ? std::optional<int64_t>(0) : constant(0);
  const std::optional<int64_t> last = constant(call.size() == 1 ? 0 : 1);
  const bool empty =
      first && last && ((step > 0 && *first >= *last) || (step < 0 && *first <= *last));
  const bool downToMinusOne =
      call.size() > 1 && call[1]->constant() && an.host().toInt(call[1]->constant()) >= -1;
  const bool nonNegative =
      upwards ? startsNonNegative : step < 0 && (endsNonNegative || downToMinusOne);
  const Annotation* list = an.newRange(step);
  if (!empty) cast<ListAnnotation>(list).def().generalizeItem(an, an.integer(nonNegative));
  return list;
}

bool isOrdered(const Annotation* value) {
  return isIntegral(value) || isKind(value, Kind::Float) || isByteText(value) || isUniText(value);
}

template <bool Max> const Annotation* extreme(LibraryCall& call) {
  call.expectArgs(1, SIZE_MAX);
  Annotator& an = call.annotator;
  if (call.size() == 1) {
    expectIterable(call);
    return call.becomesCallOf(kSequences, Max ? "max_of" : "min_of");
  }
  const Annotation* result = an.impossible();
  bool anyNonNegative = false;
  for (const Annotation* arg : call.args) {
    result = unionOf(an, result, arg);
    anyNonNegative |= isNonNegative(arg);
  }
  if (result != an.impossible() && !isOrdered(result))
    call.fail(std::string(call.name) + "() takes numbers or strings, not " + describe(result),
              "compare the values one by one");
  auto* integer = dynCast<IntegerAnnotation>(result);
  if (Max && integer && anyNonNegative) return an.integer(true, integer->type);
  return withoutConstant(an, result);
}

const Annotation* isInstance(LibraryCall& call) {
  call.expectArgs(2, 2);
  Annotator& an = call.annotator;
  auto* classes = dynCast<TupleAnnotation>(call[1]);
  if (!classes) return an.truthOfInstanceTest(call[0], call.argVariable(0), call[1]);
  // Any of several: what is known is only whether all agree.
  bool allFalse = true;
  for (const Annotation* cls : classes->items) {
    const Annotation* one = an.truthOfInstanceTest(call[0], nullptr, cls);
    if (one->constant() && an.host().truth(one->constant())) return one;
    allFalse &= one->isConstant();
  }
  return an.boolean(allFalse ? an.host().boolean(false) : nullptr);
}

const Annotation* hasAttribute(LibraryCall& call) {
  call.expectArgs(2, 2);
  Annotator& an = call.annotator;
  if (!call[1]->constant())
    call.fail("the name given to hasattr() must be a constant",
              "which attributes an object has is known during the translation only");
  auto* name = host::as<host::StrObject>(call[1]->constant());
  if (call[0]->constant())
    return an.boolean(an.host().boolean(an.host().getAttrOrNull(call[0]->constant(), name)));
  auto* instance = dynCast<InstanceAnnotation>(call[0]);
  if (!instance || !instance->classDef)
    call.fail("hasattr() of " + describe(call[0]) + " is not known during the translation",
              "ask for attributes of instances and of prebuilt objects only");
  const bool found = instance->classDef->desc->lookup(name->value) ||
                     instance->classDef->findAttribute(name->value);
  return an.boolean(an.host().boolean(found));
}

template <bool Wide> const Annotation* chr(LibraryCall& call) {
  call.expectArgs(1, 1);
  expectInt(call, 0);
  Annotator& an = call.annotator;
  if (!Wide && call[0]->constant())
    return an.ofConstant(
        an.host().charStr(static_cast<unsigned char>(an.host().toInt(call[0]->constant()))));
  return Wide ? an.uniCharacter() : an.character();
}

template <const std::string_view& Function> const Annotation* onSequence(LibraryCall& call) {
  call.expectArgs(1, 1);
  expectIterable(call);
  return call.becomesCallOf(kSequences, Function);
}

const Annotation* sum(LibraryCall& call) {
  call.expectArgs(1, 2);
  return call.becomesCallOf(kSequences, "sum_of");
}

constexpr std::string_view kAny = "any_of", kAll = "all_of", kSorted = "sorted_of";

const Annotation* zip(LibraryCall& call) {
  call.expectArgs(1, 3);
  expectIterable(call);
  constexpr std::string_view kByCount[] = {"zip1", "zip2", "zip3"};
  return call.becomesCallOf(kSequences, kByCount[call.size() - 1]);
}

const Annotation* compare(LibraryCall& call) {
  call.expectArgs(2, 2);
  return call.becomesCallOf(kSequences, "compare");
}

const Annotation* binary(LibraryCall& call) {
  call.expectArgs(1, 1);
  expectInt(call, 0);
  return call.annotator.string(false, true);
}

const Annotation* divide(LibraryCall& call) {
  call.expectArgs(2, 2);
  return call.becomesCallOf(kSequences, "divmod_of");
}

constexpr RuleEntry kEntries[] = {
    {"range", range, rtype::rtypeRange},
    {"xrange", range, rtype::rtypeRange},
    {"min", extreme<false>, rtypeMin},
    {"max", extreme<true>, rtypeMax},
    {"isinstance", isInstance, rtypeIsInstance},
    {"hasattr", hasAttribute, rtypeConstantResult},
    {"chr", chr<false>, rtypeChr},
    {"unichr", chr<true>, rtypeUnichr},
    {"sorted", onSequence<kSorted>},
    {"sum", sum},
    {"any", onSequence<kAny>},
    {"all", onSequence<kAll>},
    {"zip", zip},
    {"cmp", compare},
    {"len", operation<OpCode::Len>},
    {"hash", operation<OpCode::Hash>},
    {"repr", operation<OpCode::Repr>},
    {"hex", operation<OpCode::Hex>},
    {"oct", operation<OpCode::Oct>},
    {"ord", operation<OpCode::Ord>},
    {"abs", operation<OpCode::Abs>},
    {"divmod", divide},
    {"bin", binary, rtype::rtypeBin},
    {"id", operation<OpCode::Id>},
    {"iter", operation<OpCode::Iter>},
    {"next", operation<OpCode::Next>},
    {"pow", operation<OpCode::Pow>},
};

} // namespace

RuleGroup builtinFunctions() { return {"__builtin__", kEntries}; }

} // namespace tw::library
