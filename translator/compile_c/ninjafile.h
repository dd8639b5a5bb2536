// The commands of a build, and build.ninja, which holds the same ones.
#pragma once

#include "translator/compile_c/compile.h"

#include <string>
#include <vector>

namespace tw::compile_c {

inline constexpr const char* kExecutable = "program";  // inside the build directory
inline constexpr const char* kLauncher = "launcher.c"; // source of an executable that has a library

// The file name of the shared library.
std::string libraryName(const CompileOptions& options);
// The text of kLauncher.
std::string_view launcherSource();

// What is installed on this machine.
struct Toolchain {
  std::string ninja;                 // "": none
  std::vector<std::string> launcher; // in front of the compiler
  bool ownCache = false;             // objects are cached by us
};
Toolchain findToolchain(const CompileOptions& options);

struct CompileUnit {
  std::string source; // as the compiler is told, from the build directory
  std::string object;
  std::vector<std::string> flags; // beyond compilerFlags()
  bool generated = true;          // else C of the target's own
  bool reused = false;            // `object` exists already, in the cache
};
std::vector<CompileUnit> compileUnits(const GeneratedProgram& program);

// -O and all else that decides what an object contains.
std::vector<std::string> compilerFlags(const CompileOptions& options);
std::vector<std::string> compileCommand(const CompileUnit& unit, const CompileOptions& options,
                                        const Toolchain& toolchain);
std::vector<std::string> linkCommand(const GeneratedProgram& program,
                                     const std::vector<CompileUnit>& units,
                                     const CompileOptions& options);
// Of the executable that loads the shared library.
std::vector<std::string> launcherCommand(const CompileOptions& options);
std::string ninjaFile(const GeneratedProgram& program, const std::vector<CompileUnit>& units,
                      const CompileOptions& options, const Toolchain& toolchain);

// Splits at blanks: what stands in --cc and --launcher.
std::vector<std::string> words(const std::string& text);

} // namespace tw::compile_c
