// The checks.
#include "translator/driver/outputs.h"

#include "translator/support/diagnostic.h"

#include <filesystem>
#include <unistd.h>

#include <fmt/format.h>

namespace tw::driver {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw TranslationError({}, fmt::format("the executable cannot be written to {}: {}", path, why));
}

void checkExecutable(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) refuse(path, "that is a directory");
  if (fs::exists(status) && !fs::is_regular_file(status)) refuse(path, "that is not a file");
  fs::path directory = fs::absolute(path).parent_path();
  if (!fs::is_directory(directory, error))
    refuse(path, fmt::format("there is no directory {}", directory.string()));
  if (access(directory.c_str(), W_OK) != 0)
    refuse(path, fmt::format("the directory {} is not writable", directory.string()));
}

void makeDirectory(const std::string& path) {
  if (path.empty()) return;
  std::error_code error;
  fs::create_directories(path, error);
  if (error || !fs::is_directory(path, error))
    throw TranslationError({}, fmt::format("{} cannot be made a directory: {}", path,
                                           error ? error.message() : "there is something else"));
  if (access(path.c_str(), W_OK) != 0)
    throw TranslationError({}, fmt::format("the directory {} is not writable", path));
}

} // namespace

void checkOutputs(const Outputs& outputs) {
  if (!outputs.executable.empty()) checkExecutable(outputs.executable);
  makeDirectory(outputs.sourceDirectory);
  makeDirectory(outputs.graphDirectory);
}

} // namespace tw::driver
