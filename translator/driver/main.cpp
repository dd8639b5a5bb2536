// tracewright: the program.
#include "translator/driver/commandline.h"
#include "translator/driver/session.h"

int main(int argc, char** argv) {
  int exitCode = -1;
  tw::driver::CommandLine commandLine = tw::driver::parseCommandLine(argc, argv, exitCode);
  return exitCode >= 0 ? exitCode : tw::driver::runSession(commandLine);
}
