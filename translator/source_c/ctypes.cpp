// Low-level types in C.
#include "translator/source_c/ctypes.h"

#include "translator/database_c/names.h"
#include "translator/source_c/cfile.h"

#include <fmt/format.h>
#include <stdexcept>

namespace tw::source_c {

using lltype::ArrayType;
using lltype::Field;
using lltype::Kind;
using lltype::StructType;
using lltype::Type;

bool isItemPointer(const Type& target) {
  const ArrayType* array = target.asArray();
  return array && !array->isGc() && !array->hasLength();
}

bool hasTag(const Type& type) {
  return type.isContainer() && type.kind() != Kind::Func && type.kind() != Kind::Opaque &&
         !isItemPointer(type);
}

std::string fieldName(std::string_view name) {
  std::string result = database_c::sanitize(name);
  if (result[0] >= '0' && result[0] <= '9') result = "f" + result;
  return database_c::isReserved(result) ? result + "_" : result;
}

namespace {

std::string spellPointer(const Type& target, CFile& file) {
  if (isItemPointer(target)) {
    const Type& item = target.array().item();
    if (!exists(item)) return "void *";
    std::string spelled = spell(item, file);
    return spelled.back() == '*' ? spelled + "*" : spelled + " *";
  }
  if (!hasTag(target)) return "void *";
  return fmt::format("struct {} *", file.declareStruct(target));
}

std::string spellNumber(const lltype::NumberType& type) {
  if (type.bits() == 64) return type.isSignedNumber() ? "Signed" : "Unsigned";
  return fmt::format("{}{}", type.isSignedNumber() ? 'i' : 'u', type.bits());
}

std::string member(const std::string& type, const std::string& name) {
  return fmt::format("  {}{}{};\n", type, type.back() == '*' ? "" : " ", name);
}

std::string inlineArray(const Field& field, const ArrayType& array, CFile& file) {
  std::string text, name = fieldName(field.name);
  if (array.hasLength()) text += member("Signed", name + "_length");
  if (exists(array.item())) text += member(spell(array.item(), file), name + "_items[]");
  return text;
}

std::string structMembers(const StructType& type, CFile& file) {
  std::string text;
  for (const Field& field : type.fields()) {
    if (!exists(*field.type)) continue;
    if (const ArrayType* array = field.type->asArray())
      text += inlineArray(field, *array, file);
    else
      text += member(spell(*field.type, file), fieldName(field.name));
  }
  return type.hints().isUnion ? fmt::format("  union {{\n{}  }};\n", text) : text;
}

std::string arrayMembers(const ArrayType& type, CFile& file) {
  std::string text;
  if (type.hasLength()) text += member("Signed", "length");
  if (exists(type.item())) text += member(spell(type.item(), file), "items[]");
  return text;
}

bool isGc(const Type& type) {
  return type.asStruct() ? type.structure().isGc() : type.asArray() && type.array().isGc();
}

} // namespace

std::string spell(const Type& type, CFile& file) {
  switch (type.kind()) {
  case Kind::Void: return "void";
  case Kind::Bool: return "tw_bool";
  case Kind::Char: return "u8";
  case Kind::UniChar: return "u32";
  case Kind::Number: return spellNumber(type.number());
  case Kind::Float: return "double";
  case Kind::SingleFloat: return "float";
  case Kind::LongFloat: return "long double";
  case Kind::Address: return "void *";
  case Kind::Ptr: return spellPointer(type.ptr().target(), file);
  case Kind::Struct:
  case Kind::Array:
  case Kind::FixedArray: return fmt::format("struct {}", file.defineStruct(type));
  default: throw std::logic_error("no values of type " + type.text());
  }
}

std::string structDefinition(const Type& type, CFile& file) {
  std::string members;
  if (isGc(type)) members = member("tw_gc", "tw_header");
  if (type.asStruct())
    members += structMembers(type.structure(), file);
  else if (type.asArray())
    members += arrayMembers(type.array(), file);
  else {
    const lltype::FixedArrayType& array = type.fixedArray();
    if (exists(array.item()))
      members += member(spell(array.item(), file), fmt::format("items[{}]", array.length()));
  }
  return fmt::format("struct {} {{\n{}}};\n", file.tag(type), members);
}

std::string layoutAssertions(const Type& type, CFile& file) {
  std::string tag = file.tag(type);
  std::string text =
      fmt::format("_Static_assert(sizeof(struct {}) == {}, \"{}\");\n", tag,
                  (type.size() + type.alignment() - 1) / type.alignment() * type.alignment(), tag);
  const StructType* structure = type.asStruct();
  if (!structure) return text;
  for (const Field& field : structure->fields()) {
    if (!exists(*field.type)) continue;
    std::string name = fieldName(field.name);
    if (const ArrayType* array = field.type->asArray()) {
      if (!array->hasLength() && !exists(array->item())) continue;
      name += array->hasLength() ? "_length" : "_items";
    }
    text += fmt::format("_Static_assert(__builtin_offsetof(struct {}, {}) == {}, \"{}.{}\");\n",
                        tag, name, field.offset, tag, name);
  }
  return text;
}

} // namespace tw::source_c
