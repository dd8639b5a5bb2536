// What cached results of the C compiler are filed under, and where.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace tw::compile_c {

// 128 bits from two independent multiplicative hashes: enough to tell apart all
// objects that a machine will ever see.
class ContentHash {
public:
  void add(std::string_view text);
  // The compiler's command (program and arguments) and, so that one that was
  // replaced counts as another, the program's size and time.
  void addCompiler(const std::string& cc);
  std::string text() const;

private:
  void mix(uint64_t value);
  uint64_t first_ = 14695981039346656037u;
  uint64_t second_ = 0x243f6a8885a308d3u;
};

// $XDG_CACHE_HOME/tracewright or ~/.cache/tracewright; empty if there is neither.
std::filesystem::path cacheDirectory();

} // namespace tw::compile_c
