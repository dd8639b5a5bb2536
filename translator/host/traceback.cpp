// From an exception and its traceback to a diagnostic at the program's line.
#include "translator/host/traceback.h"

#include "translator/host/host.h"
#include "translator/support/embedded.h"

namespace tw::host {
namespace {

constexpr size_t kMaxCallers = 8; // the innermost ones; a recursion has thousands

bool isLibrary(const TracebackEntry& entry) {
  return !entry.span.file || entry.span.file->path().starts_with('<') ||
         findEmbedded(entry.span.file->path());
}

// What the program can do about it, where the exception alone says so.
std::string hintFor(Host& host, const HostError& error, bool inLibrary) {
  const ClassObject* cls = error.type();
  if (host.isSubtype(cls, host.types().ImportError) &&
      host.str(error.value()).starts_with("cannot import name"))
    return "the module exists, but it defines no such name";
  if (host.isSubtype(cls, host.types().ImportError))
    return "modules are looked for beside the target and along PYTHONPATH; of Python's own those "
           "exist that targets use at import time, but no extension modules";
  if (host.isSubtype(cls, host.types().NameError))
    return "a name must be bound before the statement that uses it is executed";
  if (host.isSubtype(cls, host.types().SystemExit))
    return "a target that is translated must not exit while it is imported: compare __name__ with "
           "'__main__' first";
  return inLibrary ? "the library does not allow this call: see its message"
                   : "the program raised it while it ran in the import-time Python; 'tracewright "
                     "run' executes a target there alone";
}

} // namespace

Diagnostic describeError(Host& host, const HostError& error, const std::string& what) {
  Diagnostic diagnostic;
  diagnostic.message = what;
  diagnostic.message += error.type()->name ? std::string(error.type()->name->value) : "exception";
  if (std::string text = host.str(error.value()); !text.empty()) diagnostic.message += ": " + text;
  static const std::vector<TracebackEntry> none;
  const TracebackObject* traceback = error.traceback();
  const std::vector<TracebackEntry>& entries = traceback ? traceback->entries : none;
  size_t own = 0; // the innermost one is the first
  while (own < entries.size() && isLibrary(entries[own])) ++own;
  diagnostic.hint = hintFor(host, error, own > 0);
  if (own == entries.size()) own = 0;
  for (size_t i = 0; i < entries.size() && i < own + kMaxCallers; ++i) {
    const SourceSpan& span = entries[i].span;
    if (i == own)
      diagnostic.span = span;
    else if (i == 0)
      diagnostic.notes.push_back({span, "raised here, in the library"});
    else if (span.known())
      diagnostic.notes.push_back({span, "called from here"});
  }
  return diagnostic;
}

} // namespace tw::host
