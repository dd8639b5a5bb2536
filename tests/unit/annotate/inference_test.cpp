// What the annotator infers of whole functions.
#include "fixture.h"

namespace tw::annotate {
namespace {

using InferenceTest = AnnotateTest;

TEST_F(InferenceTest, LoopsReachAFixPoint) {
  EXPECT_EQ(resultOf("def f(n):\n"
                     "    total = 0\n"
                     "    while n > 0:\n"
                     "        total = total - n\n"
                     "        n = n - 1\n"
                     "    return total\n",
                     {annotator_.integer()}),
            "Integer");
}

TEST_F(InferenceTest, AssertionsProveBounds) {
  EXPECT_EQ(resultOf("def f(n):\n"
                     "    assert n >= 0\n"
                     "    return n\n",
                     {annotator_.integer()}),
            "Integer(nonneg)");
}

TEST_F(InferenceTest, NoneTestsRefine) {
  EXPECT_EQ(resultOf("def f(s):\n"
                     "    if s is None:\n"
                     "        return 'x'\n"
                     "    return s\n",
                     {annotator_.string(true)}),
            "String");
}

TEST_F(InferenceTest, ConditionsOfAndOrDoNotMeetTheirValues) {
  EXPECT_EQ(resultOf("def f(n):\n"
                     "    return (n > 2 and 'big') or 'small'\n",
                     {annotator_.integer()}),
            "String(nonul)");
}

constexpr const char* kShapes = "class Shape(object):\n"
                                "    sides = 0\n"
                                "    def area(self):\n"
                                "        return 0\n"
                                "class Square(Shape):\n"
                                "    sides = 4\n"
                                "    def __init__(self, n):\n"
                                "        self.n = n\n"
                                "    def area(self):\n"
                                "        return self.n * self.n\n";

TEST_F(InferenceTest, MethodsOfSubclassesAreCandidates) {
  EXPECT_EQ(resultOf(std::string(kShapes) + "def make(n):\n"
                                            "    if n > 3:\n"
                                            "        return Square(n)\n"
                                            "    return Shape()\n"
                                            "def f(n):\n"
                                            "    return make(n).area\n",
                     {annotator_.integer()}),
            "Methods(Square.area, Shape.area)");
}

TEST_F(InferenceTest, ClassAttributesOfSubclassesJoin) {
  const std::string source = std::string(kShapes) + "def f(n):\n"
                                                    "    if n:\n"
                                                    "        x = Shape()\n"
                                                    "    else:\n"
                                                    "        x = Square(1)\n"
                                                    "    return x.sides\n";
  EXPECT_EQ(resultOf(source, {annotator_.integer()}), "Integer(nonneg)");
  Attribute* sides =
      annotator_.classDefOf(host::as<host::ClassObject>(name("Shape")))->ownAttribute("sides");
  ASSERT_NE(sides, nullptr);
  EXPECT_TRUE(sides->readOnly);
}

TEST_F(InferenceTest, AttributesMoveToTheBaseThatUsesThem) {
  define("class A(object):\n"
         "    pass\n"
         "class B(A):\n"
         "    pass\n"
         "class C(A):\n"
         "    pass\n"
         "def f(n):\n"
         "    b = B()\n"
         "    b.x = 1\n"
         "    c = C()\n"
         "    c.x = n\n"
         "    a = b if n else c\n"
         "    return a.x\n");
  flow::FunctionGraph* graph = annotator_.annotateFunction(function("f"), {annotator_.integer()});
  EXPECT_EQ(dump(annotator_.resultOf(*graph)), "Integer");
  auto* base = annotator_.classDefOf(host::as<host::ClassObject>(name("A")));
  EXPECT_NE(base->ownAttribute("x"), nullptr);
  EXPECT_EQ(base->subclasses[0]->ownAttribute("x"), nullptr);
}

TEST_F(InferenceTest, PrebuiltInstancesBringTheirAttributes) {
  EXPECT_EQ(resultOf("class Config(object):\n"
                     "    pass\n"
                     "CONFIG = Config()\n"
                     "CONFIG.level = 3\n"
                     "CONFIG.name = None\n"
                     "def f(s):\n"
                     "    CONFIG.level = -1\n"
                     "    CONFIG.name = s\n"
                     "    return CONFIG.level, CONFIG.name\n",
                     {annotator_.string()}),
            "Tuple(Integer, String(or None))");
}

TEST_F(InferenceTest, PropertiesAreCalls) {
  EXPECT_EQ(resultOf("class A(object):\n"
                     "    def get(self):\n"
                     "        return self._x\n"
                     "    def put(self, x):\n"
                     "        self._x = x\n"
                     "    x = property(get, put)\n"
                     "def f(s):\n"
                     "    a = A()\n"
                     "    a.x = s\n"
                     "    return a.x\n",
                     {annotator_.string()}),
            "String");
}

TEST_F(InferenceTest, StarArgumentsAreFlattened) {
  EXPECT_EQ(resultOf("def g(a, *rest):\n"
                     "    return rest\n"
                     "def f(n):\n"
                     "    t = (n, 'x')\n"
                     "    return g(n, *t)\n",
                     {annotator_.integer()}),
            "Tuple(Integer, Char(nonul, const 'x'))");
}

TEST_F(InferenceTest, GlobalListsMayGrow) {
  EXPECT_EQ(resultOf("ITEMS = []\n"
                     "def f(n):\n"
                     "    ITEMS.append(n)\n"
                     "    return ITEMS\n",
                     {annotator_.integer()})
                .substr(0, 22),
            "List(Integer, resized)");
}

// ---- Specialisation and call tables ---------------------------------------------------------

TEST_F(InferenceTest, WhatIsNotAtMostZeroIsNonNegative) {
  EXPECT_EQ(resultOf("def f(n):\n"
                     "    if n <= 0:\n"
                     "        return 1\n"
                     "    return n\n",
                     {annotator_.integer()}),
            "Integer(nonneg)");
}

TEST_F(InferenceTest, TestsForNoneNarrowWhatBecomesNoneLater) {
  EXPECT_EQ(resultOf("class X(object):\n"
                     "    pass\n"
                     "def keep(x):\n"
                     "    if x is None:\n"
                     "        return X()\n"
                     "    return x\n"
                     "def f(n):\n"
                     "    keep(X())\n"
                     "    return keep(None)\n",
                     {annotator_.integer()}),
            "Instance(X)");
}

TEST_F(InferenceTest, ArgumentValuesMakeGraphs) {
  EXPECT_EQ(resultOf("def op(name, a, b):\n"
                     "    if name == 'add':\n"
                     "        return a + b\n"
                     "    return 'no'\n"
                     "op._annspecialcase_ = 'specialize:arg(0)'\n"
                     "def f(n):\n"
                     "    return op('add', n, 1), op('sub', n, 1)\n",
                     {annotator_.integer()}),
            "Tuple(Integer, String(nonul, const 'no'))");
  EXPECT_EQ(annotator_.functionDesc(function("op"))->specializations.size(), 2u);
}

TEST_F(InferenceTest, MemoRunsInTheHost) {
  EXPECT_EQ(resultOf("TABLE = {'a': 10}\n"
                     "def get(key):\n"
                     "    return TABLE[key] + len(TABLE.keys())\n"
                     "get._annspecialcase_ = 'specialize:memo'\n"
                     "def f():\n"
                     "    return get('a')\n"),
            "Integer(nonneg, const 11)");
}

TEST_F(InferenceTest, MemoOfKnownArgumentsIsKnown) {
  EXPECT_EQ(resultOf("TABLE = {'a': 10, 'b': 'text'}\n"
                     "def get(key, other=0):\n"
                     "    return TABLE[key]\n"
                     "get._annspecialcase_ = 'specialize:memo'\n"
                     "def f():\n"
                     "    return get('a'), get('b')\n"),
            "Tuple(Integer(nonneg, const 10), String(nonul, const 'text'))");
}

TEST_F(InferenceTest, CallTablesHoldWhatIsCalledTogether) {
  define("def a(x):\n"
         "    return x\n"
         "def b(x, y=2):\n"
         "    return x + y\n"
         "def f(n):\n"
         "    g = a if n else b\n"
         "    return g(n)\n");
  annotator_.annotateFunction(function("f"), {annotator_.integer()});
  CallFamily* family = annotator_.functionDesc(function("a"))->callFamily();
  ASSERT_NE(family, nullptr);
  EXPECT_EQ(family, annotator_.functionDesc(function("b"))->callFamily());
  ASSERT_EQ(family->tables.size(), 1u);
  EXPECT_EQ(family->tables[0].shape.positional, 1u);
  ASSERT_EQ(family->tables[0].rows.size(), 1u);
  EXPECT_EQ(family->tables[0].rows[0].entries.size(), 2u);
}

TEST_F(InferenceTest, LowLevelHelpersSeeTypesOnly) {
  define("def helper(n, f):\n"
         "    return n\n");
  flow::FunctionGraph* first = annotator_.annotateLowLevelHelper(
      function("helper"), {annotator_.ofConstant(host_.newInt(5)), annotator_.none()});
  flow::FunctionGraph* second = annotator_.annotateLowLevelHelper(
      function("helper"), {annotator_.integer(), annotator_.none()});
  EXPECT_EQ(first, second);
  EXPECT_EQ(dump(annotator_.resultOf(*first)), "Integer");
}

} // namespace
} // namespace tw::annotate
