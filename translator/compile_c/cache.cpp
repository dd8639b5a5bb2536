// Objects reused between translations.
#include "translator/compile_c/cache.h"

#include "translator/compile_c/process.h"
#include "translator/support/embedded.h"

#include <cstdlib>
#include <fmt/format.h>
#include <sys/stat.h>

namespace tw::compile_c {

namespace fs = std::filesystem;

namespace {

// 128 bits from two independent multiplicative hashes: enough to tell apart all
// objects that a machine will ever see.
class Hash {
public:
  void add(std::string_view text) {
    for (char c : text) mix(static_cast<unsigned char>(c));
    mix(256); // so that the parts cannot run into each other
  }
  std::string text() const { return fmt::format("{:016x}{:016x}", first_, second_); }

private:
  void mix(uint64_t value) {
    first_ = (first_ ^ value) * 1099511628211u;
    second_ = (second_ + value + 1) * 0x9e3779b97f4a7c15u;
    second_ ^= second_ >> 29;
  }
  uint64_t first_ = 14695981039346656037u;
  uint64_t second_ = 0x243f6a8885a308d3u;
};

fs::path cacheDirectory() {
  if (const char* base = std::getenv("XDG_CACHE_HOME"); base && *base)
    return fs::path(base) / "tracewright";
  if (const char* home = std::getenv("HOME"); home && *home)
    return fs::path(home) / ".cache" / "tracewright";
  return {};
}

// A compiler that was replaced is another compiler.
void addCompiler(Hash& hash, const CompileOptions& options) {
  for (const std::string& word : words(options.cc)) hash.add(word);
  std::string program = findProgram(words(options.cc).at(0));
  struct stat info {};
  if (stat(program.c_str(), &info) != 0) return;
  hash.add(fmt::format("{} {} {}", program, info.st_size, info.st_mtime));
}

} // namespace

ObjectCache::ObjectCache(const GeneratedProgram& program, const CompileOptions& options,
                         const Toolchain& toolchain, std::vector<CompileUnit>& units) {
  fs::path directory = cacheDirectory();
  if (!toolchain.ownCache || directory.empty()) return;
  Hash common;
  addCompiler(common, options);
  for (const std::string& flag : compilerFlags(options)) common.add(flag);
  for (const EmbeddedFile& file : embeddedFiles()) {
    if (file.path.ends_with(".h")) common.add(file.bytes());
  }
  for (CompileUnit& unit : units) {
    if (!unit.generated) continue;
    Hash hash = common;
    for (const GeneratedFile& file : program.files) {
      if (file.name == unit.source) hash.add(file.text);
    }
    fs::path cached = directory / (hash.text() + ".o");
    if (fs::exists(cached)) {
      unit.object = cached.string();
      unit.reused = true;
      found_++;
    } else {
      missing_.push_back({unit.object, cached});
    }
  }
}

// A cache that cannot be written is no reason to fail.
void ObjectCache::save(const fs::path& workDirectory) const {
  for (const Entry& entry : missing_) {
    std::error_code error;
    fs::create_directories(entry.cached.parent_path(), error);
    fs::path beside = entry.cached;
    beside += fmt::format(".new-{}", processId());
    fs::copy_file(workDirectory / entry.object, beside, error);
    if (!error) fs::rename(beside, entry.cached, error);
    if (error) fs::remove(beside, error);
  }
}

} // namespace tw::compile_c
