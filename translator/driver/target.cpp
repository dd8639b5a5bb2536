// The target protocol.
#include "translator/driver/target.h"

#include "translator/driver/config.h"
#include "translator/host/search_path.h"
#include "translator/host/traceback.h"
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
  host::ClassObject* cls = host.newClass(host.types().type, host.intern("TranslationDriver"),
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

SourceSpan definitionOf(const host::Object* function) {
  if (function->kind != host::Kind::Function) return {};
  return host::as<host::FunctionObject>(function)->code->code->span;
}

// What target() returned: the entry point, or a tuple that begins with it.
host::FunctionObject* entryPointOf(host::Host& host, host::Object* spec,
                                   const host::Object* target) {
  host::Object* first = spec;
  if (spec->kind == host::Kind::Tuple) {
    auto* tuple = host::as<host::TupleObject>(spec);
    if (!tuple->items.empty()) first = tuple->items[0];
  }
  if (first->kind == host::Kind::Function) return host::as<host::FunctionObject>(first);
  const bool isPlain = host::isNone(first) || host::isStr(first) || first->kind == host::Kind::Int;
  const std::string what =
      isPlain ? host.repr(first)
              : "an object of type '" + std::string(host.typeOf(first)->name->value) + "'";
  throw TranslationError(Diagnostic{
      Severity::Error,
      definitionOf(target),
      fmt::format("target() returned {} where the entry point, a function, is expected", what),
      {},
      "return the function alone, or entry_point, None"});
}

// target(driver, args): an error that names the protocol, where the call could not even begin.
void checkTarget(const host::Object* target) {
  if (target->kind != host::Kind::Function) return;
  const syntax::CodeObject& code = *host::as<host::FunctionObject>(target)->code->code;
  const size_t optional = host::as<host::FunctionObject>(target)->defaults.size();
  const bool fits = code.argCount - std::min<size_t>(code.argCount, optional) <= 2 &&
                    (code.argCount >= 2 || code.hasVarArgs);
  if (fits) return;
  throw TranslationError(Diagnostic{
      Severity::Error,
      code.span,
      fmt::format("target() is called with two arguments, but it takes {}", code.argCount),
      {},
      "write def target(driver, args):"});
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
  throw TranslationError(host::describeError(host, error));
}

namespace {

// What target() sees as driver.config. A target that has options of its own gets a Config of
// Python, whose values go back to the driver's after the call.
class TargetConfig {
public:
  TargetConfig(host::Host& host, host::Object* module, host::Object* native)
      : host_(host), native_(native), seen_(native) {
    host::Object* options = host.getAttrOrNull(module, "get_additional_config_options");
    if (options) seen_ = callLibrary("config_of_driver", native, host.call(options, {}));
  }
  host::Object* object() const { return seen_; }
  void giveBack() {
    if (seen_ != native_) callLibrary("give_to_driver", seen_, native_);
  }

private:
  host::Object* callLibrary(const char* name, host::Object* first, host::Object* second) {
    host::Object* module = host_.importModule("rpython.config.translationoption");
    return host_.call(host_.getAttr(module, name), {first, second});
  }

  host::Host& host_;
  host::Object* native_;
  host::Object* seen_;
};

} // namespace

Target loadTarget(host::Host& host, const std::string& path, Options& options,
                  const std::vector<std::string>& args) {
  try {
    Target target;
    host::addTargetSearchPath(host, path);
    std::vector<std::string> argv{kTranslatorName, path};
    argv.insert(argv.end(), args.begin(), args.end());
    host.setArguments(argv);
    target.module = host.runFile(path, false);
    TargetConfig targetConfig(host, target.module, makeConfig(host, options));
    host::Object* config = targetConfig.object();
    if (host::Object* handle = host.getAttrOrNull(target.module, "handle_config"))
      host.call(handle, {config, config});
    host::Object* function = host.getAttrOrNull(target.module, "target");
    if (!function)
      throw TranslationError(
          Diagnostic{Severity::Error,
                     {},
                     path + " is not a target: it defines no function target",
                     {},
                     "a target defines target(driver, args), which returns the entry point"});
    checkTarget(function);
    host::Object* driver = makeDriver(host, config);
    target.driver = driver;
    target.entryPoint =
        entryPointOf(host, host.call(function, {driver, stringList(host, args)}), function);
    targetConfig.giveBack();
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
