// The report of the phases in its three styles.
#include "translator/driver/phases.h"

#include <cstdlib>

#include <gtest/gtest.h>

using namespace tw::driver;

namespace {

// What a report of one finished phase prints.
std::string printed(ProgressStyle style) {
  char* text = nullptr;
  size_t size = 0;
  std::FILE* stream = open_memstream(&text, &size);
  PhaseReport report(stream, style);
  report.begin(PhaseId::annotate);
  report.end("3 functions");
  report.printTable();
  std::fclose(stream);
  std::string result(text, size);
  std::free(text);
  return result;
}

TEST(Phases, NamesAreThoseOfTheStages) {
  std::vector<std::string_view> names;
  for (const PhaseRow& row : phaseTable()) names.push_back(row.name);
  EXPECT_EQ(names, (std::vector<std::string_view>{"import", "annotate", "rtype", "pyjitpl",
                                                  "backendopt", "stackcheckinsertion", "database_c",
                                                  "source_c", "compile_c"}));
}

TEST(Phases, QuietPrintsNothing) { EXPECT_EQ(printed(ProgressStyle::Quiet), ""); }

TEST(Phases, PlainHasNoControlCharacters) {
  std::string text = printed(ProgressStyle::Plain);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\r'), std::string::npos);
  EXPECT_EQ(text.find("annotate"), 0u);
  EXPECT_NE(text.find("3 functions"), std::string::npos);
  EXPECT_NE(text.find("total"), std::string::npos);
}

TEST(Phases, TerminalReplacesTheLine) {
  std::string text = printed(ProgressStyle::Terminal);
  EXPECT_EQ(text.find("annotate...\r\x1b[Kannotate"), 0u);
}

TEST(Phases, PhasesDoNotNest) {
  PhaseReport report(stderr, ProgressStyle::Quiet);
  report.begin(PhaseId::annotate);
  EXPECT_THROW(report.begin(PhaseId::rtype), std::logic_error);
}

} // namespace
