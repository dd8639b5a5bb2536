// The verifier of traces finds what is wrong.
#include "jit/trace/text.h"
#include "jit/trace/tokens.h"
#include "jit/trace/verify.h"
#include "tests/unit/jit_optimize/program.h"

#include <gtest/gtest.h>

namespace tw::jit {
namespace {

using namespace testing;

class VerifyTest : public ::testing::Test {
protected:
  VerifyTest() {
    reader.descr = [](std::string_view name) { return descrByName(name); };
    reader.object = [](std::string_view) { return prebuiltCell(); };
    reader.address = [](std::string_view) { return boxVtable(); };
    reader.target = [this](std::string_view) { return &target; };
    reader.guard = [this](std::string_view, Op) {
      code.guards.push_back(std::make_unique<Guard>(&code));
      return code.guards.back().get();
    };
  }

  void read(std::string_view text) {
    trace.clear();
    ASSERT_EQ(parseTrace(text, reader, &trace), "");
    for (const Exit& exit : trace.exits) exit.guard->setExits(trace.kindsOf(trace.valuesOf(exit)));
  }
  std::string optimized(std::string_view text) {
    read(text);
    return verifyTrace(trace, TraceForm::Optimized);
  }

  Trace trace;
  TraceReader reader;
  LoopTarget target;
  CompiledCode code;
};

TEST_F(VerifyTest, AcceptsWhatIsRight) {
  target.kinds = {Kind::Int};
  EXPECT_EQ(optimized("[i0]\n"
                      "label(i0, descr=<T>)\n"
                      "i2 = int_add_ovf(i0, 1)\n"
                      "guard_no_overflow(descr=<G>) [i0, i2]\n"
                      "i4 = int_lt(i2, 100)\n"
                      "guard_true(i4, descr=<G>) [i2]\n"
                      "jump(i2, descr=<T>)\n"),
            "");
}

TEST_F(VerifyTest, ATraceHasAnEnd) {
  EXPECT_EQ(optimized("[i0]\ni1 = int_add(i0, 1)\n"), "the trace has no end");
}

TEST_F(VerifyTest, OperandsAreOfTheirKinds) {
  read("[i0, p1]\ni2 = int_add(i0, 1)\nfinish(i2, descr=<G>)\n");
  trace.operands[trace.ops[2].first] = Operand::result(1);
  EXPECT_EQ(verifyTrace(trace, TraceForm::Optimized),
            "operation 2 (int_add): an operand is of another kind: operand 0, which is ref");
}

TEST_F(VerifyTest, ValuesAreDefinedBeforeTheyAreUsed) {
  read("[i0]\ni1 = int_add(i0, 1)\ni2 = int_add(i1, 1)\nfinish(i2, descr=<G>)\n");
  trace.operands[trace.ops[1].first] = Operand::result(2);
  EXPECT_EQ(verifyTrace(trace, TraceForm::Optimized),
            "operation 1 (int_add): an operand is not defined here: operand 0");
}

TEST_F(VerifyTest, BehindALabelOnlyItsValuesAreKnown) {
  target.kinds = {Kind::Int};
  EXPECT_EQ(optimized("[i0, i1]\n"
                      "label(i0, descr=<T>)\n"
                      "i3 = int_add(i0, i1)\n"
                      "jump(i3, descr=<T>)\n"),
            "operation 3 (int_add): an operand is not defined here: operand 1");
}

TEST_F(VerifyTest, ExitValuesAreDefined) {
  read("[i0]\ni1 = int_add(i0, 1)\nguard_true(i0, descr=<G>) [i1]\ni3 = int_add(i1, 1)\n"
       "finish(i3, descr=<G>)\n");
  trace.exitValues[0] = Operand::result(3);
  EXPECT_EQ(verifyTrace(trace, TraceForm::Optimized),
            "operation 2 (guard_true): an exit value is not defined here: exit value 0");
}

TEST_F(VerifyTest, JumpsBringWhatTheTargetTakes) {
  target.kinds = {Kind::Ref};
  EXPECT_EQ(optimized("[i0]\njump(i0, descr=<T>)\n"),
            "operation 1 (jump): a value is not of the target's kind");
}

TEST_F(VerifyTest, OverflowIsTestedAtOnce) {
  EXPECT_EQ(
      optimized("[i0]\ni1 = int_add_ovf(i0, 1)\ni2 = int_add(i1, 1)\nfinish(i2, descr=<G>)\n"),
      "operation 1 (int_add_ovf): no overflow guard follows");
}

TEST_F(VerifyTest, DescriptorsFit) {
  EXPECT_EQ(optimized("[p0]\np1 = getfield_gc_r(p0, descr=<Box.value>)\nfinish(p1, descr=<G>)\n"),
            "operation 1 (getfield_gc_r): the value is not of its descriptor's kind");
}

TEST_F(VerifyTest, TheBackendKnowsEveryOperation) {
  EXPECT_EQ(optimized("[p0]\nassert_not_none(p0)\nfinish(p0, descr=<G>)\n"),
            "operation 1 (assert_not_none): no operation for the backend");
}

} // namespace
} // namespace tw::jit
