// `__tw_lltype__`: pointers to functions, of C and of RPython, and functions on
// types.
#include "translator/library/lltype_parts.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/library/c_calls.h"
#include "translator/library/native_functions.h"
#include "translator/lltype/lltype.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtyper.h"

#include <stdexcept>

namespace tw::library {

using annotate::Annotation;
using annotate::LibraryCall;
using flow::OpCode;
using flow::Value;
using host::Args;
using host::Host;
using host::Object;
using lltype::Type;
using rtype::HighLevelOp;
using rtype::LowLevelWorld;

namespace {

// ---- external(name, args, result, pure=, code=) ----------------------------------------------

std::vector<std::string> textsOf(Host& host, Object* list) {
  std::vector<std::string> texts;
  for (Object* item : host.listOf(list)) texts.emplace_back(host.toStr(item));
  return texts;
}

// The attributes of an ExternalCompilationInfo, in the order of ForeignCode; null if
// it says nothing.
const ForeignCode* foreignCode(Host& host, Object* parts) {
  if (!parts || host::isNone(parts)) return nullptr;
  const std::vector<Object*> lists = host.listOf(parts);
  if (lists.size() != 11) host.raise(host.types().TypeError, "foreign code has eleven parts");
  ForeignCode code;
  std::vector<std::string>* const members[] = {
      &code.preIncludeBits,     &code.includes,    &code.postIncludeBits, &code.includeDirectories,
      &code.moduleSources,      &code.moduleFiles, &code.compileFlags,    &code.libraries,
      &code.libraryDirectories, &code.linkFiles,   &code.linkFlags};
  for (size_t i = 0; i < lists.size(); ++i) *members[i] = textsOf(host, lists[i]);
  if (code == ForeignCode{}) return nullptr;
  return worldOf(host).internForeign(std::move(code));
}

// The translator's interpreters call the function by its machine code.
void addNative(lltype::ExternalFunction& external, const FindCode& find) {
  if (callProblem(*external.type)) return;
  external.native = [find, type = external.type](lltype::NativeCall& call) {
    return callCode(*type, find(), call);
  };
}

Object* hostExternal(Host& host, const Args& args) {
  if (args.size() != 3) host.raise(host.types().TypeError, "external() takes a name and types");
  LowLevelWorld& world = worldOf(host);
  lltype::ExternalFunction external;
  external.cName = std::string(host.toStr(args[0]));
  std::vector<const Type*> types;
  for (Object* arg : host.listOf(args[1])) types.push_back(&needType(host, arg));
  external.type = world.types().func(std::move(types), &needType(host, args[2]));
  external.code = foreignCode(host, args.keyword("code"));
  if (Object* pure = args.keyword("pure")) external.pure = host.truth(pure);
  if (Object* callback = args.keyword("callback")) external.canCollect = host.truth(callback);
  const FindCode find = findFunction(external.cName, *external.type, external.code, world.cc);
  addNative(external, find);
  const lltype::FuncType* type = external.type;
  lltype::Allocation* allocation = world.heap.newExternal(std::move(external));
  if (!allocation->function->code) allocation->function->code = find;
  return world.pointerObject(world.types().ptr(type), allocation->word());
}

// A call at import time of a function pointer that RPython did not make.
Object* callFunction(Host& host, const rtype::PtrObject& pointer, const Args& args) {
  LowLevelWorld& world = worldOf(host);
  lltype::Allocation* allocation = world.heap.find(pointer.word);
  if (!allocation || !allocation->function)
    return callFunction(
        host,
        *rtype::asPtrObject(
            host,
            world.pointerObject(
                pointer.type, functionOfCode(world, pointer.type->target().func(), pointer.word))),
        args);
  const lltype::FunctionContainer& function = *allocation->function;
  if (!function.external || !function.external->native)
    host.raise(host.types().RuntimeError,
               "the function " + function.name + " cannot be called at import time");
  std::vector<lltype::Word> words;
  for (size_t i = 0; i < args.size(); ++i)
    words.push_back(world.toWord(*function.type->args()[i], args[i]));
  try {
    lltype::NativeCall call{world.heap, words};
    return world.toHost(function.type->result(), function.external->native(call));
  } catch (const std::runtime_error& error) {
    host.raise(host.types().RuntimeError, error.what());
  }
}

// ---- llhelper(F, f): a pointer of type F to an RPython function ---------------------------------

// C calls it through a closure that runs the function in the host.
void addClosure(LowLevelWorld& world, const lltype::FuncType& type, const rtype::PtrObject& pointer,
                Object* callable) {
  lltype::FunctionContainer& function = *world.heap.find(pointer.word)->function;
  if (function.code || callProblem(type)) return;
  function.code = [&world, &type, callable, code = static_cast<void*>(nullptr)]() mutable {
    if (code) return code;
    code = newClosure(type, [&world, &type, callable](std::span<const lltype::Word> words) {
      std::vector<Object*> args;
      for (size_t i = 0; i < words.size(); ++i)
        args.push_back(world.toHost(*type.args()[i], words[i]));
      Object* result = world.host->call(callable, Args{args});
      return type.result().isVoid() ? 0 : world.toWord(type.result(), result);
    });
    return code;
  };
}

const lltype::FuncType& functionType(Host& host, const Type& type) {
  const lltype::FuncType* function = containerOf(type).asFunc();
  if (!function)
    host.raise(host.types().TypeError, "llhelper() takes the type of a function pointer");
  return *function;
}

Object* hostHelper(Host& host, const Args& args) {
  if (args.size() != 2 || !host.isCallable(args[1]))
    host.raise(host.types().TypeError, "llhelper() takes a type and a function");
  LowLevelWorld& world = worldOf(host);
  const lltype::FuncType& type = functionType(host, needType(host, args[0]));
  Object* pointer = world.functionObject(type, "helper", args[1]);
  addClosure(world, type, *rtype::asPtrObject(host, pointer), args[1]);
  return pointer;
}

std::vector<const Annotation*> parameters(annotate::Annotator& an, const lltype::FuncType& type) {
  std::vector<const Annotation*> result;
  for (const Type* arg : type.args()) result.push_back(an.ofLowLevelType(arg));
  return result;
}

const annotate::PbcAnnotation& oneFunction(LibraryCall& call, const Annotation* given) {
  auto* pbc = annotate::dynCast<annotate::PbcAnnotation>(given);
  if (!pbc || pbc->descs.size() != 1 || pbc->descs[0]->kind != annotate::DescKind::Function)
    call.fail("llhelper() takes one known function, not " + annotate::describe(given));
  return *pbc;
}

const Annotation* annotateHelper(LibraryCall& call) {
  call.expectArgs(2, 2);
  annotate::Annotator& an = call.annotator;
  const Type& type = typeArgument(call, 0);
  const lltype::FuncType* function = containerOf(type).asFunc();
  if (!function) call.fail("llhelper() takes the type of a function pointer, not " + type.text());
  oneFunction(call, call[1]);
  const Annotation* result = an.emulateCall(call[1], parameters(an, *function), 0);
  const Type* given = an.lowLevelTypeOf(result);
  const bool fits = annotate::isImpossible(result) || function->result().isVoid() ||
                    given == &function->result() ||
                    (isKind(result, annotate::Kind::None) && function->result().isPtr());
  if (!fits)
    call.fail("the function returns " + annotate::describe(result) +
                  ", but a pointer to it must return " + function->result().text(),
              "convert the result with rffi.cast()");
  return an.pointer(an.types().ptr(function));
}

uint64_t helperWord(rtype::RTyper& rtyper, annotate::FunctionDesc& desc,
                    const lltype::FuncType& type, const flow::Operation& operation) {
  annotate::Annotator& an = rtyper.annotator();
  flow::FunctionGraph* graph = an.graphOfCall(desc, parameters(an, type), {}, false, operation);
  const auto& made = rtyper.functionType(graph)->func();
  for (size_t i = 0; i < type.args().size(); ++i)
    if (made.args()[i] != type.args()[i])
      throw TranslationError(operation.span, "the parameter " + std::to_string(i + 1) + " of '" +
                                                 desc.name() + "' has the type " +
                                                 made.args()[i]->text() +
                                                 ", but a pointer to the function must take " +
                                                 type.args()[i]->text());
  return rtyper.functionPointer(graph);
}

Value rtypeHelper(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  const lltype::FuncType& type = containerOf(typeArgument(hop, 0)).func();
  const auto& pbc = annotate::cast<annotate::PbcAnnotation>(hop.annotation(1));
  auto& desc = static_cast<annotate::FunctionDesc&>(*pbc.descs[0]);
  rtype::RTyper& rtyper = hop.rtyper();
  const uint64_t word = helperWord(rtyper, desc, type, hop.operation());
  const Type* own = rtyper.types().ptr(lltype::Heap::functionAt(word).type);
  Value function = hop.ops.constant(own, word);
  return own == hop.resultType() ? function
                                 : hop.genop(OpCode::LlCastPointer, {function}, hop.resultType());
}

// ---- Functions on types -----------------------------------------------------------------------

const Annotation* annotateTypeOf(LibraryCall& call) {
  call.expectArgs(1, 1);
  const Type* type = call.annotator.lowLevelTypeOf(call[0]);
  if (!type) call.fail("typeOf() of " + annotate::describe(call[0]));
  return call.annotator.ofConstant(rtype::lowLevelTypeObject(call.annotator.host(), type));
}
Object* hostTypeOf(Host& host, const Args& args) {
  const Type* type = rtype::lowLevelTypeOfValue(host, args[0]);
  if (!type) host.raise(host.types().TypeError, "typeOf(" + host.repr(args[0]) + ")");
  return rtype::lowLevelTypeObject(host, type);
}

const Annotation* annotateIsArray(LibraryCall& call) {
  return call.annotator.boolean(
      call.annotator.host().boolean(typeArgument(call, 0).asArray() != nullptr));
}
Object* hostIsArray(Host& host, const Args& args) {
  const Type* type = typeArgument(host, args[0]);
  return host.boolean(type && type->asArray());
}

// ---- Strings as pointers, pointers as strings -------------------------------------------------

template <bool Wide, bool MayBeNone> const Annotation* annotateText(LibraryCall& call) {
  call.expectArgs(1, 1);
  return Wide ? call.annotator.unicode(MayBeNone) : call.annotator.string(MayBeNone);
}
Value rtypeText(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Value value = hop.inputArg(0);
  if (value.type() != hop.resultType()) hop.fail("the argument must be a pointer to a string");
  return value;
}
template <bool Wide> Object* hostText(Host& host, const Args& args) {
  const rtype::PtrObject* pointer = rtype::asPtrObject(host, args[0]);
  if (!pointer || !pointer->word) return host.none();
  Object* chars = host.getAttr(args[0], "chars");
  std::string bytes;
  std::u32string text;
  for (int64_t i = 0, length = host.length(chars); i < length; ++i) {
    Object* item = host.getItem(chars, host.newInt(i));
    if (Wide)
      text += host::as<host::UnicodeObject>(item)->value;
    else
      bytes += host::as<host::StrObject>(item)->value;
  }
  if (Wide) return host.newUnicode(text);
  return host.newStr(bytes);
}

template <bool Wide> const Type& stringPointer(lltype::TypeTable& types) {
  return *types.ptr(Wide ? rtype::unicodeStruct(types) : rtype::stringStruct(types));
}
template <bool Wide> const Annotation* annotateLowText(LibraryCall& call) {
  call.expectArgs(1, 1);
  const bool fits = Wide ? annotate::isUniText(call[0]) : annotate::isByteText(call[0]);
  if (!fits && !isKind(call[0], annotate::Kind::None) && !annotate::isImpossible(call[0]))
    call.fail(std::string(call.name) + "() takes a string, not " + annotate::describe(call[0]));
  return call.annotator.pointer(&stringPointer<Wide>(call.annotator.types()));
}
template <bool Wide> Value rtypeLowText(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  rtype::RTyper& rtyper = hop.rtyper();
  return hop.inputArg(0, Wide ? rtyper.unicodeRepr() : rtyper.stringRepr());
}
template <bool Wide> Object* hostLowText(Host& host, const Args& args) {
  LowLevelWorld& world = worldOf(host);
  const Type& type = stringPointer<Wide>(world.types());
  if (host::isNone(args[0])) return world.pointerObject(&type, 0);
  const auto length = static_cast<uint64_t>(host.length(args[0]));
  Object* made = world.pointerObject(
      &type, world.heap.mallocStruct(type.ptr().target().structure(), length)->word());
  Object* chars = host.getAttr(made, "chars");
  for (uint64_t i = 0; i < length; ++i) {
    Object* index = host.newInt(static_cast<int64_t>(i));
    host.setItem(chars, index, host.getItem(args[0], index));
  }
  return made;
}

// is_pointer(x): is it a low-level pointer, or None where one is expected?
const Annotation* annotateIsPointer(LibraryCall& call) {
  call.expectArgs(1, 1);
  const bool result =
      annotate::dynCast<annotate::PtrAnnotation>(call[0]) || isKind(call[0], annotate::Kind::None);
  return call.annotator.boolean(call.annotator.host().boolean(result));
}
Object* hostIsPointer(Host& host, const Args& args) {
  return host.boolean(rtype::asPtrObject(host, args[0]) || host::isNone(args[0]));
}

// expect_pointer(value): what a function of C gets where it takes a pointer.
const Annotation* annotateExpectPointer(LibraryCall& call) {
  call.expectArgs(1, 1);
  if (annotate::isIntegral(call[0]) || isKind(call[0], annotate::Kind::Float))
    call.fail("a function of C takes a pointer, not " + annotate::describe(call[0]),
              "rffi.cast(TYPE, n) makes a pointer of a number");
  return call.annotator.none();
}

constexpr NativeEntry kEntries[] = {
    {"is_pointer", hostIsPointer, annotateIsPointer, rtypeKnownResult},
    {"expect_pointer", hostNothing, annotateExpectPointer, rtypeNothing},
    {"typeOf", hostTypeOf, annotateTypeOf, rtypeKnownResult},
    {"is_array", hostIsArray, annotateIsArray, rtypeKnownResult},
    {"hlstr", hostText<false>, annotateText<false, true>, rtypeText},
    {"hlunicode", hostText<true>, annotateText<true, true>, rtypeText},
    {"made_str", hostText<false>, annotateText<false, false>, rtypeText}, // never null
    {"made_unicode", hostText<true>, annotateText<true, false>, rtypeText},
    {"llstr", hostLowText<false>, annotateLowText<false>, rtypeLowText<false>},
    {"llunicode", hostLowText<true>, annotateLowText<true>, rtypeLowText<true>},
    {"llhelper", hostHelper, annotateHelper, rtypeHelper},
    {"external", hostExternal, nullptr, nullptr, true},
};

} // namespace

void addLowLevelFunctions(Host& host, LowLevelWorld& world) {
  addNatives(host, world.module, kEntries);
  world.callFunction = callFunction;
}

} // namespace tw::library
