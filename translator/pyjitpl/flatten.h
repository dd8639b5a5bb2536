// From the blocks of a graph to one sequence of instructions with labels.
#pragma once

#include "translator/pyjitpl/transform.h"

namespace tw::pyjitpl {

struct FlatCode {
  std::vector<flow::Variable*> arguments; // in the order of the registers they arrive in
  std::vector<Insn> insns;
  uint32_t labels = 0;
};

// Links become Copies and jumps; `live` stands where jitops.def asks for it. Switch
// descriptors get label ids.
FlatCode flatten(const flow::FunctionGraph& graph, Workshop& workshop);

} // namespace tw::pyjitpl
