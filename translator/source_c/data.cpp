// Prebuilt containers as C definitions.
//
// What is zero is left out: fields are named, and in arrays the gap is jumped
// over by a designator. Characters are written as one string literal.
#include "translator/source_c/data.h"

#include "translator/source_c/cfile.h"
#include "translator/source_c/constants.h"
#include "translator/source_c/ctypes.h"

#include <algorithm>
#include <fmt/format.h>

namespace tw::source_c {

using lltype::ArrayType;
using lltype::Kind;
using lltype::StructType;
using lltype::Type;

namespace {

constexpr size_t kLineWidth = 96;

const char* bytesOf(const void* memory) { return static_cast<const char*>(memory); }

bool isZero(const void* memory, uint64_t size) {
  const char* bytes = bytesOf(memory);
  return std::all_of(bytes, bytes + size, [](char c) { return c == 0; });
}

// Joins parts with commas and breaks long lines.
class List {
public:
  void add(const std::string& part) {
    if (!text_.empty()) text_ += ",";
    if (width_ + part.size() > kLineWidth) {
      text_ += "\n  ";
      width_ = 2;
    } else if (!text_.empty()) {
      text_ += " ";
    }
    text_ += part;
    width_ += part.size() + 2;
  }
  std::string braces() const { return "{" + text_ + "}"; }

private:
  std::string text_;
  size_t width_ = 0;
};

std::string valueText(const void* memory, const Type& type, CFile& file) {
  if (type.isContainer()) return initializer(memory, type, 0, file);
  if (type.kind() == Kind::Number && type.number().bits() > 64) {
    const auto* words = static_cast<const uint64_t*>(memory);
    return fmt::format("(({}){}UL << 64 | {}UL)", spell(type, file), words[1], words[0]);
  }
  return constantText(lltype::loadWord(memory, type), type, file).text;
}

std::string items(const void* memory, const Type& item, uint64_t length, CFile& file) {
  // C adds a NUL to the literal, but drops it for an array that has no place for it.
  if (item.kind() == Kind::Char) return quoted({bytesOf(memory), length});
  List list;
  uint64_t size = item.size();
  bool gap = false;
  for (uint64_t i = 0; i < length; i++) {
    const char* at = bytesOf(memory) + i * size;
    bool last = i + 1 == length;
    // The last item stands even if zero: it gives a flexible array its size.
    if (isZero(at, size) && !last && (gap || isZero(at, 2 * size))) {
      gap = true;
      continue;
    }
    std::string value = valueText(at, item, file);
    list.add(gap ? fmt::format("[{}] = {}", i, value) : value);
    gap = false;
  }
  return list.braces();
}

void addHeader(List& list, const Type& type, CFile& file) {
  list.add(fmt::format(".tw_header = {{TW_TID({}) + TW_PREBUILT_FLAGS}}", file.useTypeId(type)));
}

void addItems(List& list, const std::string& prefix, const char* array, const ArrayType& type,
              uint64_t length, CFile& file) {
  if (type.hasLength()) list.add(fmt::format(".{}length = {}", prefix, length));
  if (!exists(type.item())) return;
  // C reads a string in place: it has room for a NUL behind it.
  if (length == 0 && type.item().kind() == Kind::Char)
    list.add(fmt::format(".{}items = \"\"", prefix));
  if (length == 0) return;
  list.add(fmt::format(".{}items = {}", prefix,
                       items(array + type.itemsOffset(), type.item(), length, file)));
}

void addFields(List& list, const char* memory, const StructType& type, uint64_t length,
               CFile& file) {
  for (const lltype::Field& field : type.fields()) {
    if (!exists(*field.type)) continue;
    const char* at = memory + field.offset;
    std::string name = fieldName(field.name);
    if (const ArrayType* array = field.type->asArray())
      addItems(list, name + "_", at, *array, length, file);
    else if (!isZero(at, field.type->size()))
      list.add(fmt::format(".{} = {}", name, valueText(at, *field.type, file)));
  }
}

} // namespace

std::string initializer(const void* memory, const Type& type, uint64_t length, CFile& file) {
  List list;
  if (const StructType* structure = type.asStruct()) {
    if (structure->isGc()) addHeader(list, type, file);
    addFields(list, bytesOf(memory), *structure, length, file);
  } else if (const ArrayType* array = type.asArray()) {
    if (array->isGc()) addHeader(list, type, file);
    addItems(list, "", bytesOf(memory), *array, length, file);
  } else if (const lltype::FixedArrayType* fixed = type.asFixedArray()) {
    if (!isZero(memory, fixed->size()))
      list.add(".items = " + items(memory, fixed->item(), fixed->length(), file));
  }
  return list.braces();
}

std::string dataDefinition(const database_c::ContainerNode& node, CFile& file) {
  const lltype::Allocation& allocation = *node.allocation;
  const Type& type = *allocation.type;
  file.use(node);
  if (hasTag(type))
    return fmt::format("struct {} {} = {};\n", file.tag(type), node.name,
                       initializer(allocation.address, type, allocation.length, file));
  // Items without a struct around them; declared as words elsewhere.
  if (isItemPointer(type) && exists(type.array().item()) && allocation.length > 0) {
    std::string name = fmt::format("{}_items", node.name);
    std::string values = items(allocation.address, type.array().item(), allocation.length, file);
    std::string item = spell(type.array().item(), file);
    return fmt::format("{}{}{}[{}] __asm__(\"{}\") = {};\n", item, item.back() == '*' ? "" : " ",
                       name, allocation.length, node.name, values);
  }
  return fmt::format("u64 {}[{}];\n", node.name, std::max<uint64_t>((allocation.size + 7) / 8, 1));
}

} // namespace tw::source_c
