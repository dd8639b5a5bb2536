// Resume data: how to rebuild the interpreter's frames when a guard fails.
//
// Format. A sequence of variable-length integers (7 bits per byte, low bits first):
//
//   own     virtual count, virtuals; pending stores: count, stores; virtualizable: count, values;
//           virtual references: count, values; the innermost frame
//   outer   the frames around it, count first, the outermost first; consecutive guards share it
//
// Both lie in CompiledCode::resume, where ResumePlace says.
//
//   frame   jitcode, position * 4 + kind of the call's result (0: none), values: those of
//           the registers that are alive at the position, then the result
//   virtual VirtualShape::What, descriptor + 1, count of parts, values; RawSlice: also the offset;
//   RawBuffer: also the function,
//           the size, and per part its offset and descriptor
//   store   descriptor, index + 1 (0: a field), object, value
//   value   payload * 4 + tag: 0 exit value number; 1 small integer, zigzag; 2 virtual number;
//           3 other: 0 nothing, 1 null, 2 float and 3 integer in eight bytes that follow, from 4 on
//           an object constant of CompiledCode::refs
//
// Exit values and virtuals are numbered as they are met, from the outermost frame inwards, so that
// equal outer frames give equal bytes.
#pragma once

#include "jit/metainterp/decode.h"
#include "jit/metainterp/memory.h"
#include "jit/metainterp/resume_builder.h"

#include <vector>

namespace tw::jit {

using Bytes = std::vector<uint8_t>;

enum class ValueTag : uint8_t { Box, SmallInt, Virtual, Other };
enum : uint64_t { kOtherNone, kOtherNull, kOtherFloat, kOtherInt, kOtherFirstRef };

// Encodes the snapshots of one trace.
class ResumeEncoder final : public ResumeBuilder {
public:
  // `recorded` is the trace that the snapshots' operands belong to. Object constants go to `code`.
  // With `checks` all that is encoded is decoded again and compared.
  ResumeEncoder(const Trace& recorded, const Snapshots& snapshots, CompiledCode& code,
                bool checks = false)
      : recorded_(recorded), snapshots_(snapshots), code_(code), checks_(checks) {}

  bool build(uint32_t guardSnapshot, OptimizerView& view, std::span<const PendingStore> pending,
             const Trace& optimized, Guard& guard, std::vector<Operand>* exitValues) override;

private:
  const Trace& recorded_;
  const Snapshots& snapshots_;
  CompiledCode& code_;
  const bool checks_;
  uint32_t lastOuter_ = 0; // its place in code_.resume

  // Of the guard being encoded:
  OptimizerView* view_ = nullptr;
  const Trace* optimized_ = nullptr;
  std::vector<Operand>* exitValues_ = nullptr;
  std::vector<uint32_t> positions_;  // exit value + 1, by operation of the optimized trace
  std::vector<uint32_t> identities_; // of the virtuals, by number
  std::vector<VirtualShape> shapes_;
  Bytes virtualBytes_, frameBytes_, otherBytes_;

  uint64_t taggedConstant(const Constant& constant, Word* wide);
  void putValue(Bytes& to, Operand recorded);
  void putFrame(Bytes& to, const FrameSnapshot& frame);
  void putVirtual(Bytes& to, const VirtualShape& shape);
  uint32_t putOuter(uint32_t frame);
  uint32_t append(const Bytes& bytes);
};

// Reads the integers of one section.
class ByteReader {
public:
  explicit ByteReader(const uint8_t* place) : next_(place) {}
  uint64_t number() {
    uint64_t result = 0;
    for (unsigned shift = 0;; shift += 7) {
      const uint8_t byte = *next_++;
      result |= uint64_t(byte & 0x7f) << shift;
      if (byte < 0x80) return result;
    }
  }
  Word wide() {
    Word result;
    std::memcpy(&result, next_, sizeof result);
    next_ += sizeof result;
    return result;
  }
  void skipValue() {
    const uint64_t value = number();
    const uint64_t payload = value >> 2;
    if (ValueTag(value & 3) == ValueTag::Other && (payload == kOtherFloat || payload == kOtherInt))
      next_ += sizeof(Word);
  }
  const uint8_t* place() const { return next_; }

private:
  const uint8_t* next_;
};

} // namespace tw::jit
