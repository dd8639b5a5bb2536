// types.c: type records and layout assertions.
#include "translator/source_c/typesfile.h"

#include "translator/database_c/destructors.h"
#include "translator/source_c/ctypes.h"
#include "translator/source_c/data.h"
#include "translator/source_c/operations.h"

#include <fmt/format.h>
#include <map>

namespace tw::source_c {

using database_c::RecordNode;
using lltype::Kind;
using lltype::StructType;
using lltype::Type;

namespace {

constexpr uint64_t kRecordSize = 40; // sizeof(struct tw_type), asserted below

// Lists of pointer offsets, each written once. List 0 is empty.
class OffsetLists {
public:
  OffsetLists() { add({}); }
  size_t add(const std::vector<uint64_t>& offsets) {
    auto [entry, isNew] = index_.emplace(offsets, size_);
    if (isNew) {
      text_ += fmt::format("  {}", offsets.size());
      for (uint64_t offset : offsets) text_ += fmt::format(", {}", offset);
      text_ += ",\n";
      size_ += offsets.size() + 1;
    }
    return entry->second;
  }
  std::string definition() const {
    return fmt::format("const u32 tw_gc_offsets[] = {{\n{}}};\n\n", text_);
  }

private:
  std::map<std::vector<uint64_t>, size_t> index_;
  std::string text_;
  size_t size_ = 0;
};

// Pointers to objects in the fixed part of a value of that type.
void findPointers(const Type& type, uint64_t base, std::vector<uint64_t>& offsets) {
  if (type.isGcPtr()) offsets.push_back(base);
  if (const StructType* structure = type.asStruct()) {
    for (const lltype::Field& field : structure->fields()) {
      if (!field.type->asArray()) findPointers(*field.type, base + field.offset, offsets);
    }
  }
  if (const lltype::FixedArrayType* array = type.asFixedArray()) {
    for (uint64_t i = 0; i < array->length(); i++)
      findPointers(array->item(), base + i * array->itemSize(), offsets);
  }
}

const lltype::ArrayType* varItems(const Type& type) {
  return type.asStruct() ? type.structure().varArray() : type.asArray();
}

std::string recordFields(const RecordNode& record, OffsetLists& lists, size_t index, CFile& file) {
  const Type& type = *record.type;
  std::vector<uint64_t> fixed, item;
  if (type.asStruct()) findPointers(type, 0, fixed);
  std::string flags = "0";
  auto flag = [&](const char* name) { flags += fmt::format(" | TW_TYPE_{}", name); };
  std::string items;
  if (const lltype::ArrayType* array = varItems(type)) {
    flag("VARSIZE");
    findPointers(array->item(), 0, item);
    items = fmt::format(", .item_size = {}, .length_offset = {}", array->itemSize(),
                        lengthOffset(type));
  }
  if (record.vtable) flag("INSTANCE");
  if (&type == file.database().heap().types().weakrefStruct()) flag("WEAKREF");
  if (!fixed.empty()) flag("POINTERS");
  if (!item.empty()) flag("ITEM_POINTERS");
  if (record.destructor) {
    flag("FINALIZER");
    if (database_c::isLightDestructor(*record.destructor->graph)) flag("LIGHT_FINALIZER");
    items += fmt::format(", .finalizer = (void (*)(void *)){}", file.use(*record.destructor));
  }
  return fmt::format(
      "{{.flags = {}, .size = {}, .pointers = {}, .item_pointers = {}, .index = {}{}}}", flags,
      varItems(type) ? allocationBase(type) : type.size(), lists.add(fixed), lists.add(item), index,
      items);
}

} // namespace

void writeTypes(CFile& file, const std::vector<const Type*>& structs) {
  OffsetLists lists;
  std::string members, values, checks, symbols;
  size_t index = 0;
  for (const auto& record : file.database().records()) {
    std::string vtable;
    if (record->vtable) {
      const lltype::Allocation& allocation = *record->vtable->allocation;
      vtable = fmt::format(" struct {} vtable;", file.defineStruct(*allocation.type));
      symbols += fmt::format("__asm__(\".globl {0}\\n.hidden {0}\\n.set {0}, tw_types + {1}\");\n",
                             record->vtable->name, record->offset + kRecordSize);
    }
    members += fmt::format("  struct {{ struct tw_type type;{} }} {};\n", vtable, record->name);
    std::string fields = recordFields(*record, lists, index++, file);
    if (record->vtable) {
      const lltype::Allocation& allocation = *record->vtable->allocation;
      fields += ", " + initializer(allocation.address, *allocation.type, 0, file);
    }
    values += fmt::format("  .{} = {{{}}},\n", record->name, fields);
    checks +=
        fmt::format("_Static_assert(__builtin_offsetof(struct types, {0}) == {1}, \"{0}\");\n",
                    record->name, record->offset);
    symbols += fmt::format("__asm__(\".globl {0}\\n.hidden {0}\\n.set {0}, {1}\");\n", record->name,
                           record->offset);
  }
  for (const Type* type : structs) {
    file.defineStruct(*type);
    checks += layoutAssertions(*type, file);
  }
  file.addData(lists.definition());
  file.addData(fmt::format("struct types {{\n  u64 none[2];\n{}}};\n", members));
  file.addData(fmt::format("_Static_assert(sizeof(struct tw_type) == {}, \"tw_type\");\n{}\n",
                           kRecordSize, checks));
  file.addData(fmt::format("struct types types __asm__(\"tw_types\") = {{\n{}}};\n", values));
  file.addData("const u64 tw_types_size = sizeof(struct types);\n" + symbols + "\n");
}

} // namespace tw::source_c
