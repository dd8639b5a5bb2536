// str.format, the built-in format() and its mini-language.
#include "translator/host/arithmetic.h"
#include "translator/host/bigint.h"
#include "translator/host/native.h"
#include "translator/host/setup.h"
#include "translator/host/text.h"

#include <charconv>
#include <cmath>

namespace tw::host {

namespace {

struct FormatSpec {
  std::string fill = " ";
  char align = 0, sign = '-', type = 0;
  bool alternate = false, comma = false;
  int64_t width = -1, precision = -1;
};

FormatSpec parseFormatSpec(Host& host, std::string_view text) {
  FormatSpec spec;
  const auto isAlign = [](char c) { return c == '<' || c == '>' || c == '=' || c == '^'; };
  size_t i = 0;
  if (text.size() > 1 && isAlign(text[1])) {
    spec.fill = text.substr(0, 1);
    spec.align = text[1];
    i = 2;
  } else if (!text.empty() && isAlign(text[0])) {
    spec.align = text[0];
    i = 1;
  }
  const auto number = [&] {
    int64_t n = 0;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') n = n * 10 + (text[i++] - '0');
    return n;
  };
  if (i < text.size() && (text[i] == '+' || text[i] == '-' || text[i] == ' '))
    spec.sign = text[i++];
  if (i < text.size() && text[i] == '#') {
    spec.alternate = true;
    ++i;
  }
  if (i < text.size() && text[i] == '0') {
    ++i;
    if (!spec.align) {
      spec.align = '=';
      spec.fill = "0";
    }
  }
  if (i < text.size() && text[i] >= '0' && text[i] <= '9') spec.width = number();
  if (i < text.size() && text[i] == ',') {
    spec.comma = true;
    ++i;
  }
  if (i < text.size() && text[i] == '.') {
    ++i;
    spec.precision = number();
  }
  if (i < text.size()) spec.type = text[i++];
  if (i < text.size()) host.raise(host.types().ValueError, "Invalid conversion specification");
  return spec;
}

std::string aligned(const FormatSpec& spec, std::string sign, std::string body, char defaultAlign,
                    size_t length) {
  const int64_t missing = spec.width - static_cast<int64_t>(sign.size() + length);
  if (missing <= 0) return sign + body;
  const auto fill = [&](int64_t n) {
    std::string out;
    for (int64_t k = 0; k < n; ++k) out += spec.fill;
    return out;
  };
  switch (spec.align ? spec.align : defaultAlign) {
  case '<': return sign + body + fill(missing);
  case '>': return fill(missing) + sign + body;
  case '=': return sign + fill(missing) + body;
  default: return fill(missing / 2) + sign + body + fill(missing - missing / 2);
  }
}

std::string grouped(std::string digits) {
  size_t end = digits.find_first_not_of("0123456789");
  if (end == std::string::npos) end = digits.size();
  for (size_t i = end; i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string signText(const FormatSpec& spec, bool negative) {
  return negative ? "-" : spec.sign == '+' ? "+" : spec.sign == ' ' ? " " : "";
}

std::string formatInteger(Host& host, const cpp_int& value, const FormatSpec& spec) {
  if (spec.precision >= 0)
    host.raise(host.types().ValueError, "Precision not allowed in integer format specifier");
  std::string body, prefix;
  switch (spec.type) {
  case 'b':
    body = bigToString(abs(value), 2);
    prefix = "0b";
    break;
  case 'o':
    body = bigToString(abs(value), 8);
    prefix = "0o";
    break;
  case 'x':
    body = bigToString(abs(value), 16);
    prefix = "0x";
    break;
  case 'X':
    body = bigToString(abs(value), 16);
    for (char& c : body) c = c >= 'a' ? static_cast<char>(c - 32) : c;
    prefix = "0X";
    break;
  case 'c': body = std::string(1, static_cast<char>(value)); break;
  default: body = bigToString(abs(value)); break;
  }
  if (spec.comma) body = grouped(body);
  std::string sign = signText(spec, value < 0);
  if (spec.alternate) sign += prefix;
  const size_t length = body.size();
  return aligned(spec, sign, std::move(body), '>', length);
}

std::string formatReal(double value, const FormatSpec& spec) {
  const double magnitude = std::fabs(value);
  std::string body;
  if (spec.type == 0) {
    body = spec.precision < 0
               ? floatStr(magnitude)
               : formatFloat(magnitude, 'g', static_cast<int>(std::max<int64_t>(1, spec.precision)),
                             false);
    if (spec.precision >= 0 && std::isfinite(magnitude) &&
        body.find_first_of(".e") == std::string::npos)
      body += ".0";
  } else if (spec.type == '%') {
    body = formatFloat(magnitude * 100, 'f',
                       spec.precision < 0 ? 6 : static_cast<int>(spec.precision), false) +
           "%";
  } else {
    body = formatFloat(magnitude, spec.type == 'n' ? 'g' : spec.type,
                       spec.precision < 0 ? 6 : static_cast<int>(spec.precision), spec.alternate);
  }
  if (spec.comma) body = grouped(body);
  const size_t length = body.size();
  return aligned(spec, signText(spec, std::signbit(value) && !std::isnan(value)), std::move(body),
                 '>', length);
}

std::string formatText(std::string_view text, const FormatSpec& spec) {
  std::string body(text);
  if (spec.precision >= 0 && body.size() > static_cast<size_t>(spec.precision))
    body.resize(static_cast<size_t>(spec.precision));
  const size_t length = body.size();
  return aligned(spec, "", std::move(body), '<', length);
}

// ---- Replacement fields -----------------------------------------------------------------------

class BraceFormatter {
public:
  BraceFormatter(Host& host, const Args& args) : host_(host), args_(args) {}

  std::string run(std::string_view format, int depth = 0) {
    if (depth > 2) fail("Max string recursion exceeded");
    std::string out;
    for (size_t i = 0; i < format.size(); ++i) {
      const char c = format[i];
      if (c != '{' && c != '}') {
        out.push_back(c);
      } else if (i + 1 < format.size() && format[i + 1] == c) {
        out.push_back(c);
        ++i;
      } else if (c == '}') {
        fail("Single '}' encountered in format string");
      } else {
        const size_t end = closing(format, i);
        out += field(format.substr(i + 1, end - i - 1), depth);
        i = end;
      }
    }
    return out;
  }

private:
  [[noreturn]] void fail(std::string_view message) {
    host_.raise(host_.types().ValueError, message);
  }

  size_t closing(std::string_view format, size_t open) {
    int depth = 0;
    for (size_t i = open; i < format.size(); ++i) {
      if (format[i] == '{') ++depth;
      if (format[i] == '}' && --depth == 0) return i;
    }
    fail("Single '{' encountered in format string");
  }

  std::string field(std::string_view text, int depth) {
    size_t end = 0;
    int brackets = 0;
    while (end < text.size() && (brackets || (text[end] != '!' && text[end] != ':'))) {
      brackets += text[end] == '[' ? 1 : text[end] == ']' ? -1 : 0;
      ++end;
    }
    Object* value = lookup(text.substr(0, end));
    text.remove_prefix(end);
    if (!text.empty() && text[0] == '!') {
      if (text.size() < 2) fail("end of format while looking for conversion specifier");
      if (text[1] == 'r')
        value = host_.newStr(host_.repr(value));
      else if (text[1] == 's')
        value = host_.strObject(value);
      else
        fail("Unknown conversion specifier " + std::string(text.substr(1, 1)));
      text.remove_prefix(2);
    }
    std::string spec;
    if (!text.empty()) spec = run(text.substr(1), depth + 1);
    Object* result = host_.format(value, host_.newStr(spec));
    return result->kind == Kind::Unicode ? encodeUtf8(as<UnicodeObject>(result)->value)
                                         : std::string(host_.toStr(result));
  }

  int64_t indexOf(std::string_view digits) {
    int64_t index;
    if (std::from_chars(digits.begin(), digits.end(), index).ec != std::errc())
      fail("Too many decimal digits in format string");
    return index;
  }

  Object* first(std::string_view name) {
    const bool number = name.find_first_not_of("0123456789") == std::string_view::npos;
    if (!number) {
      if (Object* value = args_.keyword(name)) return value;
      host_.raiseKeyError(host_.newStr(name));
    }
    const size_t i = name.empty() ? automatic_++ : static_cast<size_t>(indexOf(name));
    if (i + 1 >= args_.size()) host_.raise(host_.types().IndexError, "tuple index out of range");
    return args_[i + 1];
  }

  Object* lookup(std::string_view name) {
    size_t end = name.find_first_of(".[");
    Object* value = first(name.substr(0, end));
    while (end < name.size()) {
      if (name[end] == '.') {
        const size_t start = end + 1;
        end = std::min(name.find_first_of(".[", start), name.size());
        value = host_.getAttr(value, name.substr(start, end - start));
      } else {
        const size_t close = name.find(']', end);
        if (close == std::string_view::npos) fail("Missing ']' in format string");
        const std::string_view key = name.substr(end + 1, close - end - 1);
        const bool number =
            !key.empty() && key.find_first_not_of("0123456789") == std::string_view::npos;
        value = host_.getItem(value, number ? host_.newInt(indexOf(key))
                                            : static_cast<Object*>(host_.newStr(key)));
        end = close + 1;
      }
    }
    return value;
  }

  Host& host_;
  const Args& args_;
  size_t automatic_ = 0;
};

Object* formatMethod(Host& host, const Args& args) {
  if (args[0]->kind == Kind::Unicode) {
    const std::string out =
        BraceFormatter(host, args).run(encodeUtf8(as<UnicodeObject>(args[0])->value));
    return decodeText(host, out, "utf-8", "replace");
  }
  return host.newStr(BraceFormatter(host, args).run(as<StrObject>(args[0])->value));
}

} // namespace

Object* Host::format(Object* object, Object* spec) {
  const std::string_view text = toStr(spec);
  if (!object->cls->builtin) {
    Object* method = findSpecial(object, names_.format);
    if (method && method->kind != Kind::Builtin)
      return call(bind(method, object, object->cls), {spec});
  }
  if (object->kind == Kind::Unicode)
    return decodeText(
        *this,
        formatText(encodeUtf8(as<UnicodeObject>(object)->value), parseFormatSpec(*this, text)),
        "utf-8", "replace");
  if (text.empty() || (object->kind != Kind::Str && !isIntegral(object) &&
                       object->kind != Kind::SizedInt && object->kind != Kind::Float)) {
    return text.empty() ? static_cast<Object*>(strObject(object))
                        : newStr(formatText(str(object), parseFormatSpec(*this, text)));
  }
  const FormatSpec s = parseFormatSpec(*this, text);
  if (object->kind == Kind::Str) {
    if (s.type && s.type != 's')
      raise(types_.ValueError,
            std::string("Unknown format code '") + s.type + "' for object of type 'str'");
    return newStr(formatText(as<StrObject>(object)->value, s));
  }
  const bool realType =
      s.type && std::string_view("eEfFgG%").find(s.type) != std::string_view::npos;
  if (object->kind == Kind::Float || realType) return newStr(formatReal(toDouble(object), s));
  if (s.type && std::string_view("bcdoxXn").find(s.type) == std::string_view::npos)
    raise(types_.ValueError, std::string("Unknown format code '") + s.type +
                                 "' for object of type '" + std::string(object->cls->name->value) +
                                 "'");
  return newStr(formatInteger(*this, bigValue(object), s));
}

void defineFormatMethods(Host& host) {
  for (ClassObject* cls : {host.types().str, host.types().unicode})
    addMethods(host, cls, {{"format", formatMethod, 1, UINT32_MAX, true}});
}

} // namespace tw::host
