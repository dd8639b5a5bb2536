// Annotation and low-level form of these operations.
#include "translator/library/jit_calls.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/lattice.h"
#include "translator/library/native_module.h"
#include "translator/rtype/callargs.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/jit_fields.h"
#include "translator/rtype/rtyper.h"

namespace tw::library {

using namespace annotate;
using flow::OpCode;
using flow::Value;
using rtype::HighLevelOp;

namespace {

// The result of the function's call with the arguments behind it.
const Annotation* resultOf(LibraryCall& call) {
  if (call.size() < 2)
    call.fail(std::string(call.name) + "() takes a value, a function and its arguments");
  return call.annotator.emulateCall(call[1], {call.args.begin() + 2, call.args.end()}, 0);
}

// Removes the value in front, so that a plain call is left, and gives its graph.
flow::FunctionGraph& graphOf(HighLevelOp& hop) {
  hop.removeArg(0);
  auto* pbc = dynCast<PbcAnnotation>(hop.annotation(0));
  if (!pbc || pbc->descs.size() != 1 || pbc->descs[0]->kind != DescKind::Function)
    hop.fail("the called function must be known at translation time, and no method");
  return *rtype::graphOfCall(hop, static_cast<FunctionDesc&>(*pbc->descs[0]), false);
}

// The value, the function, its arguments.
std::vector<Value> operandsOf(HighLevelOp& hop, Value first, flow::FunctionGraph& graph) {
  std::vector<Value> operands = rtype::bindArguments(hop, graph);
  rtype::RTyper& rtyper = hop.rtyper();
  const Value function = hop.ops.constant(rtyper.types().ptr(rtyper.functionType(&graph)),
                                          rtyper.functionPointer(&graph));
  operands.insert(operands.begin(), {first, function});
  return operands;
}

} // namespace

const Annotation* annotateConditionalCall(LibraryCall& call) {
  resultOf(call);
  return call.annotator.none();
}

const Annotation* annotateConditionalCallValue(LibraryCall& call) {
  return unionOf(call.annotator, call[0], resultOf(call));
}

const Annotation* annotateRecordKnownResult(LibraryCall& call) {
  if (rtype::isJitEnabled(call.annotator.host())) resultOf(call);
  return call.annotator.none();
}

Value rtypeConditionalCall(HighLevelOp& hop) {
  const Value condition = hop.inputArg(0, hop.rtyper().boolRepr());
  std::vector<Value> operands = operandsOf(hop, condition, graphOf(hop));
  hop.exceptionIsHere();
  hop.genop(OpCode::LlJitConditionalCall, std::move(operands), hop.rtyper().types().voidType());
  return {};
}

// The operation gives one type; what the function gives is converted before only where it must be.
Value rtypeConditionalCallValue(HighLevelOp& hop) {
  const Value value = hop.inputArg(0, hop.resultRepr());
  flow::FunctionGraph& graph = graphOf(hop);
  if (hop.rtyper().resultRepr(&graph).lowType() != hop.resultType())
    hop.fail("the function of conditional_call_elidable() returns another type than the value's");
  std::vector<Value> operands = operandsOf(hop, value, graph);
  hop.exceptionIsHere();
  return hop.genop(OpCode::LlJitConditionalCallValue, std::move(operands), hop.resultType());
}

Value rtypeRecordKnownResult(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (!rtype::isJitEnabled(hop.rtyper().host()) || hop.argRepr(0).isVoid()) return {};
  rtype::Repr& given = hop.argRepr(0);
  const Value value = hop.inputArg(0, given);
  flow::FunctionGraph& graph = graphOf(hop);
  const Value result = hop.ops.convert(value, given, hop.rtyper().resultRepr(&graph));
  hop.genop(OpCode::LlJitRecordKnownResult, operandsOf(hop, result, graph),
            hop.rtyper().types().voidType());
  return {};
}

} // namespace tw::library
