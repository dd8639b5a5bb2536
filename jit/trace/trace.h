// Traces: the linear form between the tracing interpreter, the optimizer and the backend.
//
// A Trace is a sequence of operations in SSA form. The first `inputCount` operations are its
// inputs. An operand names the operation whose result it is, by index, or a constant of the trace's
// pool; both fit in 32 bits. Everything lies in three flat arrays, which are cleared and used
// again for the next trace: recording an operation touches no allocator.
//
// Guards and exits. In a recorded trace, a guard has a snapshot: which values the interpreter's
// frames hold at that point (snapshot.h). The optimizer turns it into an exit: a Guard (tokens.h),
// which owns compressed resume data, and the list of values (`exitValues`) that the machine code
// must hand over. label, jump and call_assembler name their LoopTarget by the same field. finish
// names an Exit whose Guard says how the trace ends (GuardKind); it lists no values: its operand,
// if any, is exit value 0.
//
// Labels. The operands of a label are distinct results; behind it, no other result from before it
// is used. A jump to it gives each of them its next value.
//
// References in the constant pool are precise roots of the collector: while a Trace is alive
// it is registered with RootSet (jit/memory/roots.h), and its ref constants are updated in place.
#pragma once

#include "gc/gc.h"

#include <cassert>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace tw::jit {

enum class Kind : uint8_t { Void, Int, Ref, Float };

enum class Category : uint8_t {
  Input,
  Pure,
  Overflow,
  Guard,
  Read,
  Write,
  Allocate,
  Call,
  Control,
  Note,
  Other
};

enum class Op : uint16_t {
#define TRACEOP(id, name, operands, result, category) id,
#include "jit/trace/operations.def"
  Count
};

struct OpInfo {
  const char* name;
  const char* operands; // see operations.def
  Kind result;
  Category category;
};
const OpInfo& opInfo(Op op);
// Count if there is none of that name.
Op opByName(std::string_view name);

inline bool isGuard(Op op) { return opInfo(op).category == Category::Guard; }

// An operand: nothing, a result, or a constant.
class Operand {
public:
  constexpr Operand() = default;
  static constexpr Operand result(uint32_t index) { return Operand(index + 1); }
  static constexpr Operand constant(uint32_t index) { return Operand(index | kConstant); }

  constexpr explicit operator bool() const { return bits_ != 0; }
  constexpr bool isConstant() const { return (bits_ & kConstant) != 0; }
  constexpr bool isResult() const { return bits_ != 0 && !isConstant(); }
  // Index of the operation, or of the constant in the pool.
  constexpr uint32_t index() const { return isConstant() ? bits_ & ~kConstant : bits_ - 1; }
  constexpr uint32_t bits() const { return bits_; }
  constexpr bool operator==(const Operand&) const = default;

private:
  static constexpr uint32_t kConstant = 1u << 31;
  constexpr explicit Operand(uint32_t bits) : bits_(bits) {}
  uint32_t bits_ = 0;
};

// A constant: its kind and its word (a double's bits, an object's address).
struct Constant {
  Kind kind;
  int64_t word;
};

constexpr uint32_t kNone = 0xffffffff;

struct TraceOp {
  Op op;
  uint16_t count; // operands
  uint32_t first; // in Trace::operands
  uint32_t descr; // index into tw_jit_program.descrs; kNone without
  uint32_t extra; // guards: snapshot, then exit; finish: recorded, a GuardKind, then exit;
                  // label, jump, call_assembler: target; else kNone
};

class Guard;
class LoopTarget;

// What the machine code hands over when it leaves at a guard (or at a finish).
struct Exit {
  Guard* guard = nullptr; // owned by the loop or bridge under construction
  uint32_t first = 0;     // in Trace::exitValues
  uint32_t count = 0;     // some values may be none: nothing is handed over for them
};

class Trace {
public:
  uint32_t inputCount = 0;
  std::vector<TraceOp> ops;
  std::vector<Operand> operands;
  std::vector<Constant> constants;
  std::vector<Exit> exits;
  std::vector<Operand> exitValues;
  std::vector<LoopTarget*> targets; // of label, jump, call_assembler, by `extra`

  void clear();

  uint32_t size() const { return uint32_t(ops.size()); }
  std::span<const Operand> operandsOf(const TraceOp& op) const {
    return {operands.data() + op.first, op.count};
  }
  std::span<Operand> operandsOf(const TraceOp& op) {
    return {operands.data() + op.first, op.count};
  }
  std::span<const Operand> valuesOf(const Exit& exit) const {
    return {exitValues.data() + exit.first, exit.count};
  }

  Operand addInput(Kind kind);
  Operand add(Op op, std::span<const Operand> args, uint32_t descr = kNone, uint32_t extra = kNone);
  Operand add(Op op, std::initializer_list<Operand> args, uint32_t descr = kNone,
              uint32_t extra = kNone) {
    return add(op, std::span(args.begin(), args.size()), descr, extra);
  }

  // Constants are shared: the same kind and word give the same operand.
  Operand constInt(int64_t value) { return addConstant(Kind::Int, value); }
  Operand constRef(void* object) { return addConstant(Kind::Ref, int64_t(object)); }
  Operand constFloat(double value) {
    int64_t word;
    std::memcpy(&word, &value, sizeof word);
    return addConstant(Kind::Float, word);
  }
  Operand addConstant(Kind kind, int64_t word);

  Kind kindOf(Operand operand) const {
    return operand.isConstant() ? constants[operand.index()].kind
                                : opInfo(ops[operand.index()].op).result;
  }
  std::vector<Kind> kindsOf(std::span<const Operand> values) const; // void where there is none
  int64_t wordOf(Operand constant) const {
    assert(constant.isConstant());
    return constants[constant.index()].word;
  }

private:
  // Open-addressing table over `constants`; indices + 1, 0 is free. Refs move, hence are
  // found by a linear search from the last ones.
  std::vector<uint32_t> constantTable_;
  void growConstantTable();
};

} // namespace tw::jit
