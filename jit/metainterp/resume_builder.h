// How the optimizer asks for resume data: it knows which values are virtual, the builder knows the
// encoding. See resume.h for the format and for the reader.
#pragma once

#include "jit/trace/snapshot.h"
#include "jit/trace/tokens.h"

namespace tw::jit {

// An object (array, string, ...) that the optimized trace never makes.
struct VirtualShape {
  enum class What : uint8_t {
    Instance,       // descr: size; parts: its fields, by position among the descriptor's fields
    Struct,         // likewise, without a class
    Array,          // descr: array; parts: the items
    ArrayOfStructs, // descr: array; parts: interior fields of item 0, then of item 1, ...
    Str,            // parts: the characters
    StrConcat,      // parts: two strings
    StrSlice,       // parts: string, start, length
    Unicode,
    UnicodeConcat,
    UnicodeSlice,
    RawBuffer, // descr: call descriptor of the allocation; parts: values; offsets: bytes
    RawSlice,  // parts: a buffer; size: bytes from its start
  } what = What::Instance;
  uint32_t descr = kNone;
  std::vector<Operand> parts;    // of the recorded trace or of the optimizer; none: zero
  std::vector<uint32_t> offsets; // RawBuffer: where each part lies
  std::vector<uint32_t> descrs;  // RawBuffer: array descriptor of each part
  int64_t function = 0;          // RawBuffer: the address that allocates
  int64_t size = 0;              // RawBuffer: the bytes that it is asked for
};

// A store that the optimizer has delayed past the guard: to be done on resumption.
struct PendingStore {
  uint32_t descr; // field or array
  Operand object;
  Operand value;
  int64_t index; // of the item; -1 for a field
};

class OptimizerView {
public:
  virtual ~OptimizerView() = default;
  // The operand of the optimized trace (a result or a constant of it) that stands for one of the
  // snapshot's operands; none if it is virtual.
  virtual Operand resolve(Operand recorded) = 0;
  // If it is virtual: its identity (equal for two operands iff they are the same object) and
  // shape, whose parts are again operands for resolve() and virtualOf().
  virtual bool virtualOf(Operand recorded, uint32_t* identity, VirtualShape* shape) = 0;
};

class ResumeBuilder {
public:
  virtual ~ResumeBuilder() = default;
  // Encodes snapshot number `guardSnapshot`. Fills in `exitValues` with the operands of the
  // optimized trace that the guard must hand over, and gives it as many exits. False: too many (see
  // kMaxExitValues).
  virtual bool build(uint32_t guardSnapshot, OptimizerView& view,
                     std::span<const PendingStore> pending, const Trace& optimized, Guard& guard,
                     std::vector<Operand>* exitValues) = 0;
};

} // namespace tw::jit
