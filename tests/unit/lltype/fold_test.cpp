// The table of low-level operations and its constant folders.
#include "translator/lltype/fold.h"
#include "translator/lltype/lltype.h"

#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <string>

namespace tw::lltype {
namespace {

constexpr int64_t kMin = std::numeric_limits<int64_t>::min();

class Fold : public testing::Test {
protected:
  bool run(LlOp op, std::vector<Word> words, const Type* from = nullptr, const Type* to = nullptr) {
    std::vector<const Type*> argTypes(words.size(), from);
    return foldOp(op, {words, argTypes, to}, result);
  }
  TypeTable types;
  Word result = 0;
};

TEST(LlOps, TheTableIsConsistent) {
  std::map<std::string, int> names;
  for (int i = 0; i < static_cast<int>(LlOp::Count); ++i) {
    const LlOpInfo& info = llOpInfo(static_cast<LlOp>(i));
    EXPECT_EQ(names[info.name]++, 0) << info.name;
    std::string operands = info.operands;
    bool open = operands.ends_with('+');
    EXPECT_EQ(open, info.arity < 0) << info.name;
    EXPECT_TRUE(open || static_cast<int>(operands.size()) == info.arity) << info.name;
    EXPECT_TRUE(!info.pure || info.effect == Effect::None) << info.name;
    EXPECT_EQ(std::string(info.result).size(), 1u) << info.name;
  }
}

TEST_F(Fold, DivisionDeclinesWhatCLeavesUndefined) {
  EXPECT_FALSE(run(LlOp::IntFloorDiv, {1, 0}));
  EXPECT_FALSE(run(LlOp::IntFloorDiv, {fromInt(kMin), fromInt(-1)}));
  EXPECT_FALSE(run(LlOp::UintMod, {1, 0}));
  ASSERT_TRUE(run(LlOp::IntMod, {fromInt(-7), 2}));
  EXPECT_EQ(asInt(result), -1);
}

TEST_F(Fold, OverflowDeclines) {
  EXPECT_FALSE(run(LlOp::IntAddOvf, {fromInt(std::numeric_limits<int64_t>::max()), 1}));
  EXPECT_FALSE(run(LlOp::IntMulOvf, {fromInt(kMin), fromInt(-1)}));
  ASSERT_TRUE(run(LlOp::IntSubOvf, {3, 5}));
  EXPECT_EQ(asInt(result), -2);
}

TEST_F(Fold, SignedAndUnsignedCompareDifferently) {
  ASSERT_TRUE(run(LlOp::IntLt, {fromInt(-1), 1}));
  EXPECT_EQ(result, 1u);
  ASSERT_TRUE(run(LlOp::UintLt, {fromInt(-1), 1}));
  EXPECT_EQ(result, 0u);
}

TEST_F(Fold, ShiftsOutOfRangeDecline) {
  EXPECT_FALSE(run(LlOp::IntLshift, {1, 64}));
  EXPECT_FALSE(run(LlOp::IntRshift, {1, fromInt(-1)}));
  ASSERT_TRUE(run(LlOp::IntRshift, {fromInt(-8), 1}));
  EXPECT_EQ(asInt(result), -4);
  ASSERT_TRUE(run(LlOp::IntSignext, {0xff80, 1}));
  EXPECT_EQ(asInt(result), -128);
}

TEST_F(Fold, FloatToIntSaturatesToTheSmallestInt) {
  ASSERT_TRUE(run(LlOp::CastFloatToInt, {fromDouble(std::numeric_limits<double>::infinity())}));
  EXPECT_EQ(asInt(result), kMin);
  ASSERT_TRUE(run(LlOp::CastFloatToInt, {fromDouble(-2.9)}));
  EXPECT_EQ(asInt(result), -2);
}

TEST_F(Fold, CastPrimitiveFollowsTheTypes) {
  ASSERT_TRUE(run(LlOp::CastPrimitive, {300}, types.signedType(), types.charType()));
  EXPECT_EQ(result, 44u);
  ASSERT_TRUE(run(LlOp::CastPrimitive, {fromInt(-1)}, types.signedType(), types.number(32, false)));
  EXPECT_EQ(result, 0xffffffffu);
  ASSERT_TRUE(run(LlOp::CastPrimitive, {fromInt(-1)}, types.unsignedType(), types.floatType()));
  EXPECT_EQ(asDouble(result), 18446744073709551616.0);
  ASSERT_TRUE(run(LlOp::CastPrimitive, {fromDouble(1.5)}, types.floatType(), types.singleFloat()));
  EXPECT_EQ(asSingle(result), 1.5f);
  EXPECT_FALSE(run(LlOp::CastPrimitive, {1}, types.signedType(), types.longFloat()));
}

} // namespace
} // namespace tw::lltype
