// How diagnostics are rendered.
#include "translator/support/diagnostic.h"

#include <gtest/gtest.h>

using namespace tw;

namespace {

TEST(Diagnostic, CaretUnderTheSpan) {
  SourceManager sources;
  const SourceFile& file = sources.add("t.py", "x = 1\n\ty = foo + 2\n");
  Diagnostic diagnostic{Severity::Error, {&file, 2, 6, 2, 9}, "unknown name foo", {}, {}};
  EXPECT_EQ(diagnostic.render(), "t.py:2:6: error: unknown name foo\n"
                                 "  \ty = foo + 2\n"
                                 "  \t    ^~~\n");
}

TEST(Diagnostic, NotesAndHintFollow) {
  SourceManager sources;
  const SourceFile& file = sources.add("t.py", "a\nb\n");
  Diagnostic diagnostic{Severity::Error,
                        {&file, 1, 1, 1, 2},
                        "first",
                        {{{&file, 2, 1, 2, 2}, "second"}, {{}, "third"}},
                        "do it differently"};
  EXPECT_EQ(diagnostic.render(), "t.py:1:1: error: first\n  a\n  ^\n"
                                 "t.py:2:1: note: second\n  b\n  ^\n"
                                 "note: third\n"
                                 "hint: do it differently\n");
}

TEST(Diagnostic, ColorsOnlyWhenAsked) {
  Diagnostic diagnostic{Severity::Warning, {}, "careful", {}, {}};
  EXPECT_EQ(diagnostic.render(false), "warning: careful\n");
  EXPECT_EQ(diagnostic.render(true), "\x1b[1;35mwarning:\x1b[0m careful\n");
}

TEST(Diagnostic, SpanOverSeveralLinesIsMarkedToTheLineEnd) {
  SourceManager sources;
  const SourceFile& file = sources.add("t.py", "f(1,\n  2)\n");
  Diagnostic diagnostic{Severity::Error, {&file, 1, 1, 2, 5}, "bad call", {}, {}};
  EXPECT_EQ(diagnostic.render(), "t.py:1:1: error: bad call\n  f(1,\n  ^~~~\n");
}

} // namespace
