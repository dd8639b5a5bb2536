// The type str, and bytearray, which shares its methods.
#include "translator/host/string_methods.h"

namespace tw::host {

namespace {

struct BytesTraits {
  using Char = char;
  static std::string_view self(Object* o) { return as<StrObject>(o)->value; }
  static std::string_view view(Host& host, Object* o) {
    if (isStr(o)) return as<StrObject>(o)->value;
    return host.toStr(o, "expected a character buffer object");
  }
  static Object* make(Host& host, std::string_view text) { return host.newStr(text); }
  static bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
  static bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
  static bool isLower(char c) { return c >= 'a' && c <= 'z'; }
  static bool isAlpha(char c) { return isUpper(c) || isLower(c); }
  static bool isDigit(char c) { return c >= '0' && c <= '9'; }
  static char toUpper(char c) { return isLower(c) ? static_cast<char>(c - 32) : c; }
  static char toLower(char c) { return isUpper(c) ? static_cast<char>(c + 32) : c; }
};

struct ByteArrayTraits : BytesTraits {
  static std::string_view self(Object* o) { return as<ByteArrayObject>(o)->value; }
  static Object* make(Host& host, std::string_view text) {
    return host.newByteArray(std::string(text));
  }
};

Object* strNew(Host& host, const Args& args) {
  auto* cls = as<ClassObject>(args[0]);
  Object* x = argument(args, 1, "object");
  StrObject* plain = x ? host.strObject(x) : host.names().empty;
  if (cls == host.types().str) return plain;
  auto* object = host.make<StrObject>(cls, Kind::Str);
  object->value = plain->value;
  return object;
}

std::string_view option(Host& host, const Args& args, size_t i, const char* name,
                        std::string_view absent) {
  Object* o = argument(args, i, name);
  return o && !isNone(o) ? host.toStr(o) : absent;
}

Object* decode(Host& host, const Args& args) {
  return decodeText(host, BytesTraits::self(args[0]), option(host, args, 1, "encoding", "ascii"),
                    option(host, args, 2, "errors", "strict"));
}

Object* encode(Host& host, const Args& args) {
  const std::string_view codec = option(host, args, 1, "encoding", "ascii");
  const std::string_view bytes = BytesTraits::self(args[0]);
  if (codec.starts_with("hex") || codec.starts_with("string")) {
    std::u32string wide;
    for (const unsigned char c : bytes) wide.push_back(c);
    if (codec.starts_with("hex")) return encodeText(host, wide, codec, "strict");
    std::string quoted = quoteBytes(bytes);
    return host.newStr(std::string_view(quoted).substr(1, quoted.size() - 2));
  }
  return encodeText(host, decodeAscii(host, bytes)->value, codec,
                    option(host, args, 2, "errors", "strict"));
}

Object* translate(Host& host, const Args& args) {
  const std::string_view text = BytesTraits::self(args[0]);
  const std::string_view table = isNone(args[1]) ? std::string_view() : host.toStr(args[1]);
  const std::string_view deleted = args.size() > 2 ? host.toStr(args[2]) : std::string_view();
  if (!isNone(args[1]) && table.size() != 256)
    host.raise(host.types().ValueError, "translation table must be 256 characters long");
  std::string out;
  for (const char c : text) {
    if (deleted.find(c) != std::string_view::npos) continue;
    out.push_back(table.empty() ? c : table[static_cast<unsigned char>(c)]);
  }
  return host.newStr(out);
}

Object* byteArrayInit(Host& host, const Args& args) {
  std::string& bytes = as<ByteArrayObject>(args[0])->value;
  Object* source = args.get(1);
  if (!source) return host.none();
  if (isStr(source)) {
    bytes = as<StrObject>(source)->value;
  } else if (source->kind == Kind::ByteArray) {
    bytes = as<ByteArrayObject>(source)->value;
  } else if (source->kind == Kind::Unicode) {
    bytes = host.toStr(encodeText(host, as<UnicodeObject>(source)->value,
                                  option(host, args, 2, "encoding", "ascii"), "strict"));
  } else if (isInt(source)) {
    bytes.assign(static_cast<size_t>(as<IntObject>(source)->value), '\0');
  } else {
    host.forEach(source, [&](Object* o) { bytes.push_back(static_cast<char>(host.toInt(o))); });
  }
  return host.none();
}

char byteOf(Host& host, Object* o) {
  if (isStr(o) && as<StrObject>(o)->value.size() == 1) return as<StrObject>(o)->value[0];
  const int64_t value = host.toInt(o);
  if (value < 0 || value > 255)
    host.raise(host.types().ValueError, "byte must be in range(0, 256)");
  return static_cast<char>(value);
}

std::string& bytesOf(const Args& args) { return as<ByteArrayObject>(args[0])->value; }

} // namespace

void defineStrType(Host& host) {
  ClassObject* type = host.types().str;
  addNew(host, type, strNew, 1, 2, true);
  StringMethods<BytesTraits>::define(host, type);
  addMethods(host, type,
             {{"decode", decode, 1, 3, true},
              {"encode", encode, 1, 3, true},
              {"translate", translate, 2, 3},
              {"__format__",
               [](Host& h, const Args& args) {
                 return h.format(h.newStr(BytesTraits::self(args[0])), args[1]);
               },
               2, 2}});
}

void defineByteArrayType(Host& host) {
  ClassObject* type = host.types().byteArray;
  StringMethods<ByteArrayTraits>::define(host, type);
  addMethods(host, type,
             {{"__init__", byteArrayInit, 1, 3, true},
              {"__str__",
               [](Host& h, const Args& args) -> Object* { return h.newStr(bytesOf(args)); }, 1, 1},
              {"decode",
               [](Host& h, const Args& args) {
                 return decodeText(h, bytesOf(args), option(h, args, 1, "encoding", "ascii"),
                                   option(h, args, 2, "errors", "strict"));
               },
               1, 3, true},
              {"append",
               [](Host& h, const Args& args) {
                 bytesOf(args).push_back(byteOf(h, args[1]));
                 return h.none();
               },
               2, 2},
              {"extend",
               [](Host& h, const Args& args) {
                 h.forEach(args[1], [&](Object* o) { bytesOf(args).push_back(byteOf(h, o)); });
                 return h.none();
               },
               2, 2},
              {"pop",
               [](Host& h, const Args& args) {
                 std::string& bytes = bytesOf(args);
                 if (bytes.empty()) h.raise(h.types().IndexError, "pop from empty bytearray");
                 int64_t i = args.size() > 1 ? h.toInt(args[1]) : -1;
                 if (i < 0) i += static_cast<int64_t>(bytes.size());
                 const char c = bytes.at(static_cast<size_t>(i));
                 bytes.erase(static_cast<size_t>(i), 1);
                 return h.newInt(static_cast<unsigned char>(c));
               },
               1, 2}});
}

} // namespace tw::host
