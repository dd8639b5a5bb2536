// Finding, compiling and executing modules. Private to the host.
#pragma once

#include "translator/host/host.h"

#include <map>
#include <optional>

namespace tw::host {

enum class CompileMode { Exec, Eval, Single };

// Compiles a str or unicode object; a syntax error is a Python SyntaxError.
CodeObject* compileText(Host& host, Object* source, const std::string& fileName, CompileMode mode);

class Importer {
public:
  explicit Importer(Host& host) : host_(host) {}
  static Importer& of(Host& host) { return *host.importer_; }

  void addNative(std::string name, Host::ModuleInit init) { natives_[std::move(name)] = init; }
  void addEmbedded(std::string prefix, std::string package) {
    embedded_.push_back({std::move(prefix), std::move(package)});
  }
  ListObject* searchPath() { return path_; }
  void setSearchPath(ListObject* path) { path_ = path; }

  // The import statements.
  Object* importName(DictObject* globals, StrObject* name, Object* level, Object* fromList,
                     DictObject* locals);
  Object* importFrom(Object* module, StrObject* name);
  void importStar(Object* module, DictObject* target);

  // Imports every package on the way; returns the last module.
  ModuleObject* importAbsolute(const std::string& dottedName);
  ModuleObject* runFile(const std::string& path, StrObject* moduleName);

private:
  struct Source {
    std::string path;
    std::string text;
    std::vector<std::string> packagePath; // of a package: where its modules lie
    bool isPackage = false;
  };

  Object* importOne(const std::string& fullName); // null: there is no such module
  std::optional<Source> findSource(const std::string& fullName);
  std::optional<Source> findEmbeddedSource(const std::string& fullName);
  std::optional<Source> findInDirectory(const std::string& directory, const std::string& name);
  std::vector<std::string> directoriesFor(const std::string& parent);
  Object* load(const std::string& fullName, Source source);
  void execute(ModuleObject* module, const Source& source);
  Object* resolve(const std::string& name, const std::string& package);
  void importFromList(Object* module, const std::string& fullName, Object* fromList);

  struct EmbeddedPackage {
    std::string prefix, package;
  };

  Host& host_;
  std::map<std::string, Host::ModuleInit> natives_;
  std::vector<EmbeddedPackage> embedded_;
  ListObject* path_ = nullptr;
};

} // namespace tw::host
