// Running a target untranslated: what `tracewright run TARGET.py ARGS` does.
#include "translator/host/host.h"
#include "translator/host/search_path.h"
#include "translator/support/diagnostic.h"
#include "translator/syntax/compile.h"

#include <fstream>
#include <sstream>

namespace tw::host {

namespace {

// The status that leaving with this SystemExit gives.
int exitStatus(Host& host, Object* exception) {
  Object* code = host.getAttrOrNull(exception, host.names().code);
  int64_t value;
  if (!code || isNone(code)) return 0;
  if (host.asInt64(code, value)) return static_cast<int>(value & 0xff);
  std::fprintf(stderr, "%s\n", host.str(code).c_str());
  return 1;
}

// What the driver passes to target(); a namespace that accepts anything. Its config is real if the
// target has options of its own.
Object* driverStandIn(Host& host, Object* module) {
  DictObject* globals = host.newDict();
  host.evaluate("class _Anything(object):\n"
                "    def __getattr__(self, name):\n"
                "        if name.startswith('__'): raise AttributeError(name)\n"
                "        value = _Anything()\n"
                "        setattr(self, name, value)\n"
                "        return value\n"
                "    def __call__(self, *args, **kwds): return _Anything()\n"
                "    def __nonzero__(self): return False\n"
                "driver = _Anything()\n"
                "driver.exe_name = None\n",
                globals, "<driver>", false);
  Object* driver = globals->table.find(host.intern("driver"));
  if (Object* options = host.getAttrOrNull(module, "get_additional_config_options")) {
    Object* library = host.importModule("rpython.config.translationoption");
    Object* combine = host.getAttr(library, "get_combined_translation_config");
    host.setAttr(driver, "config", host.call(combine, {host.call(options, {})}));
  }
  return driver;
}

int callEntryPoint(Host& host, ModuleObject* module, Object* argv) {
  Object* target = module->attributes->table.find(host.intern("target"));
  Object* entry = host.call(target, {driverStandIn(host, module), host.newList()});
  if (entry->kind == Kind::Tuple) entry = as<TupleObject>(entry)->items[0];
  Object* result = host.call(entry, {argv});
  int64_t status = 0;
  host.asInt64(result, status);
  return static_cast<int>(status & 0xff);
}

// True if the module's code binds the name `target`.
bool definesTarget(Host& host, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw TranslationError(SourceSpan{}, "cannot read the target '" + path + "'");
  std::ostringstream text;
  text << in.rdbuf();
  const SourceFile& file = host.sources().add(path, text.str());
  const syntax::CodeObject* code = syntax::compileSource(file, syntax::Mode::Exec, host.arena());
  for (const syntax::Instruction& in : code->instructions)
    if (in.op == syntax::Opcode::StoreName && code->names[in.arg] == "target") return true;
  return false;
}

int runChecked(Host& host, const std::string& path, Object* argv) {
  if (definesTarget(host, path)) return callEntryPoint(host, host.runFile(path, false), argv);
  host.runFile(path, true);
  return 0;
}

} // namespace

int runTarget(Host& host, const std::string& path, const std::vector<std::string>& args) {
  addTargetSearchPath(host, path);
  std::vector<std::string> argv{path};
  argv.insert(argv.end(), args.begin(), args.end());
  host.setArguments(argv);
  Object* list = host.getAttr(host.findModule("sys"), host.intern("argv"));
  int status;
  try {
    status = runChecked(host, path, list);
  } catch (const HostError& error) {
    if (host.exceptionMatches(error.value(), host.types().SystemExit)) {
      status = exitStatus(host, error.value());
    } else {
      host.flush();
      std::fputs(host.formatTraceback(error).c_str(), stderr);
      status = 1;
    }
  }
  host.flush();
  return status;
}

} // namespace tw::host
