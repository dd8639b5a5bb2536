// `__tw_jit__`: the hints to the JIT that are operations of their own.
//
// Without a JIT most of them vanish while the program is annotated; see enableJit().
#include "translator/library/jit_calls.h"
#include "translator/library/jit_markers.h"
#include "translator/library/modules.h"
#include "translator/library/native_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/lltype/heap.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/jit_fields.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/suggest.h"

#include <algorithm>

namespace tw::library {

using namespace annotate;
using flow::OpCode;
using flow::Value;
using host::Args;
using host::Host;
using host::Object;
using rtype::HighLevelOp;

namespace {

// ---- hint(x, promote=True, ...) -------------------------------------------------------------

bool isGiven(const LibraryCall& call, std::string_view keyword) {
  const Annotation* value = call.get(SIZE_MAX, keyword);
  return value && value->constant() && call.annotator.host().truth(value->constant());
}

const Annotation* hint(LibraryCall& call) {
  if (call.size() != 1) call.fail("hint() takes one value and keyword arguments");
  auto* instance = dynCast<InstanceAnnotation>(call[0]);
  // The point of a hint is that the value is not known before the program runs.
  if (!instance)
    return isKind(call[0], Kind::Pbc) ? call[0] : withoutConstant(call.annotator, call[0]);
  InstanceFlags flags = instance->flags;
  flags.accessDirectly |= isGiven(call, "access_directly");
  flags.freshVirtualizable |= isGiven(call, "fresh_virtualizable");
  return call.annotator.instance(instance->classDef, instance->canBeNone, flags);
}

Value rtypeHint(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Value value = hop.inputArg(0, hop.resultRepr());
  if (hop.resultRepr().isVoid()) return value;
  const size_t positional = hop.argCount() - hop.keywords().size();
  for (size_t i = 0; i < hop.keywords().size(); ++i) {
    Object* given = hop.constantObject(positional + i);
    if (!given) hop.fail("the keyword arguments of hint() must be constants");
    if (hop.rtyper().host().truth(given))
      value = hop.genop(OpCode::LlHint, {value, hop.ops.fieldName(hop.keywords()[i])},
                        hop.resultType());
  }
  return value;
}

// ---- Others ---------------------------------------------------------------------------------

Object* hostMinusOne(Host& host, const Args&) { return host.newInt(-1); }

bool isJitEnabled(LibraryCall& call) { return rtype::isJitEnabled(call.annotator.host()); }
bool isJitEnabled(HighLevelOp& hop) { return rtype::isJitEnabled(hop.rtyper().host()); }

const Annotation* annotateTraceLength(LibraryCall& call) {
  if (isJitEnabled(call)) return call.annotator.integer();
  return call.annotator.ofConstant(call.annotator.host().newInt(-1));
}

const Annotation* annotateFalseUnlessJit(LibraryCall& call) {
  return isJitEnabled(call) ? annotateBool(call) : annotateFalse(call);
}

// The constant that the annotation knows, or the operation on the arguments.
Value constantOr(HighLevelOp& hop, OpCode op, size_t arguments) {
  hop.exceptionCannotOccur();
  if (hop.constantResult()) return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
  std::vector<Value> args;
  for (size_t i = 0; i < arguments; ++i) args.push_back(hop.inputArg(i));
  return hop.genop(op, std::move(args), hop.resultType());
}

Value rtypeWeAreJitted(HighLevelOp& hop) { return constantOr(hop, OpCode::LlJitWeAreJitted, 0); }
Value rtypeIsConstant(HighLevelOp& hop) { return constantOr(hop, OpCode::LlJitIsConstant, 1); }
Value rtypeTraceLength(HighLevelOp& hop) { return constantOr(hop, OpCode::LlJitTraceLength, 0); }

Value rtypeIsVirtual(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (!hop.argRepr(0).lowType()->isGcPtr()) return hop.ops.boolConstant(false);
  return hop.genop(OpCode::LlJitIsVirtual, {hop.inputArg(0)}, hop.resultType());
}

Value rtypeAssertGreen(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (isJitEnabled(hop))
    hop.genop(OpCode::LlJitAssertGreen, {hop.inputArg(0)}, hop.rtyper().types().voidType());
  return {};
}

Value rtypeRecordExactClass(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Object* cls = hop.constantObject(1);
  if (!isJitEnabled(hop) || !cls) return {};
  Value vtable = hop.ops.constantOf(hop.rtyper().classRepr(), cls);
  hop.genop(OpCode::LlJitRecordExactClass, {hop.inputArg(0), vtable},
            hop.rtyper().types().voidType());
  return {};
}

Value rtypeRecordExactValue(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (!isJitEnabled(hop) || hop.argRepr(0).isVoid()) return {};
  hop.genop(OpCode::LlJitRecordExactValue, {hop.inputArg(0), hop.inputArg(1, hop.argRepr(0))},
            hop.rtyper().types().voidType());
  return {};
}

// ---- Parameters -----------------------------------------------------------------------------

// A prebuilt C array of the characters.
Value characters(HighLevelOp& hop, std::string_view text) {
  lltype::TypeTable& types = hop.rtyper().types();
  const lltype::ArrayType* type =
      types.array(types.charType(), lltype::Flavor::Raw, {.noLength = true});
  lltype::Allocation* made = hop.rtyper().heap().mallocArray(*type, text.size() + 1);
  for (size_t i = 0; i < text.size(); ++i)
    lltype::setItem(made->word(), *type, i, static_cast<unsigned char>(text[i]));
  return hop.ops.constant(types.ptr(type), made->word());
}

Value callRuntime(HighLevelOp& hop, const char* name, std::vector<Value> args) {
  lltype::TypeTable& types = hop.rtyper().types();
  std::vector<const lltype::Type*> parameters;
  for (Value arg : args) parameters.push_back(arg.type());
  lltype::ExternalFunction function;
  function.cName = name;
  function.type = types.func(std::move(parameters), types.signedType());
  function.native = [](lltype::NativeCall&) -> lltype::Word { return 0; };
  lltype::Allocation* made = hop.rtyper().heap().newExternal(std::move(function));
  args.insert(args.begin(), hop.ops.constant(types.ptr(made->type), made->word()));
  return hop.genop(OpCode::LlDirectCall, std::move(args), types.signedType());
}

const Annotation* annotateSetParam(LibraryCall& call) {
  call.expectArgs(3, 3);
  Host& host = call.annotator.host();
  Object* name = call[1]->constant();
  if (!isJitEnabled(call) || !name || !host::isStr(name)) return call.annotator.none();
  Object* known = host.getAttr(host.importModule("rpython.rlib.jit"), "PARAMETERS");
  std::vector<std::string_view> names;
  for (Object* each : host.listOf(known)) names.push_back(host::as<host::StrObject>(each)->value);
  const std::string_view given = host::as<host::StrObject>(name)->value;
  if (std::ranges::find(names, given) == names.end())
    call.fail("the JIT has no parameter '" + std::string(given) + "'", suggestion(given, names));
  return call.annotator.none();
}

// JitDriver.number; 0 of None, which means all drivers.
Value numberOfDriver(HighLevelOp& hop) {
  Object* driver = hop.constantObject(0);
  if (!driver) hop.fail("the JitDriver of set_param is not known at translation time");
  Object* number = hop.rtyper().host().getAttrOrNull(driver, "number");
  return hop.ops.signedConstant(number ? host::as<host::IntObject>(number)->value : 0);
}

// set_param(driver, name, value). The value of enable_opts is a text.
Value rtypeSetParam(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  std::string_view name;
  if (!isJitEnabled(hop) || !hop.constantString(1, name)) return {};
  std::string_view text;
  std::string assignment;
  if (hop.constantString(2, text)) {
    assignment = std::string(name) + "=" + std::string(text);
    callRuntime(hop, "tw_jit_set_user_param",
                {numberOfDriver(hop), characters(hop, assignment),
                 hop.ops.signedConstant(static_cast<int64_t>(assignment.size()))});
  } else if (hop.argRepr(2).kind() == rtype::ReprKind::Integer) {
    callRuntime(hop, "tw_jit_set_param",
                {numberOfDriver(hop), characters(hop, name),
                 hop.ops.signedConstant(static_cast<int64_t>(name.size())),
                 hop.inputArg(2, hop.rtyper().signedRepr())});
  }
  return {};
}

Value rtypeSetParamToDefault(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  std::string_view name;
  if (isJitEnabled(hop) && hop.constantString(1, name))
    callRuntime(hop, "tw_jit_set_param_default",
                {numberOfDriver(hop), characters(hop, name),
                 hop.ops.signedConstant(static_cast<int64_t>(name.size()))});
  return {};
}

// ---- Counters: 0 without a JIT ---------------------------------------------------------------

Object* hostZero(Host& host, const Args&) { return host.newInt(0); }

Value rtypeNumber(HighLevelOp& hop, const char* function) {
  hop.exceptionCannotOccur();
  if (!isJitEnabled(hop)) return hop.ops.signedConstant(0);
  std::vector<Value> args;
  for (size_t i = 0; i < hop.argCount(); ++i)
    args.push_back(hop.inputArg(i, hop.rtyper().signedRepr()));
  return callRuntime(hop, function, std::move(args));
}
Value rtypeCounter(HighLevelOp& hop) { return rtypeNumber(hop, "tw_jit_counter"); }
Value rtypeNanoseconds(HighLevelOp& hop) { return rtypeNumber(hop, "tw_jit_nanoseconds"); }
Value rtypeHookOperation(HighLevelOp& hop) { return rtypeNumber(hop, "tw_jit_hook_operation"); }
Value rtypeReleaseAll(HighLevelOp& hop) { return rtypeNumber(hop, "tw_jit_release_all"); }

// ll_force_virtual_ref(reference): its frame, if that lives in machine code, becomes real.
Value rtypeForceVirtualRef(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (!isJitEnabled(hop)) return {};
  lltype::TypeTable& types = hop.rtyper().types();
  const Value reference = hop.genop(OpCode::LlCastOpaquePtr, {hop.inputArg(0)}, types.gcRef());
  lltype::ExternalFunction function;
  function.cName = "tw_jit_force_virtual_ref";
  function.type = types.func({types.gcRef()}, types.gcRef());
  function.canCollect = true;
  function.native = [](lltype::NativeCall&) -> lltype::Word { return 0; };
  lltype::Allocation* made = hop.rtyper().heap().newExternal(std::move(function));
  hop.genop(OpCode::LlDirectCall,
            {hop.ops.constant(types.ptr(made->type), made->word()), reference}, types.gcRef());
  return {};
}

constexpr const char* kEnabled = "enabled";

constexpr NativeEntry kEntries[] = {
    {"hint", hostFirstArgument, hint, rtypeHint, true},
    {"make_marker", hostMakeMarker, nullptr, nullptr},
    {"we_are_jitted", hostFalse, annotateFalseUnlessJit, rtypeWeAreJitted},
    {"isconstant", hostFalse, annotateFalseUnlessJit, rtypeIsConstant},
    {"isvirtual", hostFalse, annotateBool, rtypeIsVirtual},
    {"current_trace_length", hostMinusOne, annotateTraceLength, rtypeTraceLength},
    {"jit_debug", hostNothing, annotateNone, rtypeNothing, true},
    {"assert_green", hostNothing, annotateNone, rtypeAssertGreen},
    {"record_exact_class", hostNothing, annotateNone, rtypeRecordExactClass},
    {"record_exact_value", hostNothing, annotateNone, rtypeRecordExactValue},
    {"record_known_result", hostNothing, annotateRecordKnownResult, rtypeRecordKnownResult},
    {"ll_conditional_call", hostNothing, annotateConditionalCall, rtypeConditionalCall},
    {"ll_conditional_call_value", hostFirstArgument, annotateConditionalCallValue,
     rtypeConditionalCallValue},
    {"ll_force_virtual_ref", hostNothing, annotateNone, rtypeForceVirtualRef},
    {"set_param", hostNothing, annotateSetParam, rtypeSetParam},
    {"set_param_to_default", hostNothing, annotateNone, rtypeSetParamToDefault},
    {"counter", hostZero, annotateInt, rtypeCounter},
    {"nanoseconds", hostZero, annotateInt, rtypeNanoseconds},
    {"hook_operation", hostZero, annotateInt, rtypeHookOperation},
    {"release_all", hostZero, annotateInt, rtypeReleaseAll},
    {"ll_assert_virtual", hostNothing, annotateNone, rtypeNothing},
};

} // namespace

void fillJitModule(Host& host, host::ModuleObject* module) {
  addNatives(host, module, kEntries);
  host.setAttr(module, kEnabled, host.boolean(false));
}

void enableJit(Host& host) {
  host.setAttr(host.importModule("__tw_jit__"), kEnabled, host.boolean(true));
}

} // namespace tw::library
