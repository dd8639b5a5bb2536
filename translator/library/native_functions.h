// C functions of the runtime, of the C library and of foreign code, as the
// import-time Python and the interpreter of low-level graphs call them.
#pragma once

#include "translator/lltype/heap.h"

#include <functional>
#include <string>
#include <string_view>

namespace tw::library {

// Finds the code of a function, the first time it is needed. Throws
// std::runtime_error with the reason if there is none.
using FindCode = std::function<void*()>;

// A function of the runtime or, by its name, of the C library and all else that is
// loaded; with foreign code, of a shared object made from that code with the C
// compiler `cc`.
FindCode findFunction(std::string_view cName, const lltype::FuncType& type, const ForeignCode* code,
                      const std::string& cc);

} // namespace tw::library
