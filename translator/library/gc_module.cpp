// `__tw_gc__`: what rlib.rgc and rlib.rthread need beyond low-level operations.
#include "translator/library/native_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rtyper.h"

namespace tw::library {

using namespace annotate;
using flow::OpCode;
using flow::Value;
using host::Args;
using host::Host;
using host::Object;
using rtype::HighLevelOp;

namespace {

// ---- code_address(f): where the C function is that calls f, without arguments ------------------

// A function, or a method of a prebuilt object; null for anything else.
const Desc* calledOne(const Annotation* a) {
  const auto* pbc = dynCast<PbcAnnotation>(a);
  if (!pbc || pbc->descs.size() != 1 || pbc->canBeNone) return nullptr;
  const Desc* desc = pbc->descs[0];
  bool known = desc->kind == DescKind::Function || desc->kind == DescKind::FrozenMethod;
  return known ? desc : nullptr;
}

const Annotation* annotateCodeAddress(LibraryCall& call) {
  call.expectArgs(1, 1);
  if (!calledOne(call[0]))
    call.fail("which function this is must be known, not " + describe(call[0]));
  call.annotator.emulateCall(call[0], {}, 0);
  return call.annotator.ofLowLevelType(call.annotator.types().address());
}

flow::FunctionGraph* calledGraph(HighLevelOp& hop) {
  Annotator& annotator = hop.rtyper().annotator();
  const Desc& desc = *calledOne(hop.annotation(0));
  if (desc.kind == DescKind::Function) {
    auto& function = const_cast<FunctionDesc&>(static_cast<const FunctionDesc&>(desc));
    return annotator.graphOfCall(function, {}, {}, false, hop.operation());
  }
  const auto& method = static_cast<const FrozenMethodDesc&>(desc);
  return annotator.graphOfCall(*method.function, {annotator.pbc({method.self})}, {}, true,
                               hop.operation());
}

Value rtypeCodeAddress(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  flow::FunctionGraph* graph = calledGraph(hop);
  const lltype::FuncType* type = hop.rtyper().functionType(graph)->asFunc();
  for (const lltype::Type* argument : type->args()) {
    if (!argument->isVoid())
      hop.fail("a function of one object only is expected here",
               "each finalizer queue needs a method finalizer_trigger of its own");
  }
  return hop.genop(
      OpCode::LlCastPtrToAdr,
      {hop.ops.constant(hop.rtyper().types().ptr(type), hop.rtyper().functionPointer(graph))},
      hop.resultType());
}

Object* hostCodeAddress(Host& host, const Args&) {
  host.raise(host.types().RuntimeError, "functions have addresses at run time only");
}

// ---- next_dead(queue, Class): an instance whose turn it is, or None ---------------------------

const Annotation* annotateNextDead(LibraryCall& call) {
  call.expectArgs(2, 2);
  Object* cls = call[1]->constant();
  if (!cls || cls->kind != host::Kind::Class)
    call.fail("a finalizer queue needs the attribute Class: the class of its objects");
  ClassDef* def = call.annotator.classDefOf(host::as<host::ClassObject>(cls));
  return call.annotator.instance(def, true);
}

Value rtypeNextDead(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.genop(OpCode::LlGcFqNextDead, {hop.inputArg(0)}, hop.resultType());
}

// ---- move_out_of_nursery(x) --------------------------------------------------------------------

Value rtypeMoveOut(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.genop(OpCode::LlGcMoveOutOfNursery, {hop.inputArg(0, hop.resultRepr())},
                   hop.resultType());
}

constexpr NativeEntry kEntries[] = {
    {"code_address", hostCodeAddress, annotateCodeAddress, rtypeCodeAddress},
    {"next_dead", hostNothing, annotateNextDead, rtypeNextDead},
    {"move_out_of_nursery", hostFirstArgument, annotateFirstArgument, rtypeMoveOut},
};

} // namespace

void fillGcModule(Host& host, host::ModuleObject* module) { addNatives(host, module, kEntries); }

} // namespace tw::library
