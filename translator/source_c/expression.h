// A C expression that is not written yet.
#pragma once

#include "translator/lltype/lltype.h"

#include <algorithm>
#include <string>
#include <vector>

namespace tw::source_c {

struct Expression {
  std::string text;
  bool atomic = true;                 // needs no parentheses as an operand
  bool readsMemory = false;           // must not move over a write or a call
  const lltype::Type* type = nullptr; // what the C expression has; null: `void *`
  std::vector<std::string> variables; // C variables it reads

  std::string operand() const { return atomic ? text : "(" + text + ")"; }
  bool reads(const std::string& variable) const {
    return std::find(variables.begin(), variables.end(), variable) != variables.end();
  }
  // Takes over what the operand reads.
  void absorb(const Expression& operand) {
    readsMemory |= operand.readsMemory;
    variables.insert(variables.end(), operand.variables.begin(), operand.variables.end());
  }
};

} // namespace tw::source_c
