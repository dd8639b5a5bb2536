// The embedded files: sorted, found by path, with exact bytes.
#include "translator/support/embedded.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace {

TEST(Embedded, SortedByPath) {
  EXPECT_TRUE(std::ranges::is_sorted(tw::embeddedFiles(), {}, &tw::EmbeddedFile::path));
}

TEST(Embedded, FindsEveryFileAndNothingElse) {
  ASSERT_FALSE(tw::embeddedFiles().empty());
  for (const tw::EmbeddedFile& file : tw::embeddedFiles())
    EXPECT_EQ(tw::findEmbedded(file.path), &file);
  EXPECT_EQ(tw::findEmbedded(""), nullptr);
  EXPECT_EQ(tw::findEmbedded("runtime/rlib"), nullptr);
  EXPECT_EQ(tw::findEmbedded("zzz"), nullptr);
}

TEST(Embedded, BytesAreThoseOfTheFile) {
  for (const tw::EmbeddedFile& file : tw::embeddedFiles()) {
    std::ifstream in(std::filesystem::path(TW_SOURCE_DIR) / file.path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    EXPECT_EQ(file.bytes(), text) << file.path;
  }
}

} // namespace
