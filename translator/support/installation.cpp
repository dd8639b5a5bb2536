// Where this toolchain is installed.
#include "translator/support/installation.h"

#include <filesystem>

namespace tw {

std::string libraryDirectory() {
  const std::filesystem::path executable = std::filesystem::read_symlink("/proc/self/exe");
  return (executable.parent_path().parent_path() / "lib").string();
}

} // namespace tw
