// The command line: what the user asked for, parsed and checked.
//
//   tracewright [options] TARGET[.py] [target options]     translate
//   tracewright run TARGET[.py] [arguments]                run it in the host
//   tracewright dump --FORM FILE [function]                print a form
//   tracewright pass NAME FILE                             transform low-level graphs
#pragma once

#include "translator/driver/options.h"
#include "translator/driver/phases.h"

#include <string>
#include <vector>

namespace tw::driver {

enum class Command : uint8_t { Translate, LLInterpret, Run, Dump, Pass };

// What `dump` can print.
enum class DumpForm : uint8_t {
  Ast,
  Bytecode,
  Flow,
  Annotations,
  Rtype,
  Backendopt,
  StackChecks,
  Jitcode
};

struct CommandLine {
  Command command = Command::Translate;
  Options options;
  PhaseId goal = PhaseId::compile_c;
  std::string target;                       // path of the .py file
  std::vector<std::string> targetArguments; // unparsed
  DumpForm dumpForm = DumpForm::Ast;
  std::string dumpFunction;       // empty: all of them
  std::string passName;           // a name that passNames() lists
  std::vector<std::string> notes; // on options that have no effect
};

inline constexpr int kExitDiagnosed = 1; // an error that was explained
inline constexpr int kExitUsage = 2;     // a wrong command line

// Parses argv. Where the process must end at once (help, wrong usage) the
// message is printed and `exitCode` is set, else it is -1.
CommandLine parseCommandLine(int argc, const char* const* argv, int& exitCode);

} // namespace tw::driver
