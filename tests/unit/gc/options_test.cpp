// The environment variables, and the limits of cgroups.
#include "gc/incminimark/options.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace tw::gc {
namespace {

constexpr double kMega = 1 << 20;

// The options as a process with this variable would have them.
Options with(const char* variable, const char* value) {
  std::string before = getenv(variable) ? getenv(variable) : "";
  setenv(variable, value, 1);
  Options options;
  options.read();
  before.empty() ? unsetenv(variable) : setenv(variable, before.c_str(), 1);
  return options;
}

TEST(GcOptions, EachVariableIsRead) {
  EXPECT_EQ(with("PYPY_GC_NURSERY", "3MB").nursery, 3 * kMega);
  EXPECT_EQ(with("PYPY_GC_NURSERY_DEBUG", "1").nurseryDebug, 1);
  EXPECT_EQ(with("PYPY_GC_INCREMENT_STEP", "768K").incrementStep, 768 * 1024);
  EXPECT_EQ(with("PYPY_GC_MAJOR_COLLECT", "1.5").majorCollect, 1.5);
  EXPECT_EQ(with("PYPY_GC_GROWTH", "1.25").growth, 1.25);
  EXPECT_EQ(with("PYPY_GC_MAX", "1.5GB").max, 1536 * kMega);
  EXPECT_EQ(with("PYPY_GC_MAX_DELTA", "64M").maxDelta, 64 * kMega);
  EXPECT_EQ(with("PYPY_GC_MIN", "12345678").min, 12345678);
  EXPECT_EQ(with("PYPY_GC_DEBUG", "2").debug, 2);
  EXPECT_EQ(with("PYPY_GC_MAX_PINNED", "17").maxPinned, 17);
  EXPECT_EQ(with("PYPY_GC_STRESS", "5").stress, 5);
}

TEST(GcOptions, PinningCanBeForbidden) {
  EXPECT_EQ(with("PYPY_GC_MAX_PINNED", "0").maxPinned, 0);
  EXPECT_GT(with("PYPY_GC_MAX_PINNED", "").maxPinned, 0);
}

TEST(GcOptions, AnyDeltaIsAllowed) { EXPECT_EQ(with("PYPY_GC_MAX_DELTA", "1").maxDelta, 1); }

TEST(GcOptions, WhatDoesNotParseIsIgnored) {
  Options defaults = with("PYPY_GC_MAJOR_COLLECT", "1.82");
  for (const char* text : {"many", "4X", "-3", "1.2.3", " "})
    EXPECT_EQ(with("PYPY_GC_MIN", text).min, defaults.min) << text;
  EXPECT_EQ(with("PYPY_GC_MAJOR_COLLECT", "0.5").majorCollect, 1); // it cannot shrink
}

TEST(GcOptions, Suffixes) {
  EXPECT_EQ(parseSize("10"), 10);
  EXPECT_EQ(parseSize("2k"), 2048);
  EXPECT_EQ(parseSize("0.5MB"), kMega / 2);
  EXPECT_EQ(parseSize("1T"), kMega * kMega);
  EXPECT_LT(parseSize("B5"), 0);
}

class Cgroups : public ::testing::Test {
protected:
  Cgroups() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cgroupsXXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~Cgroups() override { std::filesystem::remove_all(root_); }
  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }
  u64 limit() { return limitOfCgroups((root_ / "membership").c_str(), (root_ / "mount").c_str()); }
  std::filesystem::path root_;
};

TEST_F(Cgroups, TheSmallestLimitOnTheWayUpCounts) {
  write("membership", "0::/outer/inner\n");
  write("mount/outer/memory.max", "1073741824\n");
  write("mount/outer/inner/memory.max", "max\n");
  EXPECT_EQ(limit(), u64{1} << 30);
  write("mount/outer/inner/memory.max", "268435456\n");
  EXPECT_EQ(limit(), u64{1} << 28);
}

TEST_F(Cgroups, FirstVersion) {
  write("membership", "5:cpu,cpuacct:/x\n4:memory:/job\n");
  write("mount/memory/job/memory.limit_in_bytes", "536870912\n");
  EXPECT_EQ(limit(), u64{1} << 29);
}

TEST_F(Cgroups, NoLimit) {
  EXPECT_EQ(limit(), 0u);
  write("membership", "0::/\n");
  write("mount/memory.max", "max\n");
  EXPECT_EQ(limit(), 0u);
}

TEST(GcOptions, NoMoreMemoryThanTheMachineHas) {
  EXPECT_GT(availableMemory(), 0u);
  EXPECT_LE(availableMemory(),
            static_cast<u64>(sysconf(_SC_PHYS_PAGES)) * static_cast<u64>(sysconf(_SC_PAGESIZE)));
}

} // namespace
} // namespace tw::gc
