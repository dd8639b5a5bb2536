// Inlining, checked by running the program before and after.
#include "tests/unit/backendopt/module_fixture.h"
#include "translator/backendopt/backendopt.h"

namespace tw::backendopt {
namespace {

class Inline : public ModuleTest {
protected:
  // Results of f for several arguments.
  std::vector<int64_t> results() {
    std::vector<int64_t> all;
    for (int64_t n : {-5, -1, 0, 1, 2, 3, 4, 5, 10}) all.push_back(run("f", {lltype::fromInt(n)}));
    all.push_back(run("f", {lltype::fromInt(INT64_MAX)}));
    return all;
  }

  void inlineAndCompare() {
    std::vector<int64_t> before = results();
    EXPECT_GT(inlineCalls(module.graphs, heap, 100), 0u);
    for (flow::FunctionGraph* each : module.graphs) each->check();
    EXPECT_EQ(results(), before) << print("f");
  }
};

TEST_F(Inline, ValuesThatLiveAcrossTheCall) {
  load(R"(
    graph twice(n) {
      b0(n_0: Signed):
        v1: Bool = int_gt(n_0, 2)
        if v1 goto b1(n_0) else return(7)
      b1(n_2: Signed):
        v3: Signed = int_mul(n_2, 2)
        goto return(v3)
      END
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = int_add(n_0, 100)
        v2: Signed = direct_call(&twice, n_0)
        v3: Signed = direct_call(&twice, v2)
        v4: Signed = int_add(v1, v3)
        v5: Signed = int_sub(v4, n_0)
        goto return(v5)
      END
  )");
  inlineAndCompare();
  EXPECT_FALSE(has("f", "direct_call"));
}

constexpr const char* kRaisers = R"(
    graph pick(n) {
      b0(n_0: Signed):
        v1: Bool = int_eq(n_0, 1)
        if v1 goto b1(n_0) else b2(n_0)
      b1(n_2: Signed):
        k_3: *%KeyError = malloc(<%KeyError>, {gc})
        setfield(k_3, .key, n_2)
        t_4: *%vtable = gc_typeptr(k_3)
        o_5: *%object = cast_pointer(k_3)
        goto except(t_4, o_5)
      b2(n_6: Signed):
        v7: Bool = int_eq(n_6, 2)
        if v7 goto except(&vt_ValueError, &value_error as *%object) else b3(n_6)
      b3(n_8: Signed):
        v9: Signed = int_add_ovf(n_8, 1)
        v10: Signed = int_mul(v9, 3)
        goto return(v10)
      END
)";

TEST_F(Inline, ExceptionsPassThroughAnUnguardedCall) {
  load(std::string(kRaisers) + R"(
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&pick, n_0)
        v2: Signed = int_add(v1, n_0)
        goto return(v2)
      END
  )");
  inlineAndCompare();
  EXPECT_EQ(run("f", {1}), -1003);
  EXPECT_EQ(run("f", {2}), -1004);
}

TEST_F(Inline, HandlersCatchWhatTheCopyRaises) {
  load(std::string(kRaisers) + R"(
    graph f(n) {
      b0(n_0: Signed):
        m_1: Signed = int_mul(n_0, 10)
        v1: Signed = direct_call(&pick, n_0)
        goto b1(v1, m_1)
        on /&vt_KeyError (e_2: *%vtable, v_3: *%object) goto b2(v_3, m_1)
        on /&vt_OverflowError (e_4: *%vtable, v_5: *%object) goto return(m_1)
      b1(v_6: Signed, m_7: Signed):
        v8: Signed = int_add(v_6, m_7)
        goto return(v8)
      b2(v_9: *%object, m_10: Signed):
        k_11: *%KeyError = cast_pointer(v_9)
        n_12: Signed = getfield(k_11, .key)
        v13: Signed = int_sub(n_12, m_10)
        goto return(v13)
      END
  )");
  inlineAndCompare();
  EXPECT_FALSE(has("f", "direct_call"));
  EXPECT_EQ(run("f", {1}), -9);
  EXPECT_EQ(run("f", {2}), -1004);
  EXPECT_EQ(run("f", {3}), 42);
}

TEST_F(Inline, AKnownClassJumpsStraightToItsHandler) {
  load(std::string(kRaisers) + R"(
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&pick, n_0)
        goto return(v1)
        on /&vt_ValueError (e_2: *%vtable, v_3: *%object) goto return(-7)
        on /&vt_Exception (e_4: *%vtable, v_5: *%object) goto return(-8)
      END
  )");
  foldConstants(graph("pick"), heap); // the class of the KeyError is known, too
  inlineAndCompare();
  EXPECT_EQ(run("f", {2}), -7);
  EXPECT_EQ(run("f", {1}), -8);
  EXPECT_FALSE(has("f", "subclassrange_min"));
}

TEST_F(Inline, HandlersOfMemoryErrorGuardAllocations) {
  load(R"(
    graph make(n) {
      b0(n_0: Signed):
        a_1: *gcarray(Signed) = malloc_varsize(<gcarray(Signed)>, {gc}, n_0)
        v2: Signed = getarraysize(a_1)
        goto return(v2)
      END
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&make, n_0)
        goto return(v1)
        on /&vt_KeyError (e_2: *%vtable, v_3: *%object) goto return(-6)
        on /&vt_Exception (e_4: *%vtable, v_5: *%object) goto return(-7)
      END
  )");
  EXPECT_EQ(inlineCalls(module.graphs, heap, 100, dialect.find("vt_ValueError")->word()), 1u);
  graph("f").check();
  EXPECT_EQ(run("f", {3}), 3);
  EXPECT_EQ(run("f", {INT64_MAX}), -7) << print("f");
}

TEST_F(Inline, HandlersInsideTheCalleeComeFirst) {
  load(std::string(kRaisers) + R"(
    graph middle(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&pick, n_0)
        goto return(v1)
        on /&vt_KeyError (e_2: *%vtable, v_3: *%object) goto return(11)
      END
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&middle, n_0)
        goto return(v1)
        on /&vt_Exception (e_2: *%vtable, v_3: *%object) goto return(n_0)
      END
  )");
  inlineAndCompare();
  EXPECT_EQ(run("f", {1}), 11);
  EXPECT_EQ(run("f", {2}), 2);
}

TEST_F(Inline, RecursionAndMarksAreRespected) {
  load(R"(
    declare down: func(Signed) -> Signed
    graph down(n) {
      b0(n_0: Signed):
        v1: Bool = int_le(n_0, 0)
        if v1 goto return(0) else b1(n_0)
      b1(n_2: Signed):
        v3: Signed = int_sub(n_2, 1)
        v4: Signed = direct_call(&down, v3)
        v5: Signed = int_add(v4, n_2)
        goto return(v5)
      END
    graph small(n) {
      b0(n_0: Signed):
        v1: Signed = int_add(n_0, 1)
        goto return(v1)
      END
    graph f(n) {
      b0(n_0: Signed):
        v1: Signed = direct_call(&small, n_0)
        v2: Signed = int_mod(v1, 50)
        v3: Signed = direct_call(&down, v2)
        goto return(v3)
      END
  )");
  graph("small").dontInline = true;
  EXPECT_EQ(inlineCalls(module.graphs, heap, 100), 0u);
  graph("small").dontInline = false;
  EXPECT_EQ(inlineCalls(module.graphs, heap, 0), 0u);
  graph("small").alwaysInline = true;
  EXPECT_EQ(inlineCalls(module.graphs, heap, 0), 1u);
  EXPECT_TRUE(has("f", "direct_call(&down"));
  EXPECT_EQ(run("f", {9}), 55);
}

} // namespace
} // namespace tw::backendopt
