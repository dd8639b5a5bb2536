// Files that are part of the translator: the RPython library, the low-level
// helpers of rtype and the C sources of the runtime.
//
// CMake (cmake/TracewrightEmbed.cmake) puts their bytes into the executable, so
// that a translation reads nothing from the toolchain's own source tree.
#pragma once

#include <span>
#include <string_view>

namespace tw {

struct EmbeddedFile {
  std::string_view path; // relative to the repository: "runtime/rlib/jit.py"
  const char* begin;
  const char* end;

  std::string_view bytes() const { return {begin, static_cast<size_t>(end - begin)}; }
};

// Every embedded file, sorted by path.
std::span<const EmbeddedFile> embeddedFiles();

// The file of that path, or nullptr.
const EmbeddedFile* findEmbedded(std::string_view path);

} // namespace tw
