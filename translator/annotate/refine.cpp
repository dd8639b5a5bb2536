// Narrowing and widening of single annotations: None, constants, branches.
#include "translator/annotate/annotator.h"
#include "translator/annotate/lattice.h"

#include <algorithm>

namespace tw::annotate {

namespace {

const Annotation* setNone(Annotator& annotator, const Annotation* a, bool none) {
  switch (a->kind()) {
  case Kind::Char:
  case Kind::UniChar:
  case Kind::String:
  case Kind::Unicode:
  case Kind::ByteArray: {
    const auto& text = cast<TextAnnotation>(a);
    Kind kind = a->kind();
    if (none && kind == Kind::Char) kind = Kind::String;
    if (none && kind == Kind::UniChar) kind = Kind::Unicode;
    return annotator.make<TextAnnotation>(kind, none, text.noNul, none ? nullptr : a->constant());
  }
  case Kind::List:
    return annotator.make<ListAnnotation>(&cast<ListAnnotation>(a).def(), none,
                                          none ? nullptr : a->constant());
  case Kind::Dict:
    return annotator.make<DictAnnotation>(&cast<DictAnnotation>(a).def(), none,
                                          none ? nullptr : a->constant());
  case Kind::Instance: {
    const auto& instance = cast<InstanceAnnotation>(a);
    return annotator.make<InstanceAnnotation>(instance.classDef, none, instance.flags,
                                              none ? nullptr : a->constant());
  }
  case Kind::Pbc: {
    const auto& pbc = cast<PbcAnnotation>(a);
    return annotator.pbc({pbc.descs.begin(), pbc.descs.end()}, none, pbc.anySubclass);
  }
  case Kind::Library:
    return annotator.make<LibraryAnnotation>(cast<LibraryAnnotation>(a).type, none,
                                             none ? nullptr : a->constant());
  default: return a;
  }
}

bool isUnder(const ClassDef* sub, const ClassDef* base) {
  return !base || (sub && sub->isSubclassOf(*base));
}

const Annotation* intersectInstances(Annotator& annotator, const InstanceAnnotation& a,
                                     const InstanceAnnotation& b) {
  const bool none = a.canBeNone && b.canBeNone;
  InstanceFlags flags{a.flags.accessDirectly || b.flags.accessDirectly,
                      a.flags.freshVirtualizable || b.flags.freshVirtualizable};
  if (isUnder(a.classDef, b.classDef)) {
    if (a.canBeNone == none && a.flags == flags) return &a;
    return annotator.make<InstanceAnnotation>(a.classDef, none, flags,
                                              none ? nullptr : a.constant());
  }
  if (isUnder(b.classDef, a.classDef))
    return annotator.make<InstanceAnnotation>(b.classDef, none, flags);
  return none ? annotator.none() : annotator.impossible();
}

} // namespace

const Annotation* withNone(Annotator& annotator, const Annotation* a) {
  if (isImpossible(a)) return annotator.none();
  return canBeNone(a) ? a : setNone(annotator, a, true);
}

const Annotation* withoutNone(Annotator& annotator, const Annotation* a) {
  if (isKind(a, Kind::None)) return annotator.impossible();
  return canBeNone(a) ? setNone(annotator, a, false) : a;
}

const Annotation* withoutConstant(Annotator& annotator, const Annotation* a) {
  if (!a->isConstant()) return a;
  switch (a->kind()) {
  case Kind::Bool: return annotator.boolean();
  case Kind::Integer: {
    const auto& integer = cast<IntegerAnnotation>(a);
    return annotator.integer(integer.nonNegative, integer.type);
  }
  case Kind::Float:
  case Kind::SingleFloat:
  case Kind::LongFloat:
  case Kind::Address: return annotator.make<PlainAnnotation>(a->kind());
  case Kind::Char:
  case Kind::UniChar:
  case Kind::String:
  case Kind::Unicode:
  case Kind::ByteArray: {
    const auto& text = cast<TextAnnotation>(a);
    return annotator.make<TextAnnotation>(a->kind(), text.canBeNone, text.noNul);
  }
  case Kind::Tuple: {
    std::vector<const Annotation*> items;
    for (const Annotation* item : cast<TupleAnnotation>(a).items)
      items.push_back(withoutConstant(annotator, item));
    return annotator.tuple(items);
  }
  case Kind::List:
    return annotator.make<ListAnnotation>(&cast<ListAnnotation>(a).def(),
                                          cast<ListAnnotation>(a).canBeNone);
  case Kind::Dict:
    return annotator.make<DictAnnotation>(&cast<DictAnnotation>(a).def(),
                                          cast<DictAnnotation>(a).canBeNone);
  case Kind::Instance: {
    const auto& instance = cast<InstanceAnnotation>(a);
    return annotator.instance(instance.classDef, instance.canBeNone, instance.flags);
  }
  case Kind::Ptr:
  case Kind::InteriorPtr:
    return annotator.make<PtrAnnotation>(a->kind(), cast<PtrAnnotation>(a).type);
  case Kind::Library:
    return annotator.make<LibraryAnnotation>(cast<LibraryAnnotation>(a).type,
                                             cast<LibraryAnnotation>(a).canBeNone);
  case Kind::WeakRef: return annotator.make<WeakRefAnnotation>(cast<WeakRefAnnotation>(a).classDef);
  default: return a; // None, functions, classes: the constant is what they are
  }
}

const Annotation* intersect(Annotator& annotator, const Annotation* value,
                            const Annotation* restriction) {
  if (isImpossible(restriction)) return restriction;
  if (auto* a = dynCast<InstanceAnnotation>(value)) {
    if (auto* b = dynCast<InstanceAnnotation>(restriction))
      return intersectInstances(annotator, *a, *b);
    if (isKind(restriction, Kind::None)) return a->canBeNone ? restriction : annotator.impossible();
  }
  if (auto* a = dynCast<PbcAnnotation>(value))
    if (auto* b = dynCast<PbcAnnotation>(restriction)) {
      std::vector<Desc*> common;
      for (Desc* desc : a->descs)
        if (std::find(b->descs.begin(), b->descs.end(), desc) != b->descs.end())
          common.push_back(desc);
      const bool none = a->canBeNone && b->canBeNone;
      if (!common.empty()) return annotator.pbc(std::move(common), none);
      return none ? annotator.none() : annotator.impossible();
    }
  // Otherwise the restriction counts if it is the tighter one.
  return contains(annotator, value, restriction) ? restriction : value;
}

const Annotation* difference(Annotator& annotator, const Annotation* a, const Annotation* b) {
  if (auto* x = dynCast<InstanceAnnotation>(a))
    if (auto* y = dynCast<InstanceAnnotation>(b))
      if (isUnder(x->classDef, y->classDef))
        return x->canBeNone && !y->canBeNone ? annotator.none() : annotator.impossible();
  if (auto* x = dynCast<ExceptionAnnotation>(a))
    if (auto* y = dynCast<ExceptionAnnotation>(b)) {
      std::vector<ClassDef*> left;
      for (ClassDef* def : x->classDefs) {
        const bool covered = std::any_of(y->classDefs.begin(), y->classDefs.end(),
                                         [&](ClassDef* base) { return isUnder(def, base); });
        if (!covered) left.push_back(def);
      }
      if (left.empty()) return annotator.impossible();
      return annotator.make<ExceptionAnnotation>(annotator.copySpan(left));
    }
  return a;
}

} // namespace tw::annotate
