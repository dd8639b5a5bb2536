// Recognises prebuilt strings.
#pragma once

#include "translator/lltype/heap.h"

#include <optional>
#include <string>

namespace tw::database_c {

// The characters of an array of Char, or of a struct that ends with one; null
// for any other container.
std::optional<std::string> stringText(const lltype::Allocation& allocation);

} // namespace tw::database_c
