// Calls: arguments, results, what survives; forcing; calls of other loops.
#include "tests/unit/jit_backend/fixture.h"

namespace tw::jit::testing {
namespace {

class BackendCalls : public BackendTest {};

TEST_F(BackendCalls, ArgumentsGoWhereTheConventionSays) {
  LoopToken& token = loop("[i0, f1]\n"
                          "f2 = call_f(ConstClass(mixed), i0, f1, 3, 0.5, descr=<ifif>f>)\n"
                          "f3 = call_f(ConstClass(scale), f2, i0, descr=<fi>f>)\n"
                          "guard_always_fails(descr=<g>) [f2, f3, i0, f1]\n");
  EXPECT_EQ(left(token, {4, floatWord(2)}), "g 9.500000 38.000000 4 2.000000");
}

TEST_F(BackendCalls, ManyArgumentsGoOverTheStack) {
  LoopToken& token = loop("[i0, i1, i2]\n"
                          "i3 = call_i(ConstClass(many), i2, i1, i0, 4, i0, i1, i2, 1234567890123, "
                          "descr=<iiiiiiii>i>)\nguard_always_fails(descr=<g>) [i3, i0, i1, i2]\n");
  callLog.result = 77;
  EXPECT_EQ(left(token, {10, 20, 30}), "g 77 10 20 30");
  EXPECT_EQ(callLog.arguments, (std::vector<int64_t>{30, 20, 10, 4, 10, 20, 30, 1234567890123}));
  LoopToken& floats = loop("[f0, i1]\n"
                           "i3 = call_i(ConstClass(manyFloats), f0, 1.5, f0, f0, f0, f0, f0, f0, "
                           "2.5, i1, descr=<fffffffffi>i>)\n"
                           "guard_always_fails(descr=<g>) [i3, f0]\n");
  EXPECT_EQ(left(floats, {floatWord(8), 9}), "g 77 8.000000");
  EXPECT_EQ(callLog.arguments[1], floatWord(1.5));
  EXPECT_EQ(callLog.arguments[8], floatWord(2.5));
  EXPECT_EQ(callLog.arguments[9], 9);
}

TEST_F(BackendCalls, NarrowResultsAreExtended) {
  const auto call = [this](const std::string& name, const std::string& descr, int64_t x) {
    return result("[i0]\ni1 = call_i(ConstClass(" + name + "), i0, descr=<" + descr +
                      ">)\nfinish(i1, descr=<done>)\n",
                  {x});
  };
  EXPECT_EQ(call("narrow", "i>u1", 0x1ff), 255);
  EXPECT_EQ(call("narrowSigned", "i>s1", 0x1ff), -1);
  EXPECT_EQ(call("shortResult", "i>s2", 0x18000), -32768);
  EXPECT_EQ(call("wordResult", "i>u4", -1), 0xffffffff);
}

TEST_F(BackendCalls, SingleFloatsTravelInFloatRegisters) {
  LoopToken& token = loop("[f0, i1]\ni2 = cast_float_to_singlefloat(f0)\n"
                          "i3 = call_i(ConstClass(single), i2, i1, descr=<4si>4s>)\n"
                          "f4 = cast_singlefloat_to_float(i3)\nfinish(f4, descr=<done>)\n");
  EXPECT_EQ(left(token, {floatWord(1.25), 3}), "done 3.750000");
}

TEST_F(BackendCalls, FunctionsMayBeVariables) {
  EXPECT_EQ(result("[i0, i1]\ni2 = call_i(i0, i1, descr=<i>i>)\ni3 = int_add(i2, i1)\n"
                   "finish(i3, descr=<done>)\n",
                   {addressByName("square"), 7}),
            56);
}

TEST_F(BackendCalls, ValuesSurviveCalls) {
  std::string text = "[i0, f0]\n", sum = "i0", reals = "f0", tail;
  for (int index = 1; index <= 15; ++index) {
    const std::string n = std::to_string(index);
    text += "i" + n + " = int_mul(i0, " + n + ")\nf" + n + " = float_add(f0, " + n + ".0)\n";
  }
  text += "i50 = call_i(ConstClass(square), i0, descr=<i>i>)\n";
  for (int index = 1; index <= 15; ++index) {
    const std::string n = std::to_string(index), m = std::to_string(100 + index);
    text += "i" + m + " = int_add(" + sum + ", i" + n + ")\nf" + m + " = float_add(" + reals +
            ", f" + n + ")\n";
    sum = "i" + m;
    reals = "f" + m;
  }
  text += "guard_always_fails(descr=<g>) [" + sum + ", " + reals + ", i50]\n";
  EXPECT_EQ(left(loop(text), {3, floatWord(1)}), "g 363 136.000000 9");
}

TEST_F(BackendCalls, ConditionalCallsPreserveRegisters) {
  LoopToken& token = loop("[i0, i1, f2, i3]\n"
                          "i4 = int_add(i1, 1)\nf5 = float_add(f2, 1.0)\n"
                          "cond_call_n(i0, ConstClass(hook), i3, descr=<i>i>)\n"
                          "i7 = cond_call_value_i(i3, ConstClass(square), i1, descr=<i>i>)\n"
                          "guard_always_fails(descr=<g>) [i0, i1, i4, f2, f5, i7, i3]\n");
  static int calls;
  calls = 0;
  duringCall = [](int64_t) { ++calls; };
  EXPECT_EQ(left(token, {0, 5, floatWord(2), 8}), "g 0 5 6 2.000000 3.000000 8 8");
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(left(token, {1, 5, floatWord(2), 0}), "g 1 5 6 2.000000 3.000000 25 0");
  EXPECT_EQ(calls, 1);
}

TEST_F(BackendCalls, FramesAreForcedInsideCalls) {
  LoopToken& token = loop("[i0, p1, f2]\n"
                          "i3 = force_token()\n"
                          "i4 = int_add(i0, 5)\n"
                          "i5 = call_may_force_i(ConstClass(hook), i3, descr=<i>i>)\n"
                          "guard_not_forced(descr=<forced>) [i5, i4, p1, f2, 3]\n"
                          "i6 = int_sub(i5, i3)\n"
                          "finish(i6, descr=<done>)\n");
  Node* node = newNode();
  const std::vector<int64_t> arguments{10, refWord(node), floatWord(1.5)};
  EXPECT_EQ(left(token, arguments), "done 1");
  static BackendCalls* self;
  static int64_t values[8];
  static Guard* guard;
  static MachineFrame* frame;
  self = this;
  duringCall = [](int64_t token) {
    frame = reinterpret_cast<MachineFrame*>(token);
    guard = self->backend.force(frame, values);
    EXPECT_EQ(self->backend.forcedData(frame), nullptr);
    self->backend.setForcedData(frame, values);
  };
  EXPECT_EQ(guardName(run(token, arguments)), "forced");
  EXPECT_EQ(guard, guards.at("forced"));
  EXPECT_EQ(values[1], 15);
  EXPECT_EQ(values[2], refWord(node));
  EXPECT_EQ(values[3], floatWord(1.5));
  EXPECT_EQ(values[4], 3);
  EXPECT_EQ(exitRecord.forcedData, values);
  EXPECT_EQ(exitRecord.values[0], refWord(frame) + 1);
  EXPECT_EQ(exitRecord.values[1], 15);
}

// fib(n), each call in its own frame.
constexpr const char* kFib = "[i0]\n"
                             "i1 = int_lt(i0, 2)\n"
                             "guard_false(i1, descr=<small>) [i0]\n"
                             "i2 = int_sub(i0, 1)\n"
                             "i3 = call_assembler_i(i2, descr=<self>)\n"
                             "guard_no_exception(descr=<e1>) [i0]\n"
                             "i4 = int_sub(i0, 2)\n"
                             "i5 = call_assembler_i(i4, descr=<self>)\n"
                             "guard_no_exception(descr=<e2>) []\n"
                             "i6 = int_add(i3, i5)\n"
                             "finish(i6, descr=<done>)\n";

TEST_F(BackendCalls, LoopsCallEachOther) {
  static BackendCalls* self;
  static int finished;
  self = this;
  finished = 0;
  BackendHooks hooks;
  hooks.finishCall = [](LoopToken*, Guard* guard) {
    EXPECT_EQ(guard, self->guards.at("small"));
    ++finished;
    return exitRecord.values[0];
  };
  backend.setHooks(hooks);
  LoopToken& token = loop(kFib);
  EXPECT_EQ(left(token, {10}), "done 55");
  EXPECT_EQ(finished, 89);
  bridge("small", "[i0]\nfinish(i0, descr=<base>)\n");
  EXPECT_EQ(left(token, {20}), "done 6765");
  EXPECT_EQ(finished, 89);
}

TEST_F(BackendCalls, FloatResultsOfLoops) {
  LoopToken& callee = loop("[f0, i1]\nf2 = cast_int_to_float(i1)\nf3 = float_mul(f0, f2)\n"
                           "finish(f3, descr=<inner>)\n");
  LoopTarget target;
  target.token = &callee;
  targets["callee"] = &target;
  LoopToken& caller = loop("[f0]\nf1 = call_assembler_f(f0, 3, descr=<callee>)\n"
                           "f2 = float_add(f1, f0)\nfinish(f2, descr=<outer>)\n");
  EXPECT_EQ(left(caller, {floatWord(2)}), "outer 8.000000");
}

TEST_F(BackendCalls, DeepRecursionEndsWithAnException) {
  BackendHooks hooks;
  static int depth;
  depth = 0;
  hooks.finishCall = [](LoopToken*, Guard* guard) -> int64_t {
    ++depth;
    EXPECT_TRUE(guard->kind == GuardKind::PropagateException || guard->op == Op::GuardNoException);
    return 0;
  };
  backend.setHooks(hooks);
  LoopToken& token = loop(kFib);
  tw_stack.end = static_cast<char*>(__builtin_frame_address(0));
  left(token, {1000000});
  EXPECT_NE(tw_exc.type, nullptr);
  EXPECT_GT(depth, 100);
  tw_exc = {};
}

} // namespace
} // namespace tw::jit::testing
