// From flattened code with registers to units, constants and text.
#pragma once

#include "translator/pyjitpl/allocate.h"

namespace tw::pyjitpl {

// The liveness table of the program: sets of registers, each once.
class LivenessTable {
public:
  uint32_t offsetOf(const Allocation::Alive& alive);
  const std::vector<uint16_t>& units() const { return units_; } // offsets count bytes

private:
  std::map<Allocation::Alive, uint32_t> offsets_;
  std::vector<uint16_t> units_;
};

// How the text names jitcodes and constants.
struct AssemblyNames {
  std::function<std::string(uint32_t)> jitcode;
  std::function<std::string(const flow::Constant&)> constant;
};

// Fills in code, registers, constants, lines and text. The labels of switches become offsets.
void assemble(const FlatCode& code, Allocation& allocation, Workshop& workshop,
              LivenessTable& liveness, const AssemblyNames& names, Jitcode& jitcode);

} // namespace tw::pyjitpl
