// C functions of the runtime and the C library as the interpreter of low-level
// graphs calls them.
#pragma once

#include "translator/lltype/heap.h"

#include <string_view>

namespace tw::library {

// Empty if llinterp has no such function.
lltype::NativeFunction nativeFunction(std::string_view cName, const lltype::FuncType& type);

} // namespace tw::library
