// Registers of flattened code.
//
// Liveness is a backward data flow over the sequence. Variables interfere where one is
// defined while another is alive. Copies join variables that do not interfere (conservative in
// no other way: registers are plentiful), then the groups are coloured greedily in the order of
// their definitions, the arguments first.
#pragma once

#include "translator/pyjitpl/flatten.h"

namespace tw::pyjitpl {

struct Allocation {
  std::unordered_map<const flow::Variable*, uint16_t> registers;
  uint16_t counts[3] = {0, 0, 0}; // i, r, f
  // Registers alive at each Live instruction, by its position; ascending.
  struct Alive {
    std::vector<uint16_t> registers[3];
    auto operator<=>(const Alive&) const = default;
  };
  std::unordered_map<size_t, Alive> alive;
};

Allocation allocateRegisters(const FlatCode& code, const Descrs& descrs);

inline size_t kindIndex(char kind) { return kind == 'i' ? 0 : kind == 'r' ? 1 : 2; }

} // namespace tw::pyjitpl
