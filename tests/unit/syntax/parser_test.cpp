// The grammar: trees of valid text, errors of invalid text.
#include "tests/unit/syntax/helpers.h"

namespace tw::syntax {
namespace {

std::string tree(const std::string& text) { return Compiled(text).dump(); }

TEST(Parser, SpansAreExact) {
  EXPECT_EQ(tree("x = (a +\n     b) * c[1:2]\n"), R"(Module
  Assign @1:1-2:17
    target: Name x @1:1-2
    value: Binary * @1:6-2:17
      Binary + @1:6-2:7
        Name a @1:6-7
        Name b @2:6-7
      Subscript @2:11-17
        Name c @2:11-12
        index: Slice @2:13-16
          lower: Constant 1 @2:13-14
          upper: Constant 2 @2:15-16
)");
}

TEST(Parser, Precedence) {
  EXPECT_EQ(tree("not a == b or c and -d ** -e\n"), R"(Module
  Expression @1:1-29
    Or @1:1-29
      Unary not @1:1-11
        Compare == @1:5-11
          Name a @1:5-6
          Name b @1:10-11
      And @1:15-29
        Name c @1:15-16
        Unary - @1:21-29
          Binary ** @1:22-29
            Name d @1:22-23
            Unary - @1:27-29
              Name e @1:28-29
)");
}

TEST(Parser, CompoundSpansEndWithTheirLastLine) {
  EXPECT_EQ(tree("if a:\n  b\nelif c: pass\n\nd\n"), R"(Module
  If @1:1-3:13
    test: Name a @1:4-5
    then:
      Expression @2:3-4
        Name b @2:3-4
    else:
      If @3:1-13
        test: Name c @3:6-7
        then:
          Pass @3:9-13
  Expression @5:1-2
    Name d @5:1-2
)");
}

TEST(Parser, AcceptsTheWholeGrammar) {
  const char* const texts[] = {
      "print\nprint a,\nprint >>f\nprint >>f, a, b,\nprint (a), b\n",
      "exec a\nexec a in b\nexec a in b, c\nexec(a, b)\n",
      "x = `a, b`\nx = a <> b\nx = 0777L\n",
      "f = lambda (a, b), c=1, *d, **e: a\nf = lambda: (yield)\n",
      "def f(a, (b, (c,)), d=1, *e, **g): return\ndef f((a)): pass\ndef f(a,): pass\n",
      "@a.b(c)\n@d\ndef f(): pass\n@e\nclass A: pass\nclass B(): pass\nclass C(A, B,): pass\n",
      "with a: pass\nwith a as b, c as (d, e): pass\n",
      "try: pass\nexcept: pass\ntry: pass\nexcept A, e: pass\nexcept (B, C) as e: pass\nelse: "
      "pass\n"
      "finally: pass\ntry: pass\nfinally: pass\n",
      "x = {}; x = {1}; x = {1: 2,}; x = {a for a in b if c}; x = {a: b for a, b in c}\n",
      "x = [a for a in 1, 2, 3 if a if b for c in d]\nx = [lambda: a for a in b if lambda: c]\n",
      "f(a for a in b)\nf(a, b=c, *d, e=f, **g)\nf(*a)\nf((a)=1)\n",
      "x[1:2, ..., ::3]\nx[:]\nx[...]\nx[1,]\nx[::]\n",
      "from . import a\nfrom .. import a, b\nfrom .a.b import (c as d, e,)\nfrom a import "
      "*\nimport a.b as c, d\n",
      "raise\nraise a\nraise a, b\nraise a, b, c\nassert a\nassert a, b\nglobal a, b\n",
      "del a, (b, [c]), d[1], e.f\n(a, [b, c.d]) = e[f] = g\n[] = a\nfor a, in b: pass\nelse: "
      "pass\n",
      "def f():\n  x = yield\n  y = yield a, b\n  z += yield\n  f((yield a))\n  yield\n",
      "while a: break\nelse: pass\nif a: pass; pass;\nelif b: pass\nelse: pass\n",
      "a = b if c else d if e else f\na **= b; a //= b; a <<= b; a >>= b; a ^= b\n",
  };
  for (const char* text : texts) EXPECT_EQ(errorOf(text), "no error") << text;
  EXPECT_EQ(errorOf("a = b\\\n  + c\n"), "no error");
  EXPECT_EQ(errorOf("if a:\n        b\n\tc\n"), "no error") << "a tab is eight columns";
  EXPECT_EQ(errorOf("if a:\r\n  b\r\n"), "no error");
  EXPECT_EQ(errorOf("if a:\n  b\n # odd comment\n\n  c"), "no error");
}

TEST(Parser, FutureImports) {
  EXPECT_EQ(errorOf("'doc'\nfrom __future__ import print_function\nprint(a, file=b)\nf = print\n"),
            "no error");
  EXPECT_EQ(errorOf("from __future__ import print_function\nprint a\n").substr(0, 4), "2:7:");
  EXPECT_EQ(hintOf("from __future__ import print_function\nprint a\n"),
            "the file imports print_function: write print(...)");
  EXPECT_EQ(errorOf("import a\nfrom __future__ import division\n"),
            "2:1: imports from __future__ must stand at the beginning of the file");
  EXPECT_EQ(errorOf("from __future__ import braces\n"),
            "1:24: there is no future feature 'braces'");
  Compiled division("a / b", Mode::Eval, {.division = true});
  EXPECT_EQ(division.code().instructions[2].arg, static_cast<uint32_t>(BinaryOp::TrueDiv));
  Compiled documented("'doc'\nfrom __future__ import unicode_literals\n'x'\n");
  EXPECT_TRUE(std::holds_alternative<ConstUnicode>(documented.code().constants[0]));
}

struct Invalid {
  const char* text;
  const char* error;
};

TEST(Parser, ErrorsNameThePlaceAndTheCause) {
  const Invalid cases[] = {
      {"if a\n  b\n",
       "1:5: invalid syntax: expected ':' after the condition, found the end of the line"},
      {"if a:\nb\n", "2:1: expected an indented block after the condition"},
      {"  a\n", "1:3: unexpected indent"},
      {"if a:\n    b\n  c\n", "3:1: unindent does not match any outer indentation level"},
      {"f(a, b\n", "1:2: '(' is never closed"},
      {"f(a]\n", "1:4: ']' does not match '('"},
      {"a)\n", "1:2: unmatched ')'"},
      {"a = $b\n", "1:5: invalid character '$'"},
      {"a = b \\ c\n", "1:7: unexpected character after the line continuation character '\\'"},
      {"f() = 1\n", "1:1: cannot assign to a function call"},
      {"a + 1 = 2\n", "1:1: cannot assign to an operator expression"},
      {"(a, 1) = b\n", "1:5: cannot assign to a literal"},
      {"None = 1\n", "1:1: cannot assign to None"},
      {"() = 1\n", "1:1: cannot assign to an empty tuple"},
      {"del f()\n", "1:5: cannot delete a function call"},
      {"(a, b) += 1\n", "1:1: a tuple or list cannot be the target of an augmented assignment"},
      {"f(a=1, b)\n", "1:8: a positional argument follows a keyword argument"},
      {"f(a=1, a=2)\n", "1:8: keyword argument 'a' is repeated"},
      {"f(a.b=1)\n", "1:3: a keyword argument must be a name"},
      {"f(*a, b)\n", "1:7: only keyword arguments may follow '*'"},
      {"f(a for a in b, c)\n",
       "1:3: a generator expression must be parenthesized if it is not the only argument"},
      {"def f(a=1, b): pass\n", "1:12: a parameter without a default follows one with a default"},
      {"def f(a, a): pass\n", "1:10: duplicate parameter 'a'"},
      {"def f(a, (b, a)): pass\n", "1:14: duplicate parameter 'a'"},
      {"def f(None): pass\n", "1:7: cannot assign to None"},
      {"try: pass\nexcept: pass\nexcept A: pass\n",
       "2:1: an 'except' without a type must be the last one"},
      {"try: pass\na\n", "2:1: invalid syntax: expected 'except' or 'finally', found the name 'a'"},
      {"from a import b,\n",
       "1:17: invalid syntax: expected a name to import, found the end of the line"},
      {"x = a b\n", "1:7: invalid syntax: expected the end of the statement, found the name 'b'"},
      {"x = \n", "1:5: invalid syntax: expected an expression, found the end of the line"},
      {"return\n", "1:1: 'return' outside of a function"},
      {"class A:\n  return\n", "2:3: 'return' outside of a function"},
      {"yield a\n", "1:1: 'yield' outside of a function"},
      {"break\n", "1:1: 'break' outside of a loop"},
      {"def f():\n  for a in b:\n    def g(): continue\n", "3:14: 'continue' outside of a loop"},
      {"while a:\n  try: b\n  finally: continue\n",
       "3:12: 'continue' is not possible in a 'finally' block"},
      {"def f():\n  return 1\n  yield 2\n", "2:3: a generator cannot return a value"},
      {"def f(a):\n  global a\n", "2:3: 'a' is a parameter and cannot be declared global"},
      {"def f():\n  a = 1\n  def g(): return a\n  del a\n",
       "4:7: cannot delete variable 'a': an inner function uses it"},
      {"def f():\n  exec a\n  def g(): return b\n  b = 1\n",
       "2:3: exec without 'in' is not allowed in function 'f', because an inner function captures "
       "variables"},
  };
  for (const Invalid& test : cases) EXPECT_EQ(errorOf(test.text), test.error) << test.text;
}

TEST(Parser, HintsForPython3) {
  EXPECT_NE(hintOf("def f(a: int): pass\n").find("annotations are Python 3"), std::string::npos);
  EXPECT_NE(hintOf("def f(a) -> int: pass\n").find("annotations are Python 3"), std::string::npos);
  EXPECT_NE(hintOf("def f(*, a): pass\n").find("keyword-only"), std::string::npos);
  EXPECT_NE(hintOf("class A(metaclass=B): pass\n").find("__metaclass__"), std::string::npos);
  EXPECT_NE(hintOf("x = f'a'\n").find("f-strings"), std::string::npos);
  EXPECT_NE(hintOf("nonlocal a\n").find("Python 3"), std::string::npos);
  EXPECT_NE(hintOf("raise a from b\n").find("Python 3"), std::string::npos);
  EXPECT_EQ(hintOf("if a = b: pass\n"), "to compare two values write '=='");
}

TEST(Parser, DeepNestingIsADiagnostic) {
  std::string text = std::string(5000, '(') + std::string(5000, ')');
  EXPECT_NE(errorOf(text).find("nested too deeply"), std::string::npos);
  EXPECT_NE(errorOf(std::string(5000, '-') + "x\n").find("nested too deeply"), std::string::npos);
  EXPECT_EQ(errorOf(std::string(90, '(') + "a" + std::string(90, ')')), "no error");
  std::string chain = "x = ";
  for (int i = 0; i < 1000; ++i) chain += "a if b else ";
  EXPECT_EQ(errorOf(chain + "c\n"), "no error");
  EXPECT_EQ(errorOf("x = (lambda: a) if b else lambda: c if d else e\n"), "no error");
}

TEST(Parser, Modes) {
  EXPECT_EQ(errorOf("a + b", Mode::Eval), "no error");
  EXPECT_EQ(errorOf("a = b", Mode::Eval).substr(0, 4), "1:3:");
  EXPECT_EQ(errorOf("a = b\n", Mode::Single), "no error");
  EXPECT_EQ(errorOf("a\nb\n", Mode::Single).substr(0, 4), "2:1:");
}

} // namespace
} // namespace tw::syntax
