// High-level constants in the text form: Python literals and @NAMEs.
#include "translator/flow/text.h"

#include "translator/host/host.h"

#include <charconv>
#include <cmath>

namespace tw::flow {
namespace {

using host::Kind;

void appendHex(std::string& out, uint32_t value, int digits) {
  static const char* const kDigits = "0123456789abcdef";
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += kDigits[value >> shift & 15];
}

void appendEscaped(std::string& out, uint32_t c, bool unicode) {
  switch (c) {
  case '\n': out += "\\n"; return;
  case '\t': out += "\\t"; return;
  case '\r': out += "\\r"; return;
  case '\\': out += "\\\\"; return;
  case '\'': out += "\\'"; return;
  default: break;
  }
  if (c >= 32 && c < 127) {
    out += static_cast<char>(c);
  } else if (c < 256) {
    out += "\\x";
    appendHex(out, c, 2);
  } else {
    out += unicode && c > 0xffff ? "\\U" : "\\u";
    appendHex(out, c, c > 0xffff ? 8 : 4);
  }
}

std::string strText(std::string_view bytes) {
  std::string out = "'";
  for (char c : bytes) appendEscaped(out, static_cast<unsigned char>(c), false);
  return out + "'";
}

std::string unicodeText(std::u32string_view text) {
  std::string out = "u'";
  for (char32_t c : text) appendEscaped(out, c, true);
  return out + "'";
}

std::string floatText(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[32];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string text(buffer, end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string className(const host::Object* object) {
  return object->cls && object->cls->name ? std::string(object->cls->name->value) : "object";
}

std::string objectName(const host::Object* object) {
  switch (object->kind) {
  case Kind::Function: return std::string(host::as<host::FunctionObject>(object)->name->value);
  case Kind::Class: return std::string(host::as<host::ClassObject>(object)->name->value);
  case Kind::Module: return std::string(host::as<host::ModuleObject>(object)->name->value);
  case Kind::Builtin: return host::as<host::BuiltinObject>(object)->qualifiedName;
  case Kind::BuiltinMethod:
    return host::as<host::BuiltinMethodObject>(object)->function->qualifiedName;
  case Kind::BoundMethod: {
    auto method = host::as<host::BoundMethodObject>(object);
    std::string owner = method->owner ? std::string(method->owner->name->value) + "." : "";
    return owner + objectName(method->function);
  }
  case Kind::SizedInt:
    return className(object) + "." + std::to_string(host::as<host::SizedIntObject>(object)->value);
  default: return className(object) + ".instance";
  }
}

std::string objectText(const host::Object* object);

std::string tupleText(const host::TupleObject* tuple) {
  std::string out = "(";
  for (size_t i = 0; i < tuple->items.size(); ++i)
    out += (i ? ", " : "") + objectText(tuple->items[i]);
  return out + (tuple->items.size() == 1 ? ",)" : ")");
}

std::string objectText(const host::Object* object) {
  switch (object->kind) {
  case Kind::None: return "None";
  case Kind::Bool: return host::as<host::IntObject>(object)->value ? "True" : "False";
  case Kind::Int: return std::to_string(host::as<host::IntObject>(object)->value);
  case Kind::Float: return floatText(host::as<host::FloatObject>(object)->value);
  case Kind::Str: return strText(host::as<host::StrObject>(object)->value);
  case Kind::Unicode: return unicodeText(host::as<host::UnicodeObject>(object)->value);
  case Kind::Tuple: return tupleText(host::as<host::TupleObject>(object));
  default: return "@" + objectName(object);
  }
}

uint32_t parseHex(TextCursor& cursor, std::string_view digits) {
  uint32_t value = 0;
  auto end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, value, 16).ptr != end) cursor.fail("bad escape");
  return value;
}

std::u32string parseQuoted(TextCursor& cursor, std::string_view body) {
  std::u32string out;
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\' || i + 1 == body.size()) {
      out += static_cast<unsigned char>(body[i]);
      continue;
    }
    char kind = body[++i];
    size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    if (digits)
      out += parseHex(cursor, body.substr(i + 1, digits));
    else
      out += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind;
    i += digits;
  }
  return out;
}

// Reads Python literals of the kinds that objectText writes.
class LiteralReader {
public:
  LiteralReader(TextCursor& cursor, host::Host& host, const TextDialect::Resolver& resolver)
      : cursor_(cursor), host_(host), resolver_(resolver) {}

  host::Object* read() {
    char next = cursor_.peek();
    if (next == '@') return readName();
    if (next == '(') return readTuple();
    if (next == '\'' || next == '"') return readString(false);
    if (next == 'u' && cursor_.accept("u'")) {
      cursor_.setPosition(cursor_.position() - 1);
      return readString(true);
    }
    if (cursor_.accept("None")) return host_.none();
    if (cursor_.accept("True")) return host_.boolean(true);
    if (cursor_.accept("False")) return host_.boolean(false);
    return readNumber();
  }

private:
  host::Object* readName() {
    cursor_.expect("@");
    std::string_view name = cursor_.word();
    host::Object* object = resolver_ ? resolver_(name) : nullptr;
    if (!object) cursor_.fail("unknown object @" + std::string(name));
    return object;
  }

  host::Object* readTuple() {
    std::vector<host::Object*> items;
    cursor_.expect("(");
    while (!cursor_.accept(")")) {
      items.push_back(read());
      if (cursor_.peek() != ')') cursor_.expect(",");
    }
    return host_.newTuple(items);
  }

  host::Object* readString(bool unicode) {
    char quote = cursor_.peek();
    std::string_view text = cursor_.text();
    size_t start = cursor_.position() + 1;
    size_t end = start;
    while (end < text.size() && text[end] != quote) end += text[end] == '\\' ? 2 : 1;
    if (end >= text.size()) cursor_.fail("unterminated string");
    std::u32string value = parseQuoted(cursor_, text.substr(start, end - start));
    cursor_.setPosition(end + 1);
    if (unicode) return host_.newUnicode(value);
    return host_.newStr(std::string(value.begin(), value.end()));
  }

  host::Object* readNumber() {
    std::string text(cursor_.until(",)]:=\n \t/"));
    int64_t integer = 0;
    const char* end = text.data() + text.size();
    if (std::from_chars(text.data(), end, integer).ptr == end && !text.empty())
      return host_.newInt(integer);
    double real = 0;
    if (text.empty() || std::from_chars(text.data(), end, real).ptr != end)
      cursor_.fail("expected a value instead of '" + text + "'");
    return host_.newFloat(real);
  }

  TextCursor& cursor_;
  host::Host& host_;
  const TextDialect::Resolver& resolver_;
};

} // namespace

std::string TextDialect::typeText(const lltype::Type&) const { return "?"; }

std::string TextDialect::typedConstantText(const Constant& constant) const {
  return std::to_string(constant.word);
}

const lltype::Type* TextDialect::parseType(TextCursor& cursor) const {
  cursor.fail("this text form has no types");
}

Constant* TextDialect::parseTypedConstant(TextCursor&, GraphContext&) const { return nullptr; }

std::string TextDialect::constantText(const Constant& constant) const {
  if (constant.type) return typedConstantText(constant);
  return constant.object ? objectText(constant.object) : "None";
}

Constant* TextDialect::parseConstant(TextCursor& cursor, GraphContext& context) const {
  if (Constant* typed = parseTypedConstant(cursor, context)) return typed;
  if (!context.host()) cursor.fail("a constant of the host needs a host");
  return context.newConstant(LiteralReader(cursor, *context.host(), resolver_).read());
}

} // namespace tw::flow
