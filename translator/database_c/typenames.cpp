// The tags of C structs.
#include "translator/database_c/typenames.h"

#include <stdexcept>

namespace tw::database_c {

using lltype::Kind;

namespace {
constexpr size_t kMaxTag = 60;
}

std::string TypeNames::mangle(const lltype::Type& type) {
  switch (type.kind()) {
  case Kind::Ptr: {
    const lltype::Type& target = type.ptr().target();
    return target.kind() == Kind::Func ? "pfunc" : "p_" + tag(target);
  }
  case Kind::Struct:
  case Kind::Array:
  case Kind::FixedArray:
  case Kind::Opaque: return tag(type);
  default: return sanitize(type.text());
  }
}

const std::string& TypeNames::tag(const lltype::Type& type) {
  auto found = tags_.find(&type);
  if (found != tags_.end()) return found->second;
  std::string name;
  switch (type.kind()) {
  case Kind::Struct: name = sanitize(type.structure().name()); break;
  case Kind::Array: {
    const lltype::ArrayType& array = type.array();
    name = array.isGc() ? "array" : array.hasLength() ? "rawarray" : "carray";
    if (array.isImmutable()) name += "_imm";
    name += "_" + mangle(array.item());
    break;
  }
  case Kind::FixedArray:
    name = "fixed" + std::to_string(type.fixedArray().length()) + "_" +
           mangle(type.fixedArray().item());
    break;
  case Kind::Opaque: name = "opaque_" + sanitize(type.opaque().name()); break;
  default: throw std::logic_error("no C struct for type " + type.text());
  }
  return tags_.emplace(&type, names_.unique(shorten(name, kMaxTag))).first->second;
}

} // namespace tw::database_c
