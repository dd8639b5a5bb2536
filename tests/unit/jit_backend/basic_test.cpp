// Every pure operation against its definition, loops, guards, bridges.
#include "jit/trace/evaluate.h"
#include "tests/unit/jit_backend/fixture.h"

#include <limits>

namespace tw::jit::testing {
namespace {

class BackendBasic : public BackendTest {};

constexpr int64_t kInts[] = {0,
                             1,
                             -1,
                             2,
                             7,
                             -8,
                             63,
                             255,
                             1000000007,
                             int64_t(1) << 40,
                             std::numeric_limits<int64_t>::max(),
                             std::numeric_limits<int64_t>::min()};
constexpr double kFloats[] = {0.0,
                              -0.0,
                              1.5,
                              -2.25,
                              3e9,
                              1e19,
                              -1e30,
                              std::numeric_limits<double>::infinity(),
                              std::numeric_limits<double>::quiet_NaN()};

std::vector<int64_t> samples(char letter) {
  std::vector<int64_t> words;
  if (letter == 'f')
    for (const double value : kFloats) words.push_back(floatWord(value));
  else
    words.assign(std::begin(kInts), std::end(kInts));
  return words;
}

bool hasMeaning(Op op, int64_t a, int64_t b) {
  switch (op) {
  case Op::IntFloorDiv:
  case Op::IntMod: return b != 0 && !(a == kInts[11] && b == -1);
  case Op::UintFloorDiv:
  case Op::UintMod: return b != 0;
  case Op::IntSignext: return b == 1 || b == 2 || b == 7;
  default: return true;
  }
}

std::string constantText(char letter, int64_t word) {
  if (letter == 'f') return "";
  return letter == 'r' ? (word == 0 ? "ConstPtr(null)" : "") : std::to_string(word);
}

TEST_F(BackendBasic, PureOperationsMeanWhatTheirTableSays) {
  for (size_t number = 0; number < size_t(Op::Count); ++number) {
    const Op op = Op(number);
    const OpInfo& info = opInfo(op);
    if (info.category != Category::Pure || op == Op::SameAsI || op == Op::SameAsR ||
        op == Op::SameAsF)
      continue;
    const bool two = std::strlen(info.operands) == 2;
    const auto letter = [](char kind) { return kind == 'r' ? 'p' : kind; };
    const std::string a = std::string(1, letter(info.operands[0])) + "0";
    const std::string b = two ? std::string(1, letter(info.operands[1])) + "1" : "i1";
    const std::string r = info.result == Kind::Float ? "f2" : "i2";
    const std::string text = "[" + a + ", " + b + "]\n" + r + " = " + info.name + "(" + a +
                             (two ? ", " + b : "") + ")\nfinish(" + r + ", descr=<done>)\n";
    LoopToken& token = loop(text);
    for (const int64_t x : samples(info.operands[0]))
      for (const int64_t y : two ? samples(info.operands[1]) : std::vector<int64_t>{0}) {
        if (!hasMeaning(op, x, y)) continue;
        const int64_t operands[] = {x, y};
        run(token, {x, y});
        const int64_t expected = evaluatePure(op, operands);
        const bool bothNan = info.result == Kind::Float && std::isnan(wordFloat(expected)) &&
                             std::isnan(wordFloat(exitRecord.values[0]));
        if (!bothNan) {
          EXPECT_EQ(exitRecord.values[0], expected) << info.name << " " << x << " " << y;
        }
      }
  }
}

TEST_F(BackendBasic, PureOperationsOnConstants) {
  for (size_t number = 0; number < size_t(Op::Count); ++number) {
    const Op op = Op(number);
    const OpInfo& info = opInfo(op);
    if (info.category != Category::Pure || std::strcmp(info.operands, "ii") != 0) continue;
    for (const int64_t constant : kInts)
      for (const bool left : {true, false}) {
        if (left && op == Op::IntSignext) continue;
        const std::string text =
            std::string("[i0]\ni1 = ") + info.name + "(" +
            (left ? constantText('i', constant) + ", i0" : "i0, " + constantText('i', constant)) +
            ")\ni2 = int_add(i1, i0)\nfinish(i2, descr=<done>)\n";
        bool some = false;
        for (const int64_t x : kInts)
          some |= hasMeaning(op, left ? constant : x, left ? x : constant);
        if (!some) continue;
        LoopToken& token = loop(text);
        for (const int64_t x : kInts) {
          const int64_t operands[] = {left ? constant : x, left ? x : constant};
          if (!hasMeaning(op, operands[0], operands[1])) continue;
          run(token, {x});
          EXPECT_EQ(exitRecord.values[0],
                    int64_t(uint64_t(evaluatePure(op, operands)) + uint64_t(x)))
              << text << x;
        }
      }
  }
}

TEST_F(BackendBasic, LoopsCarryValuesInRegisters) {
  LoopToken& token = loop("[i0, i1]\n"
                          "label(i0, i1, descr=<top>)\n"
                          "i4 = int_add(i1, i0)\n"
                          "i5 = int_sub(i0, 1)\n"
                          "i6 = int_gt(i5, 0)\n"
                          "guard_true(i6, descr=<end>) [i4, i5]\n"
                          "jump(i5, i4, descr=<top>)\n");
  EXPECT_EQ(left(token, {1000, 0}), "end 500500 0");
  EXPECT_EQ(left(token, {1, 5}), "end 6 0");
}

TEST_F(BackendBasic, LoopCarriedValuesMaySwap) {
  LoopToken& token = loop("[i0, i1, f2, f3, i4]\n"
                          "label(i0, i1, f2, f3, i4, descr=<top>)\n"
                          "i5 = int_sub(i4, 1)\n"
                          "guard_true(i5, descr=<end>) [i0, i1, f2, f3]\n"
                          "jump(i1, i0, f3, f2, i5, descr=<top>)\n");
  EXPECT_EQ(left(token, {10, 20, floatWord(1), floatWord(2), 3}), "end 10 20 1.000000 2.000000");
  EXPECT_EQ(left(token, {10, 20, floatWord(1), floatWord(2), 4}), "end 20 10 2.000000 1.000000");
}

TEST_F(BackendBasic, BridgesTakeTheValuesWhereTheyAre) {
  LoopToken& token = loop("[i0, i1]\n"
                          "label(i0, i1, descr=<top>)\n"
                          "i2 = int_and(i0, 1)\n"
                          "guard_true(i2, descr=<even>) [i0, None, i1]\n"
                          "i3 = int_mul(i0, 3)\n"
                          "i4 = int_add(i3, 1)\n"
                          "i5 = int_add(i1, 1)\n"
                          "jump(i4, i5, descr=<top>)\n");
  EXPECT_EQ(left(token, {6, 0}), "even 6 - 0");
  bridge("even", "[i0, i1]\n"
                 "i2 = int_gt(i0, 0)\n"
                 "guard_true(i2, descr=<zero>) []\n"
                 "i3 = int_rshift(i0, 1)\n"
                 "i4 = int_add(i1, 1)\n"
                 "i5 = int_ne(i3, 1)\n"
                 "guard_true(i5, descr=<one>) [i4]\n"
                 "jump(i3, i4, descr=<top>)\n");
  EXPECT_EQ(left(token, {6, 0}), "one 8");
  EXPECT_EQ(left(token, {27, 0}), "one 111");
  EXPECT_EQ(left(token, {0, 0}), "zero");
}

TEST_F(BackendBasic, BridgesGrowTheFrame) {
  LoopToken& token = loop("[i0]\n"
                          "label(i0, descr=<top>)\n"
                          "i1 = int_sub(i0, 1)\n"
                          "guard_value(i1, 0, descr=<other>) [i1]\n"
                          "jump(i1, descr=<top>)\n");
  std::string text = "[i0]\n";
  for (int index = 1; index <= 40; ++index)
    text += "i" + std::to_string(index) + " = int_add(i0, " + std::to_string(index) + ")\n";
  text += "i41 = int_add(i1, 0)\n";
  for (int index = 2; index <= 40; ++index)
    text += "i" + std::to_string(40 + index) + " = int_add(i" + std::to_string(39 + index) + ", i" +
            std::to_string(index) + ")\n";
  text += "i99 = int_lt(i0, 5)\nguard_true(i99, descr=<big>) [i80, i0]\n"
          "i98 = int_add(i0, 10)\njump(i98, descr=<top>)\n";
  bridge("other", text);
  EXPECT_EQ(left(token, {4}), "big 1300 12");
}

TEST_F(BackendBasic, GuardsHandOverConstantsAndSlots) {
  objects["node"] = newNode();
  objects["fixed"] = prebuiltNode();
  LoopToken& token =
      loop("[i0, f1]\n"
           "guard_true(i0, descr=<g>) [7, 2.5, ConstPtr(node), ConstPtr(fixed), f1, i0]\n"
           "finish(descr=<done>)\n");
  Guard* guard = run(token, {0, floatWord(0.25)});
  EXPECT_EQ(guardName(guard), "g");
  EXPECT_EQ(exitRecord.values[0], 7);
  EXPECT_EQ(wordFloat(exitRecord.values[1]), 2.5);
  EXPECT_EQ(exitRecord.values[2], refWord(objects["node"]));
  EXPECT_EQ(exitRecord.values[3], refWord(objects["fixed"]));
  EXPECT_EQ(wordFloat(exitRecord.values[4]), 0.25);
  EXPECT_EQ(exitRecord.values[5], 0);
  EXPECT_EQ(guardName(run(token, {1, 0})), "done");
}

TEST_F(BackendBasic, BridgeInputsThatAreConstantsOrCameTwice) {
  loop("[i0]\nguard_true(i0, descr=<g>) [i0, 9, i0, 1.5]\nfinish(i0, descr=<done>)\n");
  bridge("g", "[i0, i1, i2, f3]\ni4 = int_add(i0, i1)\ni5 = int_add(i4, i2)\n"
              "i6 = cast_float_to_int(f3)\ni7 = int_add(i5, i6)\nfinish(i7, descr=<done2>)\n");
  EXPECT_EQ(left(*tokens[0], {0}), "done2 10");
}

TEST_F(BackendBasic, OverflowBranchesOnTheFlag) {
  for (const char* name : {"int_add_ovf", "int_sub_ovf", "int_mul_ovf"}) {
    const std::string head = std::string("[i0, i1]\ni2 = ") + name + "(i0, i1)\n";
    LoopToken& token = loop(head + "guard_no_overflow(descr=<ovf>) [i0, i1]\n"
                                   "finish(i2, descr=<done>)\n");
    LoopToken& other = loop(head + "guard_overflow(descr=<fits>) [i2]\nfinish(descr=<did>)\n");
    for (const int64_t x : kInts)
      for (const int64_t y : kInts) {
        int64_t expected;
        const bool overflows = evaluateOverflow(opByName(name), x, y, &expected);
        EXPECT_EQ(left(token, {x, y}), overflows
                                           ? "ovf " + std::to_string(x) + " " + std::to_string(y)
                                           : "done " + std::to_string(expected));
        EXPECT_EQ(left(other, {x, y}), overflows ? "did" : "fits " + std::to_string(expected));
      }
  }
}

TEST_F(BackendBasic, ComparisonsThatAreAlsoValues) {
  LoopToken& token = loop("[i0, i1]\ni2 = int_lt(i0, i1)\n"
                          "guard_true(i2, descr=<g>) [i2]\n"
                          "i3 = int_add(i2, 10)\nfinish(i3, descr=<done>)\n");
  EXPECT_EQ(left(token, {1, 2}), "done 11");
  EXPECT_EQ(left(token, {2, 1}), "g 0");
}

TEST_F(BackendBasic, FloatComparisonsGuardUnorderedOperands) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const char* name : {"float_lt", "float_le", "float_eq", "float_ne", "float_gt", "float_ge"})
    for (const char* guard : {"guard_true", "guard_false"}) {
      LoopToken& token = loop(std::string("[f0, f1]\ni2 = ") + name + "(f0, f1)\n" + guard +
                              "(i2, descr=<no>) []\nfinish(descr=<yes>)\n");
      for (const double x : {1.0, 2.0, nan})
        for (const double y : {1.0, 2.0, nan}) {
          const int64_t operands[] = {floatWord(x), floatWord(y)};
          const bool holds = evaluatePure(opByName(name), operands) == (guard[6] == 't');
          EXPECT_EQ(left(token, {operands[0], operands[1]}), holds ? "yes" : "no")
              << name << guard << x << y;
        }
    }
}

TEST_F(BackendBasic, GuardsOnClasses) {
  Node* node = newNode();
  LoopToken& exact = loop("[p0]\nguard_nonnull_class(p0, ConstClass(NodeClass), descr=<no>) []\n"
                          "finish(descr=<yes>)\n");
  LoopToken& derived = loop("[p0]\nguard_class(p0, ConstClass(DerivedClass), descr=<no>) []\n"
                            "finish(descr=<yes>)\n");
  LoopToken& sub = loop("[p0]\nguard_subclass(p0, ConstClass(NodeClass), descr=<no>) []\n"
                        "finish(descr=<yes>)\n");
  LoopToken& narrower = loop("[p0]\nguard_subclass(p0, ConstClass(DerivedClass), descr=<no>) []\n"
                             "finish(descr=<yes>)\n");
  LoopToken& type = loop("[p0]\nguard_gc_type(p0, " + std::to_string(nodeHeader()) +
                         ", descr=<no>) []\nfinish(descr=<yes>)\n");
  EXPECT_EQ(left(exact, {refWord(node)}), "yes");
  EXPECT_EQ(left(exact, {0}), "no");
  EXPECT_EQ(left(derived, {refWord(node)}), "no");
  EXPECT_EQ(left(sub, {refWord(node)}), "yes");
  EXPECT_EQ(left(narrower, {refWord(node)}), "no");
  EXPECT_EQ(left(type, {refWord(node)}), "yes");
  node->gc.tid += uint32_t(addressByName("DerivedClass") - addressByName("NodeClass"));
  EXPECT_EQ(left(exact, {refWord(node)}), "no");
  EXPECT_EQ(left(derived, {refWord(node)}), "yes");
  EXPECT_EQ(left(sub, {refWord(node)}), "yes");
  EXPECT_EQ(left(narrower, {refWord(node)}), "yes");
}

TEST_F(BackendBasic, GuardsOnValuesAndNull) {
  objects["node"] = newNode();
  LoopToken& value = loop("[p0, i1, f2]\n"
                          "guard_value(p0, ConstPtr(node), descr=<ref>) []\n"
                          "guard_value(i1, 1234567890123, descr=<int>) []\n"
                          "guard_value(f2, 0.5, descr=<float>) []\n"
                          "finish(descr=<yes>)\n");
  const int64_t node = refWord(objects["node"]);
  EXPECT_EQ(left(value, {node, 1234567890123, floatWord(0.5)}), "yes");
  EXPECT_EQ(left(value, {node + 8, 1234567890123, floatWord(0.5)}), "ref");
  EXPECT_EQ(left(value, {node, 1234567890124, floatWord(0.5)}), "int");
  EXPECT_EQ(left(value, {node, 1234567890123, floatWord(0.25)}), "float");
  LoopToken& null = loop("[p0, p1]\nguard_nonnull(p0, descr=<null>) []\n"
                         "guard_isnull(p1, descr=<nonnull>) []\nfinish(descr=<yes>)\n");
  EXPECT_EQ(left(null, {node, 0}), "yes");
  EXPECT_EQ(left(null, {0, 0}), "null");
  EXPECT_EQ(left(null, {node, node}), "nonnull");
}

TEST_F(BackendBasic, InvalidationPatchesTheGuard) {
  LoopToken& token = loop("[i0]\nlabel(i0, descr=<top>)\n"
                          "guard_not_invalidated(descr=<stale>) [i0]\n"
                          "i1 = int_sub(i0, 1)\nguard_true(i1, descr=<end>) []\n"
                          "jump(i1, descr=<top>)\n");
  EXPECT_EQ(left(token, {3}), "end");
  backend.invalidate(token);
  EXPECT_EQ(left(token, {3}), "stale 3");
  bridge("stale", "[i0]\ni1 = int_neg(i0)\nfinish(i1, descr=<bridged>)\n");
  EXPECT_EQ(left(token, {3}), "bridged -3");
}

TEST_F(BackendBasic, ReleasedMemoryIsAccounted) {
  const CodeStatistics before = backend.statistics();
  LoopToken& token = loop("[i0]\ni1 = int_add(i0, 1)\nfinish(i1, descr=<done>)\n");
  const CodeStatistics with = backend.statistics();
  EXPECT_EQ(with.allocated - before.allocated, token.code[0]->codeSize);
  EXPECT_GE(with.resident, with.allocated - with.freed);
  backend.release(*token.code[0]);
  EXPECT_EQ(backend.statistics().freed - with.freed, with.allocated - before.allocated);
}

TEST_F(BackendBasic, RedirectedTokensRunTheOtherLoop) {
  LoopToken& first = loop("[i0]\nfinish(1, descr=<first>)\n");
  LoopToken& second = loop("[i0]\nfinish(2, descr=<second>)\n");
  backend.redirect(first, second);
  EXPECT_EQ(left(first, {0}), "second 2");
}

} // namespace
} // namespace tw::jit::testing
