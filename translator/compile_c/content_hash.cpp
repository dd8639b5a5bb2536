// Two independent 64-bit hashes, and the directory of the cache.
#include "translator/compile_c/content_hash.h"

#include "translator/compile_c/ninjafile.h"
#include "translator/compile_c/process.h"

#include <cstdlib>
#include <fmt/format.h>
#include <sys/stat.h>

namespace tw::compile_c {

namespace fs = std::filesystem;

void ContentHash::add(std::string_view text) {
  for (char c : text) mix(static_cast<unsigned char>(c));
  mix(256); // so that the parts cannot run into each other
}

void ContentHash::addCompiler(const std::string& cc) {
  for (const std::string& word : words(cc)) add(word);
  std::string program = findProgram(words(cc).at(0));
  struct stat info {};
  if (stat(program.c_str(), &info) != 0) return;
  add(fmt::format("{} {} {}", program, info.st_size, info.st_mtime));
}

std::string ContentHash::text() const { return fmt::format("{:016x}{:016x}", first_, second_); }

void ContentHash::mix(uint64_t value) {
  first_ = (first_ ^ value) * 1099511628211u;
  second_ = (second_ + value + 1) * 0x9e3779b97f4a7c15u;
  second_ ^= second_ >> 29;
}

fs::path cacheDirectory() {
  if (const char* base = std::getenv("XDG_CACHE_HOME"); base && *base)
    return fs::path(base) / "tracewright";
  if (const char* home = std::getenv("HOME"); home && *home)
    return fs::path(home) / ".cache" / "tracewright";
  return {};
}

} // namespace tw::compile_c
