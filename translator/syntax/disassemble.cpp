// The text form of code objects.
#include "translator/syntax/code.h"

#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace tw::syntax {
namespace {

void quoteByte(std::string& out, unsigned char c) {
  switch (c) {
  case '\n': out += "\\n"; break;
  case '\t': out += "\\t"; break;
  case '\r': out += "\\r"; break;
  case '\\': out += "\\\\"; break;
  case '\'': out += "\\'"; break;
  default:
    if (c < 0x20 || c >= 0x7f)
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", c);
    else
      out += static_cast<char>(c);
  }
}

std::string quote(const std::string& bytes) {
  std::string out = "'";
  for (char c : bytes) quoteByte(out, static_cast<unsigned char>(c));
  return out + "'";
}

std::string quote(const std::u32string& text) {
  std::string out = "u'";
  for (char32_t c : text) {
    if (c < 0x100)
      quoteByte(out, static_cast<unsigned char>(c));
    else if (c < 0x10000)
      out += fmt::format("\\u{:04x}", static_cast<uint32_t>(c));
    else
      out += fmt::format("\\U{:08x}", static_cast<uint32_t>(c));
  }
  return out + "'";
}

std::string floatText(double value) {
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  if (std::isnan(value)) return "nan";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == text.npos) text += ".0";
  return text;
}

struct ConstText {
  std::string operator()(const ConstNone&) const { return "None"; }
  std::string operator()(const ConstEllipsis&) const { return "Ellipsis"; }
  std::string operator()(bool value) const { return value ? "True" : "False"; }
  std::string operator()(int64_t value) const { return std::to_string(value); }
  std::string operator()(const ConstLong& value) const { return value.digits + "L"; }
  std::string operator()(double value) const { return floatText(value); }
  std::string operator()(const ConstComplex& value) const {
    return floatText(value.imaginary) + "j";
  }
  std::string operator()(const ConstStr& value) const { return quote(value.bytes); }
  std::string operator()(const ConstUnicode& value) const { return quote(value.text); }
  std::string operator()(const std::shared_ptr<const ConstTuple>& value) const {
    std::string out = "(";
    for (size_t i = 0; i < value->items.size(); ++i) {
      if (i > 0) out += ", ";
      out += std::visit(*this, value->items[i]);
    }
    return out + (value->items.size() == 1 ? ",)" : ")");
  }
  std::string operator()(const CodeObject* value) const {
    return fmt::format("<code {}, line {}>", value->name, value->span.line);
  }
};

std::string callText(const CallShape& shape) {
  std::string out = std::to_string(shape.positional);
  if (shape.keywords > 0) out += fmt::format(", {} keyword", shape.keywords);
  if (shape.star) out += ", *";
  if (shape.starStar) out += ", **";
  return out;
}

std::string functionText(const FunctionShape& shape) {
  if (shape.defaults == 0) return shape.closure ? "closure" : "";
  return fmt::format("{} defaults{}", shape.defaults, shape.closure ? ", closure" : "");
}

std::string sliceText(uint32_t flags) {
  return std::string(flags & 1 ? "lower" : "") + ":" + (flags & 2 ? "upper" : "");
}

std::string derefText(const CodeObject& code, uint32_t index) {
  size_t cells = code.cellvars.size();
  return index < cells ? code.cellvars[index] : code.freevars[index - cells];
}

std::string argumentText(const CodeObject& code, const Instruction& instruction) {
  uint32_t arg = instruction.arg;
  switch (argumentKind(instruction.op)) {
  case ArgumentKind::None: return {};
  case ArgumentKind::Const: return std::visit(ConstText{}, code.constants[arg]);
  case ArgumentKind::Name: return code.names[arg];
  case ArgumentKind::Local: return code.varnames[arg];
  case ArgumentKind::Deref: return derefText(code, arg);
  case ArgumentKind::Target: return fmt::format("-> {}", arg);
  case ArgumentKind::Count: return std::to_string(arg);
  case ArgumentKind::BinaryOp: return operatorText(static_cast<BinaryOp>(arg));
  case ArgumentKind::UnaryOp: return operatorText(static_cast<UnaryOp>(arg));
  case ArgumentKind::CompareOp: return operatorText(static_cast<CompareOp>(arg));
  case ArgumentKind::CallShape: return callText(CallShape::unpack(arg));
  case ArgumentKind::FunctionShape: return functionText(FunctionShape::unpack(arg));
  case ArgumentKind::SliceFlags: return sliceText(arg);
  }
  return {};
}

void appendNames(std::string& out, const char* title, const std::vector<std::string>& names) {
  if (names.empty()) return;
  out += fmt::format("  {}: {}\n", title, fmt::join(names, ", "));
}

void appendHead(std::string& out, const CodeObject& code) {
  out +=
      fmt::format("code {}, line {}: {} arguments{}{}, stack {}{}{}\n", code.name, code.span.line,
                  code.argCount, code.hasVarArgs ? ", *" : "", code.hasVarKeywords ? ", **" : "",
                  code.stackSize, code.isGenerator ? ", generator" : "",
                  code.usesLocalsDict ? ", locals dict" : "");
  appendNames(out, "locals", code.varnames);
  appendNames(out, "cells", code.cellvars);
  appendNames(out, "free", code.freevars);
}

// The line number is shown where it changes.
void appendInstructions(std::string& out, const CodeObject& code) {
  uint32_t line = 0;
  for (size_t i = 0; i < code.instructions.size(); ++i) {
    const Instruction& instruction = code.instructions[i];
    uint32_t thisLine = code.spans[i].line;
    std::string lineText = thisLine == line ? std::string() : std::to_string(thisLine);
    line = thisLine;
    std::string argument = argumentText(code, instruction);
    out += fmt::format("{:>5} {:>5}  {}", lineText, i, opcodeName(instruction.op));
    if (!argument.empty())
      out +=
          fmt::format("{:{}}{}", "", 18 - std::string(opcodeName(instruction.op)).size(), argument);
    out += '\n';
  }
  for (const ExceptionRange& range : code.exceptionTable)
    out += fmt::format("  except [{}, {}) -> {} depth {}\n", range.start, range.end, range.handler,
                       range.depth);
}

void appendCode(std::string& out, const CodeObject& code) {
  appendHead(out, code);
  appendInstructions(out, code);
  for (const ConstValue& value : code.constants) {
    const CodeObject* const* nested = std::get_if<const CodeObject*>(&value);
    if (!nested) continue;
    out += '\n';
    appendCode(out, **nested);
  }
}

} // namespace

std::string disassemble(const CodeObject& code) {
  std::string out;
  appendCode(out, code);
  return out;
}

std::string constantText(const ConstValue& value) { return std::visit(ConstText{}, value); }

} // namespace tw::syntax
