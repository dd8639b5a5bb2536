// The functions that C code calls by name: what rlib.entrypoint has noted.
#include "translator/library/exported_functions.h"

#include "translator/library/lltype_parts.h"
#include "translator/support/diagnostic.h"

#include <algorithm>
#include <sstream>

namespace tw::library {

using host::Host;
using host::Object;

namespace {

// A low-level type, or the class of Python that has one.
const lltype::Type* argumentType(Host& host, Object* given) {
  if (const lltype::Type* type = typeArgument(host, given)) return type;
  const lltype::TypeTable& types = worldOf(host).types();
  if (given == host.types().int_) return types.signedType();
  if (given == host.types().float_) return types.floatType();
  if (given == host.types().bool_) return types.boolType();
  return nullptr;
}

ExportedFunction exportedFunction(Host& host, Object* entry) {
  const std::vector<Object*> pair = host.listOf(entry);
  if (pair.size() != 2 || pair[0]->kind != host::Kind::Function)
    throw TranslationError({}, "an entry point of rlib.entrypoint must be a function");
  ExportedFunction result;
  result.function = host::as<host::FunctionObject>(pair[0]);
  const std::string name(result.function->name->value);
  for (Object* given : host.listOf(pair[1])) {
    const lltype::Type* type = argumentType(host, given);
    if (!type)
      throw TranslationError({}, "argument " + std::to_string(result.args.size() + 1) +
                                     " of the entry point '" + name + "' has no type that C knows");
    result.args.push_back(type);
  }
  Object* cName = host.getAttrOrNull(pair[0], "c_name");
  result.cName = cName ? std::string(host.toStr(cName)) : name;
  return result;
}

std::vector<std::string> split(std::string_view keys) {
  std::istringstream text{std::string(keys)};
  std::vector<std::string> result;
  for (std::string key; std::getline(text, key, ',');)
    if (!key.empty()) result.push_back(key);
  return result;
}

// Threads that rthread did not start may run the program: it looks values of threads up by number.
void expectForeignThreads(Host& host) {
  if (host::ModuleObject* module = host.findModule("rpython.rlib.rthread"))
    host.setAttr(host.getAttr(module, "_threads"), "started", host.boolean(true));
}

} // namespace

std::vector<ExportedFunction> exportedFunctions(Host& host, std::string_view keys) {
  std::vector<ExportedFunction> result;
  host::ModuleObject* module = host.findModule("rpython.rlib.entrypoint");
  Object* known = module ? host.getAttrOrNull(module, "secondary_entrypoints") : nullptr;
  for (const std::string& key : split(keys)) {
    Object* entries = nullptr;
    if (known && host.contains(known, host.newStr(key)))
      entries = host.getItem(known, host.newStr(key));
    else if (key != "main")
      throw TranslationError({}, "--entrypoints: the program exports nothing as '" + key + "'");
    if (!entries) continue;
    for (Object* entry : host.listOf(entries)) {
      ExportedFunction function = exportedFunction(host, entry);
      if (std::ranges::any_of(result, [&](auto& other) { return other.cName == function.cName; }))
        throw TranslationError({}, "two entry points have the name '" + function.cName + "' in C");
      result.push_back(std::move(function));
    }
  }
  if (!result.empty()) expectForeignThreads(host);
  return result;
}

} // namespace tw::library
