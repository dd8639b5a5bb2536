// Joins, order and refinement of annotations.
#include "fixture.h"

#include "translator/annotate/lattice.h"

namespace tw::annotate {
namespace {

class LatticeTest : public AnnotateTest {
protected:
  std::string joined(const Annotation* a, const Annotation* b) {
    return dump(unionOf(annotator_, a, b));
  }
  const Annotation* constant(int64_t value) { return annotator_.ofConstant(host_.newInt(value)); }
};

TEST_F(LatticeTest, ConstantsWiden) {
  EXPECT_EQ(joined(constant(1), constant(1)), "Integer(nonneg, const 1)");
  EXPECT_EQ(joined(constant(1), constant(2)), "Integer(nonneg)");
  EXPECT_EQ(joined(constant(1), constant(-2)), "Integer");
  EXPECT_EQ(joined(annotator_.boolean(), constant(3)), "Integer(nonneg)");
}

TEST_F(LatticeTest, WidthsAndSigns) {
  const Annotation* unsigned64 = annotator_.integer(true, {64, false});
  EXPECT_EQ(joined(unsigned64, constant(1)), "Integer(u64)");
  EXPECT_EQ(tryUnion(annotator_, unsigned64, annotator_.integer()), nullptr);
  EXPECT_EQ(joined(annotator_.integer(false, {32, true}), annotator_.integer()), "Integer");
}

TEST_F(LatticeTest, NoneJoinsReferencesOnly) {
  EXPECT_EQ(joined(annotator_.none(), annotator_.character()), "String(or None)");
  EXPECT_EQ(tryUnion(annotator_, annotator_.none(), annotator_.integer()), nullptr);
  EXPECT_EQ(tryUnion(annotator_, annotator_.none(), annotator_.floating()), nullptr);
}

TEST_F(LatticeTest, TextsOfOneWidthJoin) {
  EXPECT_EQ(joined(annotator_.character(true), annotator_.string(false, true)), "String(nonul)");
  EXPECT_EQ(joined(annotator_.character(), annotator_.string(false, true)), "String");
  EXPECT_EQ(tryUnion(annotator_, annotator_.string(), annotator_.unicode()), nullptr);
}

TEST_F(LatticeTest, ListsThatMeetBecomeOne) {
  const Annotation* ints = annotator_.freshList(annotator_.integer(true), false);
  const Annotation* others = annotator_.freshList(annotator_.integer(), true);
  EXPECT_EQ(tryUnion(annotator_, ints, others), nullptr) << "a pure join merges nothing";
  unionOf(annotator_, ints, others);
  EXPECT_EQ(dump(ints), "List(Integer, resized)");
  EXPECT_TRUE(equal(ints, others));
}

TEST_F(LatticeTest, TuplesJoinByItem) {
  const Annotation* a = annotator_.tuple({constant(1), annotator_.none()});
  const Annotation* b = annotator_.tuple({constant(2), annotator_.string()});
  EXPECT_EQ(joined(a, b), "Tuple(Integer(nonneg), String(or None))");
  EXPECT_EQ(tryUnion(annotator_, a, annotator_.tuple({constant(1)})), nullptr);
}

TEST_F(LatticeTest, OrderFollowsJoin) {
  EXPECT_TRUE(contains(annotator_, annotator_.integer(), constant(-1)));
  EXPECT_FALSE(contains(annotator_, annotator_.integer(true), constant(-1)));
  EXPECT_TRUE(contains(annotator_, annotator_.string(true), annotator_.none()));
  EXPECT_TRUE(isImpossible(withoutNone(annotator_, annotator_.none())));
}

} // namespace
} // namespace tw::annotate
