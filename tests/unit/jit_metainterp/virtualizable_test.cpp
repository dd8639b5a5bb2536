// Virtualizables: their fields live in registers, and are true wherever the program looks at them.
#include "tests/unit/jit_metainterp/program.h"

#include "jit/metainterp/virtualizable.h"

#include <gtest/gtest.h>

namespace tw::jit::testing {
namespace {

class Virtualizables : public ::testing::TestWithParam<const char*> {
protected:
  void start(const std::string& parameters) {
    reset("threshold=3,function_threshold=-1," + parameters + "," + GetParam());
  }
};

// A stack machine: item 0 counts down, item 1 sums; `top` changes on the way. The frame is a red.
// With LOOK, a call looks at the frame when the count is a multiple of 4.
std::string machine(bool looks) {
  std::string text = R"(
start:
  live i0 r0 i1
  jit_merge_point #0 [i0||] [i1|r0|]
  live i0 r0 i1
  getarrayitem_vable_i r0 $0 <6> <8> i2
  live i0 r0 i1 i2
  goto_if_not_int_gt i2 $0 >done
  getarrayitem_vable_i r0 $1 <6> <8> i3
  int_add i3 i2 i3
  live i0 r0 i1 i2 i3
  setarrayitem_vable_i r0 $1 i3 <6> <8>
  getfield_vable_i r0 <5> i4
  int_add i4 $1 i4
  live i0 r0 i1 i2 i4
  setfield_vable_i r0 i4 <5>
)";
  if (looks)
    text += R"(
  int_and i2 $3 i5
  live i0 r0 i1 i2 i5
  goto_if_not_int_is_zero i5 >skip
  residual_call_i @force <14> (r0) i6
  live i0 r0 i1 i2
  int_add i1 i6 i1
skip:
)";
  return text + R"(
  int_sub i2 $1 i2
  live i0 r0 i1 i2
  setarrayitem_vable_i r0 $0 i2 <6> <8>
  loop_header #0
  goto >start
done:
  live i0 r0 i1
  getfield_vable_i r0 <5> i4
  int_add i1 i4 i1
  int_return i1
)";
}

template <bool Looks> int64_t portal(const int64_t* values) {
  int64_t extra = values[1];
  auto* frame = reinterpret_cast<VFrame*>(values[2]);
  forceVirtualizable(0, values[2]);
  while (frame->stack->items[0] > 0) {
    frame->stack->items[1] += frame->stack->items[0];
    ++frame->top;
    if (Looks && (frame->stack->items[0] & 3) == 0)
      extra += reinterpret_cast<int64_t (*)(VFrame*)>(functionForce())(frame);
    --frame->stack->items[0];
    const int64_t now[] = {values[0], extra, int64_t(frame)};
    if (tw_jit_enter_loop(0, now)) return leavePortal();
  }
  return extra + frame->top;
}

struct FrameState {
  int64_t result, sum, top, count;
  bool operator==(const FrameState&) const = default;
};
template <bool Looks> FrameState run(int64_t n) {
  assemble(0, machine(Looks), "iir", 'i', 0);
  declareDriver("i", "ir", 'i', portal<Looks>, true);
  VFrame* frame = newFrame(2);
  frame->stack->items[0] = n;
  const int64_t result = runPortal({1, 0, int64_t(frame)});
  forceVirtualizable(0, int64_t(frame));
  return {result, frame->stack->items[1], frame->top, frame->stack->items[0]};
}

TEST_P(Virtualizables, FieldsAreWrittenBackWhenAGuardFails) {
  for (const char* eagerness : {"trace_eagerness=1", "trace_eagerness=1000000"}) {
    start(eagerness);
    const FrameState expected{1000, 500500, 1000, 0};
    EXPECT_EQ(run<false>(1000), expected);
    EXPECT_GE(counter(Counter::TotalCompiledLoops), 1u);
  }
}

TEST_P(Virtualizables, CallsThatLookForceTheFrame) {
  // Always, so that tracing is given up; and rarely, so that machine code is forced.
  for (const int64_t every : {1, 7}) {
    int64_t calls = 0;
    onCall = [&](int64_t, int64_t) { return int64_t(++calls % every == 0); };
    start("threshold=-1,trace_eagerness=1");
    const FrameState expected = run<true>(400);
    for (const char* eagerness : {"trace_eagerness=1", "trace_eagerness=1000000"}) {
      calls = 0;
      start(eagerness);
      EXPECT_EQ(run<true>(400), expected);
      const bool isForced = every > 1 && eagerness == std::string("trace_eagerness=1");
      EXPECT_EQ(counter(Counter::ForceVirtualizables) > 0, isForced);
    }
  }
  onCall = nullptr;
}

INSTANTIATE_TEST_SUITE_P(Passes, Virtualizables,
                         ::testing::Values("enable_opts=", "enable_opts=all"));

} // namespace
} // namespace tw::jit::testing
