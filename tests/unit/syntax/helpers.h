// What the tests of syntax/ share: compile a text, expect an error at a place.
#pragma once

#include "translator/support/arena.h"
#include "translator/support/diagnostic.h"
#include "translator/syntax/compile.h"
#include "translator/syntax/parser.h"

#include <gtest/gtest.h>

namespace tw::syntax {

// A compiled text and everything that it refers to.
class Compiled {
public:
  explicit Compiled(std::string text, Mode mode = Mode::Exec, FutureFlags flags = {})
      : file_(sources_.add("test.py", std::move(text))), module_(parse(file_, mode, arena_, flags)),
        code_(compileModule(*module_, arena_)) {}

  const CodeObject& code() const { return *code_; }
  std::string dump() const { return dumpAst(*module_); }

  // The first nested code object of that name, searched in depth.
  const CodeObject& nested(std::string_view name) const {
    const CodeObject* found = find(*code_, name);
    if (!found) throw std::logic_error("no code object " + std::string(name));
    return *found;
  }

private:
  static const CodeObject* find(const CodeObject& code, std::string_view name) {
    for (const ConstValue& value : code.constants) {
      const CodeObject* const* inner = std::get_if<const CodeObject*>(&value);
      if (!inner) continue;
      if ((*inner)->name == name) return *inner;
      if (const CodeObject* deeper = find(**inner, name)) return deeper;
    }
    return nullptr;
  }

  SourceManager sources_;
  Arena arena_;
  const SourceFile& file_;
  const ast::Module* module_;
  const CodeObject* code_;
};

// "line:column: message" of the error in the text; "no error" if there is none.
inline std::string errorOf(const std::string& text, Mode mode = Mode::Exec) {
  try {
    Compiled compiled(text, mode);
  } catch (const TranslationError& error) {
    const SourceSpan& span = error.diagnostic().span;
    return std::to_string(span.line) + ":" + std::to_string(span.column) + ": " + error.what();
  }
  return "no error";
}

inline std::string hintOf(const std::string& text) {
  try {
    Compiled compiled(text);
  } catch (const TranslationError& error) {
    return error.diagnostic().hint;
  }
  return "no error";
}

// The instructions of one code object, "Opcode arg" joined by "; ".
inline std::string listing(const CodeObject& code) {
  std::string text = disassemble(code);
  std::string out;
  size_t at = 0;
  for (size_t i = 0; i < code.instructions.size(); ++i) {
    const char* name = opcodeName(code.instructions[i].op);
    // Instruction lines follow the head in order; each names its opcode.
    at = text.find("  " + std::string(name), at) + 2;
    std::string line = text.substr(at, text.find('\n', at) - at);
    at += line.size();
    size_t space = line.find(' ');
    if (space != line.npos)
      line = line.substr(0, space + 1) + line.substr(line.find_first_not_of(' ', space));
    if (!out.empty()) out += "; ";
    out += line;
  }
  return out;
}

} // namespace tw::syntax
