// Comparisons, identity, truth; and what they tell about variables.
#include "translator/annotate/constants.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/operations.h"

#include <algorithm>

namespace tw::annotate {

using flow::OpCode;

namespace {

bool isPrimitive(const Annotation* a) { return a->kind() <= Kind::Unicode; }

class TruthBuilder {
public:
  explicit TruthBuilder(Annotator& annotator) : annotator_(annotator) {}

  void know(bool value, flow::Variable* variable, const Annotation* annotation) {
    if (!variable) return;
    (value ? known_.whenTrue : known_.whenFalse).push_back({variable, annotation});
  }
  void constant(bool value) { constant_ = annotator_.host().boolean(value); }
  bool isConstant() const { return constant_ != nullptr; }

  const Annotation* build() {
    const KnownTypes* known = nullptr;
    if (!known_.whenTrue.empty() || !known_.whenFalse.empty())
      known = annotator_.arena().make<KnownTypes>(std::move(known_));
    return annotator_.make<BoolAnnotation>(constant_, known);
  }

private:
  Annotator& annotator_;
  KnownTypes known_;
  host::Object* constant_ = nullptr;
};

bool isComparison(OpCode op) {
  return op == OpCode::Lt || op == OpCode::Le || op == OpCode::Eq || op == OpCode::Ne ||
         op == OpCode::Gt || op == OpCode::Ge;
}

syntax::CompareOp compareOp(OpCode op) {
  switch (op) {
  case OpCode::Lt: return syntax::CompareOp::Lt;
  case OpCode::Le: return syntax::CompareOp::Le;
  case OpCode::Eq: return syntax::CompareOp::Eq;
  case OpCode::Ne: return syntax::CompareOp::Ne;
  case OpCode::Gt: return syntax::CompareOp::Gt;
  default: return syntax::CompareOp::Ge;
  }
}

// The comparison with its operands exchanged.
OpCode mirrored(OpCode op) {
  switch (op) {
  case OpCode::Lt: return OpCode::Gt;
  case OpCode::Le: return OpCode::Ge;
  case OpCode::Gt: return OpCode::Lt;
  case OpCode::Ge: return OpCode::Le;
  default: return op;
  }
}

bool isSignedZero(flow::Value value) {
  if (!value.isConstant()) return false;
  const host::Object* object = value.constant()->object;
  return object && object->kind == host::Kind::Int && host::as<host::IntObject>(object)->value == 0;
}

// x OP y, where y is known not to be negative. What is known of x already is
// recorded too: it must still hold here when x is generalised later.
void refineAgainstNonNegative(TruthBuilder& truth, Annotator& annotator, OpCode op,
                              const Annotation* x, flow::Variable* variable) {
  auto* integer = dynCast<IntegerAnnotation>(x);
  if (!integer || !variable) return;
  const Annotation* refined = annotator.integer(true, integer->type);
  const bool holds = op == OpCode::Gt || op == OpCode::Ge || op == OpCode::Eq;
  if (holds)
    truth.know(true, variable, refined);
  else
    truth.know(false, variable, refined);
}

bool isNonNegative(const Annotation* a) {
  if (isKind(a, Kind::Bool)) return true;
  auto* integer = dynCast<IntegerAnnotation>(a);
  return integer && integer->nonNegative;
}

// `known`: the result, if both are constants.
const Annotation* compareIntegers(Site& site, host::Object* known) {
  TruthBuilder truth(site.annotator);
  if (known) truth.constant(site.annotator.host().truth(known));
  const OpCode op = site.operation.op;
  if (isNonNegative(site[1]))
    refineAgainstNonNegative(truth, site.annotator, op, site[0], site.variable(0));
  if (isNonNegative(site[0]))
    refineAgainstNonNegative(truth, site.annotator, mirrored(op), site[1], site.variable(1));
  if (isSignedZero(site.value(1)) && isNonNegative(site[0])) {
    if (op == OpCode::Lt) truth.constant(false);
    if (op == OpCode::Ge) truth.constant(true);
  }
  return truth.build();
}

// Lists that are compared, also as items of tuples, hold items of one form.
void agreeOnItems(Annotator& an, const Annotation* a, const Annotation* b) {
  if (auto* left = dynCast<ListAnnotation>(a))
    if (auto* right = dynCast<ListAnnotation>(b)) left->def().agree(an, right->def());
  auto *left = dynCast<TupleAnnotation>(a), *right = dynCast<TupleAnnotation>(b);
  if (!left || !right || left->items.size() != right->items.size()) return;
  for (size_t i = 0; i < left->items.size(); ++i) agreeOnItems(an, left->items[i], right->items[i]);
}

bool comparable(const Annotation* a, const Annotation* b, OpCode op) {
  const bool equality = op == OpCode::Eq || op == OpCode::Ne;
  const auto number = [](const Annotation* x) { return isIntegral(x) || isKind(x, Kind::Float); };
  if (number(a) && number(b)) return true;
  if (isByteText(a) && isByteText(b)) return true;
  if (isUniText(a) && isUniText(b)) return true;
  if (isKind(a, Kind::Tuple) && isKind(b, Kind::Tuple)) return true;
  if (a->kind() == b->kind() && a->kind() >= Kind::Float && a->kind() <= Kind::ByteArray)
    return true;
  return equality;
}

// Are both what comparing at translation time decides: numbers, texts, functions, low-level types?
bool comparedNow(const Annotation* a, const Annotation* b) {
  if (!a->isConstant() || !b->isConstant()) return false;
  return (isPrimitive(a) && isPrimitive(b)) || (isKind(a, Kind::Pbc) && isKind(b, Kind::Pbc));
}

} // namespace

const Annotation* annotateComparison(Site& site) {
  const OpCode op = site.operation.op;
  if (!isComparison(op)) return nullptr;
  agreeOnItems(site.annotator, site[0], site[1]);
  const Annotation *a = site[0], *b = site[1];
  if (!comparable(a, b, op)) return nullptr;
  host::Object* known = nullptr;
  if (comparedNow(a, b))
    known = site.annotator.host().compare(compareOp(op), a->constant(), b->constant());
  if (isIntegral(a) && isIntegral(b)) return compareIntegers(site, known);
  if (known) return site.annotator.boolean(known);
  return site.annotator.boolean();
}

namespace {

// Can it be None, or can it be generalised to what can?
bool mayBecomeNone(const Annotation* a) {
  switch (a->kind()) {
  case Kind::String:
  case Kind::Unicode:
  case Kind::ByteArray:
  case Kind::List:
  case Kind::Dict:
  case Kind::Instance:
  case Kind::Pbc:
  case Kind::Library: return true;
  default: return canBeNone(a) && !isKind(a, Kind::None);
  }
}

// `target is source` holds, or not.
void bindIdentity(TruthBuilder& truth, Annotator& annotator, const Annotation* source,
                  const Annotation* target, flow::Variable* variable) {
  if (auto* type = dynCast<TypeOfAnnotation>(target)) {
    auto* classes = dynCast<PbcAnnotation>(source);
    if (classes && classes->descs.size() == 1 && classes->descs[0]->kind == DescKind::Class)
      for (flow::Variable* of : type->of)
        truth.know(
            true, of,
            annotator.instance(annotator.classDefOf(static_cast<ClassDesc&>(*classes->descs[0]))));
  }
  const bool refines =
      isKind(source, Kind::None) || isKind(source, Kind::Instance) || isKind(source, Kind::Pbc);
  if (!refines) return;
  truth.know(true, variable, source);
  // Also of what cannot be None yet: it must still hold when that changes.
  if (isKind(source, Kind::None) && mayBecomeNone(target))
    truth.know(false, variable, withoutNone(annotator, target));
}

// Two sets of functions, classes or frozen objects without a common one.
bool haveNothingInCommon(const Annotation* a, const Annotation* b) {
  auto *x = dynCast<PbcAnnotation>(a), *y = dynCast<PbcAnnotation>(b);
  if (!x || !y || x->anySubclass || y->anySubclass || (x->canBeNone && y->canBeNone)) return false;
  return std::ranges::none_of(
      x->descs, [&](Desc* desc) { return std::ranges::find(y->descs, desc) != y->descs.end(); });
}

} // namespace

const Annotation* annotateIs(Site& site) {
  Annotator& an = site.annotator;
  TruthBuilder truth(an);
  const Annotation *a = site[0], *b = site[1];
  if (a->isConstant() && b->isConstant())
    truth.constant(sameConstant(a->constant(), b->constant()));
  else if ((isKind(b, Kind::None) && !canBeNone(a)) || (isKind(a, Kind::None) && !canBeNone(b)))
    truth.constant(false);
  else if (haveNothingInCommon(a, b))
    truth.constant(false);
  bindIdentity(truth, an, b, a, site.variable(0));
  bindIdentity(truth, an, a, b, site.variable(1));
  return truth.build();
}

const Annotation* annotateTruth(Site& site) {
  Annotator& an = site.annotator;
  const Annotation* a = site[0];
  if (isKind(a, Kind::Bool)) return a;
  TruthBuilder truth(an);
  switch (a->kind()) {
  case Kind::None: truth.constant(false); break;
  case Kind::Tuple: truth.constant(!cast<TupleAnnotation>(a).items.empty()); break;
  case Kind::Instance:
  case Kind::Pbc:
  case Kind::Builtin:
  case Kind::BuiltinMethod:
  case Kind::TypeOf:
  case Kind::Library:
    if (!canBeNone(a)) truth.constant(true);
    break;
  default:
    if (a->isConstant() && isPrimitive(a)) truth.constant(an.host().truth(a->constant()));
    break;
  }
  if (mayBecomeNone(a)) truth.know(true, site.variable(0), withoutNone(an, a));
  return truth.build();
}

const Annotation* annotateIsSubtype(Site& site) {
  Annotator& an = site.annotator;
  auto* classes = dynCast<PbcAnnotation>(site[1]);
  if (!classes || classes->descs[0]->kind != DescKind::Class) site.failOperands();
  ClassDef* base = classes->descs.size() == 1
                       ? an.classDefOf(static_cast<ClassDesc&>(*classes->descs[0]))
                       : nullptr;
  TruthBuilder truth(an);
  if (auto* type = dynCast<TypeOfAnnotation>(site[0]); type && base) {
    for (flow::Variable* variable : type->of) truth.know(true, variable, an.instance(base));
    if (type->base && type->base->isSubclassOf(*base))
      truth.constant(true);
    else if (type->base && !base->isSubclassOf(*type->base))
      truth.constant(false);
  } else if (auto* subs = dynCast<PbcAnnotation>(site[0]);
             subs && base && subs->descs[0]->kind == DescKind::Class) {
    size_t under = 0;
    for (Desc* desc : subs->descs)
      under += an.classDefOf(static_cast<ClassDesc&>(*desc))->isSubclassOf(*base);
    if (under == subs->descs.size()) truth.constant(true);
    if (under == 0) truth.constant(false);
  }
  return truth.build();
}

// ---- isinstance, for the library's rule -----------------------------------------------------

const Annotation* Annotator::truthOfInstanceTest(const Annotation* value, flow::Variable* variable,
                                                 const Annotation* classes) {
  TruthBuilder truth(*this);
  auto* pbc = dynCast<PbcAnnotation>(classes);
  if (!pbc && isKind(classes, Kind::TypeOf)) { // the class of another instance
    if (!isKind(value, Kind::Instance)) truth.constant(false);
    return truth.build();
  }
  if (!pbc) {
    if (!classes->constant() || classes->constant()->kind != host::Kind::Class)
      fail("isinstance() takes a class, or a tuple of classes, not " + describe(classes), {},
           "write isinstance(x, Class)");
    const bool is = builtinInstanceTest(value, classes->constant());
    if (!is || !annotate::canBeNone(value)) {
      truth.constant(is);
    } else { // anything but None
      truth.know(true, variable, withoutNone(*this, value));
      truth.know(false, variable, none());
    }
    return truth.build();
  }
  auto* instance = dynCast<InstanceAnnotation>(value);
  if (!instance) {
    truth.constant(false);
    return truth.build();
  }
  if (pbc->descs.size() != 1 || pbc->descs[0]->kind != DescKind::Class) return truth.build();
  ClassDef* base = classDefOf(static_cast<ClassDesc&>(*pbc->descs[0]));
  if (!instance->classDef || !instance->classDef->isSubclassOf(*base)) {
    if (instance->classDef && !base->isSubclassOf(*instance->classDef)) truth.constant(false);
    truth.know(true, variable, this->instance(base, false, instance->flags));
  } else if (!instance->canBeNone) {
    // The variable can still be generalised: then the test is what narrows it.
    truth.constant(true);
    truth.know(true, variable, this->instance(base, false, instance->flags));
  } else {
    truth.know(true, variable, withoutNone(*this, value));
    truth.know(false, variable, none());
  }
  return truth.build();
}

// isinstance(value, int) and the like: the annotation decides.
bool Annotator::builtinInstanceTest(const Annotation* value, host::Object* cls) {
  const host::Types& types = host_.types();
  if (cls == types.object) return true;
  switch (value->kind()) {
  case Kind::Bool: return cls == types.bool_ || cls == types.int_;
  case Kind::Integer: {
    const IntegerType type = cast<IntegerAnnotation>(value).type;
    if (cls == types.int_ || cls == types.long_) return cls == types.int_ && type == IntegerType{};
    auto* sized = host::as<host::ClassObject>(cls);
    if (sized->kind != host::Kind::Class || sized->instanceKind != host::Kind::SizedInt)
      return false;
    const bool isSigned = host_.truth(host_.getAttr(sized, "SIGNED"));
    return host_.toInt(host_.getAttr(sized, "BITS")) == type.bits && isSigned == type.isSigned;
  }
  case Kind::Float: return cls == types.float_;
  case Kind::Char:
  case Kind::String: return cls == types.str || cls == types.baseString;
  case Kind::UniChar:
  case Kind::Unicode: return cls == types.unicode || cls == types.baseString;
  case Kind::ByteArray: return cls == types.byteArray;
  case Kind::List: return cls == types.list;
  case Kind::Dict: return cls == types.dict;
  case Kind::Tuple: return cls == types.tuple;
  default: return false;
  }
}

} // namespace tw::annotate
