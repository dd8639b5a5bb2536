// Unions kind by kind; containment is a union that changes nothing.
#include "translator/annotate/lattice.h"

#include "translator/annotate/annotator.h"

#include <algorithm>

namespace tw::annotate {

namespace {

// Joins two annotations. Pure: no definitions are merged. Every member gives
// null if there is no union.
class Join {
public:
  Join(Annotator& annotator, bool pure) : annotator_(annotator), pure_(pure) {}

  const Annotation* operator()(const Annotation* a, const Annotation* b) {
    if (a == b || isImpossible(b)) return a;
    if (isImpossible(a)) return b;
    if (equal(a, b)) return a;
    if (a->kind() == Kind::None) return orNone(b);
    if (b->kind() == Kind::None) return orNone(a);
    if (isIntegral(a) && isIntegral(b)) return integral(a, b);
    if (auto* x = dynCast<TextAnnotation>(a))
      if (auto* y = dynCast<TextAnnotation>(b)) return text(*x, *y);
    if (a->kind() == b->kind()) return sameKind(a, b);
    return mixed(a, b);
  }

private:
  template <class T, class... Args> const Annotation* make(Args&&... args) {
    return annotator_.make<T>(std::forward<Args>(args)...);
  }

  const Annotation* orNone(const Annotation* a) {
    switch (a->kind()) {
    case Kind::Char:
    case Kind::String:
    case Kind::UniChar:
    case Kind::Unicode:
    case Kind::ByteArray:
    case Kind::List:
    case Kind::Dict:
    case Kind::Instance:
    case Kind::Pbc:
    case Kind::Library: return withNone(annotator_, a);
    case Kind::WeakRef: return withoutConstant(annotator_, a);
    default: return nullptr;
    }
  }

  const Annotation* integral(const Annotation* a, const Annotation* b) {
    if (isKind(a, Kind::Bool) && isKind(b, Kind::Bool))
      return boolean(cast<BoolAnnotation>(a), cast<BoolAnnotation>(b));
    if (isKind(a, Kind::Bool)) return integer(plain(b), true);
    if (isKind(b, Kind::Bool)) return integer(plain(a), true);
    const auto& x = cast<IntegerAnnotation>(a);
    const auto& y = cast<IntegerAnnotation>(b);
    if (x.type.isSigned == y.type.isSigned) {
      IntegerType wider = x.type.bits >= y.type.bits ? x.type : y.type;
      return make<IntegerAnnotation>(wider, x.nonNegative && y.nonNegative);
    }
    // A plain int that cannot be negative fits into an unsigned one.
    const auto& signedOne = x.type.isSigned ? x : y;
    const auto& unsignedOne = x.type.isSigned ? y : x;
    if (signedOne.nonNegative && signedOne.type.bits <= unsignedOne.type.bits)
      return make<IntegerAnnotation>(unsignedOne.type, true);
    return nullptr;
  }

  static const IntegerAnnotation& plain(const Annotation* a) { return cast<IntegerAnnotation>(a); }
  const Annotation* integer(const IntegerAnnotation& a, bool nonNegative) {
    return make<IntegerAnnotation>(a.type, a.nonNegative && nonNegative);
  }

  const Annotation* boolean(const BoolAnnotation& a, const BoolAnnotation& b) {
    host::Object* constant = a.constant() == b.constant() ? a.constant() : nullptr;
    // A constant says nothing on the branch that it does not take, so there
    // the other one's knowledge holds alone.
    KnownTypes known;
    known.whenTrue = branch(side(a, true), excludes(a, true), side(b, true), excludes(b, true));
    known.whenFalse =
        branch(side(a, false), excludes(a, false), side(b, false), excludes(b, false));
    const KnownTypes* kept = nullptr;
    if (!known.whenTrue.empty() || !known.whenFalse.empty())
      kept = annotator_.arena().make<KnownTypes>(std::move(known));
    return make<BoolAnnotation>(constant, kept);
  }

  static const std::vector<Refinement>* side(const BoolAnnotation& a, bool value) {
    if (!a.known) return nullptr;
    return value ? &a.known->whenTrue : &a.known->whenFalse;
  }
  bool excludes(const BoolAnnotation& a, bool value) const {
    return a.constant() && a.constant() != annotator_.host().boolean(value);
  }

  std::vector<Refinement> branch(const std::vector<Refinement>* a, bool aNever,
                                 const std::vector<Refinement>* b, bool bNever) {
    if (aNever) return b ? *b : std::vector<Refinement>{};
    if (bNever) return a ? *a : std::vector<Refinement>{};
    std::vector<Refinement> result;
    if (!a || !b) return result;
    for (const Refinement& x : *a)
      for (const Refinement& y : *b)
        if (x.variable == y.variable)
          if (const Annotation* joined = Join(annotator_, true)(x.annotation, y.annotation))
            result.push_back({x.variable, joined});
    return result;
  }

  const Annotation* text(const TextAnnotation& a, const TextAnnotation& b) {
    const bool none = a.canBeNone || b.canBeNone;
    const bool noNul = a.noNul && b.noNul;
    Kind kind;
    if (isByteText(&a) && isByteText(&b))
      kind = a.kind() == b.kind() ? a.kind() : Kind::String;
    else if ((isKind(&a, Kind::Char) && isKind(&b, Kind::UniChar)) ||
             (isKind(&a, Kind::UniChar) && isKind(&b, Kind::Char)))
      kind = Kind::UniChar; // a char is one of the first 256
    else if (isUniText(&a) && isUniText(&b))
      kind = a.kind() == b.kind() ? a.kind() : Kind::Unicode;
    else if (a.kind() == b.kind())
      kind = a.kind();
    else
      return nullptr;
    return make<TextAnnotation>(kind, none, noNul);
  }

  const Annotation* sameKind(const Annotation* a, const Annotation* b) {
    switch (a->kind()) {
    case Kind::Float:
    case Kind::SingleFloat:
    case Kind::LongFloat:
    case Kind::Address: return make<PlainAnnotation>(a->kind());
    case Kind::Tuple: return tuples(cast<TupleAnnotation>(a), cast<TupleAnnotation>(b));
    case Kind::List: return lists(cast<ListAnnotation>(a), cast<ListAnnotation>(b));
    case Kind::Dict: return dicts(cast<DictAnnotation>(a), cast<DictAnnotation>(b));
    case Kind::Iterator: return iterators(cast<IteratorAnnotation>(a), cast<IteratorAnnotation>(b));
    case Kind::Instance: return instances(cast<InstanceAnnotation>(a), cast<InstanceAnnotation>(b));
    case Kind::Pbc: return pbcs(cast<PbcAnnotation>(a), cast<PbcAnnotation>(b));
    case Kind::TypeOf: return typeOfs(cast<TypeOfAnnotation>(a), cast<TypeOfAnnotation>(b));
    case Kind::BuiltinMethod: {
      const auto& x = cast<BuiltinMethodAnnotation>(a);
      const auto& y = cast<BuiltinMethodAnnotation>(b);
      if (x.rule != y.rule) return nullptr;
      const Annotation* self = (*this)(x.self, y.self);
      return self ? make<BuiltinMethodAnnotation>(x.rule, self) : nullptr;
    }
    case Kind::WeakRef: return weakRefs(cast<WeakRefAnnotation>(a), cast<WeakRefAnnotation>(b));
    case Kind::Ptr:
    case Kind::InteriorPtr: {
      const auto& x = cast<PtrAnnotation>(a);
      return x.type == cast<PtrAnnotation>(b).type ? make<PtrAnnotation>(a->kind(), x.type)
                                                   : nullptr;
    }
    case Kind::Library: {
      const auto& x = cast<LibraryAnnotation>(a);
      const auto& y = cast<LibraryAnnotation>(b);
      if (x.type != y.type) return nullptr;
      return make<LibraryAnnotation>(x.type, x.canBeNone || y.canBeNone);
    }
    default: return nullptr;
    }
  }

  const Annotation* mixed(const Annotation* a, const Annotation* b) {
    if (isKind(a, Kind::Float) && isSmallInt(b)) return make<PlainAnnotation>(Kind::Float);
    if (isKind(b, Kind::Float) && isSmallInt(a)) return make<PlainAnnotation>(Kind::Float);
    if (isKind(a, Kind::TypeOf) && isKind(b, Kind::Pbc))
      return typeOfAndClasses(cast<TypeOfAnnotation>(a), cast<PbcAnnotation>(b));
    if (isKind(b, Kind::TypeOf) && isKind(a, Kind::Pbc))
      return typeOfAndClasses(cast<TypeOfAnnotation>(b), cast<PbcAnnotation>(a));
    return nullptr;
  }

  static bool isSmallInt(const Annotation* a) {
    if (isKind(a, Kind::Bool)) return true;
    auto* integer = dynCast<IntegerAnnotation>(a);
    return integer && (integer->type.bits < 64 || integer->type.isSigned);
  }

  const Annotation* tuples(const TupleAnnotation& a, const TupleAnnotation& b) {
    if (a.items.size() != b.items.size()) return nullptr;
    std::vector<const Annotation*> items;
    for (size_t i = 0; i < a.items.size(); ++i) {
      const Annotation* item = (*this)(a.items[i], b.items[i]);
      if (!item) return nullptr;
      items.push_back(item);
    }
    return make<TupleAnnotation>(annotator_.copySpan(items));
  }

  const Annotation* lists(const ListAnnotation& a, const ListAnnotation& b) {
    if (&a.def() != &b.def()) {
      if (pure_) return nullptr;
      a.def().merge(annotator_, b.def());
    }
    host::Object* constant = a.constant() == b.constant() ? a.constant() : nullptr;
    return make<ListAnnotation>(&a.def(), a.canBeNone || b.canBeNone, constant);
  }

  const Annotation* dicts(const DictAnnotation& a, const DictAnnotation& b) {
    if (&a.def() != &b.def()) {
      if (pure_) return nullptr;
      a.def().merge(annotator_, b.def());
    }
    host::Object* constant = a.constant() == b.constant() ? a.constant() : nullptr;
    return make<DictAnnotation>(&a.def(), a.canBeNone || b.canBeNone, constant);
  }

  const Annotation* iterators(const IteratorAnnotation& a, const IteratorAnnotation& b) {
    if (a.variant != b.variant) return nullptr;
    const Annotation* container = (*this)(a.container, b.container);
    if (!container) return nullptr;
    const Annotation* start = nullptr;
    if (a.startIndex || b.startIndex) {
      const Annotation* zero = annotator_.integer(true);
      start = (*this)(a.startIndex ? a.startIndex : zero, b.startIndex ? b.startIndex : zero);
    }
    return make<IteratorAnnotation>(container, a.variant, start);
  }

  const Annotation* instances(const InstanceAnnotation& a, const InstanceAnnotation& b) {
    ClassDef* base = nullptr;
    if (a.classDef && b.classDef) {
      base = a.classDef->commonBase(*b.classDef);
      if (!base) return nullptr;
    }
    InstanceFlags flags{a.flags.accessDirectly && b.flags.accessDirectly,
                        a.flags.freshVirtualizable && b.flags.freshVirtualizable};
    return make<InstanceAnnotation>(base, a.canBeNone || b.canBeNone, flags);
  }

  // Bound methods are called by their one name, through the class of what they are bound to.
  static bool areCalledAlike(const Desc& a, const Desc& b) {
    if (a.kind != DescKind::Method) return true;
    const auto& one = static_cast<const MethodDesc&>(a);
    const auto& other = static_cast<const MethodDesc&>(b);
    ClassDef* self = one.self ? one.self : one.origin;
    return one.methodName == other.methodName &&
           self->commonBase(other.self ? *other.self : *other.origin);
  }

  const Annotation* pbcs(const PbcAnnotation& a, const PbcAnnotation& b) {
    if (a.descs[0]->kind != b.descs[0]->kind || !areCalledAlike(*a.descs[0], *b.descs[0]))
      return nullptr;
    std::vector<Desc*> all(a.descs.begin(), a.descs.end());
    all.insert(all.end(), b.descs.begin(), b.descs.end());
    return annotator_.pbc(std::move(all), a.canBeNone || b.canBeNone,
                          a.anySubclass || b.anySubclass);
  }

  const Annotation* typeOfs(const TypeOfAnnotation& a, const TypeOfAnnotation& b) {
    ClassDef* base = a.base && b.base ? a.base->commonBase(*b.base) : nullptr;
    std::vector<flow::Variable*> both;
    for (flow::Variable* variable : a.of)
      if (std::find(b.of.begin(), b.of.end(), variable) != b.of.end()) both.push_back(variable);
    return make<TypeOfAnnotation>(base, annotator_.copySpan(both));
  }

  const Annotation* typeOfAndClasses(const TypeOfAnnotation& a, const PbcAnnotation& b) {
    if (b.descs[0]->kind != DescKind::Class) return nullptr;
    ClassDef* base = a.base;
    for (Desc* desc : b.descs) {
      ClassDef* def = annotator_.classDefOf(static_cast<ClassDesc&>(*desc));
      base = base && def ? base->commonBase(*def) : nullptr;
    }
    return make<TypeOfAnnotation>(base, std::span<flow::Variable* const>{});
  }

  const Annotation* weakRefs(const WeakRefAnnotation& a, const WeakRefAnnotation& b) {
    if (!a.classDef || !b.classDef)
      return make<WeakRefAnnotation>(a.classDef ? a.classDef : b.classDef);
    ClassDef* base = a.classDef->commonBase(*b.classDef);
    return base ? make<WeakRefAnnotation>(base) : nullptr;
  }

  Annotator& annotator_;
  bool pure_;
};

} // namespace

const Annotation* unionOf(Annotator& annotator, const Annotation* a, const Annotation* b) {
  if (const Annotation* result = Join(annotator, false)(a, b)) return result;
  throw UnionError(a, b);
}

const Annotation* tryUnion(Annotator& annotator, const Annotation* a, const Annotation* b) {
  return Join(annotator, true)(a, b);
}

bool contains(Annotator& annotator, const Annotation* a, const Annotation* b) {
  const Annotation* joined = tryUnion(annotator, a, b);
  return joined && equal(joined, a);
}

} // namespace tw::annotate
