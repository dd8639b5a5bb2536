// One C file in the making.
#include "translator/source_c/cfile.h"

#include "translator/flow/marks.h"
#include "translator/source_c/ctypes.h"

#include <fmt/format.h>

namespace tw::source_c {

using database_c::ContainerNode;
using database_c::ExternalNode;
using database_c::FunctionNode;
using lltype::Type;

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\' || c == '?')
      result += {'\\', c};
    else if (c == '\n')
      result += "\\n";
    else if (code < 32 || code >= 127)
      result += fmt::format("\\{:03o}", code);
    else
      result += c;
  }
  return result + "\"";
}

std::string prototype(const FunctionNode& function, CFile& file,
                      const std::vector<std::string>& argumentNames) {
  const flow::FunctionGraph& graph = *function.graph;
  std::string arguments;
  size_t i = 0;
  for (const flow::Variable* argument : graph.startBlock->inputArgs) {
    if (!exists(*argument->type)) continue;
    if (!arguments.empty()) arguments += ", ";
    std::string type = spell(*argument->type, file);
    arguments += type;
    if (i < argumentNames.size()) arguments += (type.back() == '*' ? "" : " ") + argumentNames[i];
    i++;
  }
  std::string result = spell(*graph.returnBlock->inputArgs[0]->type, file);
  return fmt::format("{}{}{}{}{}({})", function.isStatic ? "static " : "",
                     flow::isNeverInlined(graph) ? "__attribute__((noinline)) " : "", result,
                     result.back() == '*' ? "" : " ", function.name,
                     arguments.empty() ? "void" : arguments);
}

const std::string& CFile::tag(const Type& type) const { return database_.typeNames().tag(type); }

const std::string& CFile::declareStruct(const Type& type) {
  const std::string& name = tag(type);
  if (declared_.insert(&type).second) declaredTags_.push_back(name);
  return name;
}

const std::string& CFile::defineStruct(const Type& type) {
  if (definedSet_.insert(&type).second) {
    declareStruct(type);
    std::string text = structDefinition(type, *this); // may define members' structs first
    structs_ += text;
    defined_.push_back(&type);
  }
  return tag(type);
}

const std::string& CFile::use(const FunctionNode& function) {
  if (used_.insert(&function).second) declarations_ += prototype(function, *this) + ";\n";
  return function.name;
}

const std::string& CFile::use(const ExternalNode& external) {
  if (!used_.insert(&external).second) return external.name;
  std::string arguments;
  for (const Type* argument : external.external->type->args()) {
    if (!exists(*argument)) continue;
    if (!arguments.empty()) arguments += ", ";
    arguments += spell(*argument, *this);
  }
  std::string result = spell(external.external->type->result(), *this);
  std::string symbol;
  if (!external.hasWrapper && external.name != external.external->cName)
    symbol = fmt::format(" __asm__({})", quoted(external.external->cName));
  declarations_ += fmt::format("{}{}{}({}){};\n", result, result.back() == '*' ? "" : " ",
                               external.name, arguments.empty() ? "void" : arguments, symbol);
  return external.name;
}

const std::string& CFile::use(const ContainerNode& container) {
  if (!used_.insert(&container).second) return container.name;
  const Type& type = *container.allocation->type;
  if (hasTag(type)) {
    declarations_ += fmt::format("extern struct {} {};\n", defineStruct(type), container.name);
  } else {
    declarations_ += fmt::format("extern u64 {}[];\n", container.name);
  }
  return container.name;
}

std::string CFile::useTypeId(const Type& type) {
  const database_c::RecordNode& record = database_.record(type);
  if (database_.program().positionIndependent) return std::to_string(record.offset);
  if (used_.insert(&record).second)
    declarations_ += fmt::format("extern const char {}[];\n", record.name);
  return record.name;
}

size_t CFile::place(SourceSpan span, const std::string& function) {
  std::string path = span.file ? span.file->path() : "?";
  std::string text = fmt::format("  {{{}, {}, {}}},\n", quoted(path), quoted(function), span.line);
  auto [entry, isNew] = placeIndex_.emplace(text, placeIndex_.size());
  if (isNew) places_ += text;
  return entry->second;
}

std::string CFile::render() const {
  std::string text = "#include \"runtime/prelude.h\"\n";
  for (const std::string& header : headers_) text += fmt::format("#include \"{}\"\n", header);
  text += "\n";
  for (const std::string& name : declaredTags_) text += fmt::format("struct {};\n", name);
  text += structs_ + declarations_;
  if (!places_.empty())
    text += fmt::format("\nstatic const struct tw_place places[] = {{\n{}}};\n", places_);
  return text + "\n" + data_ + functions_;
}

} // namespace tw::source_c
