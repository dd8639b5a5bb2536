// The tags of the C structs that low-level container types become.
#pragma once

#include "translator/database_c/names.h"
#include "translator/lltype/lltype.h"

#include <string>
#include <unordered_map>

namespace tw::database_c {

class TypeNames {
public:
  // Of a Struct, Array, FixedArray or Opaque.
  const std::string& tag(const lltype::Type& type);

private:
  std::string mangle(const lltype::Type& type);

  Names names_;
  std::unordered_map<const lltype::Type*, std::string> tags_;
};

} // namespace tw::database_c
