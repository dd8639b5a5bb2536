// Bytecode of expressions and simple statements.
#include "tests/unit/syntax/helpers.h"

namespace tw::syntax {
namespace {

std::string evaluated(const std::string& text) {
  return listing(Compiled(text, Mode::Eval).code());
}
// A module without its final "LoadConst None; Return".
std::string executed(const std::string& text) {
  std::string all = listing(Compiled(text).code());
  std::string_view end = "LoadConst None; Return";
  EXPECT_TRUE(all.ends_with(end)) << all;
  all.resize(all.size() - end.size());
  if (all.ends_with("; ")) all.resize(all.size() - 2);
  return all;
}

TEST(Compiler, ConstantsFold) {
  EXPECT_EQ(evaluated("(1, -2, (None, 'a'))"), "LoadConst (1, -2, (None, 'a')); Return");
  EXPECT_EQ(evaluated("(1, a)"), "LoadConst 1; LoadName a; BuildTuple 2; Return");
  EXPECT_EQ(evaluated("1 + 2"), "LoadConst 1; LoadConst 2; Binary +; Return");
  EXPECT_EQ(executed("if 0: a\nelse: b\n"), "LoadName b; Pop");
  EXPECT_EQ(executed("while 0: a\n"), "");
  EXPECT_EQ(executed("while 1:\n  if a: break\n"), "LoadName a; PopJumpIfFalse -> 0");
}

TEST(Compiler, Conditions) {
  EXPECT_EQ(executed("if a and not b or c: d\n"),
            "LoadName a; PopJumpIfFalse -> 4; LoadName b; PopJumpIfFalse -> 6; LoadName c; "
            "PopJumpIfFalse -> 8; LoadName d; Pop");
  EXPECT_EQ(
      evaluated("a and b or c"),
      "LoadName a; PopJumpIfFalse -> 4; LoadName b; JumpIfTrueOrPop -> 5; LoadName c; Return");
  EXPECT_EQ(evaluated("a if b else c"),
            "LoadName b; PopJumpIfFalse -> 4; LoadName a; Jump -> 5; LoadName c; Return");
}

TEST(Compiler, ChainedComparisons) {
  EXPECT_EQ(evaluated("a < b <= c"),
            "LoadName a; LoadName b; Dup; Rot3; Compare <; JumpIfFalseOrPop -> 9; LoadName c; "
            "Compare <=; Jump -> 11; Rot2; Pop; Return");
  EXPECT_EQ(evaluated("a not in b"), "LoadName a; LoadName b; Compare not in; Return");
}

TEST(Compiler, Assignments) {
  EXPECT_EQ(executed("a = b.c = d[e] = f\n"),
            "LoadName f; Dup; StoreName a; Dup; LoadName b; StoreAttr c; LoadName d; LoadName e; "
            "StoreItem");
  EXPECT_EQ(executed("a, b = b, a\n"), "LoadName b; LoadName a; Rot2; StoreName a; StoreName b");
  EXPECT_EQ(
      executed("a, b, c = d, e, f\n"),
      "LoadName d; LoadName e; LoadName f; Rot3; Rot2; StoreName a; StoreName b; StoreName c");
  EXPECT_EQ(
      executed("a, (b, c) = d\n"),
      "LoadName d; UnpackSequence 2; StoreName a; UnpackSequence 2; StoreName b; StoreName c");
  EXPECT_EQ(executed("a.b += c\n"),
            "LoadName a; Dup; LoadAttr b; LoadName c; Inplace +; Rot2; StoreAttr b");
  EXPECT_EQ(executed("a[b] **= c\n"),
            "LoadName a; LoadName b; Dup2; LoadItem; LoadName c; Inplace **; Rot3; StoreItem");
  EXPECT_EQ(
      executed("a[b:c] += d\n"),
      "LoadName a; LoadName b; LoadName c; Dup3; LoadSlice lower:upper; LoadName d; Inplace +; "
      "Rot4; StoreSlice lower:upper");
  EXPECT_EQ(
      executed("del a, b.c, d[e], f[:g]\n"),
      "DeleteName a; LoadName b; DeleteAttr c; LoadName d; LoadName e; DeleteItem; LoadName f; "
      "LoadName g; DeleteSlice :upper");
}

TEST(Compiler, Subscripts) {
  EXPECT_EQ(evaluated("a[:]"), "LoadName a; LoadSlice :; Return");
  EXPECT_EQ(evaluated("a[b:]"), "LoadName a; LoadName b; LoadSlice lower:; Return");
  EXPECT_EQ(evaluated("a[b:c:]"),
            "LoadName a; LoadName b; LoadName c; LoadConst None; BuildSlice 3; LoadItem; Return");
  EXPECT_EQ(evaluated("a[:b, ...]"),
            "LoadName a; LoadConst None; LoadName b; BuildSlice 2; LoadEllipsis; BuildTuple 2; "
            "LoadItem; Return");
}

TEST(Compiler, Calls) {
  EXPECT_EQ(evaluated("f(a, b=1, *c, **d)"),
            "LoadName f; LoadName a; LoadConst 'b'; LoadConst 1; LoadName c; LoadName d; "
            "Call 1, 1 keyword, *, **; Return");
}

TEST(Compiler, DictDisplaysEvaluateValuesFirst) {
  EXPECT_EQ(evaluated("{f(): g()}"),
            "LoadName g; Call 0; LoadName f; Call 0; Rot2; BuildMap 1; Return");
  EXPECT_EQ(evaluated("{'a': g()}"), "LoadConst 'a'; LoadName g; Call 0; BuildMap 1; Return");
}

TEST(Compiler, PrintExecAssertRaise) {
  EXPECT_EQ(executed("print a, b\n"), "LoadName a; PrintItem; LoadName b; PrintItem; PrintNewline");
  EXPECT_EQ(executed("print >>f, a,\n"), "LoadName f; LoadName a; PrintItemTo; Pop");
  EXPECT_EQ(executed("print >>f\n"), "LoadName f; PrintNewlineTo");
  EXPECT_EQ(executed("exec a in b\n"), "LoadName a; LoadName b; Dup; Exec");
  EXPECT_EQ(executed("exec(a, b)\n"), executed("exec a in b\n"));
  EXPECT_EQ(
      executed("assert a, b\n"),
      "LoadName a; PopJumpIfTrue -> 6; LoadGlobal AssertionError; LoadName b; Call 1; Raise 1");
  EXPECT_EQ(listing(Compiled("raise a, b\n").code()), "LoadName a; LoadName b; Raise 2");
}

TEST(Compiler, Imports) {
  EXPECT_EQ(executed("import a.b\n"), "LoadConst -1; LoadConst None; ImportName a.b; StoreName a");
  EXPECT_EQ(executed("import a.b as c\n"),
            "LoadConst -1; LoadConst None; ImportName a.b; LoadAttr b; StoreName c");
  EXPECT_EQ(executed("from ..a import b as c, d\n"),
            "LoadConst 2; LoadConst ('b', 'd'); ImportName a; ImportFrom b; StoreName c; "
            "ImportFrom d; StoreName d; Pop");
  EXPECT_EQ(executed("from a import *\n"),
            "LoadConst -1; LoadConst ('*',); ImportName a; ImportStar");
  EXPECT_TRUE(executed("from __future__ import absolute_import\nimport a\n")
                  .ends_with("LoadConst 0; LoadConst None; ImportName a; StoreName a"));
}

TEST(Compiler, Comprehensions) {
  EXPECT_EQ(evaluated("[a for b in c if d for e in b]"),
            "BuildList 0; LoadName c; GetIter; ForIter -> 14; StoreName b; LoadName d; "
            "PopJumpIfFalse -> 3; LoadName b; GetIter; ForIter -> 3; StoreName e; LoadName a; "
            "ListAppend 3; Jump -> 9; Return");
  Compiled set("{a for a in b}", Mode::Eval);
  EXPECT_EQ(listing(set.nested("<setcomp>")),
            "BuildSet 0; LoadFast .0; ForIter -> 7; StoreFast a; LoadFast a; SetAdd 2; Jump -> 2; "
            "Return");
  Compiled generator("f(a for a in b)", Mode::Eval);
  const CodeObject& code = generator.nested("<genexpr>");
  EXPECT_TRUE(code.isGenerator);
  EXPECT_EQ(code.argCount, 1u);
  EXPECT_EQ(listing(code), "LoadFast .0; ForIter -> 7; StoreFast a; LoadFast a; Yield; Pop; "
                           "Jump -> 1; LoadConst None; Return");
}

TEST(Compiler, FunctionsAndClasses) {
  Compiled compiled("@d\ndef f(a, (b, c), e=1, *g, **h):\n  'doc'\n  return b\n"
                    "class A(B):\n  'doc A'\n  x = 1\n");
  EXPECT_EQ(listing(compiled.code()),
            "LoadName d; LoadConst 1; LoadConst <code f, line 1>; MakeFunction 1 defaults; Call 1; "
            "StoreName f; LoadConst 'A'; LoadName B; BuildTuple 1; LoadConst <code A, line 5>; "
            "MakeFunction; Call 0; BuildClass; StoreName A; LoadConst None; Return");
  const CodeObject& function = compiled.nested("f");
  EXPECT_EQ(function.varnames, (std::vector<std::string>{"a", ".1", "e", "g", "h", "b", "c"}));
  EXPECT_EQ(function.argCount, 3u);
  EXPECT_TRUE(function.hasVarArgs && function.hasVarKeywords);
  EXPECT_EQ(constantText(function.constants[0]), "'doc'");
  EXPECT_EQ(listing(function),
            "LoadFast .1; UnpackSequence 2; StoreFast b; StoreFast c; LoadFast b; Return");
  EXPECT_EQ(listing(compiled.nested("A")),
            "LoadName __name__; StoreName __module__; LoadConst 'doc A'; StoreName __doc__; "
            "LoadConst 1; StoreName x; LoadLocals; Return");
}

TEST(Compiler, SingleModeShowsValues) {
  EXPECT_EQ(listing(Compiled("a\n", Mode::Single).code()),
            "LoadName a; LoadConst 0; LoadConst None; ImportName sys; LoadAttr displayhook; Rot2; "
            "Call 1; Pop; LoadConst None; Return");
}

TEST(Compiler, SpansBelongToTheExpression) {
  Compiled compiled("x = a.b + \\\n    c(d)\n");
  const CodeObject& code = compiled.code();
  ASSERT_EQ(code.instructions[5].op, Opcode::Binary);
  EXPECT_EQ(code.spans[5].line, 1u);
  EXPECT_EQ(code.spans[5].column, 5u);
  EXPECT_EQ(code.spans[5].endLine, 2u);
  EXPECT_EQ(code.spans[5].endColumn, 9u);
  ASSERT_EQ(code.instructions[4].op, Opcode::Call);
  EXPECT_EQ(code.spans[4].line, 2u);
  EXPECT_EQ(code.spans[4].column, 5u);
}

TEST(Compiler, DisassemblyIsStable) {
  Compiled compiled("def f(a):\n  try:\n    return a + 1\n  except E:\n    pass\n");
  EXPECT_EQ(disassemble(compiled.nested("f")), R"(code f, line 1: 1 arguments, stack 3
  locals: a
    3     0  LoadFast          a
          1  LoadConst         1
          2  Binary            +
          3  Return
    4     4  LoadGlobal        E
          5  ExceptionMatch
          6  PopJumpIfFalse    -> 9
          7  PopException
          8  Jump              -> 10
    2     9  Reraise
    1    10  LoadConst         None
         11  Return
  except [0, 4) -> 4 depth 0
)");
}

} // namespace
} // namespace tw::syntax
