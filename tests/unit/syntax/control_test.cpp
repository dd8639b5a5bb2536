// Control flow: finally, with, handlers, loops, and what they do to the stack.
#include "tests/unit/syntax/depth_check.h"

namespace tw::syntax {
namespace {

std::string function(const std::string& body) {
  Compiled compiled("def f():\n" + body);
  DepthCheck(compiled.code()).run();
  return listing(compiled.nested("f"));
}

std::string table(const std::string& body) {
  Compiled compiled("def f():\n" + body);
  std::string out;
  for (const ExceptionRange& range : compiled.nested("f").exceptionTable)
    out += "[" + std::to_string(range.start) + "," + std::to_string(range.end) + ")->" +
           std::to_string(range.handler) + "@" + std::to_string(range.depth) + " ";
  return out;
}

TEST(Control, FinallyIsCopiedToEveryExit) {
  const char* body = "  try:\n    if a: return b\n    c\n  finally:\n    d\n";
  EXPECT_EQ(function(body), "LoadGlobal a; PopJumpIfFalse -> 6; LoadGlobal b; LoadGlobal d; Pop; "
                            "Return; LoadGlobal c; Pop; LoadGlobal d; Pop; Jump -> 14; "
                            "LoadGlobal d; Pop; Reraise; LoadConst None; Return");
  // The copy before the return is not protected by its own try.
  EXPECT_EQ(table(body), "[0,3)->11@0 [6,8)->11@0 ");
}

TEST(Control, ReturnInFinallyDropsTheException) {
  EXPECT_EQ(function("  try:\n    a()\n  finally:\n    return b\n"),
            "LoadGlobal a; Call 0; Pop; LoadGlobal b; Return; LoadGlobal b; Return");
}

TEST(Control, BreakInFinallyPopsTheException) {
  EXPECT_EQ(
      function("  for a in b:\n    try:\n      c\n    finally:\n      break\n"),
      "LoadGlobal b; GetIter; ForIter -> 10; StoreFast a; LoadGlobal c; Pop; Pop; Jump -> 10; "
      "PopException; Pop; LoadConst None; Return");
}

TEST(Control, BreakAndContinueLeaveInnerBlocks) {
  EXPECT_EQ(function("  for a in b:\n    with c:\n      if d: continue\n      break\n"),
            "LoadGlobal b; GetIter; ForIter -> 20; StoreFast a; LoadGlobal c; WithEnter; Pop; "
            "LoadGlobal d; PopJumpIfFalse -> 11; WithExit; Jump -> 2; WithExit; Pop; Jump -> 20; "
            "WithExcept; PopJumpIfTrue -> 17; Reraise; PopException; Pop; Jump -> 2; "
            "LoadConst None; Return");
}

TEST(Control, HandlersBindTheValue) {
  EXPECT_EQ(
      function(
          "  try:\n    a()\n  except (E, F), e:\n    b\n  except:\n    raise\n  else:\n    c\n"),
      "LoadGlobal a; Call 0; Pop; LoadGlobal c; Pop; Jump -> 20; LoadGlobal E; LoadGlobal F; "
      "BuildTuple 2; ExceptionMatch; PopJumpIfFalse -> 18; Dup2; Pop; StoreFast e; "
      "PopException; LoadGlobal b; Pop; Jump -> 20; PopException; Raise 0; LoadConst None; "
      "Return");
}

TEST(Control, InnerRangesComeFirst) {
  EXPECT_EQ(table("  try:\n    try:\n      a\n    except E: b\n  finally: c\n"),
            "[0,2)->3@0 [0,11)->14@0 ");
}

TEST(Control, DeadCodeIsDropped) {
  EXPECT_EQ(function("  return a\n  b\n  while c: d\n"), "LoadGlobal a; Return");
  EXPECT_EQ(function("  while 1:\n    a\n  b\n"), "LoadGlobal a; Pop; Jump -> 0");
  EXPECT_EQ(function("  try: pass\n  except E: a\n"), "LoadConst None; Return");
  EXPECT_EQ(function("  if a: return b\n  else: raise c\n  d\n"),
            "LoadGlobal a; PopJumpIfFalse -> 4; LoadGlobal b; Return; LoadGlobal c; Raise 1");
}

TEST(Control, UnreachableHandlersNeedNoStack) {
  function("  try:\n    try: pass\n    except E: a()\n    else: b\n  finally: c\n");
  EXPECT_EQ(table("  try: pass\n  finally: c\n"), "");
}

TEST(Control, NestedFunctionInFinallyIsCompiledOnce) {
  Compiled compiled("def f():\n  try:\n    if a: return\n    b\n  finally:\n    c(lambda: d)\n");
  int nested = 0;
  for (const ConstValue& value : compiled.nested("f").constants)
    nested += std::holds_alternative<const CodeObject*>(value) ? 1 : 0;
  EXPECT_EQ(nested, 1);
}

// Every combination of nested blocks and ways out keeps the stack in order.
TEST(Control, AllCombinationsOfBlocksAndExits) {
  const std::vector<std::string> opens = {
      "for a in b:", "while c:", "try:", "try :", "with d as e:"};
  const std::vector<std::string> exits = {"return f(g)", "break", "continue", "raise h", "yield i"};
  auto closing = [](const std::string& open, const std::string& indent) -> std::string {
    if (open == "try:")
      return indent + "finally:\n" + indent + " if m: return n\n" + indent + " o()\n";
    if (open == "try :")
      return indent + "except P, q:\n" + indent + " r()\n" + indent + "else: s()\n";
    return "";
  };
  auto isLoop = [](const std::string& open) { return open[0] == 'f' || open[0] == 'w'; };
  for (const auto& first : opens)
    for (const auto& second : opens)
      for (const auto& third : opens)
        for (const auto& exit : exits) {
          bool needsLoop = exit == "break" || exit == "continue";
          bool inLoop = isLoop(first) && first != "with d as e:";
          inLoop |= isLoop(second) && second != "with d as e:";
          inLoop |= isLoop(third) && third != "with d as e:";
          if (needsLoop && !inLoop) continue;
          bool isGenerator = exit == "yield i";
          std::string text = "def f():\n " + first + "\n  " + second + "\n   " + third +
                             "\n    t()\n" + "    if u: " + exit + "\n    v()\n" +
                             closing(third, "   ") + closing(second, "  ") + closing(first, " ");
          if (isGenerator) // a generator returns no value
            for (size_t at; (at = text.find("return n")) != text.npos;)
              text.replace(at, 8, "return");
          SCOPED_TRACE(text);
          Compiled compiled(text);
          DepthCheck(compiled.code()).run();
        }
}

} // namespace
} // namespace tw::syntax
