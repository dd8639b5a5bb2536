// Random traces that always end: loops count down, divisors are not 0, objects are not null.
#pragma once

#include "jit/trace/tokens.h"
#include "tests/unit/jit_backend/program.h"

#include <random>

namespace tw::jit::testing {

// The objects that traces work on, laid out anew, at the same addresses, before each run.
struct World {
  std::vector<Node*> nodes;
  Array<int64_t>* ints = nullptr;
  Array<double>* floats = nullptr;
  Array<Node*>* refs = nullptr;
};
// `seed` decides on contents, on flags, and on the nursery's length.
World makeWorld(uint32_t seed);

class TraceGenerator {
public:
  TraceGenerator(uint32_t seed, const World& world) : random_(seed), world_(world) {}

  // Inputs: a counter, then ints, nodes, arrays, floats. Ends with a jump to its own label.
  void loop(CompiledCode& code, Trace* trace);
  // Ends with a jump to the loop's label or with a finish.
  void bridge(const Guard& from, LoopTarget& top, CompiledCode& code, Trace* trace);
  std::vector<int64_t> arguments(const Trace& loop);

private:
  std::mt19937 random_;
  const World& world_;
  Trace* trace_ = nullptr;
  CompiledCode* code_ = nullptr;
  // Values that may be used, by what they are.
  std::vector<Operand> ints_, floats_, nodes_;
  Operand counter_, intArray_, floatArray_, refArray_;

  uint32_t below(uint32_t limit) { return uint32_t(random_() % limit); }
  Operand pick(const std::vector<Operand>& from) { return from[below(uint32_t(from.size()))]; }
  Operand anInt();
  Operand aFloat();
  Operand index();
  void start(CompiledCode& code, Trace* trace);
  void operations(uint32_t count);
  void operation();
  void pure();
  void divide();
  void overflow();
  void memory();
  void object();
  void call();
  void condition();
  uint32_t exit(GuardKind kind, bool withValues);
  void guard(Op op, std::initializer_list<Operand> operands);
  void countDown();
  void label(LoopTarget& target);
  void jump(LoopTarget& target);
};

} // namespace tw::jit::testing
