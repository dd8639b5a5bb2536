// The % operator of str and unicode.
#include "translator/host/arithmetic.h"
#include "translator/host/bigint.h"
#include "translator/host/setup.h"
#include "translator/host/text.h"

#include <cmath>

namespace tw::host {

namespace {

struct Spec {
  bool left = false, sign = false, blank = false, alternate = false, zero = false;
  int64_t width = -1, precision = -1;
  char32_t code = 0;
};

// A str is formatted as Latin-1 code units and narrowed at the end.
class PercentFormatter {
public:
  PercentFormatter(Host& host, std::u32string_view format, Object* args, bool unicode)
      : host_(host), format_(format), args_(args), unicode_(unicode) {
    if (args->kind == Kind::Tuple)
      items_ = as<TupleObject>(args)->items;
    else
      single_ = true;
  }

  // False: an argument is unicode, so a str format must start over as unicode.
  bool run(std::u32string& out) {
    for (; i_ < format_.size(); ++i_) {
      if (format_[i_] != '%') {
        out.push_back(format_[i_]);
        continue;
      }
      ++i_;
      if (!conversion(out)) return false;
    }
    const bool mapping =
        args_->kind == Kind::Dict || args_->kind == Kind::Instance || args_->kind == Kind::List;
    if (!usedKey_ && (single_ ? !usedSingle_ && !mapping : next_ < items_.size()))
      fail("not all arguments converted during string formatting");
    return true;
  }

private:
  [[noreturn]] void fail(std::string_view message) {
    host_.raise(host_.types().TypeError, message);
  }

  char32_t current() {
    if (i_ >= format_.size()) host_.raise(host_.types().ValueError, "incomplete format");
    return format_[i_];
  }

  Object* nextArgument() {
    if (keyed_) return keyed_;
    if (single_ && !usedSingle_) {
      usedSingle_ = true;
      return args_;
    }
    if (single_ || next_ >= items_.size()) fail("not enough arguments for format string");
    return items_[next_++];
  }

  void parseKey() {
    keyed_ = nullptr;
    if (current() != '(') return;
    size_t depth = 1, start = ++i_;
    while (depth > 0) {
      const char32_t c = current();
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      ++i_;
    }
    const std::string key = encodeUtf8(format_.substr(start, i_ - 1 - start));
    keyed_ = host_.getItem(args_, host_.newStr(key));
    usedKey_ = true;
  }

  int64_t parseNumber() {
    if (current() == '*') {
      ++i_;
      return host_.toInt(nextArgument(), "* wants int");
    }
    int64_t n = 0;
    while (current() >= '0' && current() <= '9')
      n = n * 10 + static_cast<int64_t>(format_[i_++] - '0');
    return n;
  }

  Spec parseSpec() {
    Spec spec;
    parseKey();
    for (;; ++i_) {
      const char32_t c = current();
      if (c == '-')
        spec.left = true;
      else if (c == '+')
        spec.sign = true;
      else if (c == ' ')
        spec.blank = true;
      else if (c == '#')
        spec.alternate = true;
      else if (c == '0')
        spec.zero = true;
      else
        break;
    }
    if (current() == '*' || (current() >= '0' && current() <= '9')) spec.width = parseNumber();
    if (spec.width < -1) {
      spec.left = true;
      spec.width = -spec.width;
    }
    if (current() == '.') {
      ++i_;
      spec.precision = std::max<int64_t>(0, parseNumber());
    }
    while (current() == 'l' || current() == 'h' || current() == 'L') ++i_;
    spec.code = current();
    return spec;
  }

  void pad(std::u32string& out, const Spec& spec, std::u32string text, bool numeric) {
    const int64_t missing = spec.width - static_cast<int64_t>(text.size());
    if (missing > 0) {
      const auto n = static_cast<size_t>(missing);
      if (spec.left) {
        text.append(n, U' ');
      } else if (spec.zero && numeric) {
        size_t at = !text.empty() && (text[0] == '-' || text[0] == '+' || text[0] == ' ');
        if (text.size() > at + 1 && text[at] == '0' && (text[at + 1] | 32) == 'x') at += 2;
        text.insert(at, n, U'0');
      } else {
        text.insert(0, n, U' ');
      }
    }
    out += text;
  }

  static std::u32string wide(std::string_view text) {
    std::u32string out;
    for (const unsigned char c : text) out.push_back(c);
    return out;
  }

  bool conversion(std::u32string& out) {
    const Spec spec = parseSpec();
    switch (spec.code) {
    case '%': out.push_back('%'); return true;
    case 's':
    case 'r': return text(out, spec);
    case 'c': return character(out, spec);
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o': integer(out, spec); return true;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': real(out, spec); return true;
    default: {
      char code[32];
      std::snprintf(code, sizeof code, "(0x%x) at index %zu", static_cast<unsigned>(spec.code), i_);
      host_.raise(host_.types().ValueError,
                  "unsupported format character '" + encodeUtf8({&spec.code, 1}) + "' " + code);
    }
    }
  }

  bool text(std::u32string& out, const Spec& spec) {
    Object* value = nextArgument();
    std::u32string result;
    if (spec.code == 'r') {
      result = wide(host_.repr(value));
    } else if (unicode_) {
      result = host_.unicodeOf(value)->value;
    } else {
      if (value->kind == Kind::Unicode) return false;
      result = wide(host_.str(value));
    }
    if (spec.precision >= 0 && result.size() > static_cast<size_t>(spec.precision))
      result.resize(static_cast<size_t>(spec.precision));
    pad(out, spec, std::move(result), false);
    return true;
  }

  bool character(std::u32string& out, const Spec& spec) {
    Object* value = nextArgument();
    std::u32string result;
    if (value->kind == Kind::Unicode) {
      if (!unicode_) return false;
      result = as<UnicodeObject>(value)->value;
    } else if (isStr(value)) {
      result = wide(as<StrObject>(value)->value);
    } else {
      const int64_t code = host_.toInt(value, "%c requires int or char");
      if (!unicode_ && (code < 0 || code > 255))
        host_.raise(host_.types().OverflowError,
                    code < 0 ? "unsigned byte integer is less than minimum"
                             : "unsigned byte integer is greater than maximum");
      result.push_back(static_cast<char32_t>(code));
    }
    if (result.size() != 1) fail("%c requires int or char");
    pad(out, spec, std::move(result), false);
    return true;
  }

  cpp_int integerValue(const Spec& spec) {
    Object* value = nextArgument();
    if (isIntegral(value) || value->kind == Kind::SizedInt) return bigValue(value);
    if (value->kind == Kind::Float && std::isfinite(as<FloatObject>(value)->value))
      return bigFromDouble(as<FloatObject>(value)->value);
    for (StrObject* name : {host_.names().intName, host_.names().longName}) {
      bool found = false;
      if (Object* result = host_.callSpecial(value, name, {}, found))
        if (isIntegral(result)) return bigValue(result);
    }
    fail("%" + encodeUtf8({&spec.code, 1}) + " format: a number is required, not " +
         std::string(host_.typeOf(value)->name->value));
  }

  void integer(std::u32string& out, const Spec& spec) {
    const cpp_int value = integerValue(spec);
    const unsigned base = spec.code == 'o' ? 8 : (spec.code | 32) == 'x' ? 16 : 10;
    std::string digits = bigToString(abs(value), base);
    if (spec.code == 'X')
      for (char& c : digits) c = c >= 'a' ? static_cast<char>(c - 32) : c;
    if (spec.precision > static_cast<int64_t>(digits.size()))
      digits.insert(0, static_cast<size_t>(spec.precision) - digits.size(), '0');
    if (spec.alternate && base == 16) digits.insert(0, spec.code == 'X' ? "0X" : "0x");
    if (spec.alternate && base == 8 && digits[0] != '0') digits.insert(0, "0");
    if (value < 0)
      digits.insert(0, "-");
    else if (spec.sign)
      digits.insert(0, "+");
    else if (spec.blank)
      digits.insert(0, " ");
    pad(out, spec, wide(digits), true);
  }

  void real(std::u32string& out, const Spec& spec) {
    Object* object = nextArgument();
    if (isStr(object) || object->kind == Kind::Unicode || isNone(object))
      fail("float argument required, not " + std::string(host_.typeOf(object)->name->value));
    const double value = host_.toDouble(object);
    std::string digits =
        formatFloat(value, static_cast<char>(spec.code),
                    spec.precision < 0 ? 6 : static_cast<int>(spec.precision), spec.alternate);
    if (!std::signbit(value) || std::isnan(value)) {
      if (spec.sign)
        digits.insert(0, "+");
      else if (spec.blank)
        digits.insert(0, " ");
    }
    pad(out, spec, wide(digits), true);
  }

  Host& host_;
  std::u32string_view format_;
  Object* args_;
  bool unicode_;
  std::span<Object* const> items_;
  Object* keyed_ = nullptr;
  size_t i_ = 0, next_ = 0;
  bool single_ = false, usedSingle_ = false, usedKey_ = false;
};

} // namespace

Object* Host::formatPercent(Object* format, Object* args) {
  if (isStr(format)) {
    std::u32string wide, out;
    for (const unsigned char c : as<StrObject>(format)->value) wide.push_back(c);
    if (PercentFormatter(*this, wide, args, false).run(out)) {
      std::string bytes;
      for (const char32_t c : out) bytes.push_back(static_cast<char>(c));
      return newStr(bytes);
    }
    return formatPercent(unicodeOf(format), args);
  }
  std::u32string out;
  PercentFormatter(*this, as<UnicodeObject>(format)->value, args, true).run(out);
  return newUnicode(out);
}

} // namespace tw::host
