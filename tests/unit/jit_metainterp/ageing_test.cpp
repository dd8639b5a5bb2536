// Loops that are not used any more are freed, with their machine code; what is used is not.
#include "tests/unit/jit_metainterp/program.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace tw::jit::testing {
namespace {

// A total above 1000 takes a path of its own, with a call.
const char* const kTwoPaths = R"(
start:
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  goto_if_not_int_gt i1 $0 >done
  live i0 i1 i2
  goto_if_not_int_gt i2 $1000 >small
  residual_call_i @II <9> (i0 i1) i3
  live i0 i1 i2 i3
  int_add i2 i3 i2
small:
  int_add i2 i1 i2
  int_sub i1 $1 i1
  loop_header #0
  goto >start
done:
  int_return i2
)";

int64_t twoPaths(const int64_t* values) {
  int64_t n = values[1], total = values[2];
  while (n > 0) {
    if (total > 1000) total += onCall(values[0], n);
    total += n--;
    const int64_t now[] = {values[0], n, total};
    if (tw_jit_enter_loop(0, now)) return leavePortal();
  }
  return total;
}

class Ageing : public ::testing::Test {
protected:
  void start(const std::string& parameters) {
    reset("threshold=3,trace_eagerness=200,function_threshold=-1," + parameters);
    assemble(0, kSum, "iii", 'i', 0);
    declareDriver("i", "ii", 'i', sum);
  }
  // Each first green is a loop of its own.
  void runLoop(int64_t green) { EXPECT_EQ(runPortal({green, 20, 0}), 210); }
  size_t alive() const { return engine().loops().all().size(); }
};

TEST_F(Ageing, StaleLoopsAreFreedAndUsedOnesAreNot) {
  start("loop_longevity=10");
  for (int64_t green = 1; green <= 200; ++green) {
    runLoop(green);
    runLoop(0);
  }
  EXPECT_EQ(counter(Counter::TotalCompiledLoops), 201u);
  EXPECT_LE(alive(), 20u);
  EXPECT_EQ(counter(Counter::TotalFreedLoops) + alive(), 201u);
  // A loop that was freed is compiled afresh.
  runLoop(1);
  EXPECT_EQ(counter(Counter::TotalCompiledLoops), 202u);
}

// A guard whose trace calls what traces for another guard of the same piece.
TEST_F(Ageing, WhatIsKeptTwiceStaysUntilBothEnd) {
  start("loop_longevity=0");
  for (int64_t green = 1; green <= 50; ++green) runLoop(green);
  Loops& loops = engine().loops();
  const LoopToken* first = loops.all().front().get();
  const auto isAlive = [&] {
    return std::ranges::any_of(loops.all(),
                               [&](const auto& token) { return token.get() == first; });
  };
  {
    const Loops::Keeping outer(loops, *first->code.front());
    { const Loops::Keeping inner(loops, *first->code.front()); }
    loops.releaseAll();
    EXPECT_TRUE(isAlive());
  }
  loops.releaseAll();
  EXPECT_FALSE(isAlive());
}

// A loop of green 1, whose body runs the loop of green 2.
const char* const kNested = R"(
start:
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  goto_if_not_int_gt i1 $0 >done
  goto_if_not_int_eq i0 $1 >plain
  live i0 i1 i2
  recursive_call_i #0 [$2||] [$20 $0||] i3
  live i0 i1 i2
  int_add i2 i3 i2
plain:
  int_add i2 i1 i2
  int_sub i1 $1 i1
  loop_header #0
  goto >start
done:
  int_return i2
)";
int64_t nested(const int64_t* values) {
  static int64_t others = 100;
  int64_t n = values[1], total = values[2];
  // Enough other loops that the one of green 2 is evicted just before it is called.
  if (values[0] == 2 && n == 20)
    for (int count = 0; count < 8; ++count) runPortal({++others, 20, 0});
  while (n > 0) {
    if (values[0] == 1) total += runPortal({2, 20, 0});
    total += n--;
    const int64_t now[] = {values[0], n, total};
    if (tw_jit_enter_loop(0, now)) return leavePortal();
  }
  return total;
}

TEST_F(Ageing, WhatATraceCallsStaysWhileTheCallRuns) {
  reset("threshold=3,trace_eagerness=200,function_threshold=-1,max_unroll_recursion=0,loop_"
        "longevity=2");
  assemble(0, kNested, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', nested);
  runPortal({2, 19, 0});
  for (int64_t round = 0; round < 20; ++round) EXPECT_EQ(runPortal({1, 20, 0}), 210 + 20 * 210);
  EXPECT_GE(counter(Counter::TotalFreedLoops), 10u);
}

TEST_F(Ageing, LongevityZeroKeepsEverything) {
  start("loop_longevity=0");
  for (int64_t green = 1; green <= 100; ++green) runLoop(green);
  EXPECT_EQ(alive(), 100u);
  EXPECT_EQ(counter(Counter::TotalFreedLoops), 0u);
}

TEST_F(Ageing, MachineCodeIsGivenBack) {
  start("loop_longevity=10");
  for (int64_t green = 1; green <= 40; ++green) runLoop(green);
  const uint64_t resident = engine().backend().statistics().resident;
  for (int64_t green = 41; green <= 2000; ++green) runLoop(green);
  const CodeStatistics statistics = engine().backend().statistics();
  EXPECT_LE(statistics.resident, resident);
  EXPECT_GT(statistics.freed * 10, statistics.allocated * 9);
  EXPECT_EQ(engine().loops().all().size() + counter(Counter::TotalFreedLoops), 2000u);
}

// The loop is in use, one of its bridges no longer.
TEST_F(Ageing, BridgesAgeByThemselves) {
  start("loop_longevity=10,trace_eagerness=5");
  assemble(0, kTwoPaths, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', twoPaths);
  onCall = [](int64_t, int64_t) { return 1; };
  runLoop(0);
  EXPECT_EQ(runPortal({0, 20, 2000}), 2230);
  const uint64_t bridges = engine().loops().usage().bridges;
  EXPECT_GT(bridges, 0u);
  for (int64_t green = 1; green <= 50; ++green) {
    runLoop(green);
    runLoop(0);
  }
  EXPECT_GT(counter(Counter::TotalFreedBridges), 0u);
  EXPECT_EQ(counter(Counter::TotalCompiledBridges) - counter(Counter::TotalFreedBridges),
            engine().loops().usage().bridges);
  // The guard goes to the interpreter again, and gets a bridge again.
  const uint64_t before = counter(Counter::TotalCompiledBridges);
  EXPECT_EQ(runPortal({0, 20, 2000}), 2230);
  EXPECT_GT(counter(Counter::TotalCompiledBridges), before);
  onCall = nullptr;
}

TEST_F(Ageing, BridgesOnTheStackStay) {
  start("loop_longevity=4,trace_eagerness=5");
  assemble(0, kTwoPaths, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', twoPaths);
  static int64_t next;
  next = 100;
  onCall = [](int64_t green, int64_t) {
    for (int count = green == 0 ? 40 : 0; count > 0; --count) {
      EXPECT_EQ(runPortal({next++, 8, 0}), 36);
    }
    return int64_t(1);
  };
  runLoop(0);
  EXPECT_EQ(runPortal({0, 30, 2000}), 2495);
  EXPECT_GT(counter(Counter::TotalFreedLoops), 500u);
  onCall = nullptr;
}

// TW_STRESS_LOOPS=100000: see tests/fuzz/jit_many_loops.
TEST_F(Ageing, ThousandsOfLoopsComeAndGo) {
  const char* setting = std::getenv("TW_STRESS_LOOPS");
  const int64_t count = setting ? std::atoll(setting) : 3000;
  start("loop_longevity=50,trace_eagerness=4");
  assemble(0, kTwoPaths, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', twoPaths);
  onCall = [](int64_t, int64_t) { return 1; };
  const MemoryUsage& usage = engine().loops().usage();
  for (int64_t green = 1; green <= count; ++green) {
    runLoop(green);
    if (green % 3 == 0) {
      EXPECT_EQ(runPortal({green, 20, 2000}), 2230);
    }
    runLoop(0);
    ASSERT_LE(usage.loops + usage.bridges, 70u);
  }
  EXPECT_GE(counter(Counter::TotalFreedLoops), uint64_t(count) - 70);
  EXPECT_GE(counter(Counter::TotalFreedBridges), uint64_t(count) / 3 - 70);
  const CodeStatistics code = engine().backend().statistics();
  EXPECT_LE((code.allocated - code.freed) * 20, code.allocated);
  EXPECT_LE(usage.dataBytes * 20, usage.dataAllocated);
  EXPECT_LE(code.resident, uint64_t(1) << 18);
  onCall = nullptr;
}

TEST_F(Ageing, NothingIsLeftWhenAllIsReleased) {
  start("loop_longevity=0");
  for (int64_t green = 1; green <= 50; ++green) runLoop(green);
  const MemoryUsage& usage = engine().loops().usage();
  EXPECT_EQ(usage.loops, 50u);
  EXPECT_GT(usage.dataBytes, 50 * sizeof(LoopToken));
  EXPECT_GT(usage.resumeBytes, 0u);
  EXPECT_EQ(usage.peakBytes, usage.codeBytes + usage.dataBytes);
  engine().loops().releaseAll();
  // Words that are left on the stack may keep what ran last: more with the frames of sanitizers.
  EXPECT_LE(usage.loops, 2u);
  EXPECT_LE(usage.dataBytes, usage.dataAllocated / 20);
  EXPECT_EQ(usage.peakLoops, 50u);
  const CodeStatistics statistics = engine().backend().statistics();
  EXPECT_LT(statistics.allocated - statistics.freed, 4096u) << "more than the backend's routines";
  runLoop(1);
  EXPECT_EQ(counter(Counter::TotalCompiledLoops), 51u);
}

TEST_F(Ageing, BudgetsEvictTheColdest) {
  start("loop_longevity=0,max_loops=16");
  for (int64_t green = 1; green <= 100; ++green) {
    runLoop(green);
    runLoop(0);
    EXPECT_LE(alive(), 17u);
  }
  EXPECT_EQ(counter(Counter::TotalCompiledLoops), 101u) << "the warm loop was evicted";
  start("loop_longevity=0,max_code_bytes=4000");
  for (int64_t green = 1; green <= 100; ++green) {
    runLoop(green);
    runLoop(0);
  }
  EXPECT_LE(engine().loops().usage().codeBytes, 4600u);
  EXPECT_GT(alive(), 2u);
}

// What does not fit in the budget is compiled again, but ever more seldom. Of six loops, words that
// are left on the stack keep one or two.
TEST_F(Ageing, EvictedLoopsComeBackEverMoreSlowly) {
  start("loop_longevity=0,max_loops=1");
  for (int round = 0; round < 500; ++round)
    for (int64_t green = 1; green <= 6; ++green) runLoop(green);
  EXPECT_GE(counter(Counter::TotalCompiledLoops), 10u);
  EXPECT_LE(counter(Counter::TotalCompiledLoops), 120u);
}

// The loop that is about to run keeps its bridges, if they fit.
TEST_F(Ageing, BudgetsCountTheEnteredLoopOnce) {
  start("loop_longevity=0,max_loops=1");
  assemble(0, kTwoPaths, "iii", 'i', 0);
  declareDriver("i", "ii", 'i', twoPaths);
  onCall = [](int64_t, int64_t) -> int64_t { return 1; };
  runPortal({1, 20, 0});
  runPortal({1, 2000, 0});
  const uint64_t bridges = counter(Counter::TotalCompiledBridges);
  EXPECT_GE(bridges, 1u);
  for (int round = 0; round < 50; ++round) runPortal({1, 2000, 0});
  EXPECT_LE(counter(Counter::TotalCompiledBridges), bridges + 2);
  EXPECT_EQ(counter(Counter::TotalFreedBridges), 0u);
}

// The outer loop runs while the others come and go.
TEST_F(Ageing, RunningLoopsStay) {
  start("loop_longevity=4");
  assemble(0, R"(
start:
  live i0 i1 i2
  jit_merge_point #0 [i0||] [i1 i2||]
  live i0 i1 i2
  goto_if_not_int_gt i1 $0 >done
  residual_call_i @II <9> (i0 i1) i3
  live i0 i1 i2 i3
  int_add i2 i3 i2
  int_sub i1 $1 i1
  loop_header #0
  goto >start
done:
  int_return i2
)",
           "iii", 'i', 0);
  static int64_t next;
  next = 100;
  onCall = [](int64_t green, int64_t n) {
    // From within the outer loop's machine code: many inner ones, each with a green of its own.
    if (green == 1)
      for (int count = 0; count < 3; ++count) {
        EXPECT_EQ(runPortal({next, 8, 0}), 36);
        ++next;
      }
    return n;
  };
  declareDriver("i", "ii", 'i', [](const int64_t* values) -> int64_t {
    int64_t n = values[1], total = values[2];
    while (n > 0) {
      total += onCall(values[0], n);
      --n;
      const int64_t now[] = {values[0], n, total};
      if (tw_jit_enter_loop(0, now)) return leavePortal();
    }
    return total;
  });
  EXPECT_EQ(runPortal({1, 50, 0}), 1275);
  EXPECT_GT(counter(Counter::TotalFreedLoops), 50u);
  EXPECT_LE(alive(), 10u);
  onCall = nullptr;
}

} // namespace
} // namespace tw::jit::testing
