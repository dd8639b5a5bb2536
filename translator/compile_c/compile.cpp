// Stage compile_c: the build, from C texts to the executable in its place.
#include "translator/compile_c/compile.h"

#include "translator/compile_c/cache.h"
#include "translator/compile_c/ninjafile.h"
#include "translator/compile_c/process.h"
#include "translator/support/embedded.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <thread>

namespace tw::compile_c {

namespace fs = std::filesystem;

namespace {

// A directory that disappears with the object, unless it is to be kept.
class WorkDirectory {
public:
  explicit WorkDirectory(const std::string& kept) : path_(kept), temporary_(kept.empty()) {
    if (temporary_) {
      std::string pattern = (fs::temp_directory_path() / "tracewright-XXXXXX").string();
      if (!mkdtemp(pattern.data()))
        throw std::runtime_error("cannot make a temporary directory: " + pattern);
      path_ = pattern;
    } else {
      fs::create_directories(path_);
    }
  }
  WorkDirectory(const WorkDirectory&) = delete;
  WorkDirectory& operator=(const WorkDirectory&) = delete;
  ~WorkDirectory() {
    std::error_code ignored;
    if (temporary_) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }
  void keep() { temporary_ = false; }

private:
  fs::path path_;
  bool temporary_;
};

// Leaves a file alone that already has the text: its time decides what ninja does.
void writeIfDifferent(const fs::path& path, std::string_view text) {
  std::ifstream old(path, std::ios::binary);
  if (old) {
    std::string contents((std::istreambuf_iterator<char>(old)), {});
    if (contents == text) return;
  }
  old.close();
  fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) throw std::runtime_error("cannot write " + path.string());
}

void writeFiles(const GeneratedProgram& program, const std::vector<CompileUnit>& units,
                const CompileOptions& options, const Toolchain& toolchain,
                const fs::path& directory) {
  for (const EmbeddedFile& file : embeddedFiles()) {
    if (file.path.ends_with(".h") || file.path.ends_with(".def"))
      writeIfDifferent(directory / file.path, file.bytes());
  }
  for (const GeneratedFile& file : program.files)
    writeIfDifferent(directory / file.name, file.text);
  if (options.shared) writeIfDifferent(directory / kLauncher, launcherSource());
  writeIfDifferent(directory / "build.ninja", ninjaFile(program, units, options, toolchain));
}

unsigned jobCount(const CompileOptions& options) {
  if (options.jobs > 0) return options.jobs;
  unsigned processors = std::thread::hardware_concurrency();
  return processors > 0 ? processors : 1;
}

// Is it C code of the program that the compiler complains about?
bool blamesForeignCode(const GeneratedProgram& program, const std::string& output) {
  auto mentioned = [&](const std::string& file) {
    return output.find(file + ":") != std::string::npos;
  };
  return std::ranges::any_of(
             program.files,
             [&](const GeneratedFile& file) { return file.isForeign && mentioned(file.name); }) ||
         std::ranges::any_of(program.sources, [&](const ForeignSource& source) {
           return mentioned(fs::absolute(source.path).string());
         });
}

// The name that the linker misses; "" if it is not the linker that complains.
std::string undefinedName(const std::string& output) {
  constexpr std::string_view kComplaint = "undefined reference to `";
  size_t at = output.find(kComplaint);
  if (at == std::string::npos) return "";
  at += kComplaint.size();
  return output.substr(at, output.find('\'', at) - at);
}

std::string explain(const GeneratedProgram& program, const std::string& output) {
  if (blamesForeignCode(program, output))
    return "the C compiler refuses C code that the program brings along, or a call of a C "
           "function with such arguments";
  if (std::string name = undefinedName(output); !name.empty())
    return "no library that is linked defines the C function '" + name +
           "'; give llexternal() its library in compilation_info";
  return "the C compiler failed on generated code";
}

[[noreturn]] void fail(const GeneratedProgram& program, WorkDirectory& work,
                       const std::string& output) {
  work.keep();
  fs::path log = work.path() / "compile.log";
  std::ofstream(log) << output;
  throw CompileError(explain(program, output), log.string(), output);
}

void runNinja(const GeneratedProgram& program, const std::string& ninja,
              const CompileOptions& options, WorkDirectory& work) {
  std::vector<std::string> command{
      ninja, "--quiet", "-C", work.path().string(), "-j", std::to_string(jobCount(options))};
  ProcessResult result = runProcess(command, "");
  if (result.status != 0) fail(program, work, result.output);
}

// Without ninja: the same commands, as many at a time.
void runCommands(const GeneratedProgram& program, const std::vector<CompileUnit>& units,
                 const CompileOptions& options, const Toolchain& toolchain, WorkDirectory& work) {
  std::vector<std::vector<std::string>> commands;
  for (const CompileUnit& unit : units) {
    if (!unit.reused) commands.push_back(compileCommand(unit, options, toolchain));
  }
  ProcessResult result = runParallel(commands, work.path().string(), jobCount(options));
  if (result.status == 0)
    result = runProcess(linkCommand(program, units, options), work.path().string());
  if (result.status == 0 && options.shared)
    result = runProcess(launcherCommand(options), work.path().string());
  if (result.status != 0) fail(program, work, result.output);
}

// Renaming is atomic only inside one file system: the copy is made beside the
// target first.
void install(const fs::path& made, const fs::path& output) {
  fs::path beside = output;
  beside += fmt::format(".new-{}", processId());
  fs::copy_file(made, beside, fs::copy_options::overwrite_existing);
  fs::permissions(beside, fs::status(made).permissions());
  fs::rename(beside, output);
}

CompileResult build(const GeneratedProgram& program, const CompileOptions& options,
                    WorkDirectory& work) {
  Toolchain toolchain = findToolchain(options);
  std::vector<CompileUnit> units = compileUnits(program);
  ObjectCache cache(program, options, toolchain, units);
  writeFiles(program, units, options, toolchain, work.path());
  if (toolchain.ninja.empty())
    runCommands(program, units, options, toolchain, work);
  else
    runNinja(program, toolchain.ninja, options, work);
  cache.save(work.path());
  return {static_cast<unsigned>(units.size()), cache.found()};
}

// Leaves the profile of a run, *.gcda, beside the objects.
void train(const GeneratedProgram& program, CompileOptions options, WorkDirectory& work) {
  for (const fs::directory_entry& entry : fs::directory_iterator(work.path()))
    if (entry.path().extension() == ".gcda") fs::remove(entry.path());
  options.profile = Profile::Generate;
  build(program, options, work);
  const std::string command =
      fs::absolute(work.path() / kExecutable).string() + " " + options.trainingArguments;
  const ProcessResult run = runProcess({"/bin/sh", "-c", command}, "");
  if (run.status == 0) return;
  work.keep();
  const fs::path log = work.path() / "training.log";
  std::ofstream(log) << run.output;
  throw CompileError(fmt::format("the run of --profopt ended with status {}", run.status),
                     log.string(), run.output);
}

} // namespace

void writeSources(const GeneratedProgram& program, const CompileOptions& options) {
  writeFiles(program, compileUnits(program), options, findToolchain(options), options.directory);
}

CompileResult compile(const GeneratedProgram& program, const CompileOptions& options) {
  if (const std::string compiler = words(options.cc).at(0); findProgram(compiler).empty())
    throw CompileError("the C compiler '" + compiler + "' is not found", "", "");
  WorkDirectory work(options.directory);
  CompileOptions final = options;
  if (!options.trainingArguments.empty()) {
    train(program, options, work);
    final.profile = Profile::Use;
  }
  const CompileResult result = build(program, final, work);
  const fs::path output = fs::absolute(options.output);
  if (options.shared)
    install(work.path() / libraryName(options), output.parent_path() / libraryName(options));
  install(work.path() / kExecutable, output);
  return result;
}

} // namespace tw::compile_c
