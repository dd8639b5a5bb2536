// Defaults of Repr: what every kind of value shares, and the diagnostics of what none does.
#include "translator/rtype/repr.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/names.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/diagnostic.h"
#include "translator/support/words.h"

#include <stdexcept>

namespace tw::rtype {

bool Repr::isVoid() const { return lowType_->isVoid(); }

bool Repr::canBeNone() const { return kind_ == ReprKind::None || lowType_->isPtr(); }

void Repr::setup() {
  if (setup_ != Setup::Not) return;
  setup_ = Setup::Running;
  doSetup();
  setup_ = Setup::Done;
}

uint64_t Repr::convertConst(host::Object* object) {
  if (isVoid()) return 0;
  if (lowType_->isPtr() && host::isNone(object)) return 0;
  throw TranslationError(SourceSpan{}, "the prebuilt " + describeObject(rtyper_.host(), object) +
                                           " cannot be " + withArticle(describe()) +
                                           " at run time");
}

Value Repr::rtypeUnary(HighLevelOp& hop) {
  if (hop.opcode() == OpCode::IsTrue) {
    hop.exceptionCannotOccur();
    if (lowType_->isPtr())
      return hop.genop(OpCode::LlPtrNonzero, {hop.inputArg(0)}, rtyper_.boolRepr().lowType());
    if (isVoid()) return hop.ops.boolConstant(kind_ != ReprKind::None);
  }
  // A method fetched from a value is the value until it is called.
  if (hop.opcode() == OpCode::GetAttr && hop.resultRepr().kind() == ReprKind::BuiltinMethod) {
    hop.exceptionCannotOccur();
    return isVoid() ? Value() : hop.inputArg(0);
  }
  const bool isText = hop.opcode() == OpCode::Str || hop.opcode() == OpCode::Repr;
  hop.fail(
      std::string(operationText(hop.opcode())) + " is not supported on " + withArticle(describe()),
      isText ? "numbers, strings, lists and instances have a text at run time: write the parts "
               "one by one"
             : "use an operation that is defined for such values");
}

Value Repr::rtypePair(HighLevelOp& hop, Repr& right) {
  return right.rtypePairReflected(hop, *this);
}

// One of several functions or frozen objects, which are equal if they are the same.
static bool isPbc(const Repr& repr) {
  return (repr.kind() == ReprKind::Function || repr.kind() == ReprKind::Frozen) &&
         repr.lowType()->isPtr();
}

Value Repr::rtypePairReflected(HighLevelOp& hop, Repr& left) {
  switch (hop.opcode()) {
  case OpCode::Is: return rtypeIdentity(hop, false);
  case OpCode::Eq:
  case OpCode::Ne:
    // Comparing with None or of functions is a test of identity.
    if (kind_ == ReprKind::None || left.kind() == ReprKind::None ||
        (left.kind() == kind_ && (isPbc(left) || isPbc(*this))))
      return rtypeIdentity(hop, hop.opcode() == OpCode::Ne);
    break;
  default: break;
  }
  hop.fail(std::string(operationText(hop.opcode())) + " is not supported between " +
               withArticle(left.describe()) + " and " + withArticle(describe()),
           "convert one of them, so that both have one type");
}

Value Repr::rtypeNew(HighLevelOp& hop) {
  hop.fail(operationText(hop.opcode()) + " cannot make " + withArticle(describe()));
}

Value Repr::rtypeMethod(std::string_view name, HighLevelOp& hop) {
  hop.fail(withArticle(describe()) + " has no method '" + std::string(name) + "' at run time");
}

Value Repr::convertTo(Repr& to, Value value, LowLevelOps& ops) {
  (void)value;
  if (to.isVoid()) return ops.voidConstant(static_cast<host::Object*>(nullptr));
  return {};
}

Value Repr::convertFrom(Repr& from, Value value, LowLevelOps& ops) {
  (void)value;
  if (from.kind() == ReprKind::None && canBeNone()) return ops.null(lowType_);
  return {};
}

host::FunctionObject* Repr::eqFunction() {
  if (lowType_->isPrimitive() || isVoid()) return nullptr;
  throw TranslationError({Severity::Error,
                          {},
                          withArticle(describe()) + " cannot be compared by ==",
                          {},
                          "compare the parts one by one"});
}

host::FunctionObject* Repr::hashFunction() {
  throw TranslationError(
      {Severity::Error,
       {},
       withArticle(describe()) + " cannot be a key of a dictionary",
       {},
       "strings, numbers, tuples of them and instances can be keys; rlib.objectmodel.r_dict takes "
       "functions for others"});
}

Repr& Repr::inContainer() {
  return kind_ == ReprKind::Instance ? rtyper_.repr(rtyper_.annotator().instance(nullptr, true))
                                     : *this;
}

Repr* Repr::makeIteratorRepr(const std::string& variant) {
  (void)variant;
  throw TranslationError({Severity::Error,
                          {},
                          withArticle(describe()) + " cannot be iterated over",
                          {},
                          "lists, tuples, dicts, strings and generators can"});
}

// is_ and its negation: pointers by address. A Void side is None, or the only
// value of its kind, which is a pointer like the other side where that has several.
Value rtypeIdentity(HighLevelOp& hop, bool negated) {
  hop.exceptionCannotOccur();
  RTyper& rtyper = hop.rtyper();
  const lltype::Type* boolType = rtyper.boolRepr().lowType();
  Repr& left = hop.argRepr(0);
  Repr& right = hop.argRepr(1);
  if (host::Object* known = hop.constantResult())
    return hop.ops.boolConstant(rtyper.host().truth(known));
  auto isNull = [&](size_t index) {
    return hop.genop(negated ? OpCode::LlPtrNonzero : OpCode::LlPtrIszero, {hop.inputArg(index)},
                     boolType);
  };
  if (right.kind() == ReprKind::None && left.lowType()->isPtr()) return isNull(0);
  if (left.kind() == ReprKind::None && right.lowType()->isPtr()) return isNull(1);
  if (left.isVoid() && right.isVoid())
    return hop.ops.boolConstant((left.kind() == right.kind()) != negated);
  bool sameKind = left.kind() == right.kind();
  Repr& leftForm = left.isVoid() && sameKind ? right : left;
  Repr& rightForm = right.isVoid() && sameKind ? left : right;
  if (leftForm.lowType()->isPtr() && rightForm.lowType()->isPtr()) {
    Value a = hop.inputArg(0, leftForm);
    Value b = hop.inputArg(1, rightForm);
    if (a.type() != b.type()) {
      const lltype::Type* common = rtyper.types().gcRef();
      a = hop.genop(OpCode::LlCastOpaquePtr, {a}, common);
      b = hop.genop(OpCode::LlCastOpaquePtr, {b}, common);
    }
    return hop.genop(negated ? OpCode::LlPtrNe : OpCode::LlPtrEq, {a, b}, boolType);
  }
  if (left.isVoid() || right.isVoid()) // None against a value that is never None
    return hop.ops.boolConstant(negated);
  hop.fail("'is' is not defined between " + withArticle(left.describe()) + " and " +
           withArticle(right.describe()));
}

} // namespace tw::rtype
