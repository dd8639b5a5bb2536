// Where values lie while a trace is assembled, and which registers there are.
//
// Registers go by their hardware numbers. rsp and rbp hold the frame; r11 and xmm15 are scratch,
// never given to a value. Frame slots are words below the frame pointer, behind the frame's two own
// words.
#pragma once

#include <asmjit/x86.h>

#include <cstdint>

namespace tw::jit::x86 {

using Gp = asmjit::x86::Gp;
using Xmm = asmjit::x86::Xmm;
using Mem = asmjit::x86::Mem;

using RegisterMask = uint32_t; // of one class: bit n is register n

constexpr int kScratchGp = 11;
constexpr int kScratchXmm = 15;
constexpr RegisterMask kAllGp = 0xffff & ~(1u << 4 | 1u << 5 | 1u << kScratchGp);
constexpr RegisterMask kAllXmm = 0x7fff;
constexpr RegisterMask kCalleeSavedGp = 1u << 3 | 0xf000; // rbx, r12 to r15
constexpr RegisterMask kCallerSavedGp = kAllGp & ~kCalleeSavedGp;

inline Gp gpReg(int number) { return asmjit::x86::gpq(uint32_t(number)); }
inline Xmm xmmReg(int number) { return asmjit::x86::xmm(uint32_t(number)); }
inline Gp scratchGp() { return gpReg(kScratchGp); }
inline Xmm scratchXmm() { return xmmReg(kScratchXmm); }

// The frame: [rbp] the caller's rbp; then the guard of the call that is going on (bit 0: it was
// forced), then what setForcedData keeps, then the slots.
constexpr int32_t kForceGuardOffset = -8;
constexpr int32_t kForcedDataOffset = -16;
inline int32_t slotOffset(int32_t slot) { return kForcedDataOffset - 8 * (slot + 1); }
inline int32_t slotOfOffset(int32_t offset) { return (kForcedDataOffset - offset) / 8 - 1; }
inline Mem slotMem(int32_t slot) {
  return asmjit::x86::qword_ptr(asmjit::x86::rbp, slotOffset(slot));
}
// Bytes between rbp and rsp for so many slots.
inline int32_t frameDepthFor(int32_t slots) { return (16 + 8 * slots + 15) & ~15; }

struct Location {
  enum Where : uint8_t { None, InGp, InXmm, InSlot, Constant } where = None;
  uint8_t reg = 0;
  uint32_t index = 0; // slot; number in the trace's pool of constants

  static Location gp(int reg) { return {InGp, uint8_t(reg), 0}; }
  static Location xmm(int reg) { return {InXmm, uint8_t(reg), 0}; }
  static Location slot(int32_t slot) { return {InSlot, 0, uint32_t(slot)}; }
  static Location constant(uint32_t index) { return {Constant, 0, index}; }
  bool operator==(const Location&) const = default;
  // Dense numbers of what can be written: registers, then slots.
  uint32_t key() const { return where == InGp ? reg : where == InXmm ? 16u + reg : 32u + index; }
};

} // namespace tw::jit::x86
