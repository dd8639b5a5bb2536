// Scopes of names, as they show in code objects.
#include "tests/unit/syntax/depth_check.h"

namespace tw::syntax {
namespace {

using Names = std::vector<std::string>;

TEST(Symbols, Closures) {
  Compiled compiled(
      "def f(a, b):\n  c = 1\n  def g():\n    def h(): return a, c\n    return h\n  d = 2\n");
  const CodeObject& f = compiled.nested("f");
  EXPECT_EQ(f.varnames, (Names{"a", "b", "g", "d"}));
  EXPECT_EQ(f.cellvars, (Names{"a", "c"}));
  EXPECT_EQ(f.cellParameters, (std::vector<int32_t>{0, -1}));
  EXPECT_EQ(compiled.nested("g").freevars, (Names{"a", "c"})) << "passed through";
  EXPECT_EQ(compiled.nested("h").freevars, (Names{"a", "c"}));
  EXPECT_EQ(listing(f),
            "LoadConst 1; StoreDeref c; LoadClosure a; LoadClosure c; BuildTuple 2; "
            "LoadConst <code g, line 3>; MakeFunction closure; StoreFast g; LoadConst 2; "
            "StoreFast d; LoadConst None; Return");
}

TEST(Symbols, ClassScopesAreSkipped) {
  Compiled compiled("def f(x):\n  class A:\n    x = x\n    def m(self): return x\n");
  const CodeObject& a = compiled.nested("A");
  EXPECT_EQ(a.freevars, (Names{"x"}));
  EXPECT_NE(listing(a).find("LoadName x; StoreName x; LoadClosure x"), std::string::npos);
  EXPECT_EQ(listing(compiled.nested("m")), "LoadDeref x; Return");
}

TEST(Symbols, Globals) {
  Compiled compiled("def f():\n  global a\n  a = b\n  def g(): return a\ndef h(b):\n  def k():\n   "
                    " global b\n    b = 1\n");
  EXPECT_NE(listing(compiled.nested("f")).find("LoadGlobal b; StoreGlobal a"), std::string::npos);
  EXPECT_EQ(listing(compiled.nested("g")), "LoadGlobal a; Return");
  EXPECT_EQ(compiled.nested("h").cellvars, Names{});
}

TEST(Symbols, ComprehensionScopes) {
  Compiled compiled("def f(a):\n  b = [c for c in a]\n  d = set(e for e in a if e in b)\n  return "
                    "{g: c for g in d}\n");
  EXPECT_EQ(compiled.nested("f").varnames, (Names{"a", "d"}));
  EXPECT_EQ(compiled.nested("f").cellvars, (Names{"c", "b"}));
  EXPECT_EQ(compiled.nested("<genexpr>").freevars, (Names{"b"}));
  EXPECT_EQ(compiled.nested("<dictcomp>").freevars, (Names{"c"}));
}

TEST(Symbols, PrivateNamesAreMangled) {
  Compiled compiled(
      "class _A:\n  __x = 1\n  def m(self, __y): return self.__x, __y, self.__z__, f(__k=1)\n");
  EXPECT_NE(listing(compiled.nested("_A")).find("StoreName _A__x"), std::string::npos);
  const CodeObject& m = compiled.nested("m");
  EXPECT_EQ(m.varnames, (Names{"self", "_A__y"}));
  EXPECT_EQ(m.names, (Names{"_A__x", "__z__", "f"}));
  EXPECT_EQ(constantText(m.constants[1]), "'__k'") << "keywords are not mangled";
}

TEST(Symbols, BareExecMakesNamesDynamic) {
  Compiled bare("def f(a):\n  exec a\n  b = c\n  return a\n");
  EXPECT_TRUE(bare.nested("f").usesLocalsDict);
  EXPECT_EQ(listing(bare.nested("f")), "LoadName a; LoadConst None; Dup; Exec; LoadName c; "
                                       "StoreName b; LoadName a; Return");
  Compiled qualified("def f(a):\n  exec a in b\n");
  EXPECT_FALSE(qualified.nested("f").usesLocalsDict);
}

TEST(Symbols, Generators) {
  EXPECT_TRUE(Compiled("def f():\n  x = [(yield a) for a in b]\n").nested("f").isGenerator);
  EXPECT_FALSE(Compiled("def f():\n  def g(): yield\n").nested("f").isGenerator);
  EXPECT_TRUE(Compiled("def f():\n  if 0: yield\n").nested("f").isGenerator);
}

} // namespace
} // namespace tw::syntax
