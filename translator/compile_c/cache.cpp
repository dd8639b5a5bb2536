// Objects reused between translations.
#include "translator/compile_c/cache.h"

#include "translator/compile_c/content_hash.h"
#include "translator/compile_c/process.h"
#include "translator/support/embedded.h"

#include <fmt/format.h>

namespace tw::compile_c {

namespace fs = std::filesystem;

ObjectCache::ObjectCache(const GeneratedProgram& program, const CompileOptions& options,
                         const Toolchain& toolchain, std::vector<CompileUnit>& units) {
  fs::path directory = cacheDirectory();
  if (!toolchain.ownCache || directory.empty()) return;
  ContentHash common;
  common.addCompiler(options.cc);
  for (const std::string& flag : compilerFlags(options)) common.add(flag);
  for (const EmbeddedFile& file : embeddedFiles()) {
    if (file.path.ends_with(".h") || file.path.ends_with(".def")) common.add(file.bytes());
  }
  for (CompileUnit& unit : units) {
    if (!unit.generated) continue;
    ContentHash hash = common;
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
