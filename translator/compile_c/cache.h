// Objects reused between translations, where ccache is not installed.
//
// An object is filed under the hash of all that it is made from: the C text, the
// runtime's headers, the compiler (path, size, time) and its flags. Files of the
// target's own include anything, so they are not cached.
#pragma once

#include "translator/compile_c/ninjafile.h"

#include <filesystem>

namespace tw::compile_c {

class ObjectCache {
public:
  // With our own cache in use: makes the units reuse what it has.
  ObjectCache(const GeneratedProgram& program, const CompileOptions& options,
              const Toolchain& toolchain, std::vector<CompileUnit>& units);

  unsigned found() const { return found_; }
  // Files what was compiled in that directory.
  void save(const std::filesystem::path& workDirectory) const;

private:
  struct Entry {
    std::string object; // in the work directory
    std::filesystem::path cached;
  };
  std::vector<Entry> missing_;
  unsigned found_ = 0;
};

} // namespace tw::compile_c
