// Annotation and low-level form of markers and of the hooks of a driver.
#include "translator/library/jit_markers.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/flow/llconstants.h"
#include "translator/flow/lltext.h"
#include "translator/library/native_module.h"
#include "translator/lltype/heap.h"
#include "translator/rtype/exceptiondata.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/jit_fields.h"
#include "translator/rtype/rinstance.h"
#include "translator/rtype/rtyper.h"

#include <algorithm>

namespace tw::library {

using namespace annotate;
using flow::OpCode;
using flow::Value;
using host::Host;
using host::Object;
using rtype::HighLevelOp;
using rtype::Repr;
using rtype::RTyper;

namespace {

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

// `frame.field` as a green: read from the red frame.
struct DottedName {
  std::string object, attribute;
};
std::optional<DottedName> dotted(const std::string& name) {
  size_t dot = name.find('.');
  if (dot == std::string::npos) return std::nullopt;
  return DottedName{name.substr(0, dot), name.substr(dot + 1)};
}

struct HookKind {
  const char* name;
  bool takesReds;
  size_t numbers = 0; // in front of the greens
};
// hook_event: what happened, and numbers about it: see JitDriver.hook_event in rlib.jit.
constexpr HookKind kHooks[] = {
    {"get_printable_location", false}, {"get_unique_id", false},
    {"can_never_inline", false},       {"should_unroll_one_iteration", false},
    {"confirm_enter_jit", true},       {"get_location", false},
    {"hook_event", false, 7}};
constexpr uint32_t kFirstHookTag = 100; // of emulated calls

Object* hookOf(Host& host, const Marker& marker, const char* name) {
  if (marker.kind != "jit_merge_point") return nullptr;
  Object* hook = host.getAttrOrNull(marker.driver, name);
  return hook && !host::isNone(hook) ? hook : nullptr;
}

// ---- annotate ---------------------------------------------------------------------------------

const Annotation* annotationOf(LibraryCall& call, const std::string& name) {
  std::optional<DottedName> parts = dotted(name);
  if (!parts) return call.get(SIZE_MAX, name);
  auto* instance = dynCast<InstanceAnnotation>(call.get(SIZE_MAX, parts->object));
  if (!instance) call.fail("'" + name + "' is a green, but '" + parts->object + "' is no instance");
  return call.annotator.attributeOfInstance(*instance, parts->attribute);
}

// The JIT calls the hooks with the greens as they are at the merge point.
void annotateHooks(LibraryCall& call, const Marker& marker) {
  Host& host = call.annotator.host();
  if (!rtype::isJitEnabled(host)) return;
  size_t greens = namesOf(host, marker.driver, "greens").size();
  std::vector<const Annotation*> values;
  for (const std::string& name : variablesOf(host, marker))
    values.push_back(annotationOf(call, name));
  for (size_t i = 0; i < std::size(kHooks); ++i) {
    Object* hook = hookOf(host, marker, kHooks[i].name);
    if (!hook) continue;
    auto end = kHooks[i].takesReds ? values.end() : values.begin() + static_cast<ptrdiff_t>(greens);
    std::vector<const Annotation*> args(kHooks[i].numbers, call.annotator.integer());
    args.insert(args.end(), values.begin(), end);
    call.annotator.emulateCall(call.annotator.ofConstant(hook), std::move(args),
                               kFirstHookTag + static_cast<uint32_t>(i));
  }
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

const Annotation* annotateMarker(LibraryCall& call, const Marker& marker) {
  if (call.size() != 0)
    call.fail(marker.kind + "() takes keyword arguments only",
              "write name=value for each green and red");
  const std::vector<std::string> names = variablesOf(call.annotator.host(), marker);
  for (const std::string& name : names) {
    if (!dotted(name) && !call.get(SIZE_MAX, name))
      call.fail(marker.kind + "() lacks the argument '" + name + "'",
                "pass every green and red of the JitDriver");
  }
  for (const auto& [given, value] : call.keywords) {
    if (std::ranges::find(names, given) == names.end())
      call.fail(marker.kind + "() got '" + given + "', which is no green or red of the JitDriver",
                "the greens and reds are " + listed(names));
  }
  annotateHooks(call, marker);
  return call.annotator.none();
}

// ---- rtype ------------------------------------------------------------------------------------

struct MarkerValue {
  Value value;
  Repr* repr;
  const Annotation* annotation;
};

size_t keywordIndex(HighLevelOp& hop, const std::string& name) {
  return static_cast<size_t>(std::ranges::find(hop.keywords(), name) - hop.keywords().begin());
}

MarkerValue valueOf(HighLevelOp& hop, const std::string& name) {
  std::optional<DottedName> parts = dotted(name);
  size_t index = keywordIndex(hop, parts ? parts->object : name);
  if (!parts) return {hop.inputArg(index), &hop.argRepr(index), hop.annotation(index)};
  auto& instance = static_cast<rtype::InstanceRepr&>(hop.argRepr(index));
  const rtype::InstanceRepr::FieldInfo* field = instance.findField(parts->attribute);
  if (!field)
    hop.fail("instances of " + instance.describe() + " have no field '" + parts->attribute + "'");
  const Annotation* annotation = hop.rtyper().annotator().attributeOfInstance(
      cast<InstanceAnnotation>(hop.annotation(index)), parts->attribute);
  return {instance.readField(hop.inputArg(index), *field, hop.ops), field->repr, annotation};
}

// What a hook must return.
Repr& resultRepr(RTyper& rtyper, std::string_view hook, Repr& own) {
  if (hook == "get_printable_location") return rtyper.stringRepr();
  if (hook == "get_location") return own;
  if (hook == "get_unique_id") return rtyper.signedRepr();
  return rtyper.boolRepr();
}

// A graph that takes the values as the marker has them and calls the hook.
flow::FunctionGraph* hookGraph(HighLevelOp& hop, Object* hook, std::string_view name,
                               const std::vector<MarkerValue>& values) {
  RTyper& rtyper = hop.rtyper();
  auto* pbc = dynCast<PbcAnnotation>(rtyper.annotator().ofConstant(hook));
  if (!pbc || pbc->descs[0]->kind != DescKind::Function)
    hop.fail(std::string(name) + " of a JitDriver must be a function",
             "pass a function that takes the greens");
  auto& function = static_cast<FunctionDesc&>(*pbc->descs[0]);
  flow::FunctionGraph* target = function.onlyGraph();
  if (!target) { // specialised: the one for what this driver passes
    std::vector<const Annotation*> arguments;
    for (const MarkerValue& value : values) arguments.push_back(value.annotation);
    target =
        rtyper.annotator().graphOfCall(function, std::move(arguments), {}, false, hop.operation());
  }
  flow::GraphContext& context = rtyper.graphs();
  flow::FunctionGraph* graph = context.newGraph(std::string(name));
  graph->span = hop.span();
  graph->dontInline = true;
  graph->startBlock = graph->newBlock();
  rtype::LowLevelOps ops(rtyper, hop.span());
  std::vector<Value> args;
  for (size_t i = 0; i < values.size(); ++i) {
    Value value = values[i].value;
    if (!value.type()->isVoid()) {
      flow::Variable* input = context.newVariable();
      input->type = value.type();
      graph->startBlock->inputArgs.push_back(input);
      value = input;
    }
    args.push_back(
        ops.convert(value, *values[i].repr, rtyper.bindingRepr(target->startBlock->inputArgs[i])));
  }
  Value result = ops.callGraph(target, std::move(args));
  Repr& own = rtyper.resultRepr(target);
  Repr& wanted = resultRepr(rtyper, name, own);
  if (!result) result = ops.voidConstant(nullptr);
  if (&wanted != &own) result = ops.convert(result, own, wanted);
  graph->startBlock->operations = ops.operations();
  graph->startBlock->close({context.newLink({result}, graph->returnBlock)});
  graph->returnBlock->inputArgs[0]->type = wanted.lowType();
  graph->exceptBlock->inputArgs[0]->type = rtyper.exceptions().typeType();
  graph->exceptBlock->inputArgs[1]->type = rtyper.exceptions().valueType();
  return graph;
}

void rtypeHooks(HighLevelOp& hop, const Marker& marker, const std::vector<MarkerValue>& values) {
  Host& host = hop.rtyper().host();
  if (!rtype::isJitEnabled(host)) return;
  size_t greens = namesOf(host, marker.driver, "greens").size();
  for (const HookKind& kind : kHooks) {
    Object* hook = hookOf(host, marker, kind.name);
    if (!hook) continue;
    auto end = kind.takesReds ? values.end() : values.begin() + static_cast<ptrdiff_t>(greens);
    const MarkerValue number{hop.ops.signedConstant(0), &hop.rtyper().signedRepr(),
                             hop.rtyper().annotator().integer()};
    std::vector<MarkerValue> args(kind.numbers, number);
    args.insert(args.end(), values.begin(), end);
    flow::FunctionGraph* graph = hookGraph(hop, hook, kind.name, args);
    Value function = flow::functionConstant(hop.rtyper().graphs(), hop.rtyper().types(),
                                            *flow::makeFunction(*graph, hop.rtyper().heap()));
    hop.genop(OpCode::LlJitMarker,
              {hop.ops.fieldName(kind.name), hop.ops.voidConstant(marker.driver), function},
              hop.rtyper().types().voidType());
  }
}

Value rtypeMarker(HighLevelOp& hop, const Marker& marker) {
  hop.exceptionCannotOccur();
  std::vector<MarkerValue> values;
  for (const std::string& name : variablesOf(hop.rtyper().host(), marker))
    values.push_back(valueOf(hop, name));
  rtypeHooks(hop, marker, values);
  std::vector<Value> args{hop.ops.fieldName(marker.kind), hop.ops.voidConstant(marker.driver)};
  for (const MarkerValue& value : values) args.push_back(value.value);
  hop.genop(OpCode::LlJitMarker, std::move(args), hop.rtyper().types().voidType());
  return {};
}

} // namespace

Object* hostMakeMarker(Host& host, const host::Args& args) {
  const Marker marker{args[0], std::string(host.toStr(args[1]))};
  host::BuiltinObject* function =
      host.newBuiltin("JitDriver." + marker.kind, hostNothing, 0, 0, true);
  auto* rule = host.arena().make<host::LibraryRule>();
  rule->annotate = [marker](LibraryCall& call) { return annotateMarker(call, marker); };
  rule->rtype = [marker](HighLevelOp& hop) { return rtypeMarker(hop, marker); };
  rule->cannotRaise = true;
  function->rule = rule;
  return function;
}

} // namespace tw::library
