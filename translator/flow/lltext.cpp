// Typed constants of low-level graphs: printer and parser.
#include "translator/flow/lltext.h"

#include "translator/flow/llconstants.h"
#include "translator/lltype/typetext.h"

#include <charconv>
#include <cmath>

namespace tw::flow {

using lltype::Allocation;
using lltype::Kind;
using lltype::MallocFlags;
using lltype::Symbol;
using lltype::Type;
using lltype::Word;

namespace {

std::string floatText(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[32];
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string quoted(std::string_view text, char quote) {
  static const char* const kDigits = "0123456789abcdef";
  std::string out(1, quote);
  for (unsigned char c : text) {
    if (c == quote || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c >= 32 && c < 127) {
      out += static_cast<char>(c);
    } else {
      out += "\\x";
      out += kDigits[c >> 4];
      out += kDigits[c & 15];
    }
  }
  return out + quote;
}

std::string flagsText(MallocFlags flags) {
  std::string text = flags.raw ? "{raw" : "{gc";
  if (flags.zero) text += ", zero";
  if (flags.nonMovable) text += ", nonmovable";
  return text + "}";
}

std::string symbolText(const Symbol& symbol) {
  switch (symbol.kind) {
  case Symbol::Kind::Name: return "." + symbol.name;
  case Symbol::Kind::Type: return "<" + symbol.type->text() + ">";
  case Symbol::Kind::Flags: return flagsText(symbol.flags);
  case Symbol::Kind::Text: return quoted(symbol.name, '"');
  case Symbol::Kind::Graphs: break;
  }
  std::string text = "[";
  for (const FunctionGraph* graph : symbol.graphs)
    text += (text.size() > 1 ? ", " : "") + graph->name;
  return text + "]";
}

std::string pointerText(Word word, const Type& type, const Allocation* target) {
  if (!target) return type.text() + "(" + std::to_string(word) + ")";
  std::string name =
      target->function && target->function->graph ? target->function->graph->name : target->name;
  std::string text = "&" + (name.empty() ? "." + std::to_string(target->serial) : name);
  if (word != target->word()) text += "+" + std::to_string(word - target->word());
  bool own = type.isPtr() && &type.ptr().target() == target->type && word == target->word();
  return own ? text : text + " as " + type.text();
}

std::string characterText(Word word) {
  if (word < 256) return quoted(std::string(1, static_cast<char>(word)), '\'');
  return "UniChar(" + std::to_string(word) + ")";
}

// Reads a quoted text whose opening quote comes next.
std::string parseQuoted(TextCursor& cursor) {
  char quote = cursor.peek();
  std::string_view text = cursor.text();
  std::string out;
  size_t i = cursor.position() + 1;
  for (; i < text.size() && text[i] != quote; ++i) {
    char c = text[i];
    if (c == '\\' && ++i < text.size()) {
      c = text[i];
      if (c == 'x' && i + 2 < text.size()) {
        int code = 0;
        std::from_chars(text.data() + i + 1, text.data() + i + 3, code, 16);
        c = static_cast<char>(code);
        i += 2;
      }
    }
    out += c;
  }
  if (i >= text.size()) cursor.fail("unterminated text");
  cursor.setPosition(i + 1);
  return out;
}

Constant* parseNumber(TextCursor& cursor, GraphContext& context, lltype::TypeTable& types) {
  std::string text(cursor.until(",)]}=:\n \t/"));
  const char* end = text.data() + text.size();
  int64_t integer = 0;
  if (!text.empty() && std::from_chars(text.data(), end, integer).ptr == end)
    return context.newConstant(types.signedType(), lltype::fromInt(integer));
  double real = 0;
  if (text.empty() || std::from_chars(text.data(), end, real).ptr != end)
    cursor.fail("expected a constant instead of '" + text + "'");
  return context.newConstant(types.floatType(), lltype::fromDouble(real));
}

MallocFlags parseFlags(TextCursor& cursor) {
  MallocFlags flags;
  while (!cursor.accept("}")) {
    std::string_view word = cursor.word();
    if (word == "raw")
      flags.raw = true;
    else if (word == "zero")
      flags.zero = true;
    else if (word == "nonmovable")
      flags.nonMovable = true;
    else if (word != "gc")
      cursor.fail("unknown flag " + std::string(word));
    cursor.accept(",");
  }
  return flags;
}

} // namespace

void LowLevelText::name(std::string name, Allocation* allocation) {
  names_[std::move(name)] = allocation;
}

Allocation* LowLevelText::find(std::string_view name) const {
  auto found = names_.find(name);
  return found == names_.end() ? nullptr : found->second;
}

std::string LowLevelText::typeText(const Type& type) const { return type.text(); }

const Type* LowLevelText::voidType() const { return heap_.types().voidType(); }

std::string LowLevelText::typedConstantText(const Constant& constant) const {
  const Type& type = *constant.type;
  Word word = constant.word;
  switch (type.kind()) {
  case Kind::Void: return word ? symbolText(*lltype::symbolOf(word)) : "None";
  case Kind::Bool: return word ? "True" : "False";
  case Kind::Char: return characterText(word);
  case Kind::UniChar: return (word < 256 ? "u" : "") + characterText(word);
  case Kind::Float: return floatText(lltype::asDouble(word));
  case Kind::SingleFloat: return "SingleFloat(" + floatText(lltype::asSingle(word)) + ")";
  case Kind::Ptr:
  case Kind::Address:
    if (word) return pointerText(word, type, heap_.find(word));
    return type.isPtr() ? "null(" + type.text() + ")" : "Address(0)";
  default: break;
  }
  if (type.isSigned()) return std::to_string(lltype::asInt(word));
  bool isSigned = type.kind() == Kind::Number && type.number().isSignedNumber();
  return type.text() + "(" +
         (isSigned ? std::to_string(lltype::asInt(word)) : std::to_string(word)) + ")";
}

const Type* LowLevelText::parseType(TextCursor& cursor) const {
  cursor.peek();
  size_t position = cursor.position();
  const Type* type = lltype::parseType(cursor.text(), position, heap_.types());
  cursor.setPosition(position);
  return type;
}

Constant* LowLevelText::parseSymbolSet(TextCursor& cursor, GraphContext& context) const {
  std::vector<std::string> names;
  while (!cursor.accept("]")) {
    names.emplace_back(cursor.word());
    cursor.accept(",");
  }
  Constant* constant = voidNone(context, heap_.types());
  openSets_.emplace_back(constant, std::move(names));
  return constant;
}

Constant* LowLevelText::parsePointer(TextCursor& cursor, GraphContext& context) const {
  std::string name(cursor.word());
  const Allocation* target = find(name);
  if (!target) cursor.fail("nothing is named &" + name);
  Word word = target->word();
  if (cursor.accept("+")) word += std::stoull(std::string(cursor.word()));
  const Type* type = cursor.accept("as") ? parseType(cursor) : heap_.types().ptr(target->type);
  return context.newConstant(type, word);
}

// TYPE(value)
Constant* LowLevelText::parseOfType(TextCursor& cursor, GraphContext& context) const {
  const Type* type = parseType(cursor);
  cursor.expect("(");
  Constant* value = parseNumber(cursor, context, heap_.types());
  cursor.expect(")");
  if (type->kind() == Kind::SingleFloat)
    value->word = lltype::fromSingle(static_cast<float>(lltype::asDouble(value->word)));
  else if (type->kind() == Kind::Number)
    value->word = type->number().normalize(value->word);
  value->type = type;
  return value;
}

Constant* LowLevelText::parseTypedConstant(TextCursor& cursor, GraphContext& context) const {
  lltype::TypeTable& types = heap_.types();
  char next = cursor.peek();
  if (next == '"') return symbolConstant(context, types, types.symbols().text(parseQuoted(cursor)));
  if (cursor.accept("u'")) {
    cursor.setPosition(cursor.position() - 1);
    return context.newConstant(types.uniChar(),
                               static_cast<unsigned char>(parseQuoted(cursor).at(0)));
  }
  if (next == '\'')
    return context.newConstant(types.charType(),
                               static_cast<unsigned char>(parseQuoted(cursor).at(0)));
  if (cursor.accept("<")) {
    const Type* type = parseType(cursor);
    cursor.expect(">");
    return typeConstant(context, types, type);
  }
  if (next == '.') {
    std::string_view name = cursor.word().substr(1);
    return nameConstant(context, types, name);
  }
  if (cursor.accept("{")) return mallocFlags(context, types, parseFlags(cursor));
  if (cursor.accept("[")) return parseSymbolSet(cursor, context);
  if (cursor.accept("&")) return parsePointer(cursor, context);
  if (cursor.accept("None")) return voidNone(context, types);
  if (cursor.accept("True")) return context.newConstant(types.boolType(), 1);
  if (cursor.accept("False")) return context.newConstant(types.boolType(), 0);
  if (cursor.accept("null")) {
    cursor.expect("(");
    const Type* type = parseType(cursor);
    cursor.expect(")");
    return context.newConstant(type, 0);
  }
  if (next == '-' || (next >= '0' && next <= '9')) return parseNumber(cursor, context, types);
  size_t start = cursor.position();
  for (const char* word : {"inf", "nan"})
    if (cursor.accept(word)) {
      cursor.setPosition(start);
      return parseNumber(cursor, context, types);
    }
  return parseOfType(cursor, context);
}

} // namespace tw::flow
