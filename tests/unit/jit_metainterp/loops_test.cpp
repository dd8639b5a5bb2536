// Loops, guards and bridges: what is traced gives what the interpreter gives.
#include "tests/unit/jit_metainterp/program.h"

#include <gtest/gtest.h>

namespace tw::jit::testing {
namespace {

// Every test runs with the optimizer and without it.
class Loops : public ::testing::TestWithParam<const char*> {
protected:
  void start(const std::string& parameters) {
    reset(std::string("threshold=3,trace_eagerness=2,function_threshold=-1,") + GetParam() +
          (parameters.empty() ? "" : "," + parameters));
  }
};

#define LOOP(values)                                                                               \
  if (tw_jit_enter_loop(0, values)) return leavePortal()

TEST_P(Loops, LoopIsCompiledAndLeft) {
  start("");
  assemble(0, kSum, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', sum);
  EXPECT_EQ(runPortal({1, 100, 0}), 5050);
  EXPECT_EQ(counter(Counter::TotalCompiledLoops), 1u);
  EXPECT_EQ(runPortal({1, 1000, 0}), 500500);
  EXPECT_EQ(counter(Counter::TotalCompiledLoops), 1u);
  // Other greens, another loop.
  EXPECT_EQ(runPortal({2, 100, 0}), 5050);
  EXPECT_EQ(counter(Counter::TotalCompiledLoops), 2u);
}

TEST_P(Loops, ThresholdOffCompilesNothing) {
  start("threshold=-1");
  assemble(0, kSum, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', sum);
  EXPECT_EQ(runPortal({1, 100, 0}), 5050);
  EXPECT_EQ(counter(Counter::Tracing), 0u);
}

// Even numbers are added, odd ones subtracted.
const char* const kAlternate = R"(
start:
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  goto_if_not_int_gt i1 $0 >done
  int_and i1 $1 i3
  live i0 i1 i2 i3
  goto_if_not i3 >even
  int_sub i2 i1 i2
  goto >next
even:
  int_add i2 i1 i2
next:
  int_sub i1 $1 i1
  loop_header #0
  goto >start
done:
  int_return i2
)";
int64_t alternate(const int64_t* values) {
  int64_t n = values[1], total = values[2];
  while (n > 0) {
    total += n & 1 ? -n : n;
    --n;
    const int64_t now[] = {values[0], n, total};
    LOOP(now);
  }
  return total;
}

TEST_P(Loops, FailingGuardGetsABridge) {
  start("");
  assemble(0, kAlternate, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', alternate);
  EXPECT_EQ(runPortal({1, 1000, 0}), 500);
  EXPECT_EQ(counter(Counter::TotalCompiledLoops), 1u);
  EXPECT_GE(counter(Counter::TotalCompiledBridges), 1u);
}

TEST_P(Loops, FailingGuardGoesOnInTheBlackhole) {
  start("trace_eagerness=1000000");
  assemble(0, kAlternate, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', alternate);
  EXPECT_EQ(runPortal({1, 1000, 0}), 500);
  EXPECT_EQ(counter(Counter::TotalCompiledBridges), 0u);
}

// Objects that carry the values: allocated in each iteration.
const char* const kBoxes = R"(
start:
  live i0 r0 r1
  jit_merge_point #0 [i0||] [|r0 r1|]
  live i0 r0 r1
  guard_class r0 i1
  getfield_gc_i r0 <0> i1
  live i0 i1 r0 r1
  goto_if_not_int_gt i1 $0 >done
  getfield_gc_i r1 <0> i2
  int_add i2 i1 i2
  new_with_vtable <3> r1
  setfield_gc_i r1 i2 <0>
  int_sub i1 $1 i1
  new_with_vtable <3> r0
  setfield_gc_i r0 i1 <0>
  loop_header #0
  goto >start
done:
  getfield_gc_i r1 <0> i2
  int_return i2
)";
int64_t boxes(const int64_t* values) {
  auto* n = reinterpret_cast<Node*>(values[1]);
  auto* total = reinterpret_cast<Node*>(values[2]);
  while (n->number > 0) {
    total = newNode(total->number + n->number);
    n = newNode(n->number - 1);
    const int64_t now[] = {values[0], int64_t(n), int64_t(total)};
    LOOP(now);
  }
  return total->number;
}

TEST_P(Loops, ObjectsAreRebuilt) {
  start("");
  assemble(0, kBoxes, "irr", 'i', 0);
  declareDriver("i", "rr", 'i', boxes);
  EXPECT_EQ(runPortal({1, int64_t(newNode(1000)), int64_t(newNode(0))}), 500500);
  EXPECT_EQ(counter(Counter::TotalCompiledLoops), 1u);
}

// What a call raises is caught; negative numbers raise.
const char* const kCatch = R"(
start:
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  goto_if_not_int_gt i1 $0 >done
  int_and i1 $7 i3
  int_sub i3 $1 i3
  inline_call_i {1} (i3) i4
  live i0 i1 i2
  catch_exception >caught
  int_add i2 i4 i2
  goto >next
caught:
  goto_if_exception_mismatch @class >other
  last_exc_value r0
  getfield_gc_i r0 <0> i4
  int_add i2 i4 i2
next:
  int_sub i1 $1 i1
  loop_header #0
  goto >start
other:
  reraise
done:
  int_return i2
)";
const char* const kCallee = R"(
  live i0
  residual_call_i @raise <15> (i0) i1
  live
  int_add i1 $1 i1
  int_return i1
)";
int64_t catching(const int64_t* values) {
  int64_t n = values[1], total = values[2];
  while (n > 0) {
    const int64_t low = (n & 7) - 1;
    total += low < 0 ? 77 : low + 1;
    --n;
    const int64_t now[] = {values[0], n, total};
    LOOP(now);
  }
  return total;
}

TEST_P(Loops, ExceptionsCrossInlinedFrames) {
  for (const char* eagerness : {"trace_eagerness=2", "trace_eagerness=1000000"}) {
    start(eagerness);
    assemble(1, kCallee, "i", 'i');
    assemble(0, kCatch, "iii", 'i', 0);
    declareDriver("i", "ii", 'i', catching);
    int64_t expected = 0;
    for (int64_t n = 1000; n > 0; --n) expected += (n & 7) ? (n & 7) : 77;
    EXPECT_EQ(runPortal({1, 1000, 0}), expected);
    EXPECT_GE(counter(Counter::TotalCompiledLoops), 1u);
  }
}

// An exception leaves the portal.
const char* const kRaise = R"(
start:
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  residual_call_i @raise <15> (i1) i3
  live i0 i1 i2
  int_sub i1 $1 i1
  loop_header #0
  goto >start
)";
int64_t raising(const int64_t* values) {
  for (int64_t n = values[1];;) {
    if (n < 0) {
      setException(Word(prebuiltError()));
      return 0;
    }
    --n;
    const int64_t now[] = {values[0], n, values[2]};
    LOOP(now);
  }
}

TEST_P(Loops, ExceptionLeavesThePortal) {
  start("");
  assemble(0, kRaise, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', raising);
  for (int round = 0; round < 8; ++round) {
    runPortal({1, 50, 0});
    EXPECT_EQ(tw_exc.value, prebuiltError());
    EXPECT_EQ(int64_t(tw_exc.type), classOfNode());
    tw_exc = {};
  }
  EXPECT_GE(counter(Counter::TotalCompiledLoops), 1u);
}

// Overflow, switch and elidable calls.
const char* const kMixed = R"(
start:
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  goto_if_not_int_gt i1 $0 >done
  int_and i1 $7 i3
  live i0 i1 i2 i3
  switch i3 <16>
  residual_call_i @II <13> (i0 $3) i4
  int_add i2 i4 i2
  goto >next
one:
  live i0 i1 i2
  int_mul_jump_if_ovf >overflowed i2 $1000003 i2
  goto >next
overflowed:
  int_and i2 $1023 i2
  goto >next
five:
  int_neg i2 i2
next:
  int_sub i1 $1 i1
  loop_header #0
  goto >start
done:
  int_return i2
)";
int64_t mixed(const int64_t* values) {
  int64_t n = values[1], total = values[2];
  while (n > 0) {
    switch (n & 7) {
    case 1: {
      int64_t product;
      total = __builtin_mul_overflow(total, 1000003, &product) ? total & 1023 : product;
      break;
    }
    case 5: total = -total; break;
    default: total += values[0] * 3;
    }
    --n;
    const int64_t now[] = {values[0], n, total};
    LOOP(now);
  }
  return total;
}

TEST_P(Loops, OverflowSwitchAndElidable) {
  start("threshold=-1");
  onCall = [](int64_t a, int64_t b) { return a * b; };
  assemble(0, kMixed, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', mixed);
  const int64_t expected = runPortal({9, 500, 4});
  for (const char* eagerness : {"trace_eagerness=2", "trace_eagerness=1000000"}) {
    start(eagerness);
    assemble(0, kMixed, "iii", 'i', 0);
    declareDriver("i", "ii", 'i', mixed);
    EXPECT_EQ(runPortal({9, 500, 4}), expected);
    EXPECT_GE(counter(Counter::TotalCompiledLoops), 1u);
  }
}

// fib(n), by calls of the portal.
const char* const kFib = R"(
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  goto_if_not_int_ge i1 $2 >small
  int_sub i1 $1 i3
  live i0 i1 i3
  recursive_call_i #0 [i0||] [i3 $0||] i4
  live i0 i1
  int_sub i1 $2 i3
  live i0 i3 i4
  recursive_call_i #0 [i0||] [i3 $0||] i5
  live i4
  int_add i4 i5 i4
  int_return i4
small:
  int_return i1
)";
int64_t fib(const int64_t* values) {
  if (values[1] < 2) return values[1];
  return runPortal({values[0], values[1] - 1, 0}) + runPortal({values[0], values[1] - 2, 0});
}

TEST_P(Loops, RecursionCallsMachineCode) {
  start("function_threshold=5");
  assemble(0, kFib, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', fib);
  EXPECT_EQ(runPortal({1, 20, 0}), 6765);
  EXPECT_GE(counter(Counter::TotalCompiledLoops), 1u);
}

TEST_P(Loops, LongTracesAreCut) {
  start("trace_limit=40");
  std::string text = R"(
start:
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  goto_if_not_int_gt i1 $0 >done
)";
  for (int index = 0; index < 60; ++index) text += "  int_add i2 i1 i2\n  int_xor i2 $5 i2\n";
  text += R"(
  int_sub i1 $1 i1
  loop_header #0
  goto >start
done:
  int_return i2
)";
  assemble(0, text, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', [](const int64_t* values) -> int64_t {
    int64_t n = values[1], total = values[2];
    while (n > 0) {
      for (int index = 0; index < 60; ++index) total = (total + n) ^ 5;
      --n;
      const int64_t now[] = {values[0], n, total};
      LOOP(now);
    }
    return total;
  });
  int64_t expected = 0;
  for (int64_t n = 100; n > 0; --n)
    for (int index = 0; index < 60; ++index) expected = (expected + n) ^ 5;
  EXPECT_EQ(runPortal({1, 100, 0}), expected);
  EXPECT_GE(counter(Counter::AbortTooLong), 1u);
}

INSTANTIATE_TEST_SUITE_P(Passes, Loops, ::testing::Values("enable_opts=", "enable_opts=all"));

} // namespace
} // namespace tw::jit::testing
