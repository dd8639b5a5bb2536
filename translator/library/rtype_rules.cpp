// rtype rules of the built-in functions.
#include "translator/library/rtype_rules.h"

#include "translator/annotate/annotator.h"
#include "translator/host/host.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rclass.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/words.h"

#include <string>

namespace tw::library {

using flow::OpCode;
using flow::Value;
using rtype::HighLevelOp;
using rtype::Repr;
using rtype::ReprKind;
using rtype::RTyper;

Value rtypeConstantResult(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (!hop.constantResult()) hop.fail("the result of this call is not known at translation time");
  return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
}

// ---- Characters -----------------------------------------------------------------------------

static Value character(HighLevelOp& hop, OpCode op, const char* checked) {
  Value code = hop.inputArg(0, hop.rtyper().signedRepr());
  if (hop.catches("ValueError")) {
    hop.exceptionIsHere();
    return hop.callHelper("rint", checked, {code});
  }
  hop.exceptionCannotOccur();
  return hop.genop(op, {code}, hop.resultType());
}

Value rtypeChr(HighLevelOp& hop) { return character(hop, OpCode::LlCastIntToChar, "ll_check_chr"); }
Value rtypeUnichr(HighLevelOp& hop) {
  return character(hop, OpCode::LlCastIntToUniChar, "ll_check_unichr");
}

// ---- isinstance -----------------------------------------------------------------------------

namespace {

Value testRange(HighLevelOp& hop, Value instance, Value min, Value max) {
  return hop.callHelper(
      "rclass", "ll_isinstance",
      {hop.ops.typeObject(hop.rtyper().classRepr().lowType()), instance, min, max});
}

// isinstance() of a class that is known at run time only.
Value testVariable(HighLevelOp& hop) {
  auto& repr = static_cast<rtype::InstanceRepr&>(hop.argRepr(0));
  Value instance = hop.inputArg(0);
  Value cls = hop.inputArg(1, hop.rtyper().classRepr());
  if (!annotate::canBeNone(hop.annotation(0)))
    return testSubclass(repr.typePointer(instance, hop.ops), cls, hop.ops);
  return testRange(hop, instance, hop.ops.getField(cls, "subclassrange_min"),
                   hop.ops.getField(cls, "subclassrange_max"));
}

void collectClasses(HighLevelOp& hop, host::Object* object,
                    std::vector<host::ClassObject*>& found) {
  if (object->kind == host::Kind::Tuple) {
    for (host::Object* item : host::as<host::TupleObject>(object)->items)
      collectClasses(hop, item, found);
    return;
  }
  if (object->kind != host::Kind::Class) hop.fail("isinstance() takes classes");
  found.push_back(host::as<host::ClassObject>(object));
}

Value testOne(HighLevelOp& hop, Value instance, host::ClassObject* cls) {
  RTyper& rtyper = hop.rtyper();
  auto& repr = static_cast<rtype::InstanceRepr&>(hop.argRepr(0));
  annotate::ClassDef* def = rtyper.annotator().classDefOf(cls);
  if (!annotate::canBeNone(hop.annotation(0)))
    return testSubclass(repr.typePointer(instance, hop.ops), def, hop.ops);
  rtype::ClassRange range = classRange(rtyper, def);
  return testRange(hop, instance, hop.ops.signedConstant(range.min),
                   hop.ops.signedConstant(range.max));
}

} // namespace

Value rtypeIsInstance(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (hop.constantResult()) return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
  if (hop.argRepr(0).kind() != ReprKind::Instance) { // of a built-in type, or None
    // Two types of values met: what they became together says it.
    const annotate::Annotation* truth =
        hop.rtyper().annotator().truthOfInstanceTest(hop.annotation(0), nullptr, hop.annotation(1));
    if (truth->constant()) return hop.ops.constantOf(hop.resultRepr(), truth->constant());
    if (!hop.argRepr(0).lowType()->isPtr())
      hop.fail("isinstance() of " + withArticle(hop.argRepr(0).describe()));
    return hop.genop(OpCode::LlPtrNonzero, {hop.inputArg(0)}, hop.rtyper().boolRepr().lowType());
  }
  host::Object* classes = hop.constantObject(1);
  if (!classes) return testVariable(hop);
  std::vector<host::ClassObject*> found;
  collectClasses(hop, classes, found);
  Value instance = hop.inputArg(0);
  Value result;
  const lltype::Type* boolType = hop.rtyper().boolRepr().lowType();
  const lltype::Type* signedType = hop.rtyper().signedRepr().lowType();
  for (host::ClassObject* cls : found) {
    Value one = testOne(hop, instance, cls);
    if (!result) {
      result = one;
      continue;
    }
    Value either = hop.genop(OpCode::LlIntOr,
                             {hop.genop(OpCode::LlCastBoolToInt, {result}, signedType),
                              hop.genop(OpCode::LlCastBoolToInt, {one}, signedType)},
                             signedType);
    result = hop.genop(OpCode::LlIntIsTrue, {either}, boolType);
  }
  return result ? result : hop.ops.boolConstant(false);
}

// ---- min, max -------------------------------------------------------------------------------

static Value extreme(HighLevelOp& hop, const std::string& helper) {
  Repr& common = hop.resultRepr();
  const bool strings = common.kind() == ReprKind::String || common.kind() == ReprKind::Unicode;
  hop.exceptionCannotOccur();
  Value best = hop.inputArg(0, common);
  for (size_t i = 1; i < hop.argCount(); ++i) {
    Value other = hop.inputArg(i, common);
    best = strings ? hop.callHelper("rstr", helper + "_string", {best, other})
                   : hop.callHelper("rint", helper, {best, other});
  }
  return best;
}

Value rtypeMin(HighLevelOp& hop) { return extreme(hop, "ll_min"); }
Value rtypeMax(HighLevelOp& hop) { return extreme(hop, "ll_max"); }

Value rtypeSame(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.inputArg(0, hop.resultRepr());
}

} // namespace tw::library
