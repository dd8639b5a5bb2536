// The build itself: without ninja and ccache, with our own cache, with errors.
#include "translator/compile_c/compile.h"
#include "translator/compile_c/probe.h"
#include "translator/compile_c/process.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace tw::compile_c {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = R"(
#include "runtime/program.h"
void *const tw_standard_exceptions[TW_STANDARD_COUNT];
const char tw_types[8];
const u64 tw_types_size = 8;
const u32 tw_gc_offsets[1];
const char *tw_class_name(void *type, Signed *length) { *length = 0; return ""; }
Signed answer(void);
Signed tw_program_main(Signed argc, char **argv) { return answer(); }
)";

class Compile : public testing::Test {
protected:
  void SetUp() override {
    root = fs::temp_directory_path() / "tw-compile-test";
    fs::remove_all(root);
    fs::create_directories(root / "bin");
    path = std::getenv("PATH");
    setenv("XDG_CACHE_HOME", (root / "cache").c_str(), 1);
  }
  void TearDown() override {
    setenv("PATH", path.c_str(), 1);
    unsetenv("XDG_CACHE_HOME");
    fs::remove_all(root);
  }

  // From now on only the compiler is installed.
  void hideTools() {
    for (const char* tool : {"cc", "as", "ld"})
      fs::create_symlink(findProgram(tool), root / "bin" / tool);
    setenv("PATH", (root / "bin").c_str(), 1);
  }

  CompileOptions options() const {
    CompileOptions options;
    options.output = (root / "a.out").string();
    options.runtimeDirectory = TW_RUNTIME_DIR;
    return options;
  }
  GeneratedProgram program(const std::string& answer) const {
    return {{{"main.c", kProgram}, {"answer.c", "long answer(void) { return " + answer + "; }\n"}},
            {},
            {}};
  }
  int status() const { return runProcess({options().output}, "").status; }

  fs::path root;
  std::string path;
};

TEST_F(Compile, WithNinja) {
  EXPECT_EQ(compile(program("7"), options()).files, 2u);
  EXPECT_EQ(status(), 7);
}

TEST_F(Compile, WithoutNinjaObjectsComeFromOurCache) {
  hideTools();
  EXPECT_EQ(compile(program("7"), options()).cached, 0u);
  EXPECT_EQ(status(), 7);
  EXPECT_EQ(compile(program("8"), options()).cached, 1u); // main.c is the same
  EXPECT_EQ(status(), 8);
  CompileOptions other = options();
  other.optLevel = 0;
  EXPECT_EQ(compile(program("8"), other).cached, 0u);
}

TEST_F(Compile, AnErrorLeavesTheOldExecutableAndALog) {
  compile(program("7"), options());
  CompileOptions kept = options();
  kept.directory = (root / "c").string();
  try {
    compile(program("undeclared"), kept);
    FAIL() << "compiled";
  } catch (const CompileError& error) {
    EXPECT_NE(error.output().find("undeclared"), std::string::npos);
    EXPECT_TRUE(fs::exists(error.logPath()));
  }
  EXPECT_EQ(status(), 7);
}

TEST_F(Compile, NamesWithBlanksAreQuoted) {
  CompileOptions odd = options();
  odd.directory = (root / "a $dir").string();
  odd.extraFlags = {"-DTEXT=\"a b\""};
  EXPECT_EQ(compile(program("7"), odd).files, 2u);
}

TEST_F(Compile, ProbesAnswerAgainWhenAHeaderChanges) {
  auto write = [&](const char* number) {
    std::ofstream(root / "number.h") << "#define NUMBER " << number << "\n";
  };
  Probe probe;
  probe.source =
      "#include <stdio.h>\n#include <number.h>\nint main(void) { printf(\"%d\", NUMBER); }\n";
  probe.flags = {"-I" + root.string()};
  EXPECT_FALSE(ask(probe, "cc").built);
  write("7");
  EXPECT_EQ(ask(probe, "cc").output, "7");
  write("13");
  EXPECT_EQ(ask(probe, "cc").output, "13");
  // The answer stays on disk, filed under the question.
  auto files = fs::directory_iterator(root / "cache" / "tracewright");
  EXPECT_EQ(std::count_if(begin(files), end(files),
                          [](const auto& file) { return file.path().extension() == ".probe"; }),
            1);
}

} // namespace
} // namespace tw::compile_c
