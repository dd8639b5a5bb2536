// The optimizer, text in and text out: recorded traces and what becomes of them.
//
// In the recorded trace, the list behind a guard is its snapshot (one frame). In the output it is
// what the guard hands over: a virtual object appears as the parts that are needed to rebuild it.
#include "jit/optimize/optimize.h"
#include "jit/trace/text.h"
#include "jit/trace/verify.h"
#include "tests/unit/jit_optimize/program.h"

#include <gtest/gtest.h>

#include <set>

namespace tw::jit {
namespace {

using namespace testing;

// Flattens the snapshot's values: no encoding, but the same questions to the optimizer.
class FlatResume final : public ResumeBuilder {
public:
  explicit FlatResume(const Snapshots& snapshots) : snapshots_(snapshots) {}

  bool build(uint32_t snapshot, OptimizerView& view, std::span<const PendingStore> pending,
             const Trace& optimized, Guard& guard, std::vector<Operand>* exitValues) override {
    std::set<uint32_t> seen;
    const FrameSnapshot& frame = snapshots_.frames[snapshots_.guards[snapshot].frame];
    for (Operand operand : snapshots_.operandsOf(frame)) add(operand, view, seen, exitValues);
    for (const PendingStore& store : pending) {
      add(store.object, view, seen, exitValues);
      add(store.value, view, seen, exitValues);
    }
    guard.setExits(optimized.kindsOf(*exitValues));
    return true;
  }

private:
  static void add(Operand operand, OptimizerView& view, std::set<uint32_t>& seen,
                  std::vector<Operand>* exitValues) {
    uint32_t identity;
    VirtualShape shape;
    if (!operand) return;
    if (!view.virtualOf(operand, &identity, &shape)) {
      const Operand out = view.resolve(operand);
      if (!out.isConstant()) exitValues->push_back(out);
      return;
    }
    if (!seen.insert(identity).second) return;
    for (Operand part : shape.parts) add(part, view, seen, exitValues);
  }

  const Snapshots& snapshots_;
};

class OptimizeTest : public ::testing::Test {
protected:
  OptimizeTest() {
    reader.descr = [](std::string_view name) { return descrByName(name); };
    reader.object = [](std::string_view) { return prebuiltCell(); };
    reader.address = [](std::string_view name) -> int64_t {
      return name == "Box" ? boxVtable() : name == "Other" ? otherVtable() : 0x400000;
    };
    reader.target = [this](std::string_view) { return &target; };
    reader.guard = [this](std::string_view, Op op) {
      guards.push_back(std::make_unique<Guard>());
      guards.back()->op = op;
      return guards.back().get();
    };
    names.descr = [](uint32_t descr) { return descrName(descr); };
    names.guard = [](const Guard*) { return "G"; };
    names.target = [this](const LoopTarget* of) {
      for (size_t i = 0; i < code.targets.size(); ++i)
        if (code.targets[i].get() == of) return "L" + std::to_string(i);
      return std::string("T");
    };
    names.function = [](int64_t address) {
      return address == boxVtable()     ? "Box"
             : address == otherVtable() ? "Other"
             : address == 0x400000      ? "f"
                                        : "";
    };
  }

  void record(std::string_view text) {
    const std::string mistake = parseTrace(text, reader, &in);
    ASSERT_EQ(mistake, "");
    for (TraceOp& op : in.ops) {
      if (!isGuard(op.op)) continue;
      const Exit& exit = in.exits[op.extra];
      const auto values = in.valuesOf(exit);
      snapshots.frames.push_back(
          {0, 0, uint32_t(snapshots.operands.size()), uint32_t(values.size()), kNone});
      snapshots.operands.insert(snapshots.operands.end(), values.begin(), values.end());
      op.extra = uint32_t(snapshots.guards.size());
      snapshots.guards.push_back({uint32_t(snapshots.frames.size() - 1), 0, 0, 0, 0});
    }
  }

  OptimizerInput input() {
    OptimizerInput result;
    result.trace = &in;
    result.snapshots = &snapshots;
    result.resume = &resume;
    result.passes = passes;
    return result;
  }

  std::string textOf(const OptimizeResult& result) {
    if (result.status != OptimizeStatus::Done) return result.reason;
    EXPECT_EQ(verifyTrace(out, TraceForm::Optimized), "");
    return printTrace(out, names);
  }

  std::string loop(std::string_view text) {
    record(text);
    const OptimizerInput given = input();
    const OptimizeResult result = optimizeLoop(given, token, code, &out);
    return textOf(result);
  }

  // A trace that ends by finish: one sweep, no peeling.
  std::string straight(std::string_view text) {
    record(text);
    for (TraceOp& op : in.ops)
      if (op.op == Op::Finish) op.extra = uint32_t(GuardKind::DoneWithFrame);
    const OptimizerInput given = input();
    const OptimizeResult result = optimizeEntry(given, {}, token, code, &out);
    return textOf(result);
  }

  // A trace that ends by a jump into the loop that was optimized last.
  std::string entering(std::string_view text) {
    in.clear();
    out.clear();
    snapshots.clear();
    record(text);
    const OptimizerInput given = input();
    LoopTarget* const targets[] = {code.targets.back().get()};
    CompiledCode entry;
    const OptimizeResult result = optimizeEntry(given, targets, token, entry, &out);
    return textOf(result);
  }

  Trace in, out;
  Snapshots snapshots;
  FlatResume resume{snapshots};
  LoopToken token;
  CompiledCode code;
  LoopTarget target;
  std::vector<std::unique_ptr<Guard>> guards;
  TraceReader reader;
  TextNames names;
  uint32_t passes = kOptAll;
};

TEST_F(OptimizeTest, FoldsConstants) {
  EXPECT_EQ(straight("[i0]\n"
                     "i1 = int_add(3, 4)\n"
                     "i2 = int_mul(i1, i0)\n"
                     "i3 = int_mul(i2, 1)\n"
                     "finish(i3)\n"),
            "[i0]\ni1 = int_mul(i0, 7)\nfinish(i1, descr=<G>)\n");
}

// What is put together is asked for its length and its characters only: it is never made.
TEST_F(OptimizeTest, ConcatenationsAreNotMade) {
  EXPECT_EQ(straight("[p0, i1]\n"
                     "assert_not_none(p0)\n"
                     "p3 = newstr(1)\n"
                     "strsetitem(p3, 0, i1)\n"
                     "p5 = call_pure_r(ConstClass(f), p3, p0, descr=<concat>)\n"
                     "guard_no_exception() []\n"
                     "i7 = strgetitem(p5, 0)\n"
                     "i8 = strlen(p5)\n"
                     "i9 = int_mul(i7, i8)\n"
                     "finish(i9)\n"),
            "[p0, i1]\n"
            "i2 = strlen(p0)\n"
            "i3 = int_add(i2, 1)\n"
            "i4 = int_mul(i1, i3)\n"
            "finish(i4, descr=<G>)\n");
}

TEST_F(OptimizeTest, PiecesOfAStringAreCopiedAtOnce) {
  EXPECT_EQ(straight("[p0, i1, i2]\n"
                     "assert_not_none(p0)\n"
                     "p4 = call_pure_r(ConstClass(f), p0, i1, i2, descr=<slice>)\n"
                     "p5 = newstr(1)\n"
                     "strsetitem(p5, 0, 65)\n"
                     "p7 = call_pure_r(ConstClass(f), p4, p5, descr=<concat>)\n"
                     "finish(p7)\n"),
            "[p0, i1, i2]\n"
            "i3 = int_sub(i2, i1)\n"
            "i4 = int_add(i3, 1)\n"
            "p5 = newstr(i4)\n"
            "copystrcontent(p0, p5, i1, 0, i3)\n"
            "strsetitem(p5, i3, 65)\n"
            "finish(p5, descr=<G>)\n");
}

// Two slices in each other, and what a guard hands over of one.
TEST_F(OptimizeTest, SlicesOfSlicesReferToTheString) {
  EXPECT_EQ(straight("[p0, i1, i2]\n"
                     "assert_not_none(p0)\n"
                     "p4 = call_pure_r(ConstClass(f), p0, 1, i1, descr=<slice>)\n"
                     "p5 = call_pure_r(ConstClass(f), p4, 2, 5, descr=<slice>)\n"
                     "guard_true(i2) [p5]\n"
                     "i7 = strgetitem(p5, 1)\n"
                     "finish(i7)\n"),
            "[p0, i1, i2]\n"
            "guard_true(i2, descr=<G>) [p0]\n"
            "i4 = strgetitem(p0, 4)\n"
            "finish(i4, descr=<G>)\n");
}

TEST_F(OptimizeTest, StringsAreComparedByWhatIsKnown) {
  EXPECT_EQ(straight("[p0, i1, i2]\n"
                     "assert_not_none(p0)\n"
                     "p4 = newstr(1)\n"
                     "strsetitem(p4, 0, i1)\n"
                     "p6 = newstr(1)\n"
                     "strsetitem(p6, 0, i2)\n"
                     "i8 = call_pure_i(ConstClass(f), p4, p6, descr=<equal>)\n"
                     "p9 = call_pure_r(ConstClass(f), p4, p6, descr=<concat>)\n"
                     "p10 = newstr(3)\n"
                     "i11 = strlen(p9)\n"
                     "i12 = call_pure_i(ConstClass(f), p10, p6, descr=<equal>)\n"
                     "i13 = int_add(i8, i12)\n"
                     "i14 = int_mul(i13, i11)\n"
                     "finish(i14)\n"),
            "[p0, i1, i2]\n"
            "i3 = int_eq(i1, i2)\n"
            "i4 = int_lshift(i3, 1)\n"
            "finish(i4, descr=<G>)\n");
}

// Each pass of enable_opts does something that is left out without it.
TEST_F(OptimizeTest, PassesAreSwitchedOff) {
  struct Case {
    uint32_t pass;
    const char* trace;
    const char* removed; // an operation that the pass removes
  };
  const Case cases[] = {
      {kOptIntBounds, "[i0]\ni1 = int_and(i0, 7)\ni2 = int_lt(i1, 8)\nfinish(i2)\n", "int_lt"},
      {kOptRewrite, "[i0]\ni1 = int_mul(i0, 1)\nfinish(i1)\n", "int_mul"},
      {kOptVirtualize,
       "[i0]\np1 = new_with_vtable(descr=<Box>)\nsetfield_gc(p1, i0, descr=<Box.value>)\n"
       "i3 = getfield_gc_i(p1, descr=<Box.value>)\nfinish(i3)\n",
       "new_with_vtable"},
      {kOptPure,
       "[i0]\ni1 = call_pure_i(ConstClass(f), i0, descr=<pure>)\n"
       "i2 = call_pure_i(ConstClass(f), i0, descr=<pure>)\ni3 = int_sub(i1, i2)\nfinish(i3)\n",
       "int_sub"},
      {kOptHeap,
       "[p0]\ni1 = getfield_gc_i(p0, descr=<Box.value>)\ni2 = getfield_gc_i(p0, "
       "descr=<Box.value>)\n"
       "i3 = int_sub(i1, i2)\nfinish(i3)\n",
       "int_sub"},
  };
  for (const Case& one : cases) {
    for (const bool isOn : {true, false}) {
      in.clear();
      out.clear();
      snapshots.clear();
      passes = isOn ? uint32_t(kOptAll) : kOptAll & ~one.pass;
      const std::string text = straight(one.trace);
      EXPECT_EQ(text.find(one.removed) == std::string::npos, isOn) << one.trace << "gives\n"
                                                                   << text;
    }
  }
}

TEST_F(OptimizeTest, LoopsAreNotPeeledWithoutThePass) {
  passes = kOptAll & ~uint32_t(kOptUnroll);
  const std::string text =
      loop("[i0]\ni1 = int_add(i0, 1)\nguard_future_condition() []\njump(i1, descr=<T>)\n");
  EXPECT_EQ(text.find("label"), text.rfind("label"));
}

TEST_F(OptimizeTest, StringsAreMadeAtOnceWithoutThePass) {
  passes = kOptAll & ~uint32_t(kOptString);
  EXPECT_EQ(straight("[i0]\n"
                     "p1 = newstr(1)\n"
                     "strsetitem(p1, 0, i0)\n"
                     "i3 = strlen(p1)\n"
                     "finish(i3)\n"),
            "[i0]\n"
            "p1 = newstr(1)\n"
            "strsetitem(p1, 0, i0)\n"
            "finish(1, descr=<G>)\n");
}

TEST_F(OptimizeTest, VtablesAreReadOnce) {
  EXPECT_EQ(straight("[i0]\n"
                     "i1 = getfield_raw_i(ConstClass(Box), descr=<Vtable.number>)\n"
                     "i2 = getfield_raw_i(i0, descr=<Vtable.number>)\n"
                     "i3 = getfield_raw_i(i0, descr=<Vtable.number>)\n"
                     "i4 = int_mul(i2, i3)\n"
                     "i5 = int_mul(i4, i1)\n"
                     "finish(i5)\n"),
            "[i0]\n"
            "i1 = getfield_raw_i(i0, descr=<Vtable.number>)\n"
            "i2 = int_mul(i1, i1)\n"
            "i3 = int_mul(i2, 10)\n"
            "finish(i3, descr=<G>)\n");
}

TEST_F(OptimizeTest, EqualComputationsAreDoneOnce) {
  EXPECT_EQ(straight("[i0, i1]\n"
                     "i2 = int_add(i0, i1)\n"
                     "i3 = int_add(i1, i0)\n"
                     "i4 = int_add(i0, i1)\n"
                     "i5 = int_xor(i2, i4)\n"
                     "i6 = int_add(i5, i4)\n"
                     "finish(i6)\n"),
            "[i0, i1]\ni2 = int_add(i0, i1)\nfinish(i2, descr=<G>)\n");
}

TEST_F(OptimizeTest, GuardsTellBounds) {
  EXPECT_EQ(straight("[i0]\n"
                     "i1 = int_lt(i0, 10)\n"
                     "guard_true(i1, descr=<G>) [i0]\n"
                     "i2 = int_lt(i0, 20)\n"
                     "guard_true(i2, descr=<G>) [i0]\n"
                     "i3 = int_add_ovf(i0, 1)\n"
                     "guard_no_overflow(descr=<G>) [i0]\n"
                     "finish(i3)\n"),
            "[i0]\n"
            "i1 = int_lt(i0, 10)\n"
            "guard_true(i1, descr=<G>) [i0]\n"
            "i3 = int_add(i0, 1)\n"
            "finish(i3, descr=<G>)\n");
}

TEST_F(OptimizeTest, VirtualObjectsAreNotMade) {
  EXPECT_EQ(straight("[i0]\n"
                     "p1 = new_with_vtable(descr=<Box>)\n"
                     "setfield_gc(p1, i0, descr=<Box.value>)\n"
                     "guard_class(p1, ConstClass(Box), descr=<G>) [i0]\n"
                     "i2 = getfield_gc_i(p1, descr=<Box.value>)\n"
                     "i3 = int_gt(i2, 5)\n"
                     "guard_true(i3, descr=<G>) [p1]\n"
                     "finish(i2)\n"),
            "[i0]\n"
            "i1 = int_lt(5, i0)\n"
            "guard_true(i1, descr=<G>) [i0]\n"
            "finish(i0, descr=<G>)\n");
}

TEST_F(OptimizeTest, RawBuffersAreNotMade) {
  // The guard in the middle hands over what was stored: the buffer is made where it fails.
  EXPECT_EQ(straight("[i0, i1]\n"
                     "i2 = call_i(ConstClass(f), 3, descr=<malloc_raw>)\n"
                     "guard_no_exception(descr=<G>) [i0]\n"
                     "setarrayitem_raw(i2, 0, i0, descr=<longs>)\n"
                     "raw_store(i2, 16, 5, descr=<longs>)\n"
                     "setarrayitem_raw(i2, 0, i1, descr=<longs>)\n"
                     "i3 = int_eq(i2, 0)\n"
                     "guard_false(i3, descr=<G>) [i2]\n"
                     "guard_true(i0, descr=<G>) [i2]\n"
                     "i4 = getarrayitem_raw_i(i2, 0, descr=<longs>)\n"
                     "i5 = getarrayitem_raw_i(i2, 2, descr=<longs>)\n"
                     "call_n(ConstClass(f), i2, descr=<free_raw>)\n"
                     "i6 = int_add(i4, i5)\n"
                     "finish(i6, descr=<G>)\n"),
            "[i0, i1]\n"
            "guard_true(i0, descr=<G>) [i1]\n"
            "i3 = int_add(i1, 5)\n"
            "finish(i3, descr=<G>)\n");
}

TEST_F(OptimizeTest, AddressesInRawBuffersAreNotComputed) {
  // The first guard hands over what the buffer of the slice consists of.
  EXPECT_EQ(straight("[i0, i1]\n"
                     "i2 = call_i(ConstClass(f), 3, descr=<malloc_raw>)\n"
                     "i3 = int_add(i2, 8)\n"
                     "setarrayitem_raw(i3, 0, i0, descr=<longs>)\n"
                     "guard_true(i1, descr=<G>) [i3]\n"
                     "i4 = getarrayitem_raw_i(i2, 1, descr=<longs>)\n"
                     "i5 = int_add(i3, 8)\n"
                     "setarrayitem_raw(i2, 2, i1, descr=<longs>)\n"
                     "i6 = raw_load_i(i5, 0, descr=<longs>)\n"
                     "i7 = int_add(i4, i6)\n"
                     "call_n(ConstClass(f), i5, descr=<random>)\n"
                     "guard_no_exception(descr=<G>) [i3]\n"
                     "finish(i7)\n"),
            "[i0, i1]\n"
            "guard_true(i1, descr=<G>) [i0]\n"
            "i3 = int_add(i0, i1)\n"
            "i4 = call_i(ConstClass(f), 3, descr=<malloc_raw>)\n"
            "guard_no_exception(descr=<G>) []\n"
            "raw_store(i4, 8, i0, descr=<longs>)\n"
            "raw_store(i4, 16, i1, descr=<longs>)\n"
            "i8 = int_add(i4, 16)\n"
            "call_n(ConstClass(f), i8, descr=<random>)\n"
            "guard_no_exception(descr=<G>) [i4]\n"
            "finish(i3, descr=<G>)\n");
}

TEST_F(OptimizeTest, RawBuffersAreMadeWhereTheyAreGivenAway) {
  EXPECT_EQ(straight("[i0, i1]\n"
                     "i2 = call_i(ConstClass(f), 3, descr=<malloc_raw>)\n"
                     "guard_no_exception(descr=<G>) [i0]\n"
                     "setarrayitem_raw(i2, 1, i0, descr=<longs>)\n"
                     "call_n(ConstClass(f), i2, descr=<random>)\n"
                     "guard_no_exception(descr=<G>) [i0]\n"
                     "i3 = getarrayitem_raw_i(i2, 1, descr=<longs>)\n"
                     "call_n(ConstClass(f), i2, descr=<free_raw>)\n"
                     "finish(i3, descr=<G>)\n"),
            "[i0, i1]\n"
            "i2 = call_i(ConstClass(f), 3, descr=<malloc_raw>)\n"
            "guard_no_exception(descr=<G>) []\n"
            "raw_store(i2, 8, i0, descr=<longs>)\n"
            "call_n(ConstClass(f), i2, descr=<random>)\n"
            "guard_no_exception(descr=<G>) [i0]\n"
            "i7 = getarrayitem_raw_i(i2, 1, descr=<longs>)\n"
            "call_n(ConstClass(f), i2, descr=<free_raw>)\n"
            "finish(i7, descr=<G>)\n");
}

TEST_F(OptimizeTest, RawBuffersAreMadeForOtherBytes) {
  // The item of unknown index may be any of those known.
  EXPECT_EQ(straight("[i0, i1]\n"
                     "i2 = call_i(ConstClass(f), 3, descr=<malloc_raw>)\n"
                     "setarrayitem_raw(i2, 0, i0, descr=<longs>)\n"
                     "setarrayitem_raw(i2, i1, 7, descr=<longs>)\n"
                     "i3 = getarrayitem_raw_i(i2, 0, descr=<longs>)\n"
                     "finish(i3, descr=<G>)\n"),
            "[i0, i1]\n"
            "i2 = call_i(ConstClass(f), 3, descr=<malloc_raw>)\n"
            "guard_no_exception(descr=<G>) []\n"
            "raw_store(i2, 0, i0, descr=<longs>)\n"
            "setarrayitem_raw(i2, i1, 7, descr=<longs>)\n"
            "i6 = getarrayitem_raw_i(i2, 0, descr=<longs>)\n"
            "finish(i6, descr=<G>)\n");
}

TEST_F(OptimizeTest, VirtualArraysAreFilledInTheTrace) {
  EXPECT_EQ(straight("[i0]\n"
                     "p1 = new_array(4, descr=<ints>)\n"
                     "call_n(4194304, p1, 0, 4, i0, descr=<fill>)\n"
                     "setarrayitem_gc(p1, 2, 5, descr=<ints>)\n"
                     "i2 = getarrayitem_gc_i(p1, 3, descr=<ints>)\n"
                     "i3 = getarrayitem_gc_i(p1, 2, descr=<ints>)\n"
                     "i4 = int_add(i2, i3)\n"
                     "finish(i4)\n"),
            "[i0]\n"
            "i1 = int_add(i0, 5)\n"
            "finish(i1, descr=<G>)\n");
}

TEST_F(OptimizeTest, ArraysOfUnknownLengthAreFilledByTheCall) {
  EXPECT_EQ(straight("[i0]\n"
                     "p1 = new_array(i0, descr=<ints>)\n"
                     "call_n(4194304, p1, 0, i0, 7, descr=<fill>)\n"
                     "i2 = getarrayitem_gc_i(p1, 3, descr=<ints>)\n"
                     "finish(i2)\n"),
            "[i0]\n"
            "p1 = new_array(i0, descr=<ints>)\n"
            "call_n(ConstClass(f), p1, 0, i0, 7, descr=<fill>)\n"
            "i3 = getarrayitem_gc_i(p1, 3, descr=<ints>)\n"
            "finish(i3, descr=<G>)\n");
}

TEST_F(OptimizeTest, EscapingObjectsAreMadeThen) {
  EXPECT_EQ(straight("[i0, p1]\n"
                     "p2 = new_with_vtable(descr=<Box>)\n"
                     "setfield_gc(p2, i0, descr=<Box.value>)\n"
                     "setfield_gc(p1, p2, descr=<Box.next>)\n"
                     "finish(i0)\n"),
            "[i0, p1]\n"
            "p2 = new_with_vtable(descr=<Box>)\n"
            "setfield_gc(p2, i0, descr=<Box.value>)\n"
            "setfield_gc(p1, p2, descr=<Box.next>)\n"
            "finish(i0, descr=<G>)\n");
}

TEST_F(OptimizeTest, FieldsAreReadOnceAndStoresDelayed) {
  EXPECT_EQ(straight("[p0]\n"
                     "i1 = getfield_gc_i(p0, descr=<Box.value>)\n"
                     "i2 = int_add(i1, 1)\n"
                     "setfield_gc(p0, i2, descr=<Box.value>)\n"
                     "i3 = getfield_gc_i(p0, descr=<Box.value>)\n"
                     "i4 = int_add(i3, 1)\n"
                     "setfield_gc(p0, i4, descr=<Box.value>)\n"
                     "finish(i4)\n"),
            "[p0]\n"
            "i1 = getfield_gc_i(p0, descr=<Box.value>)\n"
            "i2 = int_add(i1, 2)\n"
            "setfield_gc(p0, i2, descr=<Box.value>)\n"
            "finish(i2, descr=<G>)\n");
}

TEST_F(OptimizeTest, CallsForgetWhatTheyWrite) {
  EXPECT_EQ(straight("[p0]\n"
                     "i1 = getfield_gc_i(p0, descr=<Box.value>)\n"
                     "p2 = getfield_gc_r(p0, descr=<Box.next>)\n"
                     "call_n(ConstClass(f), i1, descr=<writes>)\n"
                     "i3 = getfield_gc_i(p0, descr=<Box.value>)\n"
                     "p4 = getfield_gc_r(p0, descr=<Box.next>)\n"
                     "i5 = ptr_eq(p2, p4)\n"
                     "i6 = int_add(i3, i5)\n"
                     "finish(i6)\n"),
            "[p0]\n"
            "i1 = getfield_gc_i(p0, descr=<Box.value>)\n"
            "call_n(ConstClass(f), i1, descr=<writes>)\n"
            "i3 = getfield_gc_i(p0, descr=<Box.value>)\n"
            "i4 = int_add(i3, 1)\n"
            "finish(i4, descr=<G>)\n");
}

TEST_F(OptimizeTest, ImmutableFieldsOfConstantsFold) {
  EXPECT_EQ(straight("[i0]\n"
                     "i1 = getfield_gc_i(ConstPtr(cell), descr=<Cell.fixed>)\n"
                     "i2 = int_add(i0, i1)\n"
                     "finish(i2)\n"),
            "[i0]\ni1 = int_add(i0, 42)\nfinish(i1, descr=<G>)\n");
}

TEST_F(OptimizeTest, GuardsOnOneObjectMerge) {
  EXPECT_EQ(straight("[p0]\n"
                     "guard_nonnull(p0, descr=<G>) [p0]\n"
                     "guard_class(p0, ConstClass(Box), descr=<G>) [p0]\n"
                     "guard_class(p0, ConstClass(Box), descr=<G>) [p0]\n"
                     "i1 = getfield_gc_i(p0, descr=<Box.value>)\n"
                     "finish(i1)\n"),
            "[p0]\n"
            "guard_nonnull_class(p0, ConstClass(Box), descr=<G>) [p0]\n"
            "i2 = getfield_gc_i(p0, descr=<Box.value>)\n"
            "finish(i2, descr=<G>)\n");
}

TEST_F(OptimizeTest, ContradictionsGiveTheTraceUp) {
  EXPECT_EQ(straight("[p0]\n"
                     "guard_class(p0, ConstClass(Box), descr=<G>) [p0]\n"
                     "guard_class(p0, ConstClass(Other), descr=<G>) [p0]\n"
                     "finish()\n"),
            "guard_class fails always");
}

TEST_F(OptimizeTest, BoxedLoopVariablesStayUnboxed) {
  // The interpreter boxes its counter in each iteration; the loop proper makes no box.
  const std::string text = loop("[p0, i9]\n"
                                "guard_nonnull(p0, descr=<G>) [p0, i9]\n"
                                "guard_class(p0, ConstClass(Box), descr=<G>) [p0, i9]\n"
                                "i1 = getfield_gc_i(p0, descr=<Box.value>)\n"
                                "i2 = int_add(i1, 1)\n"
                                "i3 = int_lt(i2, i9)\n"
                                "guard_true(i3, descr=<G>) [p0, i9]\n"
                                "p4 = new_with_vtable(descr=<Box>)\n"
                                "setfield_gc(p4, i2, descr=<Box.value>)\n"
                                "jump(p4, i9, descr=<T>)\n");
  EXPECT_EQ(text, "[p0, i1]\n"
                  "label(p0, i1, descr=<L0>)\n"
                  "guard_nonnull_class(p0, ConstClass(Box), descr=<G>) [p0, i1]\n"
                  "i4 = getfield_gc_i(p0, descr=<Box.value>)\n"
                  "i5 = int_add(i4, 1)\n"
                  "i6 = int_lt(i5, i1)\n"
                  "guard_true(i6, descr=<G>) [p0, i1]\n"
                  "label(i5, i1, descr=<L1>)\n"
                  "i9 = int_add(i5, 1)\n"
                  "i10 = int_lt(i9, i1)\n"
                  "guard_true(i10, descr=<G>) [i5, i1]\n"
                  "jump(i9, i1, descr=<L1>)\n");
}

TEST_F(OptimizeTest, BridgesBecomePreamblesOfVersions) {
  record("[i0, i1]\n"
         "i2 = int_add(i0, 2)\n"
         "p3 = new_with_vtable(descr=<Box>)\n"
         "setfield_gc(p3, i2, descr=<Box.value>)\n"
         "guard_class(p3, ConstClass(Box), descr=<G>) [p3, i1]\n"
         "i4 = getfield_gc_i(p3, descr=<Box.value>)\n"
         "i5 = int_add(i4, 1)\n"
         "i6 = int_lt(i5, i1)\n"
         "guard_true(i6, descr=<G>) [p3, i1]\n"
         "p7 = new_with_vtable(descr=<Box>)\n"
         "setfield_gc(p7, i5, descr=<Box.value>)\n"
         "jump(p7, i1, descr=<T>)\n");
  const Operand carried[] = {Operand::result(3), Operand::result(1)};
  constexpr uint32_t kIteration = 5; // the guard on the class
  OptimizerInput given = input();
  given.maxRetraceGuards = 1;
  const Guard from(&code);
  EXPECT_EQ(textOf(optimizeRetrace(given, &from, kIteration, carried, token, code, &out)),
            "[i0, i1]\n"
            "i2 = int_add(i0, 2)\n"
            "label(i2, i1, descr=<L0>)\n"
            "i4 = int_add(i2, 1)\n"
            "i5 = int_lt(i4, i1)\n"
            "guard_true(i5, descr=<G>) [i2, i1]\n"
            "jump(i4, i1, descr=<L0>)\n");
  EXPECT_TRUE(token.mayRetrace);
}

TEST_F(OptimizeTest, LoopsWithManyGuardsGetNoVersions) {
  record("[i0, i1]\n"
         "i2 = int_add(i0, 1)\n"
         "i3 = int_lt(i2, i1)\n"
         "guard_true(i3, descr=<G>) [i2, i1]\n"
         "jump(i2, i1, descr=<T>)\n");
  OptimizerInput given = input();
  given.maxRetraceGuards = 0;
  EXPECT_EQ(optimizeLoop(given, token, code, &out).status, OptimizeStatus::Done);
  EXPECT_FALSE(token.mayRetrace);
}

TEST_F(OptimizeTest, InvariantReadsLeaveTheLoop) {
  const std::string text = loop("[p0, i1]\n"
                                "guard_nonnull(p0, descr=<G>) [p0, i1]\n"
                                "i2 = getfield_gc_i(p0, descr=<Box.value>)\n"
                                "i3 = int_add(i1, i2)\n"
                                "i4 = int_lt(i3, 1000)\n"
                                "guard_true(i4, descr=<G>) [p0, i3]\n"
                                "jump(p0, i3, descr=<T>)\n");
  EXPECT_EQ(text, "[p0, i1]\n"
                  "label(p0, i1, descr=<L0>)\n"
                  "guard_nonnull(p0, descr=<G>) [p0, i1]\n"
                  "i4 = getfield_gc_i(p0, descr=<Box.value>)\n"
                  "i5 = int_add(i1, i4)\n"
                  "i6 = int_lt(i5, 1000)\n"
                  "guard_true(i6, descr=<G>) [p0, i1]\n"
                  "label(p0, i5, i4, descr=<L1>)\n"
                  "i9 = int_add(i5, i4)\n"
                  "i10 = int_lt(i9, 1000)\n"
                  "guard_true(i10, descr=<G>) [p0, i9]\n"
                  "jump(p0, i9, i4, descr=<L1>)\n");
}

TEST_F(OptimizeTest, JumpsAreTestedOnTheWordsOfTheirValues) {
  loop("[p0, i1]\n"
       "guard_nonnull(p0, descr=<G>) [p0, i1]\n"
       "i2 = getfield_gc_i(p0, descr=<Cell.item>)\n"
       "guard_value(i2, 7, descr=<G>) [p0, i1]\n"
       "i3 = int_add(i1, i2)\n"
       "i4 = int_lt(i3, 1000)\n"
       "guard_true(i4, descr=<G>) [p0, i3]\n"
       "jump(p0, i3, descr=<T>)\n");
  ASSERT_EQ(code.targets.size(), 2u);
  struct {
    uint64_t header;
    int64_t item, fixed;
  } cell = {0, 7, 0};
  const auto enters = [&](int64_t object) {
    const int64_t words[] = {object, 1};
    return wouldEnter(*code.targets[1], words);
  };
  EXPECT_TRUE(enters(int64_t(&cell)));
  cell.item = 8; // the loop relies on 7
  EXPECT_FALSE(enters(int64_t(&cell)));
  EXPECT_FALSE(enters(0));
  const int64_t anything[] = {0, 0};
  EXPECT_TRUE(wouldEnter(*code.targets[0], anything)) << "the preamble tests for itself";
}

TEST_F(OptimizeTest, StoresInTheLoopUpdateWhatItCarries) {
  const std::string text = loop("[p0]\n"
                                "guard_nonnull(p0, descr=<G>) [p0]\n"
                                "i1 = getfield_gc_i(p0, descr=<Box.value>)\n"
                                "i2 = int_add(i1, 1)\n"
                                "setfield_gc(p0, i2, descr=<Box.value>)\n"
                                "i3 = int_lt(i2, 1000)\n"
                                "guard_true(i3, descr=<G>) [p0]\n"
                                "jump(p0, descr=<T>)\n");
  EXPECT_EQ(text, "[p0]\n"
                  "label(p0, descr=<L0>)\n"
                  "guard_nonnull(p0, descr=<G>) [p0]\n"
                  "i3 = getfield_gc_i(p0, descr=<Box.value>)\n"
                  "i4 = int_add(i3, 1)\n"
                  "i5 = int_lt(i4, 1000)\n"
                  "guard_true(i5, descr=<G>) [p0]\n"
                  "setfield_gc(p0, i4, descr=<Box.value>)\n"
                  "label(p0, i4, descr=<L1>)\n"
                  "i9 = int_add(i4, 1)\n"
                  "setfield_gc(p0, i9, descr=<Box.value>)\n"
                  "i11 = int_lt(i9, 1000)\n"
                  "guard_true(i11, descr=<G>) [p0]\n"
                  "jump(p0, i9, descr=<L1>)\n");
}

TEST_F(OptimizeTest, GuardsResumeWhereTheFirstOfThemDoes) {
  const std::string text = straight("[p0, i1]\n"
                                    "i2 = int_lt(i1, 7)\n"
                                    "guard_true(i2, descr=<G>) [p0, i1]\n"
                                    "i3 = int_add(i1, 1)\n"
                                    "setfield_gc(p0, i3, descr=<Box.value>)\n"
                                    "i4 = int_lt(3, i3)\n"
                                    "guard_true(i4, descr=<G>) [i3]\n"
                                    "call_n(4194304, i3, descr=<random>)\n"
                                    "i5 = int_lt(5, i3)\n"
                                    "guard_true(i5, descr=<G>) [i3, p0]\n"
                                    "finish(i3)\n");
  // The store waits for the call: where the second guard resumes, it is yet to be done.
  EXPECT_EQ(text, "[p0, i1]\n"
                  "i2 = int_lt(i1, 7)\n"
                  "guard_true(i2, descr=<G>) [p0, i1]\n"
                  "i4 = int_add(i1, 1)\n"
                  "i5 = int_lt(3, i4)\n"
                  "guard_true(i5, descr=<G>) [p0, i1]\n"
                  "setfield_gc(p0, i4, descr=<Box.value>)\n"
                  "call_n(ConstClass(f), i4, descr=<random>)\n"
                  "i9 = int_lt(5, i4)\n"
                  "guard_true(i9, descr=<G>) [i4, p0]\n"
                  "finish(i4, descr=<G>)\n");
}

TEST_F(OptimizeTest, GuardsOnACallsOutcomeResumeBehindIt) {
  const std::string text = straight("[i0]\n"
                                    "i1 = int_lt(i0, 7)\n"
                                    "guard_true(i1, descr=<G>) [i0]\n"
                                    "i2 = call_i(4194304, i0, descr=<plain>)\n"
                                    "guard_no_exception(descr=<G>) [i2]\n"
                                    "i3 = int_lt(i2, 7)\n"
                                    "guard_true(i3, descr=<G>) [i0, i3]\n"
                                    "finish(i2)\n");
  EXPECT_EQ(text, "[i0]\n"
                  "i1 = int_lt(i0, 7)\n"
                  "guard_true(i1, descr=<G>) [i0]\n"
                  "i3 = call_i(ConstClass(f), i0, descr=<plain>)\n"
                  "guard_no_exception(descr=<G>) [i3]\n"
                  "i5 = int_lt(i3, 7)\n"
                  "guard_true(i5, descr=<G>) [i3]\n"
                  "finish(i3, descr=<G>)\n");
}

// From where the trace may close: a bridge that began before would only meet the same guard again.
TEST_F(OptimizeTest, GuardsOfAJumpResumeWhereTheTraceMayClose) {
  loop("[p0, i1]\n"
       "guard_class(p0, ConstClass(Box), descr=<G>) [p0, i1]\n"
       "i2 = getfield_gc_i(p0, descr=<Box.value>)\n"
       "i3 = int_add(i1, i2)\n"
       "i4 = int_lt(i3, 1000)\n"
       "guard_true(i4, descr=<G>) [p0, i3]\n"
       "jump(p0, i3, descr=<T>)\n");
  EXPECT_EQ(entering("[p0, i1]\n"
                     "i2 = int_lt(i1, 5)\n"
                     "guard_true(i2, descr=<G>) [i1]\n"
                     "guard_future_condition() [p0, i1]\n"
                     "jump(p0, i1, descr=<T>)\n"),
            "[p0, i1]\n"
            "i2 = int_lt(i1, 5)\n"
            "guard_true(i2, descr=<G>) [i1]\n"
            "guard_nonnull_class(p0, ConstClass(Box), descr=<G>) [p0, i1]\n"
            "i5 = getfield_gc_i(p0, descr=<Box.value>)\n"
            "jump(p0, i1, i5, descr=<L1>)\n");
}

TEST_F(OptimizeTest, WithoutUnrollingThereIsOneLabel) {
  passes = kOptAll & ~uint32_t(kOptUnroll);
  EXPECT_EQ(loop("[i0]\n"
                 "i1 = int_add(i0, 1)\n"
                 "jump(i1, descr=<T>)\n"),
            "[i0]\nlabel(i0, descr=<L0>)\ni2 = int_add(i0, 1)\njump(i2, descr=<L0>)\n");
}

} // namespace
} // namespace tw::jit
