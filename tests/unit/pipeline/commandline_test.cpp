// The command line: names, levels, goals, target options, wrong usage.
#include "translator/driver/commandline.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

using namespace tw::driver;

namespace {

// Parses in a directory that holds the empty target t.py.
class CommandLineTest : public testing::Test {
protected:
  CommandLineTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tw-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    previous_ = std::filesystem::current_path();
    std::filesystem::current_path(directory_);
    std::ofstream("t.py") << "";
  }
  ~CommandLineTest() override {
    std::filesystem::current_path(previous_);
    std::filesystem::remove_all(directory_);
  }

  CommandLine parse(std::vector<const char*> words) {
    words.insert(words.begin(), "tracewright");
    return parseCommandLine(static_cast<int>(words.size()), words.data(), exitCode_);
  }
  int exitOf(std::vector<const char*> words) {
    parse(std::move(words));
    return exitCode_;
  }

  int exitCode_ = 0;

private:
  std::filesystem::path directory_, previous_;
};

TEST_F(CommandLineTest, TargetWithAndWithoutSuffix) {
  EXPECT_EQ(parse({"t.py"}).target, "t.py");
  EXPECT_EQ(exitCode_, -1);
  EXPECT_EQ(parse({"t"}).target, "t.py");
}

TEST_F(CommandLineTest, WordsAfterTheTargetAreNotParsed) {
  CommandLine line = parse({"-O1", "t.py", "--gc", "-O2", "x"});
  EXPECT_EQ(line.targetArguments, (std::vector<std::string>{"--gc", "-O2", "x"}));
  EXPECT_EQ(line.options.text(OptionId::opt), "1");
}

TEST_F(CommandLineTest, LevelsInEverySpelling) {
  for (std::vector<const char*> words : {std::vector<const char*>{"-Ojit", "t"},
                                         {"-O", "jit", "t"},
                                         {"--opt=jit", "t"},
                                         {"--opt", "jit", "t"}})
    EXPECT_TRUE(parse(words).options.flag(OptionId::jit));
  EXPECT_FALSE(parse({"t"}).options.flag(OptionId::jit));
  EXPECT_TRUE(parse({"-O0", "t"}).options.flag(OptionId::no_backendopt));
  EXPECT_DOUBLE_EQ(parse({"-Osize", "t"}).options.real(OptionId::inline_threshold), 16.2);
  EXPECT_EQ(exitOf({"-O7", "t"}), kExitUsage);
}

TEST_F(CommandLineTest, WhatIsGivenWinsOverTheLevel) {
  CommandLine line = parse({"--inline-threshold=5", "-O1", "t"});
  EXPECT_DOUBLE_EQ(line.options.real(OptionId::inline_threshold), 5);
}

TEST_F(CommandLineTest, FlagsHaveNegationsAndTheLastOneCounts) {
  EXPECT_FALSE(parse({"--no-log", "t"}).options.flag(OptionId::log));
  EXPECT_TRUE(parse({"--no-log", "--log", "t"}).options.flag(OptionId::log));
  EXPECT_FALSE(parse({"--lto", "--no-lto", "t"}).options.flag(OptionId::lto));
}

TEST_F(CommandLineTest, GoalIsTheLastOneAskedForAndNotSkipped) {
  EXPECT_EQ(parse({"t"}).goal, PhaseId::compile_c);
  EXPECT_EQ(parse({"--no-compile", "t"}).goal, PhaseId::source_c);
  EXPECT_EQ(parse({"--annotate", "t"}).goal, PhaseId::annotate);
  EXPECT_EQ(parse({"-t", "--annotate", "t"}).goal, PhaseId::rtype);
  EXPECT_EQ(parse({"--source", "t"}).goal, PhaseId::source_c);
}

TEST_F(CommandLineTest, LlinterpretStopsAfterBackendopt) {
  CommandLine line = parse({"--llinterpret", "t", "a"});
  EXPECT_EQ(line.command, Command::LLInterpret);
  EXPECT_EQ(line.goal, PhaseId::backendopt);
  EXPECT_LT(parse({"--llinterpret", "--no-backendopt", "t"}).goal, PhaseId::backendopt);
}

TEST_F(CommandLineTest, IgnoredOptionsAreAcceptedWithANote) {
  CommandLine line = parse({"--gcrootfinder=shadowstack", "--batch", "t"});
  EXPECT_EQ(exitCode_, -1);
  ASSERT_EQ(line.notes.size(), 2u);
  EXPECT_EQ(line.notes[0].find("--gcrootfinder has no effect"), 0u);
}

TEST_F(CommandLineTest, Subcommands) {
  CommandLine run = parse({"run", "t.py", "a", "--b"});
  EXPECT_EQ(run.command, Command::Run);
  EXPECT_EQ(run.targetArguments, (std::vector<std::string>{"a", "--b"}));
  CommandLine dump = parse({"dump", "--flow", "t.py", "f"});
  EXPECT_EQ(dump.command, Command::Dump);
  EXPECT_EQ(dump.dumpForm, DumpForm::Flow);
  EXPECT_EQ(dump.dumpFunction, "f");
}

TEST_F(CommandLineTest, WrongUsage) {
  EXPECT_EQ(exitOf({}), kExitUsage);
  EXPECT_EQ(exitOf({"missing.py"}), kExitUsage);
  EXPECT_EQ(exitOf({"--nonsense", "t.py"}), kExitUsage);
  EXPECT_EQ(exitOf({"dump", "t.py"}), kExitUsage);
  EXPECT_EQ(exitOf({"dump", "--ast", "--flow", "t.py"}), kExitUsage);
  EXPECT_EQ(exitOf({"--make-jobs=many", "t.py"}), kExitUsage);
}

TEST_F(CommandLineTest, HelpEndsWithSuccess) {
  testing::internal::CaptureStdout();
  EXPECT_EQ(exitOf({"--help"}), 0);
  EXPECT_NE(testing::internal::GetCapturedStdout().find("--view-graphs"), std::string::npos);
}

TEST(OptionTable, PathsAreUniqueAndFound) {
  std::set<std::string_view> seen;
  for (size_t i = 0; i < kOptionCount; ++i) {
    EXPECT_TRUE(seen.insert(optionTable()[i].path).second) << optionTable()[i].path;
    EXPECT_EQ(findOption(optionTable()[i].path), static_cast<OptionId>(i));
  }
  EXPECT_EQ(findOption("translation.nothing"), std::nullopt);
}

TEST(OptionTable, DefaultsHaveTheTypeOfTheRow) {
  Options options;
  for (size_t i = 0; i < kOptionCount; ++i) {
    const OptionRow& row = optionTable()[i];
    auto id = static_cast<OptionId>(i);
    switch (row.kind) {
    case OptionKind::Integer: EXPECT_NO_THROW(options.integer(id)) << row.path; break;
    case OptionKind::Real: EXPECT_NO_THROW(options.real(id)) << row.path; break;
    case OptionKind::Flag:
      EXPECT_TRUE(options.text(id) == "true" || options.text(id) == "false") << row.path;
      break;
    default: break;
    }
  }
}

} // namespace
