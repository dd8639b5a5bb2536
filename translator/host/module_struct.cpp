// The native half of the module struct: pack and unpack by format.
#include "translator/host/bigint.h"
#include "translator/host/modules.h"
#include "translator/host/setup.h"

#include <cstring>

namespace tw::host {

namespace {

struct Item {
  char code;
  size_t count;
};

struct Format {
  std::vector<Item> items;
  bool bigEndian = false;
  bool native = true; // with alignment and native sizes
};

[[noreturn]] void fail(Host& host, const std::string& message) {
  Object* error = host.getAttr(host.importModule("_struct"), "error");
  host.raise(as<ClassObject>(error), message);
}

size_t sizeOf(Host& host, char code, bool native) {
  switch (code) {
  case 'x':
  case 'c':
  case 'b':
  case 'B':
  case '?':
  case 's':
  case 'p': return 1;
  case 'h':
  case 'H': return 2;
  case 'i':
  case 'I':
  case 'f': return 4;
  case 'l':
  case 'L': return native ? 8 : 4;
  case 'q':
  case 'Q':
  case 'd': return 8;
  case 'P':
    if (native) return 8;
    [[fallthrough]];
  default: fail(host, "bad char in struct format");
  }
}

Format parse(Host& host, std::string_view text) {
  Format format;
  size_t i = 0;
  if (!text.empty() && std::strchr("@=<>!", text[0])) {
    format.native = text[0] == '@';
    format.bigEndian = text[0] == '>' || text[0] == '!';
    i = 1;
  }
  while (i < text.size()) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    size_t count = 1;
    if (std::isdigit(static_cast<unsigned char>(text[i]))) {
      count = 0;
      while (i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])))
        count = count * 10 + static_cast<size_t>(text[i++] - '0');
      if (i == text.size()) fail(host, "repeat count given without format specifier");
    }
    sizeOf(host, text[i], format.native);
    format.items.push_back({text[i++], count});
  }
  return format;
}

void align(std::string& out, const Format& format, size_t size) {
  if (format.native && size > 1) out.append((size - out.size() % size) % size, '\0');
}

void appendBytes(std::string& out, const void* data, size_t size, bool bigEndian) {
  const auto* bytes = static_cast<const char*>(data);
  for (size_t i = 0; i < size; ++i) out.push_back(bytes[bigEndian ? size - 1 - i : i]);
}

void packInteger(Host& host, std::string& out, const Format& format, char code, size_t size,
                 Object* value) {
  if (value->kind == Kind::Float) fail(host, "integer argument expected, got float");
  if (!isIntegral(value) && value->kind != Kind::SizedInt)
    value = host.newInt(host.toInt(value, "cannot convert argument to integer"));
  const cpp_int big = bigValue(value);
  const bool isUnsigned = code == 'P' || std::isupper(static_cast<unsigned char>(code));
  const unsigned bits = static_cast<unsigned>(size * 8);
  const cpp_int low = isUnsigned ? cpp_int(0) : cpp_int(-(cpp_int(1) << (bits - 1)));
  const cpp_int high = (cpp_int(1) << (isUnsigned ? bits : bits - 1)) - 1;
  if (big < low || big > high)
    fail(host, std::string("'") + code + "' format requires " + low.str() +
                   " <= number <= " + high.str());
  const auto word = static_cast<uint64_t>(big < 0 ? cpp_int(big + (cpp_int(1) << 64)) : big);
  appendBytes(out, &word, size, false);
  if (format.bigEndian) std::reverse(out.end() - static_cast<int64_t>(size), out.end());
}

void packOne(Host& host, std::string& out, const Format& format, char code, Object* value) {
  const size_t size = sizeOf(host, code, format.native);
  align(out, format, size);
  if (code == 'c') {
    const std::string_view text = host.toStr(value);
    if (text.size() != 1) fail(host, "char format require string of length 1");
    out += text;
  } else if (code == '?') {
    out.push_back(static_cast<char>(host.truth(value)));
  } else if (code == 'd') {
    const double d = host.toDouble(value);
    appendBytes(out, &d, 8, format.bigEndian);
  } else if (code == 'f') {
    const auto f = static_cast<float>(host.toDouble(value));
    appendBytes(out, &f, 4, format.bigEndian);
  } else {
    packInteger(host, out, format, code, size, value);
  }
}

std::string packed(Host& host, const Format& format, std::span<Object* const> values) {
  std::string out;
  size_t next = 0;
  const auto take = [&] {
    if (next >= values.size()) fail(host, "pack expected more arguments");
    return values[next++];
  };
  for (const Item& item : format.items) {
    if (item.code == 'x') {
      out.append(item.count, '\0');
    } else if (item.code == 's' || item.code == 'p') {
      std::string text(host.toStr(take(), "argument for 's' must be a string"));
      if (item.code == 'p')
        text.insert(text.begin(), static_cast<char>(std::min<size_t>(text.size(), 255)));
      text.resize(item.count, '\0');
      out += text;
    } else {
      for (size_t k = 0; k < item.count; ++k) packOne(host, out, format, item.code, take());
      if (item.count == 0) align(out, format, sizeOf(host, item.code, format.native));
    }
  }
  if (next != values.size())
    fail(host, "pack requires exactly " + std::to_string(next) + " arguments");
  return out;
}

size_t sizeOfFormat(Host& host, const Format& format) {
  size_t size = 0;
  for (const Item& item : format.items) {
    const size_t one = sizeOf(host, item.code, format.native);
    if (format.native) size += (one - size % one) % one;
    size += one * item.count;
  }
  return size;
}

Object* unpackOne(Host& host, const Format& format, char code, std::string_view bytes) {
  std::string ordered(bytes);
  if (format.bigEndian) std::reverse(ordered.begin(), ordered.end());
  uint64_t word = 0;
  std::memcpy(&word, ordered.data(), ordered.size());
  switch (code) {
  case 'c': return host.newStr(bytes);
  case '?': return host.boolean(word != 0);
  case 'd': {
    double d;
    std::memcpy(&d, &word, 8);
    return host.newFloat(d);
  }
  case 'f': {
    float f;
    std::memcpy(&f, &word, 4);
    return host.newFloat(static_cast<double>(f));
  }
  default: break;
  }
  if (code == 'P' || std::isupper(static_cast<unsigned char>(code))) {
    if (bytes.size() < 4) return host.newInt(static_cast<int64_t>(word));
    return bytes.size() == 8 && word > INT64_MAX ? host.newLong(BigInt{cpp_int(word)})
                                                 : host.newInt(static_cast<int64_t>(word));
  }
  const unsigned shift = 64 - static_cast<unsigned>(bytes.size()) * 8;
  return host.newInt(static_cast<int64_t>(word << shift) >> shift);
}

Object* unpacked(Host& host, const Format& format, std::string_view data) {
  std::vector<Object*> values;
  size_t at = 0;
  for (const Item& item : format.items) {
    const size_t one = sizeOf(host, item.code, format.native);
    if (format.native) at += (one - at % one) % one;
    if (item.code == 's' || item.code == 'p') {
      std::string_view text = data.substr(at, item.count);
      if (item.code == 'p' && !text.empty())
        text = text.substr(1, static_cast<unsigned char>(text[0]));
      values.push_back(host.newStr(text));
      at += item.count;
      continue;
    }
    for (size_t k = 0; k < item.count; ++k, at += one)
      if (item.code != 'x')
        values.push_back(unpackOne(host, format, item.code, data.substr(at, one)));
  }
  return host.newTuple(values);
}

Object* unpack(Host& host, const Args& args) {
  const Format format = parse(host, host.toStr(args[0]));
  const std::string_view data = host.toStr(args[1]);
  const size_t size = sizeOfFormat(host, format);
  if (data.size() != size)
    fail(host, "unpack requires a string argument of length " + std::to_string(size));
  return unpacked(host, format, data);
}

Object* unpackFrom(Host& host, const Args& args) {
  const Format format = parse(host, host.toStr(args[0]));
  const std::string_view data = host.toStr(args[1]);
  const auto offset = static_cast<size_t>(args.size() > 2 ? host.toInt(args[2]) : 0);
  const size_t size = sizeOfFormat(host, format);
  if (offset > data.size() || data.size() - offset < size)
    fail(host, "unpack_from requires a buffer of at least " + std::to_string(size) + " bytes");
  return unpacked(host, format, data.substr(offset, size));
}

} // namespace

void initStruct(Host& host, ModuleObject* module) {
  ClassObject* error = host.newBuiltinClass("error", Kind::Exception, {host.types().Exception});
  error->hasInstanceDict = true;
  error->attributes->table.set(host.names().module, host.intern("struct"));
  setModuleItem(host, module, "error", error);
  addFunctions(
      host, module,
      {{"pack",
        [](Host& h, const Args& args) -> Object* {
          return h.newStr(packed(h, parse(h, h.toStr(args[0])), args.positional.subspan(1)));
        },
        1},
       {"unpack", unpack, 2, 2},
       {"unpack_from", unpackFrom, 2, 3},
       {"calcsize",
        [](Host& h, const Args& args) {
          return h.newInt(static_cast<int64_t>(sizeOfFormat(h, parse(h, h.toStr(args[0])))));
        },
        1, 1}});
}

} // namespace tw::host
