// Small C programs that answer questions about the target: the size of a type, the
// value of a macro, whether a header exists.
//
// Answers are kept in the cache directory, with the headers that the compiler
// read: when one of them changes, the question is asked again.
#pragma once

#include <string>
#include <vector>

namespace tw::compile_c {

struct Probe {
  std::string source;
  std::vector<std::string> flags;     // of the compiler
  std::vector<std::string> linkFlags; // behind the source
  enum class Goal { Compile, Link, Run } goal = Goal::Run;
};

struct ProbeResult {
  bool built = false; // compiled, and if asked for, linked
  int status = 0;     // exit status of the program, or of the compiler
  std::string output; // of the program, or of the compiler that refused
};

// Throws std::runtime_error if no compiler runs at all.
ProbeResult ask(const Probe& probe, const std::string& cc);

// Makes a shared object from C texts and files. Returns its path, inside a new
// directory under the system's temporary one; throws std::runtime_error with the
// compiler's output if it refuses.
std::string buildSharedObject(const std::vector<std::string>& sources,
                              const std::vector<std::string>& files,
                              const std::vector<std::string>& flags,
                              const std::vector<std::string>& linkFlags, const std::string& cc);

} // namespace tw::compile_c
