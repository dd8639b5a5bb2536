// weakref.ref(instance).
#include "translator/library/rules.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rlist.h"

namespace tw::library {

using namespace annotate;

namespace {

const Annotation* makeRef(LibraryCall& call) {
  call.expectArgs(1, 1);
  auto* instance = dynCast<InstanceAnnotation>(call[0]);
  if (!instance)
    call.fail("weakref.ref() takes an instance, not " + describe(call[0]),
              "wrap the value in an instance");
  if (instance->canBeNone) call.fail("weakref.ref() of what may be None", "test for None first");
  return call.annotator.make<WeakRefAnnotation>(instance->classDef);
}

flow::Value rtypeMakeRef(rtype::HighLevelOp& hop) {
  flow::Value target = hop.inputArg(0);
  rtype::mayRaiseMemoryError(hop);
  return hop.genop(flow::OpCode::LlWeakrefCreate, {target}, hop.resultType());
}

constexpr RuleEntry kEntries[] = {{"ref", makeRef, rtypeMakeRef}};

} // namespace

RuleGroup weakReferences() { return {"_weakref", kEntries}; }

} // namespace tw::library
