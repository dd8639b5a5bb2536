// Modules: search, load, the import statements; compiling text.
//
// Order of search: native modules, embedded packages (rpython.*), the
// directories of sys.path, then the embedded standard modules.
#include "translator/host/import.h"

#include "translator/host/setup.h"
#include "translator/host/text.h"
#include "translator/support/diagnostic.h"
#include "translator/support/embedded.h"
#include "translator/syntax/compile.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace tw::host {

namespace {

std::optional<std::string> readFile(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::string parentOf(const std::string& name) {
  const size_t dot = name.rfind('.');
  return dot == std::string::npos ? "" : name.substr(0, dot);
}

std::string lastOf(const std::string& name) {
  const size_t dot = name.rfind('.');
  return dot == std::string::npos ? name : name.substr(dot + 1);
}

[[noreturn]] void raiseImport(Host& host, const std::string& name) {
  host.raise(host.types().ImportError, "No module named " + name);
}

} // namespace

// ---- Compiling ------------------------------------------------------------------------------

namespace {

CodeObject* compileFile(Host& host, const SourceFile& file, syntax::Mode mode) {
  return host.codeObject(syntax::compileSource(file, mode, host.arena()));
}

[[noreturn]] void raiseSyntaxError(Host& host, const TranslationError& error) {
  const Diagnostic& d = error.diagnostic();
  ExceptionObject* exception = host.newException(host.types().SyntaxError, d.message);
  DictObject* dict = host.instanceDict(exception);
  dict->table.set(host.intern("msg"), host.newStr(d.message));
  dict->table.set(host.intern("lineno"), host.newInt(d.span.line));
  dict->table.set(host.intern("offset"), host.newInt(d.span.column));
  dict->table.set(host.intern("filename"),
                  d.span.file ? host.newStr(d.span.file->path()) : host.none());
  host.raise(exception);
}

} // namespace

CodeObject* compileText(Host& host, Object* source, const std::string& fileName, CompileMode mode) {
  std::string text;
  if (source->kind == Kind::Unicode)
    text = encodeUtf8(as<UnicodeObject>(source)->value);
  else if (source->kind == Kind::File)
    text = host.toStr(host.callMethod(source, "read", {}));
  else
    text = host.toStr(source, "compile() expected string or code object");
  if (mode == CompileMode::Eval) text.erase(0, text.find_first_not_of(" \t"));
  const syntax::Mode syntaxMode = mode == CompileMode::Exec   ? syntax::Mode::Exec
                                  : mode == CompileMode::Eval ? syntax::Mode::Eval
                                                              : syntax::Mode::Single;
  try {
    return compileFile(host, host.sources().add(fileName, std::move(text)), syntaxMode);
  } catch (const TranslationError& error) {
    raiseSyntaxError(host, error);
  }
}

Object* Host::evaluate(std::string_view source, DictObject* globals, std::string_view fileName,
                       bool expression) {
  CodeObject* code = compileText(*this, newStr(source), std::string(fileName),
                                 expression ? CompileMode::Eval : CompileMode::Exec);
  return execute(code, globals, globals);
}

// ---- Finding --------------------------------------------------------------------------------

std::optional<Importer::Source> Importer::findInDirectory(const std::string& directory,
                                                          const std::string& name) {
  const std::string base = directory.empty() ? name : directory + "/" + name;
  if (auto text = readFile(base + "/__init__.py"))
    return Source{base + "/__init__.py", std::move(*text), {base}, true};
  if (auto text = readFile(base + ".py")) return Source{base + ".py", std::move(*text), {}, false};
  return std::nullopt;
}

std::optional<Importer::Source> Importer::findEmbeddedSource(const std::string& fullName) {
  for (const EmbeddedPackage& package : embedded_) {
    std::string relative;
    if (package.package.empty()) {
      relative = fullName;
    } else if (fullName == package.package) {
      relative = "";
    } else if (fullName.starts_with(package.package + ".")) {
      relative = fullName.substr(package.package.size() + 1);
    } else {
      continue;
    }
    for (char& c : relative)
      if (c == '.') c = '/';
    const std::string base = package.prefix + relative;
    for (const std::string& path :
         {base + (relative.empty() ? "__init__.py" : "/__init__.py"), base + ".py"}) {
      const EmbeddedFile* file = findEmbedded(path);
      if (!file) continue;
      const bool isPackage = path.ends_with("__init__.py");
      Source source{path, std::string(file->bytes()), {}, isPackage};
      if (isPackage) source.packagePath = {base};
      return source;
    }
  }
  return std::nullopt;
}

std::vector<std::string> Importer::directoriesFor(const std::string& parent) {
  std::vector<std::string> directories;
  Object* list = path_;
  if (parent.empty()) {
    if (ModuleObject* sys = host_.findModule("sys"))
      if (Object* current = sys->attributes->table.find(host_.intern("path"))) list = current;
  } else {
    ModuleObject* module = host_.findModule(parent);
    list = module ? module->attributes->table.find(host_.names().path) : nullptr;
  }
  if (!list) return directories;
  for (Object* item : host_.listOf(list))
    if (isStr(item)) directories.emplace_back(as<StrObject>(item)->value);
  return directories;
}

std::optional<Importer::Source> Importer::findSource(const std::string& fullName) {
  const std::string parent = parentOf(fullName);
  if (!parent.empty() || fullName == "rpython")
    if (auto source = findEmbeddedSource(fullName)) return source;
  for (const std::string& directory : directoriesFor(parent))
    if (auto source = findInDirectory(directory, lastOf(fullName))) return source;
  return findEmbeddedSource(fullName);
}

// ---- Loading --------------------------------------------------------------------------------

void Importer::execute(ModuleObject* module, const Source& source) {
  const SourceFile& file = host_.sources().add(source.path, source.text);
  module->file = &file;
  Table& table = module->attributes->table;
  table.set(host_.names().file, host_.newStr(source.path));
  if (source.isPackage) {
    ListObject* path = host_.newList();
    for (const std::string& p : source.packagePath) path->items.push_back(host_.newStr(p));
    table.set(host_.names().path, path);
  }
  CodeObject* code = compileFile(host_, file, syntax::Mode::Exec);
  if (!code->constants.empty() && isStr(code->constants[0]))
    table.set(host_.names().doc, code->constants[0]);
  host_.execute(code, module->attributes, module->attributes);
}

Object* Importer::load(const std::string& fullName, Source source) {
  ModuleObject* module = host_.newModule(fullName);
  StrObject* key = host_.intern(fullName);
  host_.modules()->table.set(key, module);
  try {
    execute(module, source);
  } catch (...) {
    host_.modules()->table.remove(key);
    throw;
  }
  Object* current = host_.modules()->table.find(key); // a module may replace itself
  return current ? current : module;
}

Object* Importer::importOne(const std::string& fullName) {
  StrObject* key = host_.intern(fullName);
  if (Object* module = host_.modules()->table.find(key))
    if (!isNone(module)) return module;
  Object* module = nullptr;
  if (const auto native = natives_.find(fullName); native != natives_.end()) {
    ModuleObject* fresh = host_.newModule(fullName);
    host_.modules()->table.set(key, fresh);
    native->second(host_, fresh);
    module = fresh;
  } else if (auto source = findSource(fullName)) {
    module = load(fullName, std::move(*source));
  } else {
    // A package that exists only through what lies in it.
    const std::string prefix = fullName + ".";
    bool implied = natives_.lower_bound(prefix) != natives_.end() &&
                   natives_.lower_bound(prefix)->first.starts_with(prefix);
    for (const EmbeddedPackage& package : embedded_)
      implied = implied || package.package.starts_with(prefix);
    if (!implied) return nullptr;
    ModuleObject* fresh = host_.newModule(fullName);
    fresh->attributes->table.set(host_.names().path, host_.newList());
    host_.modules()->table.set(key, fresh);
    module = fresh;
  }
  const std::string parent = parentOf(fullName);
  if (ModuleObject* package = parent.empty() ? nullptr : host_.findModule(parent))
    package->attributes->table.set(host_.intern(lastOf(fullName)), module);
  return module;
}

// Imports a.b.c step by step; null if the first part does not exist.
Object* Importer::resolve(const std::string& name, const std::string& package) {
  Object* module = nullptr;
  for (size_t end = 0; end != std::string::npos;) {
    end = name.find('.', end + 1);
    const std::string part = name.substr(0, end);
    module = importOne(package.empty() ? part : package + "." + part);
    if (module) continue;
    if (part.find('.') == std::string::npos) return nullptr;
    raiseImport(host_, lastOf(part));
  }
  return module;
}

ModuleObject* Importer::importAbsolute(const std::string& dottedName) {
  Object* module = resolve(dottedName, "");
  if (!module) raiseImport(host_, dottedName);
  if (module->kind != Kind::Module)
    host_.raise(host_.types().ImportError, "'" + dottedName + "' is not a module");
  return as<ModuleObject>(module);
}

ModuleObject* Importer::runFile(const std::string& path, StrObject* moduleName) {
  auto text = readFile(path);
  if (!text) throw TranslationError(SourceSpan{}, "cannot read the target '" + path + "'");
  ModuleObject* module = host_.newModule(moduleName->value);
  host_.modules()->table.set(moduleName, module);
  execute(module, Source{path, std::move(*text), {}, false});
  return module;
}

// ---- The statements -------------------------------------------------------------------------

namespace {

// The package that relative imports of this module start from; empty: none.
std::string packageOf(Host& host, DictObject* globals) {
  if (Object* package = globals->table.find(host.names().package); package && isStr(package))
    return std::string(as<StrObject>(package)->value);
  Object* name = globals->table.find(host.names().name);
  if (!name || !isStr(name)) return "";
  const std::string text(as<StrObject>(name)->value);
  return globals->table.find(host.names().path) ? text : parentOf(text);
}

} // namespace

void Importer::importFromList(Object* module, const std::string& fullName, Object* fromList) {
  if (module->kind != Kind::Module || !module->attributes->table.find(host_.names().path)) return;
  for (Object* item : host_.listOf(fromList)) {
    StrObject* name = host_.intern(host_.toStr(item));
    if (name->value == "*") {
      if (Object* all = module->attributes->table.find(host_.names().all))
        importFromList(module, fullName, all);
    } else if (!module->attributes->table.find(name)) {
      importOne(fullName + "." + std::string(name->value));
    }
  }
}

Object* Importer::importName(DictObject* globals, StrObject* name, Object* level, Object* fromList,
                             DictObject*) {
  const std::string text(name->value);
  const int64_t up = host_.toInt(level);
  std::string package = up == 0 ? "" : packageOf(host_, globals);
  for (int64_t i = 1; i < up; ++i) package = parentOf(package);
  if (up > 0 && package.empty())
    host_.raise(host_.types().ValueError, "Attempted relative import in non-package");
  const bool wantsLast = !isNone(fromList) && host_.truth(fromList);
  if (text.empty()) {
    Object* module = importAbsolute(package);
    importFromList(module, package, fromList);
    return module;
  }
  Object* module = package.empty() ? nullptr : resolve(text, package);
  if (!module) {
    if (up > 0) raiseImport(host_, text);
    package.clear();
    module = resolve(text, "");
    if (!module) raiseImport(host_, text);
  }
  const std::string prefix = package.empty() ? "" : package + ".";
  if (wantsLast) {
    importFromList(module, prefix + text, fromList);
    return module;
  }
  return importOne(prefix + text.substr(0, text.find('.')));
}

Object* Importer::importFrom(Object* module, StrObject* name) {
  if (Object* value = host_.getAttrOrNull(module, name)) return value;
  host_.raise(host_.types().ImportError, "cannot import name " + std::string(name->value));
}

void Importer::importStar(Object* module, DictObject* target) {
  if (Object* all = host_.getAttrOrNull(module, host_.names().all)) {
    for (Object* item : host_.listOf(all)) {
      StrObject* name = host_.intern(host_.toStr(item));
      target->table.set(name, host_.getAttr(module, name));
    }
    return;
  }
  if (!module->attributes) return;
  const std::vector<Table::Entry> entries = module->attributes->table.entries();
  for (const auto& e : entries) {
    if (e.key && isStr(e.key) && !as<StrObject>(e.key)->value.starts_with("_"))
      target->table.set(as<StrObject>(e.key), e.value);
  }
}

} // namespace tw::host
