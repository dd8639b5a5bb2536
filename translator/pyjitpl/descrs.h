// The table of descriptors: fields, structs, arrays, calls, switches.
//
// A descriptor is made when jitcode first needs it and is found again by what it
// describes. Fields belong to the struct of the hierarchy that introduces them, so
// that one field has one descriptor in all classes below.
#pragma once

#include "translator/pyjitpl/effects.h"
#include "translator/pyjitpl/jitcode.h"
#include "translator/rtype/jit_fields.h"

#include <map>
#include <optional>
#include <set>
#include <span>

namespace tw::pyjitpl {

enum class DescrKind : uint8_t {
  Field,
  Size,
  Array,
  Interior,
  Call,
  Switch
}; // as tw_jit_descr_kind

// What a call descriptor is about, until the effect sets are known.
struct CallInfo {
  const lltype::FuncType* type = nullptr;
  flow::CallTargets targets;
  Oopspec oopspec = Oopspec::None;
  bool operator==(const CallInfo&) const = default;
};

struct Descr {
  DescrKind what;
  char kind = 'i';
  uint32_t width = 0;
  uint32_t flags = 0; // TW_FIELD_... of program.h
  std::string name;
  const lltype::Type* type = nullptr; // Size: struct; Array: array, or the item of a raw access
  uint64_t offset = 0;                // Field, Interior
  uint32_t parent = 0;
  uint32_t index = 0;
  uint32_t partner = 0;
  std::vector<uint32_t> fields; // Size, Array of structs
  CallInfo call;
  Effect effect;                // Call: after finish()
  std::vector<int64_t> values;  // Switch, ascending
  std::vector<uint32_t> labels; // Switch: label ids, then offsets once assembled
};

class Descrs {
public:
  Descrs(lltype::TypeTable& types) : types_(types) {}

  // The struct may be any that has the field.
  uint32_t field(const lltype::StructType& type, std::string_view name);
  uint32_t size(const lltype::StructType& type);
  uint32_t array(const lltype::ArrayType& type);
  uint32_t interior(const lltype::ArrayType& type, std::string_view name);
  // Of values of that type at any address: for raw_load.
  uint32_t rawItem(const lltype::Type& item);
  // The characters of a str or unicode: like an array whose items lie in the object.
  uint32_t characters(const lltype::StructType& string);
  uint32_t call(const CallInfo& info);
  uint32_t newSwitch(std::vector<int64_t> values, std::vector<uint32_t> labels);

  // The type of rlib.jit's virtual references.
  struct VirtualReference {
    uint32_t size, token, target;
  };
  void virtualReference(const lltype::StructType& type);
  const std::optional<VirtualReference>& virtualReference() const { return virtualReference_; }

  // Objects of the type are made by jitcode.
  void allocates(const lltype::Type& type) { allocated_.push_back(&type); }
  const std::vector<const lltype::Type*>& allocated() const { return allocated_; }

  Descr& at(uint32_t index) { return descrs_[index]; }
  const Descr& at(uint32_t index) const { return descrs_[index]; }
  size_t size() const { return descrs_.size(); }
  // Computes the effects of all calls.
  void finish(Effects& effects);

private:
  uint32_t add(DescrKind what, std::string name);
  void describeValue(uint32_t index, const lltype::Type& type);

  lltype::TypeTable& types_;
  std::vector<Descr> descrs_;
  std::map<std::pair<const lltype::Type*, std::string>, uint32_t> known_;
  std::vector<uint32_t> calls_;
  std::vector<const lltype::Type*> allocated_;
  std::optional<VirtualReference> virtualReference_;
};

// The struct that introduces the field.
const lltype::StructType& ownerOf(const lltype::StructType& type, std::string_view field);
// A GC struct whose inline array holds characters.
bool isString(const lltype::Type& type);
using rtype::kMutatePrefix;
using rtype::kVableToken;

} // namespace tw::pyjitpl
