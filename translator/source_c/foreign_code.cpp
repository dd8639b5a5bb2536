// Gathers C files, wrappers, flags and libraries from the external functions of the program.
#include "translator/source_c/foreign_code.h"

#include "translator/database_c/database.h"
#include "translator/lltype/foreign_wrapper.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace tw::source_c {

namespace {

void addUnique(std::vector<std::string>& list, const std::vector<std::string>& more,
               std::string_view prefix = {}) {
  for (const std::string& item : more) {
    std::string text = std::string(prefix) + item;
    if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
  }
}

std::vector<std::string> compileFlags(const ForeignCode& code) {
  std::vector<std::string> flags;
  addUnique(flags, code.includeDirectories, "-I");
  flags.insert(flags.end(), code.compileFlags.begin(), code.compileFlags.end());
  return flags;
}

// No module of the program can have that name.
std::string fileName(const GeneratedProgram& program) {
  return fmt::format("foreign-{}.c", program.files.size());
}

void addLinking(const ForeignCode& code, GeneratedProgram& program) {
  addUnique(program.linkInputs, code.libraryDirectories, "-L");
  addUnique(program.linkInputs, code.linkFiles);
  program.linkInputs.insert(program.linkInputs.end(), code.linkFlags.begin(), code.linkFlags.end());
  addUnique(program.libraries, code.libraries);
}

// A module that several pieces of foreign code share is compiled once.
void addModules(const ForeignCode& code, std::set<std::string>& known, GeneratedProgram& program) {
  for (const std::string& source : code.moduleSources) {
    if (!known.insert(source).second) continue;
    program.files.push_back(
        {fileName(program), foreignHeader(code) + source + "\n", compileFlags(code), true});
  }
  for (const std::string& path : code.moduleFiles) {
    if (known.insert(path).second) program.sources.push_back({path, compileFlags(code)});
  }
}

} // namespace

void addForeignCode(const database_c::Database& database, GeneratedProgram& program) {
  std::vector<const ForeignCode*> codes;
  for (const auto& node : database.externals()) {
    const ForeignCode* code = node->external->code;
    if (code && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
  }
  std::set<std::string> modules;
  for (const ForeignCode* code : codes) {
    addModules(*code, modules, program);
    addLinking(*code, program);
    std::string wrappers;
    for (const auto& node : database.externals()) {
      if (node->external->code == code && node->hasWrapper)
        wrappers +=
            lltype::foreignWrapper(node->name, node->external->cName, *node->external->type);
    }
    if (!wrappers.empty())
      program.files.push_back(
          {fileName(program), foreignHeader(*code) + wrappers, compileFlags(*code), true});
  }
}

} // namespace tw::source_c
