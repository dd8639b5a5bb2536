// `__tw_lltype__`: allocation, and pointers to parts of containers.
#include "translator/library/lltype_parts.h"

#include "translator/annotate/annotator.h"
#include "translator/annotate/describe.h"
#include "translator/lltype/heap.h"
#include "translator/rtype/hop.h"
#include "translator/rtype/rtyper.h"
#include "translator/support/words.h"

#include <algorithm>
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

// ---- malloc(T[, length], flavor='gc', zero=False, track_allocation=True, ...) -----------------

bool isVarsize(const Type& type) {
  return type.asArray() || (type.asStruct() && type.structure().varArray());
}

bool isGc(const Type& type) {
  if (type.asStruct()) return type.structure().isGc();
  return type.asArray() && type.array().isGc();
}

// Null: it can be allocated so.
const char* mallocProblem(const Type& type, bool hasLength) {
  if (type.isPrimitive() || type.isPtr()) return "malloc() of a type that is no container";
  if (type.kind() == lltype::Kind::Func) return "malloc() of a function type";
  if (type.asStruct() && !type.structure().isComplete()) return "malloc() of an incomplete struct";
  if (type.asOpaque() && type.size() == 0)
    return "malloc() of an opaque type whose size is unknown";
  if (isVarsize(type) != hasLength)
    return hasLength ? "malloc() with a length of a type without a variable part"
                     : "malloc() of an array needs its length";
  return nullptr;
}

struct MallocCall {
  bool hasLength;
  const Annotation* length;
};

MallocCall shapeOf(LibraryCall& call) {
  const Annotation* length = call.size() > 1 ? call[1] : nullptr;
  for (const auto& [name, value] : call.keywords)
    if (name == "n") length = value;
  return {length && !isKind(length, annotate::Kind::None), length};
}

const Annotation* annotateMalloc(LibraryCall& call) {
  call.expectArgs(1, 8);
  const Type& type = containerOf(typeArgument(call, 0));
  const MallocCall shape = shapeOf(call);
  if (const char* problem = mallocProblem(type, shape.hasLength))
    call.fail(std::string(problem) + ": " + type.text(),
              isVarsize(type) == shape.hasLength ? "structs and arrays can be allocated"
              : shape.hasLength                  ? "drop the length"
                                                 : "pass the length after the type");
  if (shape.hasLength && !annotate::isIntegral(shape.length) &&
      !isKind(shape.length, annotate::Kind::Impossible))
    call.fail("the length of an array must be an integer, not " + annotate::describe(shape.length),
              "int(x) converts");
  const Annotation* flavor = call.get(2, "flavor");
  const bool raw =
      flavor && flavor->constant() && call.annotator.host().str(flavor->constant()) == "raw";
  if (raw && isGc(type))
    call.fail("malloc(flavor='raw') of the garbage-collected " + type.text(),
              "drop the flavor, or define the type by Struct or Array");
  if (!raw && !isGc(type))
    call.fail("malloc() of the raw type " + type.text(),
              "give flavor='raw', and free() it at the end");
  return call.annotator.pointer(call.annotator.types().ptr(&type));
}

// The argument that has the name or the place; hop.argCount() if there is none.
size_t argumentIndex(const HighLevelOp& hop, size_t place, std::string_view name) {
  const size_t positional = hop.argCount() - hop.keywords().size();
  if (place < positional) return place;
  const auto found = std::ranges::find(hop.keywords(), name);
  return positional + static_cast<size_t>(found - hop.keywords().begin());
}

bool isTrue(HighLevelOp& hop, size_t place, std::string_view name) {
  const size_t index = argumentIndex(hop, place, name);
  if (index >= hop.argCount()) return false;
  Object* value = hop.constantObject(index);
  if (!value) hop.fail("malloc() takes constant flags only");
  return hop.rtyper().host().truth(value);
}

Value rtypeMalloc(HighLevelOp& hop) {
  const Type& type = containerOf(typeArgument(hop, 0));
  lltype::MallocFlags flags;
  flags.raw = !isGc(type);
  flags.zero = isTrue(hop, 4, "zero");
  flags.nonMovable = isTrue(hop, SIZE_MAX, "nonmovable");
  std::vector<Value> args{hop.ops.typeSymbol(&type), hop.ops.flagsSymbol(flags)};
  const size_t length = argumentIndex(hop, 1, "n");
  const bool varsize = length < hop.argCount() && !hop.isConstantNone(length);
  if (varsize) args.push_back(hop.inputArg(length, hop.rtyper().signedRepr()));
  hop.exceptionIsHere();
  return hop.genop(varsize ? OpCode::LlMallocVarsize : OpCode::LlMalloc, std::move(args),
                   hop.resultType());
}

Object* hostMalloc(Host& host, const Args& args) {
  LowLevelWorld& world = worldOf(host);
  if (args.size() == 0) host.raise(host.types().TypeError, "malloc() takes a type");
  const Type& type = containerOf(needType(host, args[0]));
  Object* length = argumentOf(args, 1, "n");
  const bool hasLength = length && !host::isNone(length);
  if (const char* problem = mallocProblem(type, hasLength))
    host.raise(host.types().TypeError, std::string(problem) + ": " + type.text());
  const int64_t count = hasLength ? host.toInt(length) : 0;
  if (count < 0) host.raise(host.types().ValueError, "the length of an array is negative");
  return world.pointerObject(world.types().ptr(&type),
                             world.heap.mallocAny(type, static_cast<uint64_t>(count))->word());
}

const Annotation* annotateFree(LibraryCall& call) {
  call.expectArgs(1, 3);
  auto* pointer = annotate::dynCast<annotate::PtrAnnotation>(call[0]);
  if (!pointer && !isKind(call[0], annotate::Kind::Impossible))
    call.fail("free() takes a pointer, not " + annotate::describe(call[0]),
              "pass what malloc(flavor='raw') gave");
  if (pointer && pointer->type->isGcPtr())
    call.fail("free() of a garbage-collected pointer", "the collector frees it: drop the call");
  return call.annotator.none();
}
Value rtypeFree(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  hop.genop(OpCode::LlFree, {hop.inputArg(0)}, hop.rtyper().types().voidType());
  return {};
}
Object* hostFree(Host& host, const Args& args) {
  const rtype::PtrObject* pointer = args.size() ? rtype::asPtrObject(host, args[0]) : nullptr;
  if (!pointer) host.raise(host.types().TypeError, "free() takes a pointer");
  if (!pointer->word) return host.none();
  lltype::Allocation* allocation = worldOf(host).heap.find(pointer->word);
  if (!allocation || allocation->word() != pointer->word)
    host.raise(host.types().RuntimeError, "free() of memory that malloc() did not return");
  if (allocation->freed) host.raise(host.types().RuntimeError, "memory is freed twice");
  worldOf(host).heap.free(*allocation);
  return host.none();
}

// ---- nullptr(T) -----------------------------------------------------------------------------

const Annotation* annotateNullptr(LibraryCall& call) {
  call.expectArgs(1, 1);
  return call.annotator.pointer(call.annotator.types().ptr(&containerOf(typeArgument(call, 0))));
}
Value rtypeNullptr(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  return hop.ops.null(hop.resultType());
}
Object* hostNullptr(Host& host, const Args& args) {
  LowLevelWorld& world = worldOf(host);
  return world.pointerObject(world.types().ptr(&containerOf(needType(host, args[0]))), 0);
}

// ---- Pointers to items and fields -------------------------------------------------------------

// What the pointer would be to: an array of such items without a length.
const Type& itemsType(lltype::TypeTable& types, const Type& item) {
  return *types.ptr(types.array(&item, lltype::Flavor::Raw, {.noLength = true}));
}

const Type* itemType(const Type& target) {
  if (auto* array = target.asArray()) return &array->item();
  if (auto* fixed = target.asFixedArray()) return &fixed->item();
  return nullptr;
}

const Type& pointedTo(LibraryCall& call) {
  auto* pointer = annotate::dynCast<annotate::PtrAnnotation>(call[0]);
  if (!pointer)
    call.fail(std::string(call.name) + "() takes a pointer, not " + annotate::describe(call[0]));
  return pointer->type->ptr().target();
}

const Annotation* annotateArrayItems(LibraryCall& call) {
  call.expectArgs(1, 1);
  const Type& target = pointedTo(call);
  const Type* item = itemType(target);
  if (!item) call.fail("direct_arrayitems() of " + withArticle(target.text()));
  return call.annotator.pointer(&itemsType(call.annotator.types(), *item));
}
Value rtypeArrayItems(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Value base = hop.inputArg(0);
  const Type& target = base.type()->ptr().target();
  const bool isPlain = target.asFixedArray() || !target.array().hasLength();
  return hop.genop(isPlain ? OpCode::LlCastPointer : OpCode::LlDirectArrayItems, {base},
                   hop.resultType());
}

const Annotation* annotatePtrAdd(LibraryCall& call) {
  call.expectArgs(2, 2);
  const Type& target = pointedTo(call);
  if (!itemType(target) || (target.asArray() && target.array().hasLength()))
    call.fail(std::string(call.name) + "() needs a pointer to C items, not to " +
              withArticle(target.text()));
  return annotate::cast<annotate::PtrAnnotation>(call[0]).constant()
             ? call.annotator.pointer(annotate::cast<annotate::PtrAnnotation>(call[0]).type)
             : call[0];
}
Value rtypePtrAdd(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  Value base = hop.inputArg(0);
  Value count = hop.inputArg(1, hop.rtyper().signedRepr());
  const Type& target = base.type()->ptr().target();
  if (target.asArray()) return hop.genop(OpCode::LlDirectPtrAdd, {base, count}, hop.resultType());
  const Type& items = itemsType(hop.rtyper().types(), *itemType(target));
  Value plain = hop.genop(OpCode::LlCastPointer, {base}, &items);
  return hop.genop(OpCode::LlCastPointer,
                   {hop.genop(OpCode::LlDirectPtrAdd, {plain, count}, &items)}, hop.resultType());
}

const lltype::Field* fieldOf(const Type& target, std::string_view name) {
  const lltype::StructType* structure = target.asStruct();
  return structure ? structure->find(name) : nullptr;
}

const Annotation* annotateFieldPtr(LibraryCall& call) {
  call.expectArgs(2, 2);
  const Type& target = pointedTo(call);
  Object* name = call[1]->constant();
  const lltype::Field* field =
      name && host::isStr(name) ? fieldOf(target, host::as<host::StrObject>(name)->value) : nullptr;
  if (!field) call.fail("direct_fieldptr() takes the name of a field of " + target.text());
  return call.annotator.pointer(&itemsType(call.annotator.types(), *field->type));
}
Value rtypeFieldPtr(HighLevelOp& hop) {
  hop.exceptionCannotOccur();
  std::string_view name;
  hop.constantString(1, name);
  return hop.genop(OpCode::LlDirectFieldPtr, {hop.inputArg(0), hop.ops.fieldName(name)},
                   hop.resultType());
}

const rtype::PtrObject& needPointer(Host& host, const Args& args) {
  const rtype::PtrObject* pointer = args.size() ? rtype::asPtrObject(host, args[0]) : nullptr;
  if (!pointer) host.raise(host.types().TypeError, "a low-level pointer is expected");
  return *pointer;
}
Object* hostArrayItems(Host& host, const Args& args) {
  LowLevelWorld& world = worldOf(host);
  const rtype::PtrObject& pointer = needPointer(host, args);
  const Type& target = pointer.type->target();
  if (!itemType(target)) host.raise(host.types().TypeError, "the pointer is to no array");
  const uint64_t offset = target.asArray() ? target.array().itemsOffset() : 0;
  return world.pointerObject(&itemsType(world.types(), *itemType(target)), pointer.word + offset);
}
Object* hostPtrAdd(Host& host, const Args& args) {
  const rtype::PtrObject& pointer = needPointer(host, args);
  const Type* item = itemType(pointer.type->target());
  if (!item || args.size() != 2) host.raise(host.types().TypeError, "the pointer is to no array");
  return worldOf(host).pointerObject(
      pointer.type, pointer.word + rtype::integerWord(host, args[1]) * item->size());
}
Object* hostFieldPtr(Host& host, const Args& args) {
  LowLevelWorld& world = worldOf(host);
  const rtype::PtrObject& pointer = needPointer(host, args);
  const lltype::Field* field = fieldOf(pointer.type->target(), host.toStr(args[1]));
  if (!field) host.raise(host.types().AttributeError, "the struct has no such field");
  return world.pointerObject(&itemsType(world.types(), *field->type), pointer.word + field->offset);
}

// ---- make(STRUCT, field=value, ...) ------------------------------------------------------------

const lltype::StructType& structOf(LibraryCall& call) {
  const Type& type = containerOf(typeArgument(call, 0));
  if (!type.asStruct() || isVarsize(type) || isGc(type))
    call.fail("make() takes a raw struct of fixed size, not " + type.text());
  return type.structure();
}
const Annotation* annotateMake(LibraryCall& call) {
  if (call.size() != 1) call.fail("make() takes a struct, and its fields by name");
  const lltype::StructType& type = structOf(call);
  for (const auto& [name, value] : call.keywords)
    if (!type.find(name)) call.fail("the " + type.text() + " has no field '" + name + "'");
  return call.annotator.pointer(call.annotator.types().ptr(&type));
}
Value rtypeMake(HighLevelOp& hop) {
  const auto& type = hop.resultType()->ptr().target().structure();
  lltype::MallocFlags flags{.raw = true};
  std::vector<Value> values;
  const size_t first = hop.argCount() - hop.keywords().size();
  for (size_t i = 0; i < hop.keywords().size(); ++i)
    values.push_back(
        hop.inputArg(first + i, hop.rtyper().lowLevelRepr(type.field(hop.keywords()[i]).type)));
  hop.exceptionIsHere();
  Value made = hop.genop(OpCode::LlMalloc, {hop.ops.typeSymbol(&type), hop.ops.flagsSymbol(flags)},
                         hop.resultType());
  for (size_t i = 0; i < values.size(); ++i) hop.ops.setField(made, hop.keywords()[i], values[i]);
  return made;
}
Object* hostMake(Host& host, const Args& args) {
  Object* made = hostMalloc(host, Args{args.positional});
  for (const host::Keyword& keyword : args.keywords)
    host.setAttr(made, keyword.name, keyword.value);
  return made;
}

// ---- Sizes ----------------------------------------------------------------------------------

uint64_t sizeOf(const Type& type) {
  const uint64_t alignment = std::max<uint64_t>(type.alignment(), 1);
  return (type.size() + alignment - 1) / alignment * alignment;
}

// size_of(T): that of a container without its variable part; a type object names a
// container itself, not the pointer to it.
const Annotation* annotateSizeOf(LibraryCall& call) {
  call.expectArgs(1, 1);
  const Type& type = typeArgument(call, 0);
  return call.annotator.ofConstant(
      call.annotator.host().newInt(static_cast<int64_t>(sizeOf(type))));
}
Object* hostSizeOf(Host& host, const Args& args) {
  return host.newInt(static_cast<int64_t>(sizeOf(needType(host, args[0]))));
}

// offset_of(T, field): of a field, or with the name 'items' of the first item.
Object* hostOffsetOf(Host& host, const Args& args) {
  const Type& type = needType(host, args[0]);
  const std::string_view name = host.toStr(args[1]);
  if (type.asArray() && name == "items")
    return host.newInt(static_cast<int64_t>(type.array().itemsOffset()));
  const lltype::Field* field = fieldOf(type, name);
  if (!field) host.raise(host.types().AttributeError, "no field of that name in " + type.text());
  return host.newInt(static_cast<int64_t>(field->offset));
}
const Annotation* annotateOffsetOf(LibraryCall& call) {
  call.expectArgs(2, 2);
  if (!call[0]->constant() && !annotate::dynCast<annotate::PbcAnnotation>(call[0]))
    call.fail("offset_of() takes a constant type");
  const Type& type = typeArgument(call, 0);
  Object* name = call[1]->constant();
  if (!name || !host::isStr(name)) call.fail("offset_of() takes a constant name");
  Host& host = call.annotator.host();
  Object* args[] = {rtype::lowLevelTypeObject(host, &type), name};
  return call.annotator.ofConstant(hostOffsetOf(host, Args{args}));
}

// ---- Bytes in bulk, at import time ------------------------------------------------------------

// read_bytes(p, n): the n bytes behind a pointer as a str.
Object* hostReadBytes(Host& host, const Args& args) {
  const rtype::PtrObject& pointer = needPointer(host, args);
  const int64_t count = host.toInt(args[1]);
  if (!pointer.word && count)
    host.raise(host.types().RuntimeError, "access through a null pointer");
  return host.newStr({reinterpret_cast<const char*>(pointer.word), static_cast<size_t>(count)});
}
// write_bytes(p, s)
Object* hostWriteBytes(Host& host, const Args& args) {
  const rtype::PtrObject& pointer = needPointer(host, args);
  const std::string_view bytes = host.toStr(args[1]);
  if (!pointer.word && !bytes.empty())
    host.raise(host.types().RuntimeError, "access through a null pointer");
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(pointer.word));
  return host.none();
}

constexpr NativeEntry kEntries[] = {
    {"malloc", hostMalloc, annotateMalloc, rtypeMalloc, true},
    {"free", hostFree, annotateFree, rtypeFree, true},
    {"nullptr", hostNullptr, annotateNullptr, rtypeNullptr},
    {"direct_arrayitems", hostArrayItems, annotateArrayItems, rtypeArrayItems},
    {"direct_ptradd", hostPtrAdd, annotatePtrAdd, rtypePtrAdd},
    {"direct_fieldptr", hostFieldPtr, annotateFieldPtr, rtypeFieldPtr},
    {"size_of", hostSizeOf, annotateSizeOf, rtypeKnownResult},
    {"offset_of", hostOffsetOf, annotateOffsetOf, rtypeKnownResult},
    {"make", hostMake, annotateMake, rtypeMake, true},
    {"read_bytes", hostReadBytes, nullptr, nullptr},
    {"write_bytes", hostWriteBytes, nullptr, nullptr},
};

} // namespace

void addLowLevelMemory(Host& host, host::ModuleObject* module) {
  addNatives(host, module, kEntries);
}

} // namespace tw::library
