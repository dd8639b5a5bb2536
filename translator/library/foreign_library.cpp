// Compiling wrappers of foreign code to a shared object, and loading it.
#include "translator/library/foreign_library.h"

#include "translator/compile_c/probe.h"
#include "translator/lltype/foreign_wrapper.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>

#include <dlfcn.h>

namespace tw::library {

namespace {

// The file is not needed any more once it is mapped.
void* openAndRemove(const std::string& path, int flags) {
  void* handle = dlopen(path.c_str(), RTLD_NOW | flags);
  const std::string problem = handle ? "" : dlerror();
  std::error_code ignored;
  std::filesystem::remove_all(std::filesystem::path(path).parent_path(), ignored);
  if (!handle) throw std::runtime_error("foreign code cannot be loaded: " + problem);
  return handle;
}

} // namespace

ForeignLibrary& ForeignLibrary::of(const ForeignCode& code, const std::string& cc) {
  static std::mutex mutex;
  static std::vector<std::unique_ptr<ForeignLibrary>> known;
  std::lock_guard lock(mutex);
  for (const auto& library : known)
    if (library->code_ == code && library->cc_ == cc) return *library;
  known.push_back(std::make_unique<ForeignLibrary>(code, cc));
  return *known.back();
}

std::vector<std::string> ForeignLibrary::compileFlags() const {
  std::vector<std::string> flags = code_.compileFlags;
  for (const std::string& directory : code_.includeDirectories) flags.push_back("-I" + directory);
  return flags;
}

std::vector<std::string> ForeignLibrary::linkFlags() const {
  std::vector<std::string> flags = code_.linkFiles;
  for (const std::string& directory : code_.libraryDirectories) {
    flags.push_back("-L" + directory);
    flags.push_back("-Wl,-rpath," + directory);
  }
  flags.insert(flags.end(), code_.linkFlags.begin(), code_.linkFlags.end());
  for (const std::string& library : code_.libraries) flags.push_back("-l" + library);
  return flags;
}

// Modules keep state: pieces of foreign code that differ in declarations only share
// one copy of them.
void* ForeignLibrary::modules() {
  static std::vector<std::pair<ForeignCode, void*>> loaded;
  ForeignCode key = code_;
  key.preIncludeBits.clear();
  key.includes.clear();
  key.postIncludeBits.clear();
  for (const auto& [code, handle] : loaded)
    if (code == key) return handle;
  std::vector<std::string> sources;
  for (const std::string& source : code_.moduleSources)
    sources.push_back(foreignHeader(code_) + source + "\n");
  if (sources.empty() && code_.moduleFiles.empty()) sources.push_back("");
  std::vector<std::string> link = linkFlags();
  link.insert(link.begin(), "-Wl,--no-as-needed");
  void* handle = openAndRemove(
      compile_c::buildSharedObject(sources, code_.moduleFiles, compileFlags(), link, cc_),
      RTLD_GLOBAL);
  loaded.emplace_back(std::move(key), handle);
  return handle;
}

void ForeignLibrary::load() {
  loaded_ = true;
  const bool hasCode = !code_.moduleSources.empty() || !code_.moduleFiles.empty() ||
                       !code_.libraries.empty() || !code_.linkFiles.empty();
  if (hasCode) handle_ = modules();
}

// A shared object with one function that calls what the headers define.
void* ForeignLibrary::wrapped(const std::string& name, const lltype::FuncType& type) {
  constexpr const char* kWrapper = "tw_foreign_call";
  const std::string source = foreignHeader(code_) + lltype::foreignWrapper(kWrapper, name, type);
  return dlsym(
      openAndRemove(compile_c::buildSharedObject({source}, {}, compileFlags(), linkFlags(), cc_),
                    RTLD_LOCAL),
      kWrapper);
}

void* ForeignLibrary::find(const std::string& name, const lltype::FuncType& type) {
  if (!loaded_) load();
  if (handle_)
    if (void* address = dlsym(handle_, name.c_str())) return address;
  if (code_.declares()) return wrapped(name, type);
  return dlsym(RTLD_DEFAULT, name.c_str());
}

} // namespace tw::library
