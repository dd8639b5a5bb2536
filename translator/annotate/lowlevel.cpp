// Annotation of attributes, items and arithmetic of pointers and addresses.
#include "translator/annotate/lowlevel.h"

#include "translator/annotate/describe.h"
#include "translator/annotate/lattice.h"
#include "translator/annotate/operations.h"
#include "translator/annotate/registry.h"
#include "translator/lltype/access.h"
#include "translator/lltype/lltype.h"
#include "translator/support/suggest.h"

namespace tw::annotate {

using flow::OpCode;

const Annotation* Annotator::ofLowLevelType(const lltype::Type* type) {
  switch (type->kind()) {
  case lltype::Kind::Void: return none();
  case lltype::Kind::Bool: return boolean();
  case lltype::Kind::Char: return character();
  case lltype::Kind::UniChar: return uniCharacter();
  case lltype::Kind::Number: {
    const lltype::NumberType& number = type->number();
    return integer(false, {static_cast<uint8_t>(number.bits()), number.isSignedNumber()});
  }
  case lltype::Kind::Float: return floating();
  case lltype::Kind::SingleFloat: return make<PlainAnnotation>(Kind::SingleFloat);
  case lltype::Kind::LongFloat: return make<PlainAnnotation>(Kind::LongFloat);
  case lltype::Kind::Address: return make<PlainAnnotation>(Kind::Address);
  case lltype::Kind::Ptr: return pointer(type);
  default: fail("a container type is no type of values: " + type->text());
  }
}

const lltype::Type* Annotator::lowLevelTypeOf(const Annotation* annotation) {
  switch (annotation->kind()) {
  case Kind::Bool: return types_.boolType();
  case Kind::Integer: {
    const IntegerType type = cast<IntegerAnnotation>(annotation).type;
    return types_.number(type.bits, type.isSigned);
  }
  case Kind::Float: return types_.floatType();
  case Kind::SingleFloat: return types_.singleFloat();
  case Kind::LongFloat: return types_.longFloat();
  case Kind::Char: return types_.charType();
  case Kind::UniChar: return types_.uniChar();
  case Kind::Address: return types_.address();
  case Kind::Ptr:
  case Kind::InteriorPtr: return cast<PtrAnnotation>(annotation).type;
  case Kind::Library: return cast<LibraryAnnotation>(annotation).type->lowLevelType();
  case Kind::None:
  case Kind::Pbc:
  case Kind::Builtin: return types_.voidType();
  default: return nullptr;
  }
}

namespace {

// The annotation of a field or item of that type, as read through a pointer:
// inlined containers are seen by an interior pointer.
const Annotation* readOf(Annotator& an, const lltype::Type& type, bool isGc) {
  if (!type.isContainer()) return an.ofLowLevelType(&type);
  const Kind kind = isGc ? Kind::InteriorPtr : Kind::Ptr;
  return an.make<PtrAnnotation>(kind, an.types().ptr(&type));
}

const lltype::Type& targetOf(const PtrAnnotation& pointer) { return pointer.type->ptr().target(); }

// The item type of an array behind the pointer; null if it is none.
const lltype::Type* itemType(const lltype::Type& target) {
  if (auto* array = target.asArray()) return &array->item();
  if (auto* fixed = target.asFixedArray()) return &fixed->item();
  return nullptr;
}

void expectType(Annotator& an, const Annotation* value, const lltype::Type& type) {
  const lltype::Type* given = an.lowLevelTypeOf(value);
  if (given == &type || isImpossible(value)) return;
  // As in C, every raw pointer is a void *.
  const lltype::ArrayType* array = type.isPtr() ? type.ptr().target().asArray() : nullptr;
  if (array && array->hints().isVoid && given && given->isRawPtr()) return;
  // A null pointer or any integer constant may stand for a narrower type.
  if (type.isVoid() || (isKind(value, Kind::None) && type.isPtr())) return;
  if (isIntegral(value) && type.kind() == lltype::Kind::Number) return;
  an.fail("a value of low-level type " + type.text() + " is expected, not " + describe(value), {},
          "convert it: rffi.cast(TYPE, x) for numbers and pointers, rffi.str2charp(s) for strings");
}

} // namespace

const Annotation* callPointer(Annotator& an, const PtrAnnotation& pointer,
                              const CallArguments& args) {
  const lltype::FuncType* function = targetOf(pointer).asFunc();
  if (!function) an.fail(describe(&pointer) + " is not callable");
  if (args.positional.size() != function->args().size())
    an.fail("a function of type " + function->text() + " is called with " +
            std::to_string(args.positional.size()) + " arguments");
  for (size_t i = 0; i < args.positional.size(); ++i)
    expectType(an, args.positional[i], *function->args()[i]);
  return an.ofLowLevelType(&function->result());
}

[[noreturn]] static void failNoField(Annotator& an, const lltype::Type& type,
                                     const std::string& name) {
  std::vector<std::string_view> names;
  std::string listed;
  if (const lltype::StructType* structure = type.asStruct())
    for (const lltype::Field& field : structure->fields()) {
      names.push_back(field.name);
      listed += (listed.empty() ? "" : ", ") + std::string(field.name);
    }
  const std::string near = suggestion(name, names);
  an.fail("the low-level type " + type.text() + " has no field '" + name + "'", {},
          !near.empty()         ? near
          : type.asFixedArray() ? "its items are named item0, item1 and so on"
          : listed.empty()      ? "only structs have fields"
                                : "its fields are " + listed);
}

const Annotation* getPointerField(Annotator& an, const PtrAnnotation& pointer,
                                  const std::string& name) {
  const lltype::Type& target = targetOf(pointer);
  const lltype::StructType* structure = target.asStruct();
  const lltype::Field* field = structure ? structure->find(name) : nullptr;
  if (!field && lltype::itemNamed(target, name))
    return readOf(an, target.fixedArray().item(), isKind(&pointer, Kind::InteriorPtr));
  if (!field) failNoField(an, target, name);
  const bool interior = structure->isGc() || isKind(&pointer, Kind::InteriorPtr);
  return readOf(an, *field->type, interior);
}

const Annotation* setPointerField(Annotator& an, const PtrAnnotation& pointer,
                                  const std::string& name, const Annotation* value) {
  const lltype::Type& target = targetOf(pointer);
  const lltype::StructType* structure = target.asStruct();
  const lltype::Field* field = structure ? structure->find(name) : nullptr;
  if (!field && !lltype::itemNamed(target, name)) failNoField(an, target, name);
  expectType(an, value, field ? *field->type : target.fixedArray().item());
  return an.none();
}

const Annotation* getAddressAccess(Annotator& an, const std::string& name) {
  if (const lltype::Type* type = lltype::accessedBy(an.types(), name))
    return an.ofLowLevelType(type);
  an.fail("an address has no attribute '" + name + "'", {},
          "memory at an address is read by adr.signed[i], adr.unsigned[i], adr.char[i], "
          "adr.float[i] or adr.address[i]");
}

// Arithmetic and comparisons of addresses; null: not defined.
static const Annotation* annotateAddress(Site& site) {
  Annotator& an = site.annotator;
  const bool both = site.args.size() > 1 && isKind(site[1], Kind::Address);
  switch (site.operation.op) {
  case OpCode::Add:
  case OpCode::InplaceAdd:
    return isIntegral(site[1]) ? an.make<PlainAnnotation>(Kind::Address) : nullptr;
  case OpCode::Sub:
  case OpCode::InplaceSub:
    if (both) return an.integer();
    return isIntegral(site[1]) ? an.make<PlainAnnotation>(Kind::Address) : nullptr;
  case OpCode::Eq:
  case OpCode::Ne:
  case OpCode::Lt:
  case OpCode::Le:
  case OpCode::Gt:
  case OpCode::Ge: return both ? an.boolean() : nullptr;
  default: return nullptr;
  }
}

const Annotation* annotateLowLevel(Site& site) {
  Annotator& an = site.annotator;
  if (!site.args.empty() && isKind(site[0], Kind::Address)) return annotateAddress(site);
  auto* pointer = dynCast<PtrAnnotation>(site.args.empty() ? nullptr : site[0]);
  if (!pointer) return nullptr;
  switch (site.operation.op) {
  case OpCode::Len: return an.integer(true);
  case OpCode::GetItem:
  case OpCode::SetItem: {
    const lltype::Type& target = targetOf(*pointer);
    const lltype::Type* item = itemType(target);
    if (!item || !isIntegral(site[1])) return nullptr;
    if (site.operation.op == OpCode::SetItem) {
      expectType(an, site[2], *item);
      return an.none();
    }
    const auto* array = target.asArray();
    const bool interior = (array && array->isGc()) || isKind(pointer, Kind::InteriorPtr);
    return readOf(an, *item, interior);
  }
  case OpCode::Eq:
  case OpCode::Ne: return an.boolean();
  default: return nullptr;
  }
}

} // namespace tw::annotate
