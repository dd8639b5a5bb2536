// `__tw_debug__`: checks for the annotator, and the PYPYLOG.
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

// ---- Checks ---------------------------------------------------------------------------------

const Annotation* notResized(LibraryCall& call) {
  call.expectArgs(1, 1);
  auto* list = dynCast<ListAnnotation>(call[0]);
  if (list)
    list->def().neverResize(call.annotator);
  else if (!isKind(call[0], annotate::Kind::None))
    call.fail("make_sure_not_resized() takes a list, not " + describe(call[0]));
  return call[0];
}

const Annotation* dictNonNull(LibraryCall& call) {
  call.expectArgs(1, 1);
  if (auto* dict = dynCast<DictAnnotation>(call[0])) dict->def().forceNonNullKeys = true;
  return call[0];
}

const Annotation* nonNegative(LibraryCall& call) {
  call.expectArgs(1, 1);
  auto* integer = dynCast<IntegerAnnotation>(call[0]);
  if (!isKind(call[0], annotate::Kind::Bool) && !(integer && integer->nonNegative))
    call.fail("the argument of check_nonneg() may be negative: " + describe(call[0]));
  return call.annotator.none();
}

const Annotation* regularInt(LibraryCall& call) {
  call.expectArgs(1, 1);
  auto* integer = dynCast<IntegerAnnotation>(call[0]);
  const bool regular = integer && integer->type == IntegerType{};
  if (!regular && !isKind(call[0], annotate::Kind::Bool))
    call.fail("check_regular_int() is given " + describe(call[0]));
  return call.annotator.none();
}

const Annotation* listOfChars(LibraryCall& call) {
  call.expectArgs(1, 1);
  auto* list = dynCast<ListAnnotation>(call[0]);
  if (!list) call.fail("check_list_of_chars() is given " + describe(call[0]));
  const Annotation* item = list->def().readItem(call.annotator);
  if (!isKind(item, annotate::Kind::Char) && !isImpossible(item))
    call.fail("check_list_of_chars() is given " + describe(call[0]));
  return call[0];
}

const Annotation* notAccessDirectly(LibraryCall& call) {
  call.expectArgs(1, 1);
  auto* instance = dynCast<InstanceAnnotation>(call[0]);
  if (instance && instance->flags.accessDirectly)
    call.fail("the argument of check_not_access_directly() has access_directly set");
  return call[0];
}

const Annotation* firstArgument(LibraryCall& call) {
  call.expectArgs(1, 2);
  return call[0];
}

// ---- Assertions -----------------------------------------------------------------------------

Object* hostAssert(Host& host, const Args& args) {
  if (!host.truth(args[0])) host.raise(host.types().AssertionError, host.str(args[1]));
  return host.none();
}
Object* hostFatal(Host& host, const Args& args) {
  host.raise(host.types().AssertionError, host.str(args[0]));
}

Value emit(HighLevelOp& hop, OpCode op, std::vector<Value> args) {
  hop.exceptionCannotOccur();
  const bool hasResult = !hop.resultRepr().isVoid();
  Value result = hop.genop(op, std::move(args),
                           hasResult ? hop.resultType() : hop.rtyper().types().voidType());
  return hasResult ? result : Value();
}

// A constant text becomes a Symbol, which C writes as a literal.
Value textOperand(HighLevelOp& hop, size_t index) {
  std::string_view text;
  if (!hop.constantString(index, text)) return hop.inputArg(index);
  return hop.ops.constant(hop.rtyper().types().voidType(),
                          hop.rtyper().symbols().text(text)->word());
}

Value rtypeAssert(HighLevelOp& hop) {
  return emit(hop, OpCode::LlDebugAssert,
              {hop.inputArg(0, hop.rtyper().boolRepr()), textOperand(hop, 1)});
}

Value rtypeAssertNotNone(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Value value = hop.inputArg(0, hop.resultRepr());
  if (value.type()->isPtr())
    hop.genop(OpCode::LlDebugAssertNotNone, {value}, hop.rtyper().types().voidType());
  return value;
}

Value rtypeFatal(HighLevelOp& hop) {
  return emit(hop, OpCode::LlDebugFatalError, {textOperand(hop, 0)});
}

// ---- The log --------------------------------------------------------------------------------

Object* hostZero(Host& host, const Args&) { return host.newInt(0); }

Value rtypePrint(HighLevelOp& hop) {
  std::vector<Value> args;
  for (size_t i = 0; i < hop.argCount(); ++i) args.push_back(textOperand(hop, i));
  return emit(hop, OpCode::LlDebugPrint, std::move(args));
}

template <OpCode Op> Value rtypeSection(HighLevelOp& hop) {
  const bool timed = hop.argCount() > 1;
  Value timestamp = timed ? hop.inputArg(1, hop.rtyper().boolRepr()) : hop.ops.boolConstant(false);
  return emit(hop, Op, {textOperand(hop, 0), timestamp});
}

template <OpCode Op> Value rtypePlain(HighLevelOp& hop) { return emit(hop, Op, {}); }

Value rtypeHasPrintsFor(HighLevelOp& hop) {
  return emit(hop, OpCode::LlHaveDebugPrintsFor, {textOperand(hop, 0)});
}

constexpr NativeEntry kEntries[] = {
    {"make_sure_not_resized", hostFirstArgument, notResized, rtypeFirstArgument},
    {"mark_dict_non_null", hostFirstArgument, dictNonNull, rtypeFirstArgument},
    {"check_nonneg", hostNothing, nonNegative, rtypeNothing},
    {"check_regular_int", hostNothing, regularInt, rtypeNothing},
    {"check_annotation", hostFirstArgument, firstArgument, rtypeFirstArgument},
    {"check_list_of_chars", hostFirstArgument, listOfChars, rtypeFirstArgument},
    {"check_not_access_directly", hostFirstArgument, notAccessDirectly, rtypeFirstArgument},
    {"ll_assert", hostAssert, annotateNone, rtypeAssert},
    {"ll_assert_not_none", hostFirstArgument, annotateFirstArgument, rtypeAssertNotNone},
    {"fatalerror", hostFatal, annotateNone, rtypeFatal},
    {"fatalerror_notb", hostFatal, annotateNone, rtypeFatal},
    {"debug_print", hostNothing, annotateNone, rtypePrint},
    {"debug_start", hostZero, annotateInt, rtypeSection<OpCode::LlDebugStart>, true},
    {"debug_stop", hostZero, annotateInt, rtypeSection<OpCode::LlDebugStop>, true},
    {"have_debug_prints", hostFalse, annotateBool, rtypePlain<OpCode::LlHaveDebugPrints>},
    {"have_debug_prints_for", hostFalse, annotateBool, rtypeHasPrintsFor},
    {"debug_offset", hostZero, annotateInt, rtypePlain<OpCode::LlDebugOffset>},
    {"debug_flush", hostNothing, annotateNone, rtypePlain<OpCode::LlDebugFlush>},
    {"debug_print_traceback", hostNothing, annotateNone, rtypePlain<OpCode::LlDebugPrintTraceback>},
};

} // namespace

void fillDebugModule(Host& host, host::ModuleObject* module) { addNatives(host, module, kEntries); }

} // namespace tw::library
