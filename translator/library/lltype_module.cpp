// `__tw_lltype__`.
//
// Types are TypeObjects, prebuilt pointers are PtrObjects (rtype/lltypes_host.h).
// Functions: malloc(T[, length], flavor=, zero=), free, nullptr(T), typeOf(x),
// is_array(T), cast_pointer(P, p), cast_opaque_ptr(P, p), cast_primitive(N, x),
// intmask(x), r_uint(x), external(name, args, result, ...), and the operations
// of lltype/llops.def as llop.NAME(RESULT, operands...).
#include "translator/library/lltype_module.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/annotate/registry.h"
#include "translator/flow/llops.h"
#include "translator/host/host.h"
#include "translator/library/native_functions.h"
#include "translator/lltype/heap.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/lltypes_host.h"
#include "translator/rtype/rstr.h"
#include "translator/rtype/rtyper.h"

namespace tw::library {

using annotate::Annotation;
using annotate::LibraryCall;
using flow::OpCode;
using flow::Value;
using lltype::Type;
using rtype::HighLevelOp;
using rtype::LowLevelWorld;

namespace {

LowLevelWorld& worldOf(host::Host& host) { return LowLevelWorld::of(host); }

const Type* typeArgument(host::Host& host, host::Object* object) {
  return object ? rtype::lowLevelTypeOf(host, object) : nullptr;
}

const Type& typeArgument(LibraryCall& call, size_t index) {
  const Type* type = index < call.size()
                         ? typeArgument(call.annotator.host(), call[index]->constant())
                         : nullptr;
  if (!type) call.fail("argument " + std::to_string(index + 1) + " must be a low-level type");
  return *type;
}

const Type& typeArgument(HighLevelOp& hop, size_t index) {
  const Type* type = typeArgument(hop.rtyper().host(), hop.constantObject(index));
  if (!type) hop.fail("argument " + std::to_string(index + 1) + " must be a low-level type");
  return *type;
}

// A type may be named by the container or by the pointer to it.
const Type& containerOf(const Type& type) { return type.isPtr() ? type.ptr().target() : type; }

// ---- malloc and friends ---------------------------------------------------------------------

const Annotation* annotateMalloc(LibraryCall& call) {
  call.expectArgs(1, 4);
  return call.annotator.pointer(call.annotator.types().ptr(&containerOf(typeArgument(call, 0))));
}

lltype::MallocFlags mallocFlags(HighLevelOp& hop, const Type& type) {
  lltype::MallocFlags flags;
  size_t first = hop.argCount() - hop.keywords().size();
  for (size_t i = 0; i < hop.keywords().size(); ++i) {
    host::Object* value = hop.constantObject(first + i);
    if (!value) hop.fail("malloc() takes constant flags only");
    if (hop.keywords()[i] == "zero") flags.zero = hop.rtyper().host().truth(value);
    if (hop.keywords()[i] == "flavor") flags.raw = hop.rtyper().host().str(value) == "raw";
    if (hop.keywords()[i] == "nonmovable") flags.nonMovable = hop.rtyper().host().truth(value);
  }
  if (!hop.rtyper().types().ptr(&type)->isGc()) flags.raw = true;
  return flags;
}

Value rtypeMalloc(HighLevelOp& hop) {
  const Type& type = containerOf(typeArgument(hop, 0));
  Value flags = hop.ops.flagsSymbol(mallocFlags(hop, type));
  std::vector<Value> args{hop.ops.typeSymbol(&type), flags};
  bool varsize = hop.argCount() - hop.keywords().size() == 2;
  if (varsize) args.push_back(hop.inputArg(1, hop.rtyper().signedRepr()));
  hop.exceptionIsHere();
  return hop.genop(varsize ? OpCode::LlMallocVarsize : OpCode::LlMalloc, std::move(args),
                   hop.resultType());
}

host::Object* hostMalloc(host::Host& host, const host::Args& args) {
  LowLevelWorld& world = worldOf(host);
  const Type* named = typeArgument(host, args[0]);
  if (!named) host.raise(host.types().TypeError, "malloc() takes a low-level type");
  const Type& type = containerOf(*named);
  uint64_t length = args.size() > 1 ? static_cast<uint64_t>(host.toInt(args[1])) : 0;
  return world.pointerObject(world.types().ptr(&type), world.heap.mallocAny(type, length)->word());
}

const Annotation* annotateFree(LibraryCall& call) { return call.annotator.none(); }
Value rtypeFree(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  hop.genop(OpCode::LlFree, {hop.inputArg(0)}, hop.rtyper().types().voidType());
  return {};
}

// ---- Types and pointers ---------------------------------------------------------------------

const Annotation* annotateNullptr(LibraryCall& call) { return annotateMalloc(call); }
Value rtypeNullptr(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.ops.null(hop.resultType());
}
host::Object* hostNullptr(host::Host& host, const host::Args& args) {
  const Type* type = typeArgument(host, args[0]);
  if (!type) host.raise(host.types().TypeError, "nullptr() takes a low-level type");
  LowLevelWorld& world = worldOf(host);
  return world.pointerObject(world.types().ptr(&containerOf(*type)), 0);
}

const Annotation* annotateTypeOf(LibraryCall& call) {
  call.expectArgs(1, 1);
  const Type* type = call.annotator.lowLevelTypeOf(call[0]);
  if (!type) call.fail("typeOf() of " + annotate::describe(call[0]));
  return call.annotator.ofConstant(rtype::lowLevelTypeObject(call.annotator.host(), type));
}
Value rtypeConstant(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.ops.constantOf(hop.resultRepr(), hop.constantResult());
}
host::Object* hostTypeOf(host::Host& host, const host::Args& args) {
  const rtype::PtrObject* pointer = rtype::asPtrObject(host, args[0]);
  lltype::TypeTable& types = worldOf(host).types();
  return rtype::lowLevelTypeObject(host, pointer ? pointer->type : types.signedType());
}

const Annotation* annotateIsArray(LibraryCall& call) {
  return call.annotator.boolean(
      call.annotator.host().boolean(typeArgument(call, 0).asArray() != nullptr));
}
host::Object* hostIsArray(host::Host& host, const host::Args& args) {
  const Type* type = typeArgument(host, args[0]);
  return host.boolean(type && type->asArray());
}

const Annotation* annotateCast(LibraryCall& call) {
  call.expectArgs(2, 2);
  return call.annotator.ofLowLevelType(&typeArgument(call, 0));
}
template <OpCode Op> Value rtypeCast(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Value value = hop.inputArg(1);
  return value.type() == hop.resultType() ? value : hop.genop(Op, {value}, hop.resultType());
}
host::Object* hostCast(host::Host& host, const host::Args& args) {
  const Type* type = typeArgument(host, args[0]);
  if (!type) host.raise(host.types().TypeError, "a low-level type is expected");
  LowLevelWorld& world = worldOf(host);
  if (const rtype::PtrObject* pointer = rtype::asPtrObject(host, args[1]); pointer && type->isPtr())
    return world.pointerObject(type, pointer->word);
  return world.toHost(*type, world.toWord(*type, args[1]));
}

template <bool Signed> const Annotation* annotateInteger(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.integer(false, {64, Signed});
}
Value rtypeInteger(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  if (hop.argRepr(0).kind() == rtype::ReprKind::Float)
    return hop.genop(OpCode::LlCastFloatToInt, {hop.inputArg(0)}, hop.resultType());
  return hop.inputArg(0, hop.resultRepr());
}
host::Object* hostIntmask(host::Host& host, const host::Args& args) {
  const lltype::Type& type = *worldOf(host).types().signedType();
  if (args[0]->kind != host::Kind::Long) return host.newInt(lltype::asInt(worldOf(host).toWord(type, args[0])));
  host::Object* mask = host.longFromDecimal("18446744073709551615");
  host::Object* low = host.binary(syntax::BinaryOp::And, args[0], mask);
  return host.newInt(static_cast<int64_t>(std::stoull(host.str(low))));
}

// ---- Pointers as strings: hlstr(p), hlunicode(p) ----------------------------------------------

template <bool Wide> const Annotation* annotateText(LibraryCall& call) {
  call.expectArgs(1, 1);
  return Wide ? call.annotator.unicode() : call.annotator.string();
}
Value rtypeText(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Value value = hop.inputArg(0);
  if (value.type() != hop.resultType()) hop.fail("the argument must be a pointer to a string");
  return value;
}
template <bool Wide> host::Object* hostText(host::Host& host, const host::Args& args) {
  const rtype::PtrObject* pointer = rtype::asPtrObject(host, args[0]);
  if (!pointer || !pointer->word) return host.none();
  host::Object* chars = host.getAttr(args[0], "chars");
  std::string bytes;
  std::u32string text;
  for (int64_t i = 0, length = host.length(chars); i < length; ++i) {
    host::Object* item = host.getItem(chars, host.newInt(i));
    if (Wide) text += host::as<host::UnicodeObject>(item)->value;
    else bytes += host::as<host::StrObject>(item)->value;
  }
  if (Wide) return host.newUnicode(text);
  return host.newStr(bytes);
}

// ---- Constructors of types, at import time only ----------------------------------------------

const Type& need(host::Host& host, host::Object* object) {
  const Type* type = typeArgument(host, object);
  if (!type) host.raise(host.types().TypeError, "a low-level type is expected");
  return *type;
}

host::Object* hostPtr(host::Host& host, const host::Args& args) {
  return rtype::lowLevelTypeObject(host, worldOf(host).types().ptr(&need(host, args[0])));
}

template <lltype::Flavor Flavor, bool NoLength>
host::Object* hostArray(host::Host& host, const host::Args& args) {
  return rtype::lowLevelTypeObject(
      host, worldOf(host).types().array(&need(host, args[0]), Flavor, {.noLength = NoLength}));
}

host::Object* hostFuncType(host::Host& host, const host::Args& args) {
  std::vector<const Type*> types;
  for (host::Object* arg : host.listOf(args[0])) types.push_back(&need(host, arg));
  return rtype::lowLevelTypeObject(
      host, worldOf(host).types().func(std::move(types), &need(host, args[1])));
}

template <lltype::Flavor Flavor>
host::Object* hostStruct(host::Host& host, const host::Args& args) {
  std::vector<lltype::Field> fields;
  for (size_t i = 1; i < args.size(); ++i) {
    std::vector<host::Object*> pair = host.listOf(args[i]);
    fields.push_back({std::string(host.toStr(pair.at(0))), &need(host, pair.at(1))});
  }
  return rtype::lowLevelTypeObject(
      host, worldOf(host).types().structOf(host.toStr(args[0]), Flavor, std::move(fields)));
}

// external(name, args, result, include='', canRaise=False): a pointer to a C function.
host::Object* hostExternal(host::Host& host, const host::Args& args) {
  LowLevelWorld& world = worldOf(host);
  lltype::ExternalFunction external;
  external.cName = std::string(host.toStr(args[0]));
  std::vector<const Type*> types;
  for (host::Object* arg : host.listOf(args[1])) types.push_back(&need(host, arg));
  external.type = world.types().func(std::move(types), &need(host, args[2]));
  if (host::Object* include = args.keyword("include"))
    external.includes.emplace_back(host.toStr(include));
  if (host::Object* pure = args.keyword("pure")) external.pure = host.truth(pure);
  external.native = nativeFunction(external.cName, *external.type);
  const lltype::FuncType* type = external.type;
  return world.pointerObject(world.types().ptr(type),
                             world.heap.newExternal(std::move(external))->word());
}

// ---- llop -----------------------------------------------------------------------------------

const Annotation* annotateOperation(LibraryCall& call) {
  const Type& type = typeArgument(call, 0);
  return call.annotator.ofLowLevelType(&type);
}

// Operands of kind v steer the operation: names and types become Symbols.
Value operandOf(HighLevelOp& hop, size_t index, char kind) {
  if (kind == 'v') {
    std::string_view name;
    if (hop.constantString(index, name)) return hop.ops.fieldName(name);
    if (const Type* type = typeArgument(hop.rtyper().host(), hop.constantObject(index)))
      return hop.ops.typeSymbol(type);
  }
  if (kind == 'i' && hop.argRepr(index).kind() == rtype::ReprKind::Bool)
    return hop.inputArg(index, hop.rtyper().signedRepr());
  return hop.inputArg(index);
}

Value rtypeOperation(HighLevelOp& hop, OpCode op) {
  const lltype::LlOpInfo& info = flow::llOpInfo(op);
  std::vector<Value> args;
  std::string_view kinds = info.operands;
  for (size_t i = 1; i < hop.argCount(); ++i)
    args.push_back(operandOf(hop, i, i - 1 < kinds.size() ? kinds[i - 1] : '*'));
  if (info.canRaise)
    hop.exceptionIsHere();
  else
    hop.exceptionCannotOccur();
  const Type& type = typeArgument(hop, 0);
  Value result = hop.genop(op, std::move(args), &type);
  return type.isVoid() ? Value() : result;
}

host::Object* hostOperation(host::Host& host, const host::Args& args, OpCode op) {
  LowLevelWorld& world = worldOf(host);
  const Type& resultType = need(host, args[0]);
  std::vector<lltype::Word> words;
  std::vector<const Type*> types;
  for (size_t i = 1; i < args.size(); ++i) {
    const rtype::PtrObject* pointer = rtype::asPtrObject(host, args[i]);
    const Type* type = pointer                                 ? static_cast<const Type*>(pointer->type)
                       : args[i]->kind == host::Kind::Float ? world.types().floatType()
                                                               : world.types().signedType();
    types.push_back(type);
    words.push_back(world.toWord(*type, args[i]));
  }
  lltype::Word result;
  if (!lltype::foldOp(flow::toLlOp(op), {words, types, &resultType}, result))
    host.raise(host.types().RuntimeError,
               std::string("llop.") + flow::llOpInfo(op).name + " cannot run at import time");
  return world.toHost(resultType, result);
}

void addOperations(host::Host& host, host::ModuleObject* module) {
  host::ModuleObject* llop = host.newModule("__tw_lltype__.llop");
#define LLOP(id, name, ...)                                                                        \
  {                                                                                                \
    constexpr OpCode op = OpCode::Ll##id;                                                          \
    host::BuiltinObject* function =                                                                \
        host.addFunction(llop, name, [](host::Host& host, const host::Args& args) {               \
          return hostOperation(host, args, op);                                                    \
        });                                                                                        \
    auto* rule = host.arena().make<host::LibraryRule>();                                           \
    rule->annotate = annotateOperation;                                                            \
    rule->rtype = [](HighLevelOp& hop) { return rtypeOperation(hop, op); };                        \
    function->rule = rule;                                                                         \
  }
#include "translator/lltype/llops.def"
  host.setAttr(module, "llop", llop);
}

// ---- The module -----------------------------------------------------------------------------

struct FunctionEntry {
  const char* name;
  host::Object* (*atImport)(host::Host&, const host::Args&);
  const Annotation* (*annotate)(LibraryCall&); // null: at import time only
  Value (*rtype)(HighLevelOp&);
  bool keywords = false;
};

host::Object* nothing(host::Host& host, const host::Args&) { return host.none(); }

constexpr FunctionEntry kFunctions[] = {
    {"malloc", hostMalloc, annotateMalloc, rtypeMalloc, true},
    {"free", nothing, annotateFree, rtypeFree, true},
    {"nullptr", hostNullptr, annotateNullptr, rtypeNullptr},
    {"typeOf", hostTypeOf, annotateTypeOf, rtypeConstant},
    {"is_array", hostIsArray, annotateIsArray, rtypeConstant},
    {"cast_pointer", hostCast, annotateCast, rtypeCast<OpCode::LlCastPointer>},
    {"cast_opaque_ptr", hostCast, annotateCast, rtypeCast<OpCode::LlCastOpaquePtr>},
    {"cast_primitive", hostCast, annotateCast, rtypeCast<OpCode::LlCastPrimitive>},
    {"intmask", hostIntmask, annotateInteger<true>, rtypeInteger},
    {"hlstr", hostText<false>, annotateText<false>, rtypeText},
    {"hlunicode", hostText<true>, annotateText<true>, rtypeText},
    {"Ptr", hostPtr, nullptr, nullptr},
    {"GcArray", hostArray<lltype::Flavor::Gc, false>, nullptr, nullptr},
    {"Array", hostArray<lltype::Flavor::Raw, false>, nullptr, nullptr},
    {"CArray", hostArray<lltype::Flavor::Raw, true>, nullptr, nullptr},
    {"GcStruct", hostStruct<lltype::Flavor::Gc>, nullptr, nullptr},
    {"Struct", hostStruct<lltype::Flavor::Raw>, nullptr, nullptr},
    {"FuncType", hostFuncType, nullptr, nullptr},
    {"external", hostExternal, nullptr, nullptr, true},
};

void addFunctions(host::Host& host, host::ModuleObject* module) {
  for (const FunctionEntry& entry : kFunctions) {
    host::BuiltinObject* function =
        host.addFunction(module, entry.name, entry.atImport, 1, UINT32_MAX, entry.keywords);
    if (!entry.annotate) continue;
    auto* rule = host.arena().make<host::LibraryRule>();
    rule->annotate = entry.annotate;
    rule->rtype = entry.rtype;
    function->rule = rule;
  }
}

void addTypes(host::Host& host, LowLevelWorld& world) {
  lltype::TypeTable& types = world.types();
  auto add = [&](const char* name, const Type* type) {
    host.setAttr(world.module, name, world.typeObject(type));
  };
  add("Void", types.voidType());
  add("Bool", types.boolType());
  add("Char", types.charType());
  add("UniChar", types.uniChar());
  add("Signed", types.signedType());
  add("Unsigned", types.unsignedType());
  add("Float", types.floatType());
  add("SingleFloat", types.singleFloat());
  add("LongFloat", types.longFloat());
  add("Address", types.address());
  add("GCREF", types.gcRef());
  for (uint32_t bits : {8u, 16u, 32u, 64u, 128u}) {
    add(("INT" + std::to_string(bits)).c_str(), types.number(bits, true));
    add(("UINT" + std::to_string(bits)).c_str(), types.number(bits, false));
  }
  add("STR", rtype::stringStruct(types));
  add("UNICODE", rtype::unicodeStruct(types));
}

// r_uint of helpers: the library's own class, whose calls convert.
void addUnsigned(host::Host& host, LowLevelWorld& world) {
  host::ClassObject* cls = host.newSizedIntClass("r_uint", 64, false);
  auto* rule = host.arena().make<host::LibraryRule>();
  rule->annotate = annotateInteger<false>;
  rule->rtype = rtypeInteger;
  cls->rule = rule;
  host.setAttr(world.module, "r_uint", cls);
}

void addConstantRules(host::Host& host, LowLevelWorld& world) {
  auto* types = host.arena().make<host::LibraryRule>();
  types->constant = [](annotate::Annotator& annotator, host::Object* object) {
    return annotator.pbc({annotator.frozenDesc(object)});
  };
  world.typeClass->rule = types;
  auto* pointers = host.arena().make<host::LibraryRule>();
  pointers->constant = [](annotate::Annotator& annotator, host::Object* object) {
    return annotator.pointer(static_cast<rtype::PtrObject*>(object)->type, object);
  };
  world.ptrClass->rule = pointers;
}

} // namespace

void installLowLevelModule(host::Host& host, lltype::Heap& heap, lltype::SymbolTable& symbols) {
  LowLevelWorld& world = LowLevelWorld::install(host, heap, symbols);
  addConstantRules(host, world);
  addTypes(host, world);
  addFunctions(host, world.module);
  addUnsigned(host, world);
  addOperations(host, world.module);
}

} // namespace tw::library
