// Stage compile_c: turns C files into an executable.
//
// The files, the runtime's headers and a build.ninja are written to a
// directory; ninja drives the compiler (where ninja is missing, compile_c
// itself runs the same commands in parallel). Objects are reused by the hash of
// everything they are made from: by ccache if it is installed, else from a
// directory of ours. The executable replaces an older one in one step at the
// very end.
#pragma once

#include "translator/support/generated.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace tw::compile_c {

// What the compiler does about profiles: nothing, make programs that write them, use them.
enum class Profile { None, Generate, Use };

struct CompileOptions {
  std::string output;             // path of the executable
  std::string directory;          // where the C files go and stay; "": a temporary one
  std::string runtimeDirectory;   // holds libtw_runtime.a and the collectors
  std::string gc = "incminimark"; // which collector: incminimark, boehm or none
  std::string jit;                // which JIT: "jit", "jit_none"; "": none is linked
  std::string cc = "cc";          // with arguments, if any
  std::string launcher;           // put in front of the compiler; "": ccache if installed
  unsigned jobs = 0;              // 0: as many as there are processors
  int optLevel = 2;               // the translator's -O level
  bool linkTimeOptimization = false;
  // A library beside the output, lib + its name + .so, and a small executable that loads it.
  bool shared = false;
  std::vector<std::string> exportedNames; // symbols that an executable shows to what it loads
  std::vector<std::string> extraFlags;    // of the compiler
  std::vector<std::string> linkFlags;
  // Not empty: the program is compiled twice, and in between runs with these arguments, which a
  // shell reads. The profile of that run guides the second compilation.
  std::string trainingArguments;
  Profile profile = Profile::None; // of one of the two; compile() sets it
};

struct CompileResult {
  unsigned files = 0;  // compiled or found in the cache
  unsigned cached = 0; // found in our own cache
};

// The C compiler, or the linker, refused, or the training run failed. The log has the whole output.
class CompileError : public std::runtime_error {
public:
  CompileError(const std::string& message, std::string logPath, std::string output)
      : std::runtime_error(message), logPath_(std::move(logPath)), output_(std::move(output)) {}
  const std::string& logPath() const { return logPath_; }
  const std::string& output() const { return output_; }

private:
  std::string logPath_;
  std::string output_;
};

// Only writes the files and build.ninja (goal --source with --keep-c).
void writeSources(const GeneratedProgram& program, const CompileOptions& options);

// Throws CompileError, with an empty log path if there is no such compiler.
CompileResult compile(const GeneratedProgram& program, const CompileOptions& options);

} // namespace tw::compile_c
