// Constant folding, malloc removal, switches, the whole schedule.
#include "tests/unit/backendopt/module_fixture.h"
#include "translator/backendopt/analysis.h"
#include "translator/backendopt/backendopt.h"
#include "translator/backendopt/memory_analysis.h"

namespace tw::backendopt {
namespace {

using Passes = ModuleTest;

TEST_F(Passes, ConstantsFoldThroughBranchesAndPrebuiltData) {
  load(R"(
    struct %config gc { limit!: Signed, level: Signed, names: *gcarray!(Signed) }
    data primes gcarray!(Signed) [2, 3, 5, 7]
    data config %config { limit: 40, level: 2, names: &primes }
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = getfield(&config, .limit)
        v2: Signed = getarrayitem(&primes, 3)
        v3: Signed = int_add(v1, v2)
        v4: Signed = getarraysize(&primes)
        v5: Bool = int_eq(v4, 4)
        v6: Bool = bool_not(v5)
        if v6 goto return(0) else b1(v3, n_0)
      b1(v7: Signed, n_8: Signed):
        v9: Signed = int_add_ovf(v7, 1)
        goto b2(v9, n_8)
        on /&vt_Exception (e_10: *%vtable, v_11: *%object) goto return(-1)
      b2(v12: Signed, n_13: Signed):
        v14: Signed = int_add(n_13, 0)
        v15: Signed = int_add(v14, v12)
        goto return(v15)
      END
    graph mutable(n) {
      b0(n_0: Signed):
        v1: Signed = getfield(&config, .level)
        goto return(v1)
      END
  )");
  EXPECT_TRUE(foldConstants(graph("f"), heap));
  EXPECT_EQ(run("f", {2}), 50);
  EXPECT_TRUE(has("f", "int_add(n_0, 48)")) << print("f");
  EXPECT_FALSE(has("f", "if ")) << print("f");
  EXPECT_FALSE(foldConstants(graph("mutable"), heap));
}

TEST_F(Passes, WhatWouldFailIsNotFolded) {
  load(R"(
    data primes gcarray!(Signed) [2, 3]
    graph f(n) {
      b0(n_0: Signed):
        v1: Bool = int_eq(n_0, 5)
        if v1 goto b1() else return(n_0)
      b1():
        v2: Signed = int_floordiv(1, 0)
        v3: Signed = getarrayitem(&primes, 7)
        v4: Signed = int_add(v2, v3)
        goto return(v4)
      END
  )");
  EXPECT_FALSE(foldConstants(graph("f"), heap));
  EXPECT_EQ(run("f", {1}), 1);
}

TEST_F(Passes, ObjectsThatDoNotEscapeBecomeVariables) {
  load(R"(
    struct %pair gc { a: Signed, b: Signed }
    graph f(n) {
      b0(n_0: Signed):
        p_1: *%pair = malloc(<%pair>, {gc})
        setfield(p_1, .a, n_0)
        goto b1(p_1, n_0)
      b1(p_2: *%pair, n_3: Signed):
        v4: Bool = int_gt(n_3, 0)
        if v4 goto b2(p_2, n_3) else b3(p_2)
      b2(p_5: *%pair, n_6: Signed):
        v7: Signed = getfield(p_5, .b)
        v8: Signed = int_add(v7, n_6)
        setfield(p_5, .b, v8)
        v9: Signed = int_sub(n_6, 1)
        goto b1(p_5, v9)
      b3(p_10: *%pair):
        v11: Signed = getfield(p_10, .a)
        v12: Signed = getfield(p_10, .b)
        v13: Signed = int_mul(v11, v12)
        goto return(v13)
      END
  )");
  int64_t before = run("f", {6});
  EXPECT_TRUE(removeMallocs(graph("f")));
  EXPECT_FALSE(has("f", "malloc")) << print("f");
  EXPECT_EQ(run("f", {6}), before);
}

// A call before the `try` must not be caught by the handlers of the allocation.
TEST_F(Passes, HandlersOfAnAllocationDisappearWithIt) {
  load(R"(
    struct %pair gc { a: Signed }
    graph fail(n) {
      b0(n_0: Signed):
        v1: Bool = int_gt(n_0, 0)
        if v1 goto b1() else return(n_0)
      b1():
        k_2: *%KeyError = malloc(<%KeyError>, {gc})
        t_3: *%vtable = gc_typeptr(k_2)
        o_4: *%object = cast_pointer(k_2)
        goto except(t_3, o_4)
      END
    graph before(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&fail, n_0)
        p_2: *%pair = malloc(<%pair>, {gc})
        goto b1(p_2, v1)
        on /&vt_KeyError (e_3: *%vtable, v_4: *%object) goto return(-1)
      b1(p_5: *%pair, n_6: Signed):
        setfield(p_5, .a, n_6)
        v7: Signed = getfield(p_5, .a)
        goto return(v7)
      END
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&before, n_0)
        goto return(v1)
        on /&vt_KeyError (e_2: *%vtable, v_3: *%object) goto return(-2)
      END
  )");
  EXPECT_EQ(run("f", {1}), -2);
  EXPECT_TRUE(removeMallocs(graph("before")));
  EXPECT_FALSE(has("before", "malloc")) << print("before");
  EXPECT_EQ(run("f", {1}), -2);
  EXPECT_EQ(run("f", {0}), 0);
}

TEST_F(Passes, EscapingObjectsStay) {
  load(R"(
    struct %pair gc { a: Signed, b: *%object }
    external use: func(*%pair) -> Void
    graph escapes(n) {
      b0(n_0: Signed):
        p_1: *%pair = malloc(<%pair>, {gc})
        direct_call(&use, p_1)
        goto return(0)
      END
    graph two(n) {
      b0(n_0: Signed):
        v1: Bool = int_gt(n_0, 0)
        if v1 goto b1(n_0) else b2(n_0)
      b1(n_2: Signed):
        p_3: *%pair = malloc(<%pair>, {gc})
        goto b3(p_3)
      b2(n_4: Signed):
        p_5: *%pair = malloc(<%pair>, {gc})
        goto b3(p_5)
      b3(p_6: *%pair):
        v7: Signed = getfield(p_6, .a)
        goto return(v7)
      END
    graph previous(n) {
      b0(n_0: Signed):
        goto b1(n_0, null(*%pair), 0)
      b1(n_1: Signed, p_2: *%pair, s_3: Signed):
        q_4: *%pair = malloc(<%pair>, {gc})
        setfield(q_4, .a, n_1)
        v5: Bool = ptr_nonzero(p_2)
        if v5 goto b2(n_1, p_2, q_4, s_3) else b3(n_1, q_4, s_3)
      b2(n_6: Signed, p_7: *%pair, q_8: *%pair, s_9: Signed):
        v10: Signed = getfield(p_7, .a)
        v11: Signed = int_add(s_9, v10)
        goto b3(n_6, q_8, v11)
      b3(n_12: Signed, q_13: *%pair, s_14: Signed):
        v15: Signed = int_sub(n_12, 1)
        v16: Bool = int_gt(v15, 0)
        if v16 goto b1(v15, q_13, s_14) else return(s_14)
      END
  )");
  for (const char* name : {"escapes", "two", "previous"})
    EXPECT_FALSE(removeMallocs(graph(name))) << name;
  EXPECT_EQ(run("previous", {4}), 9);
}

TEST_F(Passes, ChainsOfComparisonsBecomeASwitch) {
  load(R"(
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = int_and(n_0, 15)
        v2: Bool = int_eq(v1, 3)
        if v2 goto return(30) else b1(v1, n_0)
      b1(v3: Signed, n_4: Signed):
        v5: Bool = int_eq(v3, 5)
        if v5 goto return(n_4) else b2(v3)
      b2(v6: Signed):
        v7: Bool = int_eq(3, v6)
        if v7 goto return(31) else b3(v6)
      b3(v8: Signed):
        v9: Bool = int_eq(v8, -1)
        if v9 goto return(60) else return(v8)
      END
  )");
  std::vector<int64_t> before, after;
  for (lltype::Word n = 0; n < 20; ++n) before.push_back(run("f", {n}));
  EXPECT_TRUE(mergeIfsToSwitch(graph("f")));
  for (lltype::Word n = 0; n < 20; ++n) after.push_back(run("f", {n}));
  EXPECT_EQ(after, before);
  EXPECT_TRUE(has("f", "switch")) << print("f");
  EXPECT_FALSE(has("f", "int_eq")) << print("f");
}

TEST_F(Passes, TheScheduleRemovesAnAllocationThatInliningExposes) {
  load(R"(
    struct %box gc { value: Signed }
    graph make(n) {
      b0(n_0: Signed):
        p_1: *%box = malloc(<%box>, {gc})
        setfield(p_1, .value, n_0)
        goto return(p_1)
      return(r_2: *%box)
      except(e_3: *%vtable, v_4: *%object)
    }
    graph f(n) {
      b0(n_0: Signed):
        debug_assert(True, "fine")
        p_1: *%box = direct_call(&make, n_0)
        v2: Signed = getfield(p_1, .value)
        v3: Signed = int_add(v2, 1)
        goto return(v3)
      END
  )");
  optimize(module.graphs, heap, Options::of(Level::O2));
  EXPECT_EQ(print("f"), R"(graph f(n) {
  b0(n_0: Signed):
    v1: Signed = int_add(n_0, 1)
    goto return(v1)
  return(r_2: Signed)
  except(e_3: *%vtable, v_4: *%object)
}
)");
}

TEST_F(Passes, DecidedBranchesAreSkipped) {
  load(R"(
    graph f(n) {
      b0(n_0: Signed):
        v1: Bool = int_lt(n_0, 0)
        if v1 goto b1(0, n_0) else b1(1, n_0)
      b1(k_2: Signed, n_3: Signed):
        v4: Signed = int_add(k_2, 1)
        v5: Bool = int_eq(v4, 2)
        if v5 goto return(n_3) else return(v4)
      END
  )");
  EXPECT_TRUE(threadJumps(graph("f"), heap));
  EXPECT_FALSE(has("f", "int_eq")) << print("f");
  EXPECT_EQ(run("f", {7}), 7);
  EXPECT_EQ(run("f", {lltype::fromInt(-7)}), 1);
}

TEST_F(Passes, AKnownExceptionFindsItsHandlerAfterInlining) {
  load(R"(
    graph fail(n) {
      b0(n_0: Signed):
        k_1: *%KeyError = malloc(<%KeyError>, {gc})
        setfield(k_1, .key, n_0)
        o_2: *%object = cast_pointer(k_1)
        t_3: *%vtable = gc_typeptr(o_2)
        goto except(t_3, o_2)
      END
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&fail, n_0)
        goto return(v1)
        on /&vt_ValueError (e_2: *%vtable, v_3: *%object) goto return(-7)
        on /&vt_KeyError (e_4: *%vtable, v_5: *%object) goto b1(v_5)
      b1(v_6: *%object):
        k_7: *%KeyError = cast_pointer(v_6)
        n_8: Signed = getfield(k_7, .key)
        goto return(n_8)
      END
  )");
  optimize(module.graphs, heap, Options::of(Level::O2));
  EXPECT_EQ(run("f", {5}), 5);
  EXPECT_FALSE(has("f", "malloc")) << print("f");
  EXPECT_FALSE(has("f", "b1")) << print("f");
}

TEST_F(Passes, AnalysesFollowCalls) {
  load(R"(
    struct %cell gc { x: Signed, y: Signed }
    declare odd: func(Signed) -> Signed
    graph pure(n) {
      b0(n_0: Signed):
        v1: Signed = int_add(n_0, 1)
        goto return(v1)
      END
    graph even(n) {
      b0(n_0: Signed):
        c_1: *%cell = malloc(<%cell>, {gc})
        setfield(c_1, .x, n_0)
        v2: Signed = direct_call(&odd, n_0)
        goto return(v2)
      END
    graph odd(n) {
      b0(n_0: Signed):
        v1: Signed = int_add_ovf(n_0, 1)
        v2: Signed = direct_call(&even, v1)
        goto return(v2)
      END
    graph unknown(f) {
      b0(f_0: *func() -> Signed):
        v1: Signed = indirect_call(f_0, None)
        goto return(v1)
      END
  )");
  Analysis analysis(module.graphs);
  EXPECT_EQ(analysis.facts(graph("pure")), 0);
  EXPECT_EQ(analysis.facts(graph("even")), kCanRaise | kCanCollect | kWrites);
  EXPECT_EQ(analysis.facts(graph("odd")), analysis.facts(graph("even")));
  EXPECT_EQ(analysis.facts(graph("unknown")), kAllFacts);
  MemoryAnalysis memory(module.graphs);
  std::optional<MemoryAnalysis::Place> x = memory.find(types.findStruct("cell")->index(), "x");
  ASSERT_TRUE(x);
  EXPECT_TRUE(memory.effects(graph("odd")).writes.test(*x));
  EXPECT_EQ(memory.effects(graph("odd")).writes.count(), 1u);
  EXPECT_TRUE(memory.effects(graph("odd")).reads.none());
  EXPECT_TRUE(memory.effects(graph("pure")).writes.none());
  EXPECT_FALSE(memory.find(types.findStruct("cell")->index(), "y"));
  EXPECT_FALSE(memory.effects(graph("odd")).unknown);
  EXPECT_TRUE(memory.effects(graph("unknown")).unknown);
}

} // namespace
} // namespace tw::backendopt
