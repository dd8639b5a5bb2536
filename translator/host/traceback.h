// Errors of Python code that runs in the host, for the person who wrote it.
#pragma once

#include "translator/support/diagnostic.h"

namespace tw::host {

class Host;
class HostError;

// The exception and its traceback as a diagnostic. Its place is the innermost one in the
// program's own files; frames of the library become notes, and so do the callers. `what` goes
// in front of the exception's text; it may be empty.
Diagnostic describeError(Host& host, const HostError& error, const std::string& what = "");

} // namespace tw::host
