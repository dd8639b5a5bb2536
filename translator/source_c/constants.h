// Low-level words as C expressions.
#pragma once

#include "translator/lltype/lltype.h"

#include <string>

namespace tw::source_c {

class CFile;

// An expression that can stand anywhere, static initialisers included.
// `atomic` tells that it needs no parentheses. Pointers are `void *`, so that
// they can be assigned to any pointer.
struct ConstantText {
  std::string text;
  bool atomic = true;
};

ConstantText constantText(lltype::Word word, const lltype::Type& type, CFile& file);

} // namespace tw::source_c
