// What a loop relies on at its label: the state of the loop-carried values, and known facts.
//
// State. The values that a jump passes are trees: a constant, a plain value (with what is known of
// it), or a virtual object whose parts are again such. Plain values are the leaves; they alone are
// passed. A jump may enter the loop if its values match the state.
//
// Facts. What the preamble knows at its end of memory and of pure computations, in terms of leaves,
// constants and earlier facts, is known in the loop, too, provided that each jump establishes it
// again: by computing it (the "short preamble"). Facts whose values the loop's code uses are passed
// like leaves; facts that only told something about a value (its class, its equality with another)
// are tested in the jump. They are in the order in which the preamble learned them, because a guard
// on one may be what allows to read the next.
//
// After Ardö, Bolz, Fijalkowski, "Loop-Aware Optimizations in PyPy's Tracing JIT", DLS 2012.
#pragma once

#include "jit/memory/roots.h"
#include "jit/optimize/optimizer.h"

namespace tw::jit {

struct StateNode {
  enum class What : uint8_t { Plain, Constant, Virtual } what = What::Plain;
  Kind kind = Kind::Int;
  bool nonNull = false;                                    // Plain
  VirtualShape::What shape = VirtualShape::What::Instance; // Virtual
  uint32_t descr = kNone;                                  // Virtual
  IntBound bound;                                          // Plain
  int64_t vtable = 0;                                      // Plain; Virtual: of an instance
  int64_t word = 0;                                        // Constant
  std::vector<int32_t> parts;                              // Virtual: nodes; -1: zero
};

class LoopState {
public:
  std::vector<int32_t> roots;
  std::vector<StateNode> nodes;

  // Of the values as they are; bounds are widened, so that an iteration is likely to keep them.
  static LoopState of(std::span<const ValueId> values, Optimizer& optimizer);

  // Generalizes this state so that the values match, too. True if it has changed.
  bool generalize(std::span<const ValueId> values, Optimizer& optimizer);

  // The values of the leaves. The values match the state, but for virtual objects where leaves
  // are expected: those are forced.
  std::vector<ValueId> leaves(std::span<const ValueId> values, Optimizer& optimizer) const;

  // New values that are in this state, leaf n being output operand leafOperands[n].
  std::vector<ValueId> instantiate(std::span<const Operand> leafOperands,
                                   Optimizer& optimizer) const;

  // Makes the values match, by guards where the mismatch can be tested. False: they cannot.
  bool guardInto(std::span<const ValueId> values, Optimizer& optimizer) const;
  // Could guardInto succeed? Emits nothing. `guards` counts what it would emit.
  bool accepts(std::span<const ValueId> values, Optimizer& optimizer, uint32_t* guards) const;
};

// An argument of a fact.
struct FactOperand {
  enum class What : uint8_t { Leaf, Fact, Constant } what = What::Constant;
  Kind kind = Kind::Int;
  uint32_t index = 0; // of the leaf or fact
  int64_t word = 0;   // of the constant
};

struct Fact {
  Op op;             // getfield_gc_*, getarrayitem_gc_*, pure operations, call_pure_*, ...
  bool used = false; // its value is passed (not Constant)
  uint32_t descr = kNone;
  std::vector<FactOperand> operands;
  StateNode result; // Plain or Constant
  // A leaf or an earlier fact that the loop takes for the same value.
  std::optional<FactOperand> same;
};

// What LoopTarget keeps.
struct LoopEntry final : LoopTarget::Entry {
  LoopState state;
  std::vector<Fact> facts; // used, constant and consulted ones, and what they depend on; in order
  void visitRoots(VisitSlot visit, void* context) override;
  void pack() override;
  size_t bytes() const override;
};

// The facts that the optimizer knows at the end of a preamble with these leaves. `values`: the
// value of each fact. `keys`: what identifies it, whatever the leaves are.
std::vector<Fact> exportFacts(Optimizer& optimizer, std::span<const ValueId> leaves,
                              std::vector<ValueId>* values, std::vector<PureKey>* keys);
// Makes a fact known, with the given operands and result.
void importFact(const Fact& fact, std::span<const ValueId> operands, ValueId result,
                Optimizer& optimizer);
// Computes it again, in a jump: from what is known, or by emitting the operation. kNoValue: that
// is not possible. With `emitNothing`, only from what is known.
ValueId computeFact(const Fact& fact, std::span<const ValueId> operands, Optimizer& optimizer,
                    bool emitNothing);
// Does the value satisfy what the loop relies on?
bool satisfies(const StateNode& node, ValueId value, Optimizer& optimizer);

} // namespace tw::jit
