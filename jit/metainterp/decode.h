// Decoding of jitcode for the two interpreters that execute it.
#pragma once

#include "jit/format/program.h"
#include "jit/trace/trace.h"

#include <cstdint>

namespace tw::jit {

enum class JitOp : uint16_t {
#define JITOP(id, name, operands, result) id,
#include "jit/format/jitops.def"
  Count
};

struct JitOpInfo {
  const char* name;
  const char* operands;
  char result; // letter, or '-'
};
const JitOpInfo& jitOpInfo(JitOp op);

// Bit 15 of an operand unit: a constant of the jitcode.
constexpr uint16_t kConstantUnit = 0x8000;
// Units of a `live` instruction, and of a `catch_exception`.
constexpr uint32_t kLiveUnits = 3;

inline uint32_t wideAt(const uint16_t* unit) { return unit[0] | uint32_t(unit[1]) << 16; }

// Bank of registers by letter of a kind.
constexpr unsigned bankOf(char kind) { return kind == 'i' ? 0 : kind == 'r' ? 1 : 2; }
constexpr Kind kindOfLetter(char letter) {
  return letter == 'i'   ? Kind::Int
         : letter == 'r' ? Kind::Ref
         : letter == 'f' ? Kind::Float
                         : Kind::Void;
}
constexpr unsigned bankOf(Kind kind) { return unsigned(kind) - 1; }
constexpr Kind kindOfBank(unsigned bank) { return Kind(bank + 1); }

inline int64_t constantOf(const tw_jitcode& code, unsigned bank, unsigned index) {
  switch (bank) {
  case 0: return code.constants_i[index];
  case 1: return int64_t(code.constants_r[index]);
  default: {
    int64_t word;
    std::memcpy(&word, &code.constants_f[index], sizeof word);
    return word;
  }
  }
}

// The registers that are alive at the `live` instruction at `position`.
struct Liveness {
  const uint16_t* registers[3];
  unsigned count[3];
  Liveness(const tw_jitcode& code, uint32_t position) {
    const uint16_t* entry = reinterpret_cast<const uint16_t*>(tw_jit_program.liveness +
                                                              wideAt(code.code + position + 1));
    const uint16_t* next = entry + 3;
    for (unsigned bank = 0; bank < 3; ++bank) {
      count[bank] = entry[bank];
      registers[bank] = next;
      next += entry[bank];
    }
  }
  unsigned total() const { return count[0] + count[1] + count[2]; }
};

// The handler of an exception that is raised before `position`: the label, or kNone.
uint32_t handlerAt(const tw_jitcode& code, uint32_t position);

// Calls of jitcode go through this: the kinds of a jitcode's arguments.
inline const char* argumentKinds(const tw_jitcode& code) {
  return tw_jit_program.descrs[code.call_descr].call.arguments;
}

// To be called once, before jitcodeOfFunction.
void indexFunctions();
// The jitcode of a compiled function that indirect calls may reach, or null.
const tw_jitcode* jitcodeOfFunction(int64_t function);

} // namespace tw::jit
