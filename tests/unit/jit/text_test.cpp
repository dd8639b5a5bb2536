// Traces as text: what is parsed prints as it was, and mistakes are named with their line.
#include "jit/trace/text.h"
#include "jit/trace/tokens.h"

#include <gtest/gtest.h>

#include <map>

namespace tw::jit {
namespace {

class TraceText : public ::testing::Test {
protected:
  TraceText() {
    reader.descr = [this](std::string_view name) -> uint32_t {
      for (uint32_t index = 0; index < descrs.size(); ++index)
        if (descrs[index] == name) return index;
      return kNone;
    };
    reader.object = [this](std::string_view) -> void* { return &object; };
    reader.address = [](std::string_view name) -> int64_t {
      return name == "square" ? 0x400000 : 0;
    };
    reader.target = [this](std::string_view name) { return &targets[std::string(name)]; };
    reader.guard = [this](std::string_view name, Op) { return &guards[std::string(name)]; };
    names.descr = [this](uint32_t index) { return descrs[index]; };
    names.guard = [this](const Guard* guard) { return nameIn(guards, guard); };
    names.target = [this](const LoopTarget* target) { return nameIn(targets, target); };
    names.function = [](int64_t address) { return address == 0x400000 ? "square" : ""; };
  }

  template <class Map, class Value> static std::string nameIn(const Map& map, const Value* value) {
    for (const auto& [name, entry] : map)
      if (&entry == value) return name;
    return "?";
  }

  std::string wrong(std::string_view text) { return parseTrace(text, reader, &trace); }

  Trace trace;
  TraceReader reader;
  TextNames names;
  int64_t object = 0;
  std::vector<std::string> descrs{"FieldS Box.value 8", "CallI (i)"};
  std::map<std::string, LoopTarget> targets;
  std::map<std::string, Guard> guards;
};

TEST_F(TraceText, PrintsWhatWasParsed) {
  const std::string text = "[i0, p1, f2]\n"
                           "i3 = int_add(i0, -1)\n"
                           "p4 = getfield_gc_r(p1, descr=<FieldS Box.value 8>)\n"
                           "guard_true(i3, descr=<G1>) [p4, None, i3, 7]\n"
                           "f6 = float_mul(f2, 1.5)\n"
                           "f7 = float_add(f6, 1e+300)\n"
                           "i8 = call_i(ConstClass(square), i3, descr=<CallI (i)>)\n"
                           "i9 = ptr_eq(p4, ConstPtr(null))\n"
                           "guard_not_invalidated(descr=<G2>) []\n"
                           "label(i8, p4, f7, descr=<T1>)\n"
                           "jump(i8, p4, f7, descr=<T1>)\n";
  ASSERT_EQ(wrong(text), "");
  EXPECT_EQ(printTrace(trace, names), text);
  EXPECT_EQ(targets["T1"].kinds, (std::vector{Kind::Int, Kind::Ref, Kind::Float}));
  ASSERT_EQ(trace.exits[0].guard, &guards["G1"]);
  EXPECT_EQ(trace.kindsOf(trace.valuesOf(trace.exits[0])),
            (std::vector{Kind::Ref, Kind::Void, Kind::Int, Kind::Int}));
  EXPECT_EQ(guards["G2"].op, Op::GuardNotInvalidated);
}

TEST_F(TraceText, NamesInTheTextAreFree) {
  ASSERT_EQ(wrong("# a comment\n[index]\n  inext = int_add(index, 1)\n finish(inext)\n"), "");
  EXPECT_EQ(printTrace(trace, names), "[i0]\ni1 = int_add(i0, 1)\nfinish(i1)\n");
}

TEST_F(TraceText, ObjectsAreConstantsByNumber) {
  ASSERT_EQ(wrong("[p0]\ni1 = ptr_eq(p0, ConstPtr(box))\n"), "");
  EXPECT_EQ(trace.wordOf(trace.operandsOf(trace.ops[1])[1]), int64_t(&object));
  EXPECT_EQ(printOperation(trace, 1, names), "i1 = ptr_eq(p0, ConstPtr(ptr0))");
}

TEST_F(TraceText, MistakesAreNamedWithTheirLine) {
  EXPECT_EQ(wrong("[i0]\n\ni1 = int_frob(i0)\n"), "line 3: unknown operation: int_frob");
  EXPECT_EQ(wrong("[i0]\ni1 = int_add(i0, i7)\n"), "line 2: not a known value: 'i7'");
  EXPECT_EQ(wrong("[f0]\ni1 = int_neg(f0)\n"), "line 2: operand of the wrong kind: f0");
  EXPECT_EQ(wrong("[i0]\ni1 = int_add(i0)\n"), "line 2: too few operands");
  EXPECT_EQ(wrong("[i0]\nf1 = int_neg(i0)\n"),
            "line 2: f1 is not a name for the result of int_neg");
  EXPECT_EQ(wrong("[i0]\ni0 = int_neg(i0)\n"), "line 2: defined twice: i0");
  EXPECT_EQ(wrong("[r0]\n"), "line 1: not the name of a variable: 'r0'");
  EXPECT_EQ(wrong("[p0]\ni1 = strlen(p0, descr=<nothing>)\n"),
            "line 2: unknown descriptor: nothing");
}

} // namespace
} // namespace tw::jit
