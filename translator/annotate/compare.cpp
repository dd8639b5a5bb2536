// Equality of annotations.
#include "translator/annotate/constants.h"
#include "translator/annotate/containerdef.h"
#include "translator/annotate/lattice.h"

#include <algorithm>

namespace tw::annotate {

namespace {

bool sameRefinements(const std::vector<Refinement>& a, const std::vector<Refinement>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Refinement& x, const Refinement& y) {
                      return x.variable == y.variable && equal(x.annotation, y.annotation);
                    });
}

bool sameKnown(const KnownTypes* a, const KnownTypes* b) {
  if (a == b) return true;
  if (!a || !b) return false;
  return sameRefinements(a->whenFalse, b->whenFalse) && sameRefinements(a->whenTrue, b->whenTrue);
}

bool equalOrNull(const Annotation* a, const Annotation* b) {
  return a == b || (a && b && equal(a, b));
}

template <class T> bool sameItems(std::span<T> a, std::span<T> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

bool equalParts(const Annotation* a, const Annotation* b) {
  switch (a->kind()) {
  case Kind::Integer: {
    const auto &x = cast<IntegerAnnotation>(a), &y = cast<IntegerAnnotation>(b);
    return x.type == y.type && x.nonNegative == y.nonNegative;
  }
  case Kind::Bool: return sameKnown(cast<BoolAnnotation>(a).known, cast<BoolAnnotation>(b).known);
  case Kind::Char:
  case Kind::UniChar:
  case Kind::String:
  case Kind::Unicode:
  case Kind::ByteArray: {
    const auto &x = cast<TextAnnotation>(a), &y = cast<TextAnnotation>(b);
    return x.canBeNone == y.canBeNone && x.noNul == y.noNul;
  }
  case Kind::Tuple: {
    const auto &x = cast<TupleAnnotation>(a), &y = cast<TupleAnnotation>(b);
    return std::equal(x.items.begin(), x.items.end(), y.items.begin(), y.items.end(),
                      [](auto* i, auto* j) { return equal(i, j); });
  }
  case Kind::List: {
    const auto &x = cast<ListAnnotation>(a), &y = cast<ListAnnotation>(b);
    return &x.def() == &y.def() && x.canBeNone == y.canBeNone;
  }
  case Kind::Dict: {
    const auto &x = cast<DictAnnotation>(a), &y = cast<DictAnnotation>(b);
    return &x.def() == &y.def() && x.canBeNone == y.canBeNone;
  }
  case Kind::Iterator: {
    const auto &x = cast<IteratorAnnotation>(a), &y = cast<IteratorAnnotation>(b);
    return x.variant == y.variant && equal(x.container, y.container) &&
           equalOrNull(x.startIndex, y.startIndex);
  }
  case Kind::Instance: {
    const auto &x = cast<InstanceAnnotation>(a), &y = cast<InstanceAnnotation>(b);
    return x.classDef == y.classDef && x.canBeNone == y.canBeNone && x.flags == y.flags;
  }
  case Kind::Pbc: {
    const auto &x = cast<PbcAnnotation>(a), &y = cast<PbcAnnotation>(b);
    return x.canBeNone == y.canBeNone && x.anySubclass == y.anySubclass &&
           sameItems(x.descs, y.descs);
  }
  case Kind::TypeOf: {
    const auto &x = cast<TypeOfAnnotation>(a), &y = cast<TypeOfAnnotation>(b);
    return x.base == y.base && sameItems(x.of, y.of);
  }
  case Kind::Exception:
    return sameItems(cast<ExceptionAnnotation>(a).classDefs,
                     cast<ExceptionAnnotation>(b).classDefs);
  case Kind::Builtin: {
    const auto &x = cast<BuiltinAnnotation>(a), &y = cast<BuiltinAnnotation>(b);
    return x.rule == y.rule && x.name == y.name;
  }
  case Kind::BuiltinMethod: {
    const auto &x = cast<BuiltinMethodAnnotation>(a), &y = cast<BuiltinMethodAnnotation>(b);
    return x.rule == y.rule && equal(x.self, y.self);
  }
  case Kind::WeakRef:
    return cast<WeakRefAnnotation>(a).classDef == cast<WeakRefAnnotation>(b).classDef;
  case Kind::Ptr:
  case Kind::InteriorPtr: return cast<PtrAnnotation>(a).type == cast<PtrAnnotation>(b).type;
  case Kind::LLAdtMethod: {
    const auto &x = cast<LLAdtMethodAnnotation>(a), &y = cast<LLAdtMethodAnnotation>(b);
    return x.type == y.type && x.function == y.function;
  }
  case Kind::Library: {
    const auto &x = cast<LibraryAnnotation>(a), &y = cast<LibraryAnnotation>(b);
    return x.type == y.type && x.canBeNone == y.canBeNone;
  }
  default: return true;
  }
}

} // namespace

bool equal(const Annotation* a, const Annotation* b) {
  if (a == b) return true;
  if (a->kind() != b->kind() || !sameConstant(a->constant(), b->constant())) return false;
  return equalParts(a, b);
}

} // namespace tw::annotate
