// Making and finding descriptors.
#include "translator/pyjitpl/descrs.h"

#include "jit/format/program.h"

#include <algorithm>
#include <fmt/format.h>

namespace tw::pyjitpl {

using lltype::ArrayType;
using lltype::Field;
using lltype::StructType;
using lltype::Type;

const StructType& ownerOf(const StructType& type, std::string_view field) {
  const StructType* owner = &type;
  while (owner->base() && owner->base()->find(field)) owner = owner->base();
  return *owner;
}

bool isString(const Type& type) {
  const StructType* structure = type.asStruct();
  if (!structure || !structure->isGc() || !structure->isComplete()) return false;
  const ArrayType* array = structure->varArray();
  return array && (array->item().kind() == lltype::Kind::Char ||
                   array->item().kind() == lltype::Kind::UniChar);
}

uint32_t Descrs::add(DescrKind what, std::string name) {
  descrs_.push_back({});
  descrs_.back().what = what;
  descrs_.back().name = std::move(name);
  return static_cast<uint32_t>(descrs_.size() - 1);
}

void Descrs::describeValue(uint32_t index, const Type& type) {
  Descr& descr = descrs_[index];
  descr.kind = kindOf(type);
  descr.width = static_cast<uint32_t>(type.size());
  bool isSigned = type.kind() == lltype::Kind::Number && type.number().isSignedNumber();
  if (isSigned) descr.flags |= TW_FIELD_SIGNED;
  bool isSingle = descr.what == DescrKind::Call && type.kind() == lltype::Kind::SingleFloat;
  if (isSingle) descr.flags |= TW_CALL_SINGLE;
}

uint32_t Descrs::field(const StructType& type, std::string_view name) {
  const StructType& owner = ownerOf(type, name);
  auto [entry, isNew] = known_.try_emplace({&owner, "." + std::string(name)}, 0);
  if (!isNew) return entry->second;
  const Field& field = owner.field(name);
  uint32_t index = entry->second = add(DescrKind::Field, fmt::format("{}.{}", owner.name(), name));
  describeValue(index, *field.type);
  {
    Descr& descr = descrs_[index];
    descr.type = &owner;
    descr.offset = field.offset;
    if (field.isImmutable()) descr.flags |= TW_FIELD_IMMUTABLE;
    if (!owner.isGc()) descr.flags |= TW_FIELD_RAW;
    // Vtables never change.
    if (owner.find("subclassrange_min")) descr.flags |= TW_FIELD_IMMUTABLE;
    if (name == kVableToken) descr.flags |= TW_FIELD_VABLE_TOKEN;
    if (field.mutability == lltype::Mutability::ImmutableArray ||
        field.mutability == lltype::Mutability::QuasiImmutableArray)
      descr.flags |= TW_FIELD_PURE_ARRAY;
  }
  if (!owner.isGc()) return index;
  uint32_t parent = size(owner);
  descrs_[index].parent = parent;
  if (field.isQuasiImmutable()) {
    uint32_t partner = this->field(owner, kMutatePrefix + std::string(name));
    descrs_[index].partner = partner;
    descrs_[index].flags |= TW_FIELD_QUASI_IMMUTABLE;
  }
  return index;
}

uint32_t Descrs::size(const StructType& type) {
  auto [entry, isNew] = known_.try_emplace({&type, "size"}, 0);
  if (!isNew) return entry->second;
  uint32_t index = entry->second = add(DescrKind::Size, type.name());
  descrs_[index].type = &type;
  descrs_[index].kind = 'r';
  if (type.vtable()) descrs_[index].flags |= TW_SIZE_INSTANCE;
  std::vector<uint32_t> fields;
  bool immutable = true;
  for (const Field& field : type.fields()) {
    if (kindOf(*field.type) == 'v' || kindOf(*field.type) == '?') continue;
    immutable = immutable && field.isImmutable();
    uint32_t descr = this->field(type, field.name);
    descrs_[descr].index = static_cast<uint32_t>(fields.size());
    fields.push_back(descr);
  }
  if (immutable) descrs_[index].flags |= TW_SIZE_IMMUTABLE;
  descrs_[index].fields = std::move(fields);
  return index;
}

uint32_t Descrs::array(const ArrayType& type) {
  auto [entry, isNew] = known_.try_emplace({&type, "array"}, 0);
  if (!isNew) return entry->second;
  uint32_t index = entry->second = add(DescrKind::Array, type.text());
  Descr& descr = descrs_[index];
  descr.type = &type;
  if (!type.isGc()) descr.flags |= TW_FIELD_RAW;
  if (type.isImmutable()) descr.flags |= TW_ARRAY_IMMUTABLE;
  const StructType* items = type.item().asStruct();
  if (!items) {
    describeValue(index, type.item());
    return index;
  }
  descr.flags |= TW_ARRAY_OF_STRUCTS;
  descr.kind = 'v';
  descr.width = static_cast<uint32_t>(type.itemSize());
  std::vector<uint32_t> fields;
  for (const Field& field : items->fields())
    if (kindOf(*field.type) != 'v' && kindOf(*field.type) != '?')
      fields.push_back(interior(type, field.name));
  descrs_[index].fields = std::move(fields);
  return index;
}

uint32_t Descrs::interior(const ArrayType& type, std::string_view name) {
  auto [entry, isNew] = known_.try_emplace({&type, "." + std::string(name)}, 0);
  if (!isNew) return entry->second;
  const StructType& items = type.item().structure();
  const Field& field = items.field(name);
  uint32_t index = entry->second =
      add(DescrKind::Interior, fmt::format("{}.{}", items.name(), name));
  describeValue(index, *field.type);
  descrs_[index].type = &ownerOf(items, name);
  descrs_[index].offset = field.offset;
  if (field.isImmutable()) descrs_[index].flags |= TW_FIELD_IMMUTABLE;
  uint32_t parent = array(type);
  descrs_[index].parent = parent;
  const std::vector<uint32_t>& fields = descrs_[parent].fields;
  auto position = std::ranges::find(fields, index);
  descrs_[index].index = static_cast<uint32_t>(
      position == fields.end() ? items.fieldIndex(name) : position - fields.begin());
  return index;
}

uint32_t Descrs::rawItem(const Type& item) {
  auto [entry, isNew] = known_.try_emplace({&item, "raw"}, 0);
  if (!isNew) return entry->second;
  uint32_t index = entry->second = add(DescrKind::Array, "raw " + item.text());
  describeValue(index, item);
  descrs_[index].flags |= TW_FIELD_RAW;
  return index;
}

uint32_t Descrs::characters(const StructType& string) {
  auto [entry, isNew] = known_.try_emplace({&string, "characters"}, 0);
  if (!isNew) return entry->second;
  uint32_t index = entry->second = add(DescrKind::Array, string.name());
  describeValue(index, string.varArray()->item());
  descrs_[index].type = &string;
  descrs_[index].flags |= TW_ARRAY_IMMUTABLE;
  return index;
}

void Descrs::virtualReference(const StructType& type) {
  if (virtualReference_) return;
  allocates(type);
  virtualReference_ = {size(type), field(type, "inst_token"), field(type, "inst_target")};
}

uint32_t Descrs::call(const CallInfo& info) {
  for (uint32_t index : calls_)
    if (descrs_[index].call == info) return index;
  std::string name = info.targets.external         ? info.targets.external->cName
                     : info.targets.graphs.empty() ? "?"
                                                   : info.targets.graphs[0]->name;
  uint32_t index = add(DescrKind::Call, std::move(name));
  calls_.push_back(index);
  describeValue(index, info.type->result());
  descrs_[index].call = info;
  return index;
}

uint32_t Descrs::newSwitch(std::vector<int64_t> values, std::vector<uint32_t> labels) {
  uint32_t index = add(DescrKind::Switch, "switch");
  descrs_[index].values = std::move(values);
  descrs_[index].labels = std::move(labels);
  return index;
}

void Descrs::finish(Effects& effects) {
  for (uint32_t index : calls_) {
    Descr& descr = descrs_[index];
    descr.effect = effects.of(descr.call.targets, descr.call.oopspec, *this);
  }
}

} // namespace tw::pyjitpl
