// The target protocol.
#include "translator/driver/target.h"

#include "translator/driver/config.h"
#include "translator/host/search_path.h"
#include "translator/support/diagnostic.h"

#include <filesystem>

#include <fmt/format.h>

namespace tw::driver {
namespace {

// sys.argv[0] while a target is translated. Targets that also run under Python
// look at its end to tell the two apart.
constexpr const char* kTranslatorName = "rpython";

// An object with a __dict__ for what targets read and write on `driver`.
host::Object* makeDriver(host::Host& host, host::Object* config) {
  host::ClassObject* cls =
      host.newClass(host.types().type, host.intern("TranslationDriver"),
                    {host.types().object}, host.newDict());
  host::Object* driver = host.newInstance(cls);
  host.setAttr(driver, "config", config);
  host.setAttr(driver, "exe_name", host.none());
  return driver;
}

host::Object* stringList(host::Host& host, const std::vector<std::string>& words) {
  std::vector<host::Object*> items;
  for (const std::string& word : words) items.push_back(host.newStr(word));
  return host.newList(std::move(items));
}

// What target() returned: the entry point, or a tuple that begins with it.
host::FunctionObject* entryPointOf(host::Object* spec, const std::string& path) {
  host::Object* first = spec;
  if (spec->kind == host::Kind::Tuple) {
    auto* tuple = host::as<host::TupleObject>(spec);
    if (!tuple->items.empty()) first = tuple->items[0];
  }
  if (first->kind == host::Kind::Function) return host::as<host::FunctionObject>(first);
  throw TranslationError(
      {}, fmt::format("target() of {} returned {} where the entry point, a function, is expected",
                      path, host::kindName(first->kind)));
}

// "%(backend)s" is the only thing that names of the reference leave open.
std::string executableName(host::Host& host, host::Object* driver, const std::string& path) {
  host::Object* chosen = host.getAttr(driver, "exe_name");
  std::string name = host::isNone(chosen) ? std::filesystem::path(path).stem().string() + "-c"
                                          : std::string(host.toStr(chosen));
  constexpr std::string_view kBackend = "%(backend)s";
  if (size_t at = name.find(kBackend); at != std::string::npos)
    name.replace(at, kBackend.size(), "c");
  return name;
}

} // namespace

void failWithTraceback(host::Host& host, const host::HostError& error) {
  Diagnostic diagnostic;
  diagnostic.message = error.type()->name ? std::string(error.type()->name->value) : "exception";
  if (std::string text = host.str(error.value()); !text.empty())
    diagnostic.message += ": " + text;
  diagnostic.message += " (raised by the target's own code)";
  if (error.traceback()) {
    const auto& entries = error.traceback()->entries; // innermost first
    if (!entries.empty()) diagnostic.span = entries[0].span;
    for (size_t i = 1; i < entries.size(); ++i)
      diagnostic.notes.push_back({entries[i].span, "called from here"});
  }
  throw TranslationError(std::move(diagnostic));
}

Target loadTarget(host::Host& host, const std::string& path, Options& options,
                  const std::vector<std::string>& args) {
  try {
    Target target;
    host::addTargetSearchPath(host, path);
    std::vector<std::string> argv{kTranslatorName, path};
    argv.insert(argv.end(), args.begin(), args.end());
    host.setArguments(argv);
    target.module = host.runFile(path, false);
    host::Object* config = makeConfig(host, options);
    if (host::Object* handle = host.getAttrOrNull(target.module, "handle_config"))
      host.call(handle, {config, config});
    host::Object* function = host.getAttrOrNull(target.module, "target");
    if (!function)
      throw TranslationError(Diagnostic{
          Severity::Error, {}, path + " is not a target: it defines no function target", {},
          "a target defines target(driver, args), which returns the entry point"});
    host::Object* driver = makeDriver(host, config);
    target.driver = driver;
    target.entryPoint = entryPointOf(host.call(function, {driver, stringList(host, args)}), path);
    target.executableName = executableName(host, driver, path);
    return target;
  } catch (const host::HostError& error) {
    failWithTraceback(host, error);
  }
}

host::Object* jitPolicy(host::Host& host, const Target& target) {
  try {
    host::Object* function = host.getAttrOrNull(target.module, "jitpolicy");
    return function ? host.call(function, {target.driver}) : nullptr;
  } catch (const host::HostError& error) {
    failWithTraceback(host, error);
  }
}

} // namespace tw::driver
