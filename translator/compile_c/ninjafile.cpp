// The commands of a build, and build.ninja.
#include "translator/compile_c/ninjafile.h"

#include "translator/compile_c/process.h"

#include <filesystem>
#include <fmt/format.h>
#include <sstream>

namespace tw::compile_c {

namespace fs = std::filesystem;

namespace {

void append(std::vector<std::string>& list, const std::vector<std::string>& more) {
  list.insert(list.end(), more.begin(), more.end());
}

// For the shell that ninja runs commands with.
std::string shellQuoted(const std::string& word) {
  if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                             "_-+=./,:@%") == std::string::npos &&
      !word.empty())
    return word;
  std::string quoted = "'";
  for (char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

// For ninja's own syntax: values and paths.
std::string ninjaEscaped(const std::string& text, bool path) {
  std::string escaped;
  for (char c : text) {
    if (c == '$' || (path && (c == ' ' || c == ':'))) escaped += '$';
    escaped += c;
  }
  return escaped;
}

std::string commandText(const std::vector<std::string>& command) {
  std::string text;
  for (const std::string& word : command)
    text += (text.empty() ? "" : " ") + ninjaEscaped(shellQuoted(word), false);
  return text;
}

std::string library(const CompileOptions& options, const std::string& name) {
  const char* kind = options.shared ? "_pic" : "";
  return (fs::absolute(options.runtimeDirectory) / ("lib" + name + kind + ".a")).string();
}

// For gcc. Code that the training did not reach has no profile, and threads may miscount.
std::vector<std::string> profileFlags(const CompileOptions& options) {
  if (options.profile == Profile::Generate) return {"-fprofile-generate"};
  if (options.profile == Profile::Use)
    return {"-fprofile-use", "-fprofile-correction", "-Wno-missing-profile"};
  return {};
}

// What linkCommand() makes.
std::string product(const CompileOptions& options) {
  return options.shared ? libraryName(options) : kExecutable;
}

// Of an executable: the functions that C code calls are found by what it loads, too.
void appendKind(std::vector<std::string>& command, const CompileOptions& options) {
  if (options.shared) {
    append(command, {"-shared", "-Wl,-soname," + libraryName(options), "-Wl,-z,defs",
                     "-Wl,-u,rpython_startup_code", "-Wl,-u,pypy_main_startup"});
    return;
  }
  command.push_back("-no-pie");
  for (const std::string& name : options.exportedNames)
    command.push_back("-Wl,--export-dynamic-symbol=" + name);
}

} // namespace

std::string libraryName(const CompileOptions& options) {
  return "lib" + fs::path(options.output).filename().string() + ".so";
}

std::string_view launcherSource() {
  return "int pypy_main_startup(int argc, char **argv);\n"
         "int main(int argc, char **argv) { return pypy_main_startup(argc, argv); }\n";
}

std::vector<std::string> launcherCommand(const CompileOptions& options) {
  std::vector<std::string> command = words(options.cc);
  append(command,
         {"-o", kExecutable, kLauncher, "./" + libraryName(options), "-Wl,-rpath,$ORIGIN"});
  return command;
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> result;
  for (std::string word; in >> word;) result.push_back(word);
  return result;
}

Toolchain findToolchain(const CompileOptions& options) {
  Toolchain toolchain;
  toolchain.ninja = findProgram("ninja");
  toolchain.launcher = words(options.launcher);
  if (toolchain.launcher.empty()) {
    std::string ccache = findProgram("ccache");
    if (!ccache.empty())
      toolchain.launcher = {ccache};
    else
      toolchain.ownCache = options.profile == Profile::None;
  }
  return toolchain;
}

std::vector<CompileUnit> compileUnits(const GeneratedProgram& program) {
  std::vector<CompileUnit> units;
  for (const GeneratedFile& file : program.files) {
    if (file.name.ends_with(".c"))
      units.push_back(
          {file.name, fs::path(file.name).stem().string() + ".o", file.flags, !file.isForeign});
  }
  size_t number = 0;
  for (const ForeignSource& source : program.sources)
    units.push_back({fs::absolute(source.path).string(), fmt::format("extra{}.o", number++),
                     source.flags, false});
  return units;
}

// Type ids are absolute symbols, which only position-dependent code can use as
// immediate operands.
std::vector<std::string> compilerFlags(const CompileOptions& options) {
  std::vector<std::string> flags{options.optLevel == 0 ? "-O1" : "-O2",
                                 "-std=gnu11",
                                 "-fwrapv",
                                 "-fno-strict-aliasing",
                                 "-ffp-contract=off",
                                 "-fomit-frame-pointer",
                                 "-fno-asynchronous-unwind-tables",
                                 "-w",
                                 "-I."};
  if (options.shared)
    append(flags, {"-fPIC", "-fvisibility=hidden"});
  else
    flags.push_back("-fno-pie");
  if (options.gc != "incminimark") flags.push_back("-DTW_GC_NONE"); // no write barrier
  if (options.linkTimeOptimization) flags.push_back("-flto=auto");
  append(flags, profileFlags(options));
  append(flags, options.extraFlags);
  return flags;
}

std::vector<std::string> compileCommand(const CompileUnit& unit, const CompileOptions& options,
                                        const Toolchain& toolchain) {
  std::vector<std::string> command = toolchain.launcher;
  append(command, words(options.cc));
  append(command, compilerFlags(options));
  append(command, unit.flags);
  append(command, {"-c", unit.source, "-o", unit.object});
  return command;
}

// libstdc++ is there for the runtime's number formatting only: a program that
// formats no floats does not load it.
std::vector<std::string> linkCommand(const GeneratedProgram& program,
                                     const std::vector<CompileUnit>& units,
                                     const CompileOptions& options) {
  std::vector<std::string> command = words(options.cc);
  // Code is generated by the linker then: it needs the flags of the compiler.
  if (options.linkTimeOptimization)
    append(command, compilerFlags(options));
  else
    append(command, profileFlags(options));
  appendKind(command, options);
  append(command, {"-o", product(options)});
  append(command, options.linkFlags);
  for (const CompileUnit& unit : units) command.push_back(unit.object);
  command.push_back("-Wl,--start-group");
  if (!options.jit.empty()) command.push_back(library(options, "tw_" + options.jit));
  append(command, {library(options, "tw_runtime"), library(options, "tw_gc_" + options.gc),
                   "-Wl,--end-group"});
  append(command, program.linkInputs);
  for (const std::string& name : program.libraries) command.push_back("-l" + name);
  if (options.gc == "boehm") command.push_back("-lgc");
  command.push_back("-Wl,--as-needed");
  if (options.jit == "jit") command.push_back("-lasmjit");
  append(command, {"-lstdc++", "-lm", "-lpthread"});
  return command;
}

std::string ninjaFile(const GeneratedProgram& program, const std::vector<CompileUnit>& units,
                      const CompileOptions& options, const Toolchain& toolchain) {
  std::vector<std::string> compile = toolchain.launcher;
  append(compile, words(options.cc));
  append(compile, compilerFlags(options));
  std::string text = "ninja_required_version = 1.3\n";
  text += fmt::format(
      "rule cc\n  command = {} $flags -MD -MF $out.d -c $in -o $out\n  depfile = $out.d\n"
      "  deps = gcc\n  description = cc $in\n",
      commandText(compile));
  text += fmt::format("rule link\n  command = {}\n  description = link $out\n",
                      commandText(linkCommand(program, units, options)));
  std::string objects;
  for (const CompileUnit& unit : units) {
    if (!unit.reused) {
      text += fmt::format("build {}: cc {}\n", ninjaEscaped(unit.object, true),
                          ninjaEscaped(unit.source, true));
      if (!unit.flags.empty()) text += fmt::format("  flags = {}\n", commandText(unit.flags));
    }
    objects += " " + ninjaEscaped(unit.object, true);
  }
  text += fmt::format("build {}: link{} | {} {}\n", ninjaEscaped(product(options), true), objects,
                      ninjaEscaped(library(options, "tw_runtime"), true),
                      ninjaEscaped(library(options, "tw_gc_" + options.gc), true));
  if (options.shared) {
    text += fmt::format("rule launcher\n  command = {}\n  description = link $out\n",
                        commandText(launcherCommand(options)));
    text += fmt::format("build {}: launcher {} | {}\n", kExecutable, kLauncher,
                        ninjaEscaped(product(options), true));
  }
  return text + "default " + kExecutable + "\n";
}

} // namespace tw::compile_c
