// The forms of the front end as text.
#include "translator/driver/dump.h"

#include "translator/host/host.h"

#include "translator/support/arena.h"
#include "translator/support/diagnostic.h"
#include "translator/syntax/compile.h"
#include "translator/syntax/parser.h"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace tw::driver {
namespace {

const SourceFile& readSource(SourceManager& sources, const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  if (!in.good() && !in.eof()) throw TranslationError({}, "cannot read " + path);
  return sources.add(path, std::move(text));
}

// Appends the disassembly of `code` if it has that name, else looks inside it.
void appendNamed(const syntax::CodeObject& code, const std::string& name, std::string& out) {
  if (code.name == name) {
    out += syntax::disassemble(code);
    return;
  }
  for (const syntax::ConstValue& constant : code.constants)
    if (auto* inner = std::get_if<const syntax::CodeObject*>(&constant))
      appendNamed(**inner, name, out);
}

} // namespace

std::string astText(SourceManager& sources, const std::string& path) {
  Arena arena;
  const SourceFile& file = readSource(sources, path);
  return syntax::dumpAst(*syntax::parse(file, syntax::Mode::Exec, arena));
}

std::string bytecodeText(SourceManager& sources, const std::string& path,
                         const std::string& function) {
  Arena arena;
  const SourceFile& file = readSource(sources, path);
  const syntax::CodeObject* code = syntax::compileSource(file, syntax::Mode::Exec, arena);
  if (function.empty()) return syntax::disassemble(*code);
  std::string out;
  appendNamed(*code, function, out);
  if (out.empty()) throw TranslationError({}, fmt::format("{} has no function {}", path, function));
  return out;
}

std::vector<host::FunctionObject*> functionsOf(host::Host& host, host::ModuleObject* module,
                                               const std::string& name) {
  std::vector<host::FunctionObject*> functions;
  for (host::Object* value : host.listOf(host.callMethod(module->attributes, "values", {}))) {
    if (value->kind != host::Kind::Function) continue;
    auto* function = host::as<host::FunctionObject>(value);
    bool own = function->globals == module->attributes;
    if (own && (name.empty() || function->name->value == name)) functions.push_back(function);
  }
  return functions;
}

} // namespace tw::driver
