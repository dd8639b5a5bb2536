// Phase import: runs the target's modules and asks the target what to translate.
//
// In: the path of a target file. Out: its entry point, and what the target
// decided about the translation. The protocol is the reference's: the file
// defines target(driver, args), which returns the entry point or a tuple that
// begins with it; handle_config(config, translateconfig) is called before where
// it exists, and driver.exe_name names the executable.
#pragma once

#include "translator/driver/options.h"
#include "translator/host/host.h"

#include <string>
#include <vector>

namespace tw::driver {

struct Target {
  host::ModuleObject* module = nullptr;
  host::Object* driver = nullptr; // what target() got
  host::FunctionObject* entryPoint = nullptr;
  std::string executableName; // "TARGET-c", or what target() chose
};

// Throws TranslationError where the file is no target, and where its code
// raises: with the Python traceback as notes.
Target loadTarget(host::Host& host, const std::string& path, Options& options,
                  const std::vector<std::string>& args);

// The JitPolicy that the target's jitpolicy(driver) gives; null: it has no such function.
host::Object* jitPolicy(host::Host& host, const Target& target);

// The traceback of an import-time exception as a diagnostic.
[[noreturn]] void failWithTraceback(host::Host& host, const host::HostError& error);

} // namespace tw::driver
