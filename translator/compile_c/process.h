// Child processes whose output is collected.
#pragma once

#include <string>
#include <vector>

namespace tw::compile_c {

struct ProcessResult {
  int status = 0;     // exit status; 128 + signal if it was killed; 127: not started
  std::string output; // standard output and standard error
};

// Runs a program found in PATH, in `directory` ("": the current one).
ProcessResult runProcess(const std::vector<std::string>& command, const std::string& directory);

// Runs the commands, `jobs` at a time. Stops at the first that fails.
ProcessResult runParallel(const std::vector<std::vector<std::string>>& commands,
                          const std::string& directory, unsigned jobs);

// Full path of a program in PATH; "" if there is none.
std::string findProgram(const std::string& name);

int processId();

} // namespace tw::compile_c
