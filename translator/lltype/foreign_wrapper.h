// C functions that call foreign code as its headers declare it.
#pragma once

#include "translator/lltype/lltype.h"

#include <string>

namespace tw::lltype {

// "signed long c_labs(signed long a0) { return labs(a0); }\n": a function `name` that
// calls `cName`, a function or a macro, with arguments and result of our type. The
// text needs no declarations of ours: pointers are void *.
std::string foreignWrapper(const std::string& name, const std::string& cName, const FuncType& type);

} // namespace tw::lltype
