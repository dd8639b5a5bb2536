// The type unicode.
#include "translator/host/string_methods.h"

#include <cwctype>

namespace tw::host {

namespace {

struct UnicodeTraits {
  using Char = char32_t;
  static std::u32string_view self(Object* o) { return as<UnicodeObject>(o)->value; }
  static std::u32string_view view(Host& host, Object* o) {
    if (o->kind != Kind::Unicode && !isStr(o))
      host.raise(host.types().TypeError, "coercing to Unicode: need string or buffer, " +
                                             std::string(host.typeOf(o)->name->value) + " found");
    return host.unicodeOf(o)->value;
  }
  static Object* make(Host& host, std::u32string_view text) { return host.newUnicode(text); }
  static bool isSpace(char32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) || c == 0x85 || c == 0xA0 ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
  }
  // Beyond Latin-1 the C library's tables decide.
  static bool isUpper(char32_t c) {
    if (c < 128) return c >= 'A' && c <= 'Z';
    if (c < 256) return c >= 0xC0 && c <= 0xDE && c != 0xD7;
    return std::iswupper(static_cast<wint_t>(c));
  }
  static bool isLower(char32_t c) {
    if (c < 128) return c >= 'a' && c <= 'z';
    if (c < 256) return (c >= 0xDF && c != 0xF7) || c == 0xB5 || c == 0xAA || c == 0xBA;
    return std::iswlower(static_cast<wint_t>(c));
  }
  static bool isAlpha(char32_t c) {
    return c < 256 ? isUpper(c) || isLower(c) : std::iswalpha(static_cast<wint_t>(c)) != 0;
  }
  static bool isDigit(char32_t c) { return c >= '0' && c <= '9'; }
  static char32_t toUpper(char32_t c) {
    if (c < 128) return c >= 'a' && c <= 'z' ? c - 32 : c;
    if (c == 0xFF) return 0x178;
    if (c == 0xB5) return 0x39C;
    if (c < 256) return c >= 0xE0 && c != 0xF7 ? c - 32 : c;
    return static_cast<char32_t>(std::towupper(static_cast<wint_t>(c)));
  }
  static char32_t toLower(char32_t c) {
    if (c < 256) return isUpper(c) ? c + 32 : c;
    return static_cast<char32_t>(std::towlower(static_cast<wint_t>(c)));
  }
};

Object* unicodeNew(Host& host, const Args& args) {
  auto* cls = as<ClassObject>(args[0]);
  Object* x = argument(args, 1, "string");
  Object* encoding = argument(args, 2, "encoding");
  Object* errors = argument(args, 3, "errors");
  UnicodeObject* plain;
  if (!x) {
    plain = host.newUnicode(U"");
  } else if (encoding || errors) {
    plain =
        as<UnicodeObject>(decodeText(host, host.toStr(x), encoding ? host.toStr(encoding) : "ascii",
                                     errors ? host.toStr(errors) : "strict"));
  } else {
    plain = host.unicodeOf(x);
  }
  if (cls == host.types().unicode) return plain;
  auto* object = host.make<UnicodeObject>(cls, Kind::Unicode);
  object->value = plain->value;
  return object;
}

Object* encode(Host& host, const Args& args) {
  Object* codec = argument(args, 1, "encoding");
  Object* errors = argument(args, 2, "errors");
  return encodeText(host, UnicodeTraits::self(args[0]), codec ? host.toStr(codec) : "ascii",
                    errors ? host.toStr(errors) : "strict");
}

Object* translate(Host& host, const Args& args) {
  std::u32string out;
  for (const char32_t c : UnicodeTraits::self(args[0])) {
    Object* to =
        args[1]->kind == Kind::Dict
            ? as<DictObject>(args[1])->table.find(host, host.newInt(static_cast<int64_t>(c)))
            : nullptr;
    if (!to)
      out.push_back(c);
    else if (to->kind == Kind::Unicode)
      out += as<UnicodeObject>(to)->value;
    else if (isInt(to))
      out.push_back(static_cast<char32_t>(as<IntObject>(to)->value));
  }
  return host.newUnicode(out);
}

} // namespace

void defineUnicodeType(Host& host) {
  ClassObject* type = host.types().unicode;
  addNew(host, type, unicodeNew, 1, 4, true);
  StringMethods<UnicodeTraits>::define(host, type);
  addMethods(host, type,
             {{"encode", encode, 1, 3, true},
              {"translate", translate, 2, 2},
              {"isdecimal", StringMethods<UnicodeTraits>::all<UnicodeTraits::isDigit>, 1, 1},
              {"isnumeric", StringMethods<UnicodeTraits>::all<UnicodeTraits::isDigit>, 1, 1},
              {"decode",
               [](Host& h, const Args& args) {
                 return decodeText(h, h.toStr(args[0]),
                                   args.size() > 1 ? h.toStr(args[1]) : "ascii", "strict");
               },
               1, 3}});
}

} // namespace tw::host
