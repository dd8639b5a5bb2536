// Calls of functions, methods, classes and instances.
#include "translator/annotate/calls.h"

#include "translator/annotate/class_table.h"
#include "translator/annotate/constants.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/driver.h"
#include "translator/annotate/hints.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/lowlevel.h"
#include "translator/annotate/operations.h"
#include "translator/annotate/registry.h"
#include "translator/annotate/specialize.h"

namespace tw::annotate {

using flow::OpCode;

namespace {

// The arguments of a SimpleCall or CallArgs operation.
CallArguments argumentsOf(Annotator& annotator, const flow::Operation& operation,
                          const std::vector<const Annotation*>& args) {
  CallArguments result;
  if (operation.op == OpCode::SimpleCall) {
    result.positional.assign(args.begin() + 1, args.end());
    return result;
  }
  const auto* shape = host::as<host::TupleObject>(operation.args[1].constant()->object);
  const auto positional = static_cast<size_t>(annotator.host().toInt(shape->items[0]));
  const auto names = host::as<host::TupleObject>(shape->items[1])->items;
  size_t next = 2;
  for (size_t i = 0; i < positional; ++i) result.positional.push_back(args[next++]);
  for (host::Object* name : names)
    result.keywords.emplace_back(std::string(host::as<host::StrObject>(name)->value), args[next++]);
  if (annotator.host().truth(shape->items[2])) result.star = args[next];
  return result;
}

// f(a, *t) becomes f(a, t[0], t[1], ...), the length of t being known.
void expandStar(Annotator& annotator, flow::Operation& operation, const TupleAnnotation& star) {
  flow::GraphContext& graphs = annotator.graphContext();
  host::Host& host = annotator.host();
  const auto* shape = host::as<host::TupleObject>(operation.args[1].constant()->object);
  const auto positional = static_cast<size_t>(host.toInt(shape->items[0]));
  const auto names = host::as<host::TupleObject>(shape->items[1]);
  std::vector<flow::Operation*> replacement;
  std::vector<flow::Value> args{operation.args[0]};
  for (size_t i = 0; i < positional; ++i) args.push_back(operation.args[2 + i]);
  for (size_t i = 0; i < star.items.size(); ++i) {
    flow::Variable* item = graphs.newVariable();
    replacement.push_back(graphs.newOperation(
        OpCode::GetItem,
        {operation.args.back(), graphs.newConstant(host.newInt(static_cast<int64_t>(i)))}, item,
        operation.span));
    args.push_back(item);
  }
  OpCode op = OpCode::SimpleCall;
  if (!names->items.empty()) {
    op = OpCode::CallArgs;
    host::Object* count = host.newInt(static_cast<int64_t>(args.size() - 1));
    args.insert(args.begin() + 1, flow::Value(graphs.newConstant(
                                      host.newTuple({count, names, host.boolean(false)}))));
    for (size_t i = 0; i < names->items.size(); ++i)
      args.push_back(operation.args[2 + positional + i]);
  }
  replacement.push_back(graphs.newOperation(op, std::move(args), operation.result, operation.span));
  annotator.driver().replaceCurrent(std::move(replacement));
}

// obj(args) of an instance becomes obj.__call__(args).
void callInstance(Annotator& annotator, flow::Operation& operation) {
  flow::GraphContext& graphs = annotator.graphContext();
  flow::Variable* method = graphs.newVariable();
  auto* load = graphs.newOperation(
      OpCode::GetAttr, {operation.args[0], graphs.newConstant(annotator.host().intern("__call__"))},
      method, operation.span);
  std::vector<flow::Value> args = operation.args;
  args[0] = method;
  annotator.driver().replaceCurrent(
      {load, graphs.newOperation(operation.op, std::move(args), operation.result, operation.span)});
}

// What @signature(..., returns=...) says about the result.
void checkDeclaredResult(Annotator& annotator, const FunctionDesc& desc,
                         const flow::FunctionGraph& graph, const Annotation* result) {
  host::Host& host = annotator.host();
  const host::DictObject* attributes = desc.function()->attributes;
  if (!attributes || isImpossible(result)) return;
  host::Object* type = attributes->table.find(host.intern("_result_type_")); // see rlib.signature
  if (!type || host::isNone(type)) return;
  const Annotation* declared = annotator.ofType(type);
  if (contains(annotator, declared, result) ||
      (isKind(declared, Kind::List) && isKind(result, Kind::List)))
    return;
  std::vector<DiagnosticNote> notes = annotator.driver().explainResult(graph);
  notes.push_back({desc.span(), "'" + desc.name() + "' is defined here"});
  annotator.fail("'" + desc.name() + "' must return " + describe(declared) +
                     ", as declared, but it returns " + describe(result),
                 std::move(notes), "convert the result, or change the declaration");
}

const Annotation* callFunctionDesc(Annotator& annotator, FunctionDesc& desc,
                                   const CallArguments& args, bool isMethod,
                                   const flow::Operation* operation) {
  std::vector<const Annotation*> bound = bindArguments(annotator, desc, args, isMethod);
  flow::FunctionGraph* graph = chooseGraph(annotator, desc, bound, operation);
  const Annotation* result = annotator.driver().callGraph(*graph, bound);
  checkDeclaredResult(annotator, desc, *graph, result);
  return result;
}

CallArguments withSelf(const CallArguments& args, const Annotation* self) {
  CallArguments result = args;
  result.positional.insert(result.positional.begin(), self);
  return result;
}

// The collector calls __del__ of an instance that was made here.
void annotateDestructor(Annotator& annotator, ClassDef& def, const flow::Operation* operation) {
  const ClassDesc::ClassAttribute* attribute = def.desc->lookup("__del__");
  if (!attribute) return;
  if (attribute->value->kind != host::Kind::Function)
    annotator.fail("the __del__ of " + def.name() + " is not a function", {},
                   "define it by def in the class body");
  auto* function = annotator.functionDesc(host::as<host::FunctionObject>(attribute->value));
  CallArguments args;
  args.positional = {annotator.instance(&def)};
  std::vector<const Annotation*> bound = bindArguments(annotator, *function, args, true);
  def.destructor = chooseGraph(annotator, *function, bound, operation);
  annotator.driver().callGraph(*def.destructor, bound);
}

// Instances of classes that derive from list, dict, str, ... do not exist at run time.
void checkBase(Annotator& annotator, ClassDesc& desc) {
  if (desc.isException) return;
  for (const ClassDesc* d = &desc; d; d = d->base)
    if (d != &desc && d->cls()->builtin && d->cls() != annotator.host().types().object)
      annotator.fail("the class " + desc.name() + " derives from the built-in type " + d->name(),
                     {{definitionOf(annotator.host(), desc.cls()),
                       "the class " + desc.name() + " is defined here"}},
                     "make the " + d->name() + " an attribute of the class");
}

const Annotation* callClass(Annotator& annotator, ClassDesc& desc, const CallArguments& args,
                            const flow::Operation* operation) {
  checkBase(annotator, desc);
  ClassDef* def = annotator.classDefOf(desc);
  def->instantiated = true;
  const Annotation* self = annotator.instance(def);
  annotateDestructor(annotator, *def, operation);
  const ClassDesc::ClassAttribute* init = desc.lookup("__init__");
  if (!init) {
    const size_t given = args.positional.size() + args.keywords.size();
    if (given != 0 && !desc.isException)
      annotator.fail("the class " + desc.name() + " has no __init__, but " + std::to_string(given) +
                         (given == 1 ? " argument is given" : " arguments are given"),
                     {{definitionOf(annotator.host(), desc.cls()),
                       "the class " + desc.name() + " is defined here"}},
                     "give the class an __init__, or call it without arguments");
    return self;
  }
  if (init->value->kind != host::Kind::Function)
    annotator.fail("the __init__ of " + desc.name() + " is not a function", {},
                   "define it by def in the class body");
  auto* function = annotator.functionDesc(host::as<host::FunctionObject>(init->value));
  const Annotation* result =
      callFunctionDesc(annotator, *function, withSelf(args, self), true, operation);
  // An __init__ that always raises makes no instance.
  return isImpossible(result) ? result : self;
}

const Annotation* callDesc(Annotator& annotator, Desc& desc, const CallArguments& args,
                           const flow::Operation* operation) {
  switch (desc.kind) {
  case DescKind::Function:
    return callFunctionDesc(annotator, static_cast<FunctionDesc&>(desc), args, false, operation);
  case DescKind::Class: return callClass(annotator, static_cast<ClassDesc&>(desc), args, operation);
  case DescKind::Method: {
    auto& method = static_cast<MethodDesc&>(desc);
    ClassDef* self = method.self ? method.self : method.origin;
    return callFunctionDesc(annotator, *method.function,
                            withSelf(args, annotator.instance(self, false, method.flags)), true,
                            operation);
  }
  case DescKind::FrozenMethod: {
    auto& method = static_cast<FrozenMethodDesc&>(desc);
    return callFunctionDesc(annotator, *method.function,
                            withSelf(args, annotator.pbc({method.self})), true, operation);
  }
  case DescKind::Frozen:
    annotator.fail("the prebuilt object " + desc.name() + " is not callable", {},
                   "functions, classes, methods and instances with __call__ are");
  }
  return annotator.impossible();
}

const Annotation* callLibrary(Annotator& annotator, const host::LibraryRule* rule,
                              std::string_view name, host::Object* function,
                              const CallArguments& args, flow::Operation* operation) {
  if (!rule || !rule->annotate)
    annotator.fail("'" + std::string(name) + "' cannot be called at run time", {},
                   hintForImportTime(name));
  LibraryCall call{annotator, *operation, name};
  call.args = args.positional;
  call.keywords = args.keywords;
  call.function = function;
  return rule->annotate(call);
}

const Annotation* callPbc(Annotator& annotator, const PbcAnnotation& pbc, const CallArguments& args,
                          flow::Operation* operation) {
  const Annotation* result = annotator.impossible();
  for (Desc* desc : pbc.descs)
    result = unionOf(annotator, result, callDesc(annotator, *desc, args, operation));
  return result;
}

} // namespace

const Annotation* callAnnotation(Annotator& annotator, const Annotation* callable,
                                 const CallArguments& args, flow::Operation* operation) {
  switch (callable->kind()) {
  case Kind::Impossible: return callable;
  case Kind::Pbc: return callPbc(annotator, cast<PbcAnnotation>(callable), args, operation);
  case Kind::Builtin: {
    const auto& builtin = cast<BuiltinAnnotation>(callable);
    return callLibrary(annotator, builtin.rule, builtin.name, builtin.constant(), args, operation);
  }
  case Kind::BuiltinMethod: {
    const auto& method = cast<BuiltinMethodAnnotation>(callable);
    LibraryCall call{annotator, *operation, method.rule->name, method.self};
    call.args = args.positional;
    call.keywords = args.keywords;
    return method.rule->annotate(call);
  }
  case Kind::WeakRef: {
    ClassDef* def = cast<WeakRefAnnotation>(callable).classDef;
    return def ? annotator.instance(def, true) : annotator.none();
  }
  case Kind::Ptr: return callPointer(annotator, cast<PtrAnnotation>(callable), args);
  case Kind::LLAdtMethod: {
    const auto& method = cast<LLAdtMethodAnnotation>(callable);
    return callAnnotation(annotator, annotator.ofConstant(method.function),
                          withSelf(args, annotator.pointer(method.type)), operation);
  }
  case Kind::None: return annotator.impossible(); // a function may get here later
  default:
    annotator.fail(describe(callable) + " is not callable", {},
                   "functions, classes, methods and instances with __call__ are");
  }
}

const Annotation* annotateCall(Annotator& annotator, flow::Operation& operation,
                               const Annotation* callable, std::vector<const Annotation*> args) {
  const CallArguments arguments = argumentsOf(annotator, operation, args);
  if (arguments.star) {
    auto* star = dynCast<TupleAnnotation>(arguments.star);
    if (!star)
      annotator.fail("the argument after * must be a tuple, not " + describe(arguments.star), {},
                     "the number of arguments must be known: pass a tuple, or each argument");
    expandStar(annotator, operation, *star);
    return annotator.impossible();
  }
  if (isKind(callable, Kind::Instance)) {
    callInstance(annotator, operation);
    return annotator.impossible();
  }
  if (isKind(callable, Kind::Pbc)) annotator.driver().addCallSite(&operation, annotator.position());
  return callAnnotation(annotator, callable, arguments, &operation);
}

const Annotation* Annotator::emulateCall(const Annotation* callable,
                                         std::vector<const Annotation*> args, uint32_t tag) {
  CallArguments arguments;
  arguments.positional = std::move(args);
  if (auto* pbc = dynCast<PbcAnnotation>(callable)) driver_->addEmulatedCall(*pbc, arguments, tag);
  return callAnnotation(*this, callable, arguments, position_.operation);
}

flow::FunctionGraph*
Annotator::graphOfCall(FunctionDesc& function, std::vector<const Annotation*> positional,
                       std::vector<std::pair<std::string, const Annotation*>> keywords,
                       bool isMethod, const flow::Operation& operation) {
  CallArguments arguments;
  arguments.positional = std::move(positional);
  arguments.keywords = std::move(keywords);
  std::vector<const Annotation*> bound = bindArguments(*this, function, arguments, isMethod);
  return chooseGraph(*this, function, bound, &operation);
}

// ---- Call tables ----------------------------------------------------------------------------

namespace {

FunctionDesc* functionOf(Desc& desc) {
  switch (desc.kind) {
  case DescKind::Function: return static_cast<FunctionDesc*>(&desc);
  case DescKind::Method: return static_cast<MethodDesc&>(desc).function;
  case DescKind::FrozenMethod: return static_cast<FrozenMethodDesc&>(desc).function;
  default: return nullptr;
  }
}

// One function and the arguments it is called with.
struct RowEntry {
  FunctionDesc* function;
  CallArguments args;
};

void addTableRow(Annotator& annotator, const PbcAnnotation& callable,
                 const std::vector<RowEntry>& entries, bool isMethod,
                 const flow::Operation* operation) {
  if (entries.empty()) return;
  CallRow row;
  row.direct = callable.descs.size() == 1 && !callable.canBeNone;
  std::vector<Desc*> functions;
  for (const RowEntry& entry : entries) {
    std::vector<const Annotation*> bound =
        bindArguments(annotator, *entry.function, entry.args, isMethod);
    flow::FunctionGraph* graph = chooseGraph(annotator, *entry.function, bound, operation);
    if (row.graphOf(entry.function)) continue;
    const std::pair<Desc*, flow::FunctionGraph*> made{entry.function, graph};
    row.entries.insert(
        std::lower_bound(row.entries.begin(), row.entries.end(), made,
                         [](const auto& a, const auto& b) { return a.first->id < b.first->id; }),
        made);
    functions.push_back(entry.function);
  }
  CallFamily* family = annotator.classTable().mergeFamilies(functions);
  family->addRow(entries[0].args.shape(), row);
}

void considerClasses(Annotator& annotator, const PbcAnnotation& pbc, const CallArguments& args,
                     const flow::Operation* operation) {
  annotator.classTable().mergeFamilies(pbc.descs);
  std::vector<RowEntry> inits;
  for (Desc* desc : pbc.descs) {
    auto& classDesc = static_cast<ClassDesc&>(*desc);
    const ClassDesc::ClassAttribute* init = classDesc.lookup("__init__");
    if (!init) continue;
    inits.push_back({annotator.functionDesc(host::as<host::FunctionObject>(init->value)),
                     withSelf(args, annotator.instance(annotator.classDefOf(classDesc)))});
  }
  addTableRow(annotator, pbc, inits, true, operation);
}

} // namespace

void considerCall(Annotator& annotator, const PbcAnnotation& pbc, const CallArguments& args,
                  const flow::Operation* operation) {
  if (pbc.descs[0]->kind == DescKind::Class) {
    considerClasses(annotator, pbc, args, operation);
    return;
  }
  std::vector<RowEntry> entries;
  bool isMethod = false;
  for (Desc* desc : pbc.descs) {
    CallArguments full = args;
    if (desc->kind == DescKind::Method) {
      auto& method = static_cast<MethodDesc&>(*desc);
      isMethod = true;
      full = withSelf(
          args, annotator.instance(method.self ? method.self : method.origin, false, method.flags));
    } else if (desc->kind == DescKind::FrozenMethod) {
      isMethod = true;
      full = withSelf(args, annotator.pbc({static_cast<FrozenMethodDesc&>(*desc).self}));
    } else if (desc->kind == DescKind::Frozen)
      return;
    entries.push_back({functionOf(*desc), std::move(full)});
  }
  addTableRow(annotator, pbc, entries, isMethod, operation);
}

void considerCallSite(Annotator& annotator, flow::Operation& operation) {
  std::vector<const Annotation*> args;
  for (size_t i = 0; i < operation.args.size(); ++i) {
    const bool isShape = operation.op == OpCode::CallArgs && i == 1;
    args.push_back(isShape ? nullptr : annotator.annotationOf(operation.args[i]));
    if (!isShape && isImpossible(args.back())) return;
  }
  auto* pbc = dynCast<PbcAnnotation>(args[0]);
  if (!pbc) return;
  considerCall(annotator, *pbc, argumentsOf(annotator, operation, args), &operation);
}

} // namespace tw::annotate
