// Comparing constants, and finding where the program defines them.
#include "translator/annotate/constants.h"

#include "translator/annotate/provenance.h"
#include "translator/host/host.h"

#include <algorithm>
#include <bit>

namespace tw::annotate {

using host::as;

bool sameConstant(const host::Object* a, const host::Object* b) {
  if (a == b) return true;
  if (!a || !b || a->kind != b->kind) return false;
  switch (a->kind) {
  case host::Kind::Int: return as<host::IntObject>(a)->value == as<host::IntObject>(b)->value;
  case host::Kind::SizedInt:
    return a->cls == b->cls &&
           as<host::SizedIntObject>(a)->value == as<host::SizedIntObject>(b)->value;
  case host::Kind::Float:
    return std::bit_cast<uint64_t>(as<host::FloatObject>(a)->value) ==
           std::bit_cast<uint64_t>(as<host::FloatObject>(b)->value);
  case host::Kind::Str: return as<host::StrObject>(a)->value == as<host::StrObject>(b)->value;
  case host::Kind::Unicode:
    return as<host::UnicodeObject>(a)->value == as<host::UnicodeObject>(b)->value;
  case host::Kind::Tuple: {
    const auto &x = as<host::TupleObject>(a)->items, &y = as<host::TupleObject>(b)->items;
    if (x.size() != y.size()) return false;
    for (size_t i = 0; i < x.size(); ++i)
      if (!sameConstant(x[i], y[i])) return false;
    return true;
  }
  case host::Kind::BoundMethod:
    return as<host::BoundMethodObject>(a)->function == as<host::BoundMethodObject>(b)->function &&
           as<host::BoundMethodObject>(a)->self == as<host::BoundMethodObject>(b)->self;
  default: return false;
  }
}

std::string constantKey(const host::Object* object) {
  switch (object->kind) {
  case host::Kind::None: return "None";
  case host::Kind::Bool: return as<host::IntObject>(object)->value ? "True" : "False";
  case host::Kind::Int: return std::to_string(as<host::IntObject>(object)->value);
  case host::Kind::SizedInt: {
    const auto* sized = as<host::SizedIntObject>(object);
    return std::to_string(sized->value) + (sized->isSigned ? "i" : "u") +
           std::to_string(sized->bits);
  }
  case host::Kind::Float:
    return "f" + std::to_string(std::bit_cast<uint64_t>(as<host::FloatObject>(object)->value));
  case host::Kind::Str: return "'" + std::string(as<host::StrObject>(object)->value) + "'";
  case host::Kind::Tuple: {
    std::string text = "(";
    for (const host::Object* item : as<host::TupleObject>(object)->items)
      text += constantKey(item) + ",";
    return text + ")";
  }
  default: return "@" + std::to_string(object->serial);
  }
}

// ---- Places ---------------------------------------------------------------------------------

namespace {

// The nearest line of the form "class NAME" at or before `last`.
SourceSpan findClass(const SourceFile& file, std::string_view name, uint32_t last) {
  constexpr std::string_view kKeyword = "class ";
  for (uint32_t number = last; number >= 1; --number) {
    const std::string_view line = file.line(number);
    const size_t indent = line.find_first_not_of(" \t");
    if (indent == std::string_view::npos) continue;
    std::string_view rest = line.substr(indent);
    if (!rest.starts_with(kKeyword)) continue;
    rest.remove_prefix(kKeyword.size());
    const size_t nameAt = rest.find_first_not_of(' ');
    if (nameAt == std::string_view::npos || !rest.substr(nameAt).starts_with(name)) continue;
    const std::string_view after = rest.substr(nameAt + name.size());
    if (!after.empty() && (isalnum(static_cast<unsigned char>(after[0])) || after[0] == '_'))
      continue;
    const auto column = static_cast<uint32_t>(indent + 1);
    return {&file, number, column, number, static_cast<uint32_t>(line.size() + 1)};
  }
  return {};
}

// The first module-level line of the form "NAME = ...".
SourceSpan findAssignment(const SourceFile& file, std::string_view name) {
  for (uint32_t number = 1; number <= file.lineCount(); ++number) {
    const std::string_view line = file.line(number);
    if (!line.starts_with(name)) continue;
    std::string_view rest = line.substr(name.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (rest.starts_with("=") && !rest.starts_with("=="))
      return {&file, number, 1, number, static_cast<uint32_t>(line.size() + 1)};
  }
  return {};
}

SourceSpan headOf(const syntax::CodeObject& code) {
  SourceSpan span = code.span;
  if (span.endLine > span.line && span.file) {
    // A definition is shown by its first line.
    span.endLine = span.line;
    span.endColumn = static_cast<uint32_t>(span.file->line(span.line).size() + 1);
  }
  return span;
}

SourceSpan classSpan(const host::ClassObject* cls) {
  if (!cls->attributes) return {};
  for (const host::Table::Entry& entry : cls->attributes->table.entries()) {
    if (!entry.key || entry.value->kind != host::Kind::Function) continue;
    const syntax::CodeObject& code = *as<host::FunctionObject>(entry.value)->code->code;
    if (!code.file) continue;
    const SourceSpan span = findClass(*code.file, cls->name->value, code.span.line);
    if (span.known()) return span;
  }
  return {};
}

} // namespace

SourceSpan definitionOf(const host::Object* object) {
  if (!object) return {};
  if (object->kind == host::Kind::Function)
    return headOf(*as<host::FunctionObject>(object)->code->code);
  if (object->kind == host::Kind::Class) return classSpan(as<host::ClassObject>(object));
  return {};
}

SourceSpan definitionOf(host::Host& host, host::ClassObject* cls) {
  if (SourceSpan span = classSpan(cls); span.known()) return span;
  host::Object* moduleName = host.getAttrOrNull(cls, "__module__");
  if (!moduleName || !host::isStr(moduleName)) return {};
  host::ModuleObject* module = host.findModule(as<host::StrObject>(moduleName)->value);
  if (!module || !module->file) return {};
  return findClass(*module->file, cls->name->value, module->file->lineCount());
}

GlobalName globalNameOf(host::Host& host, const host::Object* object) {
  for (const host::Table::Entry& entry : host.modules()->table.entries()) {
    if (!entry.key || !entry.value || entry.value->kind != host::Kind::Module) continue;
    const auto* module = as<host::ModuleObject>(entry.value);
    if (!module->file || !module->attributes) continue;
    for (const host::Table::Entry& global : module->attributes->table.entries()) {
      if (!global.key || global.value != object || !host::isStr(global.key)) continue;
      const std::string_view name = as<host::StrObject>(global.key)->value;
      return {std::string(name), findAssignment(*module->file, name)};
    }
  }
  return {};
}

void notePrebuilt(host::Host& host, UnionError& error, const host::Object* object,
                  const std::string& kind) {
  const GlobalName global = globalNameOf(host, object);
  const std::string name = global.name.empty() ? "" : " '" + global.name + "'";
  error.notes.push_back({global.span, "the " + kind + name + " is made at import time"});
}

std::string nameOf(const host::Object* object) {
  if (!object) return "?";
  switch (object->kind) {
  case host::Kind::Function: return std::string(as<host::FunctionObject>(object)->name->value);
  case host::Kind::Class: return std::string(as<host::ClassObject>(object)->name->value);
  case host::Kind::Module: return std::string(as<host::ModuleObject>(object)->name->value);
  case host::Kind::Builtin: return as<host::BuiltinObject>(object)->qualifiedName;
  default: return object->cls ? "of type " + std::string(object->cls->name->value) : "?";
  }
}

} // namespace tw::annotate
