// `__tw_jit__`: the hints to the JIT that are operations of their own.
#include "translator/library/native_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rtyper.h"

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
  if (!instance) return call[0];
  InstanceFlags flags = instance->flags;
  flags.accessDirectly |= isGiven(call, "access_directly");
  flags.freshVirtualizable |= isGiven(call, "fresh_virtualizable");
  if (flags == instance->flags) return instance;
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

// ---- Markers of a JitDriver -----------------------------------------------------------------

struct Marker {
  Object* driver;
  std::string kind; // jit_merge_point, can_enter_jit, loop_header
};

std::vector<std::string> namesOf(Host& host, Object* driver, const char* attribute) {
  Object* list = host.getAttr(driver, attribute);
  std::vector<std::string> names;
  if (host::isStr(list)) return names; // reds = 'auto'
  for (Object* name : host.listOf(list)) names.emplace_back(host.toStr(name));
  return names;
}

std::vector<std::string> variablesOf(Host& host, const Marker& marker) {
  if (marker.kind == "loop_header") return {};
  std::vector<std::string> names = namesOf(host, marker.driver, "greens");
  for (std::string& red : namesOf(host, marker.driver, "reds")) names.push_back(std::move(red));
  return names;
}

const Annotation* annotateMarker(LibraryCall& call, const Marker& marker) {
  if (call.size() != 0) call.fail(marker.kind + "() takes keyword arguments only");
  const std::vector<std::string> names = variablesOf(call.annotator.host(), marker);
  for (const std::string& name : names) {
    // `frame.field` as a green is read from the red frame.
    if (name.find('.') == std::string::npos && !call.get(0, name))
      call.fail(marker.kind + "() lacks the argument '" + name + "'",
                "pass every green and red of the JitDriver");
  }
  for (const auto& [given, value] : call.keywords) {
    if (std::ranges::find(names, given) == names.end())
      call.fail(marker.kind + "() got '" + given + "', which is no green or red of the JitDriver");
  }
  return call.annotator.none();
}

// jit_marker(kind, driver, variables in the order of the driver's lists)
Value rtypeMarker(HighLevelOp& hop, const Marker& marker) {
  hop.exceptionCannotOccur();
  std::vector<Value> args{hop.ops.fieldName(marker.kind), hop.ops.voidConstant(marker.driver)};
  for (const std::string& name : variablesOf(hop.rtyper().host(), marker)) {
    const auto found = std::ranges::find(hop.keywords(), name);
    if (found == hop.keywords().end()) continue;
    args.push_back(hop.inputArg(static_cast<size_t>(found - hop.keywords().begin())));
  }
  hop.genop(OpCode::LlJitMarker, std::move(args), hop.rtyper().types().voidType());
  return {};
}

// make_marker(driver, kind): a function that does nothing at import time.
Object* hostMakeMarker(Host& host, const Args& args) {
  const Marker marker{args[0], std::string(host.toStr(args[1]))};
  host::BuiltinObject* function = host.newBuiltin("JitDriver." + marker.kind, hostNothing, 0, 0, true);
  auto* rule = host.arena().make<host::LibraryRule>();
  rule->annotate = [marker](LibraryCall& call) { return annotateMarker(call, marker); };
  rule->rtype = [marker](HighLevelOp& hop) { return rtypeMarker(hop, marker); };
  rule->cannotRaise = true;
  function->rule = rule;
  return function;
}

// ---- Others ---------------------------------------------------------------------------------

Object* hostMinusOne(Host& host, const Args&) { return host.newInt(-1); }
const Annotation* annotateMinusOne(LibraryCall& call) {
  return call.annotator.ofConstant(call.annotator.host().newInt(-1));
}

Value rtypeIsVirtual(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (!hop.argRepr(0).lowType()->isGcPtr()) return hop.ops.boolConstant(false);
  return hop.genop(OpCode::LlJitIsVirtual, {hop.inputArg(0)}, hop.resultType());
}

constexpr NativeEntry kEntries[] = {
    {"hint", hostFirstArgument, hint, rtypeHint, true},
    {"make_marker", hostMakeMarker, nullptr, nullptr},
    {"we_are_jitted", hostFalse, annotateFalse, rtypeKnownResult},
    {"isconstant", hostFalse, annotateFalse, rtypeKnownResult},
    {"isvirtual", hostFalse, annotateBool, rtypeIsVirtual},
    {"current_trace_length", hostMinusOne, annotateMinusOne, rtypeKnownResult},
    {"jit_debug", hostNothing, annotateNone, rtypeNothing, true},
    {"assert_green", hostNothing, annotateNone, rtypeNothing},
    {"record_exact_class", hostNothing, annotateNone, rtypeNothing},
    {"record_exact_value", hostNothing, annotateNone, rtypeNothing},
    {"record_known_result", hostNothing, annotateNone, rtypeNothing},
    {"set_param", hostNothing, annotateNone, rtypeNothing},
    {"set_param_to_default", hostNothing, annotateNone, rtypeNothing},
    {"force_virtualizable", hostNothing, annotateNone, rtypeNothing},
    {"ll_assert_virtual", hostNothing, annotateNone, rtypeNothing},
};

} // namespace

void fillJitModule(Host& host, host::ModuleObject* module) { addNatives(host, module, kEntries); }

} // namespace tw::library
