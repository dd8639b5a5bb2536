// Errors name what was inferred, and the places that made it so.
#include "fixture.h"

namespace tw::annotate {
namespace {

using DiagnosticsTest = AnnotateTest;

TEST_F(DiagnosticsTest, MixedListNamesBothPlaces) {
  const Diagnostic error = errorOf("def f(n):\n"
                                   "    l = [n]\n"
                                   "    l.append('text')\n"
                                   "    return l\n",
                                   {annotator_.integer()});
  EXPECT_EQ(error.span.line, 3u);
  EXPECT_EQ(error.message, "the items of this list cannot hold both an int and the str 'text'");
  EXPECT_TRUE(notesMention(error, "came to be an int", 2));
}

TEST_F(DiagnosticsTest, GlobalListOfAnotherTypeNamesBothPlaces) {
  const Diagnostic error = errorOf("ITEMS = [1, 2]\n"
                                   "def f(s):\n"
                                   "    ITEMS.append(s)\n",
                                   {annotator_.string()});
  EXPECT_EQ(error.span.line, 3u);
  EXPECT_NE(error.message.find("a str"), std::string::npos);
  EXPECT_TRUE(notesMention(error, "import time"));
}

TEST_F(DiagnosticsTest, WrongNumberOfArgumentsShowsTheDefinition) {
  const Diagnostic error = errorOf("def g(a, b, c=1):\n"
                                   "    return a\n"
                                   "def f(n):\n"
                                   "    return g(n)\n",
                                   {annotator_.integer()});
  EXPECT_EQ(error.span.line, 4u);
  EXPECT_EQ(error.message,
            "the function 'g' takes 2 to 3 arguments, but 1 is given: 'b' is missing");
  EXPECT_TRUE(notesMention(error, "defined here", 1));
}

TEST_F(DiagnosticsTest, SelfIsNotCounted) {
  const Diagnostic error = errorOf("class A(object):\n"
                                   "    def m(self, x):\n"
                                   "        return x\n"
                                   "def f():\n"
                                   "    return A().m(1, 2)\n");
  EXPECT_EQ(error.message, "the function 'm' takes 1 argument, but 2 are given");
}

TEST_F(DiagnosticsTest, UnknownAttributeSuggestsANearOne) {
  const Diagnostic error = errorOf("class Point(object):\n"
                                   "    def __init__(self):\n"
                                   "        self.width = 1\n"
                                   "def f():\n"
                                   "    return Point().widht\n");
  EXPECT_EQ(error.span.line, 5u);
  EXPECT_EQ(error.message, "an instance of Point has no attribute 'widht'");
  EXPECT_EQ(error.hint, "did you mean 'width'?");
  EXPECT_TRUE(notesMention(error, "class Point", 1));
}

TEST_F(DiagnosticsTest, SlotsForbidOtherAttributes) {
  const Diagnostic error = errorOf("class A(object):\n"
                                   "    _attrs_ = ['x']\n"
                                   "def f():\n"
                                   "    A().y = 1\n");
  EXPECT_EQ(error.message, "the class A does not allow the attribute 'y'");
}

TEST_F(DiagnosticsTest, NegativeSlicesAreRefused) {
  const Diagnostic error =
      errorOf("def f(s, n):\n    return s[n:]\n", {annotator_.string(), annotator_.integer()});
  EXPECT_EQ(error.message, "the start of this slice may be negative");
}

TEST_F(DiagnosticsTest, OperatorsNameTheirOperands) {
  const Diagnostic error =
      errorOf("def f(s, n):\n    return s + n\n", {annotator_.string(), annotator_.integer()});
  EXPECT_EQ(error.message, "+ is not defined for a str and an int");
}

TEST_F(DiagnosticsTest, OnlyCallablesAreCalled) {
  const Diagnostic error = errorOf("def f(n):\n    return n(1)\n", {annotator_.integer()});
  EXPECT_EQ(error.message, "an int is not callable");
}

TEST_F(DiagnosticsTest, OnlyContainersAreIterated) {
  const Diagnostic error =
      errorOf("def f(n):\n    for x in n:\n        pass\n", {annotator_.integer()});
  EXPECT_EQ(error.message, "an int cannot be iterated over");
}

} // namespace
} // namespace tw::annotate
