// Operations on strings, unicode strings and byte arrays.
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/operations.h"
#include "translator/annotate/origins.h"

namespace tw::annotate {

using flow::OpCode;

namespace {

bool noNul(const Annotation* a) {
  if (auto* text = dynCast<TextAnnotation>(a)) return text->noNul;
  return isIntegral(a) || isKind(a, Kind::Float);
}

// "..." % values
const Annotation* format(Site& site) {
  Annotator& an = site.annotator;
  std::vector<const Annotation*> values{site[1]};
  if (auto* tuple = dynCast<TupleAnnotation>(site[1]))
    values.assign(tuple->items.begin(), tuple->items.end());
  bool clean = noNul(site[0]);
  bool wide = isUniText(site[0]);
  for (const Annotation* value : values) {
    clean &= noNul(value);
    wide |= isUniText(value);
  }
  return wide ? an.unicode() : an.string(false, clean);
}

const Annotation* join(Site& site) {
  Annotator& an = site.annotator;
  if (isByteText(site[0]) && isByteText(site[1]))
    return an.string(false, noNul(site[0]) && noNul(site[1]));
  if (isUniText(site[0]) && isUniText(site[1])) return an.unicode();
  if (isKind(site[0], Kind::ByteArray) &&
      (isKind(site[1], Kind::ByteArray) || isByteText(site[1])))
    return an.make<TextAnnotation>(Kind::ByteArray, false, false);
  return nullptr;
}

const Annotation* repeat(Annotator& an, const Annotation* text, const Annotation* count) {
  if (!isIntegral(count)) return nullptr;
  if (isByteText(text)) return an.string(false, noNul(text));
  if (isUniText(text)) return an.unicode();
  return nullptr;
}

const Annotation* item(Site& site) {
  Annotator& an = site.annotator;
  if (!isIntegral(site[1])) return nullptr;
  if (isByteText(site[0])) return an.character(noNul(site[0]));
  if (isUniText(site[0])) return an.uniCharacter();
  if (isKind(site[0], Kind::ByteArray)) return an.integer(true);
  return nullptr;
}

const Annotation* slice(Site& site) {
  Annotator& an = site.annotator;
  checkSliceBounds(site);
  if (isByteText(site[0])) return an.string(false, noNul(site[0]));
  if (isUniText(site[0])) return an.unicode();
  return an.make<TextAnnotation>(Kind::ByteArray, false, false);
}

} // namespace

// A bound is None or not negative; [:-1] is the only negative form.
void checkSliceBounds(Site& site) {
  const auto check = [&](size_t index, const char* which, bool mayBeMinusOne) {
    const Annotation* bound = site[index];
    if (isKind(bound, Kind::None) || isKind(bound, Kind::Bool)) return;
    auto* integer = dynCast<IntegerAnnotation>(bound);
    if (!integer)
      site.annotator.fail(std::string("the ") + which + " of a slice must be an int, not " +
                              describe(bound),
                          {}, "int(x) converts");
    if (integer->nonNegative) return;
    if (mayBeMinusOne && bound->constant() && isKind(site[1], Kind::None) &&
        site.annotator.host().toInt(bound->constant()) == -1)
      return;
    if (mayBeMinusOne && bound->constant() && isKind(site[1], Kind::Integer) &&
        site[1]->constant() && site.annotator.host().toInt(site[1]->constant()) == 0 &&
        site.annotator.host().toInt(bound->constant()) == -1)
      return;
    const bool known = bound->constant() != nullptr;
    std::vector<DiagnosticNote> notes;
    Origins(site.annotator, notes).ofOperand(site.annotator.position(), site.value(index));
    site.annotator.fail(
        std::string("the ") + which + " of this slice " + (known ? "is" : "may be") + " negative",
        std::move(notes),
        known ? "x[:-1] is the only slice with a negative bound: compute the others "
                "from len(x)"
              : "prove that it is not: assert n >= 0, before the slice");
  };
  check(1, "start", false);
  check(2, "stop", true);
}

const Annotation* annotateText(Site& site) {
  const bool left = dynCast<TextAnnotation>(site.args.empty() ? nullptr : site[0]) != nullptr;
  switch (site.operation.op) {
  case OpCode::Add:
  case OpCode::InplaceAdd: return left ? join(site) : nullptr;
  case OpCode::Mul:
  case OpCode::InplaceMul:
    if (left) return repeat(site.annotator, site[0], site[1]);
    return dynCast<TextAnnotation>(site[1]) ? repeat(site.annotator, site[1], site[0]) : nullptr;
  case OpCode::Mod:
  case OpCode::InplaceMod: return left ? format(site) : nullptr;
  case OpCode::GetItem: return left ? item(site) : nullptr;
  case OpCode::GetSlice: return left ? slice(site) : nullptr;
  case OpCode::Contains: {
    if (!left) return nullptr;
    const bool fits = (isByteText(site[0]) && isByteText(site[1])) ||
                      (isUniText(site[0]) && (isUniText(site[1]) || isByteText(site[1])));
    return fits ? site.annotator.boolean() : nullptr;
  }
  case OpCode::SetItem:
    return isKind(site[0], Kind::ByteArray) && isIntegral(site[1]) ? site.annotator.none() : nullptr;
  default: return nullptr;
  }
}

} // namespace tw::annotate
