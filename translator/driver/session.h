// One run of the program: logging, the pipeline, and what is printed when it fails.
#pragma once

#include "translator/driver/commandline.h"

namespace tw::driver {

// Executes a parsed command line and returns the exit status. Diagnostics go to
// standard error; nothing is thrown.
int runSession(const CommandLine& commandLine);

} // namespace tw::driver
