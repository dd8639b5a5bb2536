// Quoting and codecs.
#include "translator/host/text.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace tw::host {

namespace {

char quoteFor(bool single, bool dbl) { return single && !dbl ? '"' : '\''; }

// The escapes that str and unicode share; false: write the character itself.
bool escaped(uint32_t c, char quote, std::string& out) {
  switch (c) {
  case '\\': out += "\\\\"; return true;
  case '\n': out += "\\n"; return true;
  case '\r': out += "\\r"; return true;
  case '\t': out += "\\t"; return true;
  default: break;
  }
  if (c == static_cast<unsigned char>(quote)) {
    out.push_back('\\');
    out.push_back(quote);
    return true;
  }
  if (c >= 32 && c < 127) return false;
  char code[16];
  std::snprintf(code, sizeof code, c < 256 ? "\\x%02x" : c < 65536 ? "\\u%04x" : "\\U%08x", c);
  out += code;
  return true;
}

template <class View> std::string quoted(View text) {
  bool single = false, dbl = false;
  for (const auto c : text) {
    single = single || c == '\'';
    dbl = dbl || c == '"';
  }
  const char quote = quoteFor(single, dbl);
  std::string out(1, quote);
  for (const auto c : text) {
    const uint32_t code = sizeof c == 1 ? static_cast<unsigned char>(c) : static_cast<uint32_t>(c);
    if (!escaped(code, quote, out)) out.push_back(static_cast<char>(c));
  }
  out.push_back(quote);
  return out;
}

enum class Codec { Ascii, Latin1, Utf8, UnicodeEscape, Hex, Utf16, Utf32, StringEscape, Unknown };

Codec codecOf(std::string_view name) {
  std::string key;
  for (const char c : name)
    if (c != '-' && c != '_' && c != ' ')
      key.push_back(static_cast<char>(c | (c >= 'A' && c <= 'Z' ? 32 : 0)));
  if (key == "ascii" || key == "usascii") return Codec::Ascii;
  if (key == "latin1" || key == "iso88591" || key == "latin") return Codec::Latin1;
  if (key == "utf8" || key == "u8" || key == "utf8sig") return Codec::Utf8;
  if (key == "unicodeescape" || key == "rawunicodeescape") return Codec::UnicodeEscape;
  if (key == "hex" || key == "hexcodec") return Codec::Hex;
  if (key == "utf16le" || key == "utf16") return Codec::Utf16;
  if (key == "utf32le" || key == "utf32") return Codec::Utf32;
  if (key == "stringescape") return Codec::StringEscape;
  return Codec::Unknown;
}

// What `errors` says to do with an input that cannot be converted.
enum class OnError { Strict, Ignore, Replace };
OnError onError(std::string_view errors) {
  return errors == "ignore"    ? OnError::Ignore
         : errors == "replace" ? OnError::Replace
                               : OnError::Strict;
}

[[noreturn]] void decodeError(Host& host, const char* codec, std::string_view bytes, size_t start,
                              size_t end, const char* reason) {
  host.raise(
      host.call(host.types().UnicodeDecodeError,
                {host.newStr(codec), host.newStr(bytes), host.newInt(static_cast<int64_t>(start)),
                 host.newInt(static_cast<int64_t>(end)), host.newStr(reason)}));
}

[[noreturn]] void encodeError(Host& host, const char* codec, std::u32string_view text, size_t start,
                              size_t end, const char* reason) {
  host.raise(host.call(host.types().UnicodeEncodeError,
                       {host.newStr(codec), host.newUnicode(text),
                        host.newInt(static_cast<int64_t>(start)),
                        host.newInt(static_cast<int64_t>(end)), host.newStr(reason)}));
}

// Length of the UTF-8 sequence a byte starts; 0: invalid start byte.
size_t sequenceLength(unsigned char c) {
  if (c < 0x80) return 1;
  if (c >= 0xC2 && c < 0xE0) return 2;
  if (c >= 0xE0 && c < 0xF0) return 3;
  if (c >= 0xF0 && c < 0xF5) return 4;
  return 0;
}

// How many continuation bytes of the sequence at i are valid, up to need - 1.
size_t validContinuation(std::string_view bytes, size_t i, size_t need) {
  const auto at = [&](size_t k) { return static_cast<unsigned char>(bytes[k]); };
  size_t n = 0;
  while (n + 1 < need && i + n + 1 < bytes.size()) {
    const unsigned char c = at(i + n + 1);
    unsigned char low = 0x80, high = 0xBF;
    if (n == 0) {
      if (at(i) == 0xE0) low = 0xA0;
      if (at(i) == 0xF0) low = 0x90;
      if (at(i) == 0xF4) high = 0x8F;
    }
    if (c < low || c > high) break;
    ++n;
  }
  return n;
}

std::u32string decodeUtf8(Host& host, std::string_view bytes, OnError policy) {
  std::u32string text;
  for (size_t i = 0; i < bytes.size();) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    const size_t need = sequenceLength(c);
    const size_t have = need ? validContinuation(bytes, i, need) : 0;
    if (need == 0 || have + 1 < need) {
      const size_t end = need == 0 ? i + 1 : i + have + 1;
      if (policy == OnError::Strict)
        decodeError(host, "utf8", bytes, i, end,
                    need == 0             ? "invalid start byte"
                    : end >= bytes.size() ? "unexpected end of data"
                                          : "invalid continuation byte");
      if (policy == OnError::Replace) text.push_back(0xFFFD);
      i = end;
      continue;
    }
    char32_t code = need == 1 ? c : c & (0xFFu >> (need + 1));
    for (size_t k = 1; k < need; ++k)
      code = code << 6 | (static_cast<unsigned char>(bytes[i + k]) & 0x3F);
    text.push_back(code);
    i += need;
  }
  return text;
}

uint32_t hexValue(std::string_view digits) {
  return static_cast<uint32_t>(std::stoul(std::string(digits), nullptr, 16));
}

// The codecs unicode_escape and, for bytes, string_escape.
class EscapeDecoder {
public:
  EscapeDecoder(Host& host, std::string_view bytes, bool isUnicode, OnError policy)
      : host_(host), bytes_(bytes), isUnicode_(isUnicode), policy_(policy) {}

  std::u32string run() {
    while (at_ < bytes_.size()) {
      if (bytes_[at_] == '\\')
        escape();
      else
        text_.push_back(static_cast<unsigned char>(bytes_[at_++]));
    }
    return std::move(text_);
  }

private:
  void escape() {
    const size_t start = at_++;
    if (at_ == bytes_.size()) return atEnd(start);
    const char kind = bytes_[at_];
    if (kind >= '0' && kind <= '7') {
      text_.push_back(number(3, 8));
      return;
    }
    ++at_;
    static constexpr std::string_view kFrom = "nrtabfv\\'\"", kTo = "\n\r\t\a\b\f\v\\'\"";
    const size_t simple = kFrom.find(kind);
    if (simple != std::string_view::npos)
      text_.push_back(static_cast<unsigned char>(kTo[simple]));
    else if (kind == 'x')
      hexadecimal(start, 2, "truncated \\xXX escape");
    else if (kind == 'u' && isUnicode_)
      hexadecimal(start, 4, "truncated \\uXXXX escape");
    else if (kind == 'U' && isUnicode_)
      hexadecimal(start, 8, "truncated \\UXXXXXXXX escape");
    else if (kind != '\n')
      text_ += {U'\\', static_cast<unsigned char>(kind)};
  }

  // The number at this place, of that many digits at most.
  char32_t number(size_t digits, int base) {
    unsigned value = 0;
    const char* first = bytes_.data() + at_;
    const char* last = first + std::min(digits, bytes_.size() - at_);
    at_ += static_cast<size_t>(std::from_chars(first, last, value, base).ptr - first);
    return value;
  }

  void hexadecimal(size_t start, size_t digits, const char* reason) {
    const size_t from = at_;
    const char32_t code = number(digits, 16);
    if (at_ != from + digits)
      fail(start, reason);
    else if (code > 0x10FFFF)
      fail(start, "illegal Unicode character");
    else
      text_.push_back(code);
  }

  void atEnd(size_t start) {
    if (!isUnicode_) host_.raise(host_.types().ValueError, "Trailing \\ in string");
    fail(start, "\\ at end of string");
  }

  void fail(size_t start, const char* reason) {
    if (policy_ == OnError::Replace) text_.push_back(isUnicode_ ? 0xFFFD : '?');
    if (policy_ != OnError::Strict) return;
    if (!isUnicode_) host_.raise(host_.types().ValueError, "invalid \\x escape");
    decodeError(host_, "unicodeescape", bytes_, start, at_, reason);
  }

  Host& host_;
  std::string_view bytes_;
  bool isUnicode_;
  OnError policy_;
  size_t at_ = 0;
  std::u32string text_;
};

std::string decodeHex(Host& host, std::string_view bytes) {
  if (bytes.size() % 2) host.raise(host.types().TypeError, "Odd-length string");
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 2) {
    if (!std::isxdigit(static_cast<unsigned char>(bytes[i])) ||
        !std::isxdigit(static_cast<unsigned char>(bytes[i + 1])))
      host.raise(host.types().TypeError, "Non-hexadecimal digit found");
    out.push_back(static_cast<char>(hexValue(bytes.substr(i, 2))));
  }
  return out;
}

std::u32string decodeNarrow(Host& host, std::string_view bytes, Codec codec, OnError policy) {
  std::u32string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c < 128 || codec == Codec::Latin1)
      text.push_back(c);
    else if (policy == OnError::Strict)
      decodeError(host, "ascii", bytes, i, i + 1, "ordinal not in range(128)");
    else if (policy == OnError::Replace)
      text.push_back(0xFFFD);
  }
  return text;
}

std::string encodeNarrow(Host& host, std::u32string_view text, uint32_t limit,
                         std::string_view errors) {
  std::string bytes;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] < limit) {
      bytes.push_back(static_cast<char>(text[i]));
    } else if (errors == "replace") {
      bytes.push_back('?');
    } else if (errors == "xmlcharrefreplace") {
      bytes += "&#" + std::to_string(static_cast<uint32_t>(text[i])) + ";";
    } else if (errors == "backslashreplace") {
      escaped(text[i], 0, bytes);
    } else if (errors != "ignore") {
      size_t end = i + 1;
      while (end < text.size() && text[end] >= limit) ++end;
      encodeError(host, limit == 128 ? "ascii" : "latin-1", text, i, end,
                  limit == 128 ? "ordinal not in range(128)" : "ordinal not in range(256)");
    }
  }
  return bytes;
}

template <class Unit> std::string unitBytes(const std::basic_string<Unit>& units) {
  return {reinterpret_cast<const char*>(units.data()), units.size() * sizeof(Unit)};
}

std::string encodeUtf16(std::u32string_view text, bool mark) {
  std::u16string units;
  if (mark) units.push_back(0xFEFF);
  for (char32_t c : text) {
    if (c < 0x10000) {
      units.push_back(static_cast<char16_t>(c));
    } else {
      c -= 0x10000;
      units.push_back(static_cast<char16_t>(0xD800 | c >> 10));
      units.push_back(static_cast<char16_t>(0xDC00 | (c & 0x3FF)));
    }
  }
  return unitBytes(units);
}

[[noreturn]] void unknownCodec(Host& host, std::string_view codec) {
  host.raise(host.types().LookupError, "unknown encoding: " + std::string(codec));
}

} // namespace

std::string quoteBytes(std::string_view bytes) { return quoted(bytes); }
std::string quoteUnicode(std::u32string_view text) { return "u" + quoted(text); }

std::string encodeUtf8(std::u32string_view text) {
  std::string bytes;
  const auto push = [&](uint32_t c) { bytes.push_back(static_cast<char>(c)); };
  for (const char32_t c : text) {
    if (c < 0x80) {
      push(c);
    } else if (c < 0x800) {
      push(0xC0 | c >> 6);
      push(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      push(0xE0 | c >> 12);
      push(0x80 | (c >> 6 & 0x3F));
      push(0x80 | (c & 0x3F));
    } else {
      push(0xF0 | c >> 18);
      push(0x80 | (c >> 12 & 0x3F));
      push(0x80 | (c >> 6 & 0x3F));
      push(0x80 | (c & 0x3F));
    }
  }
  return bytes;
}

void encodeAscii(Host& host, std::u32string_view text, std::string& bytes) {
  bytes = encodeNarrow(host, text, 128, "strict");
}

UnicodeObject* decodeAscii(Host& host, std::string_view bytes) {
  return host.newUnicode(decodeNarrow(host, bytes, Codec::Ascii, OnError::Strict));
}

Object* decodeText(Host& host, std::string_view bytes, std::string_view codec,
                   std::string_view errors) {
  const OnError policy = onError(errors);
  switch (codecOf(codec)) {
  case Codec::Ascii: return host.newUnicode(decodeNarrow(host, bytes, Codec::Ascii, policy));
  case Codec::Latin1: return host.newUnicode(decodeNarrow(host, bytes, Codec::Latin1, policy));
  case Codec::Utf8: return host.newUnicode(decodeUtf8(host, bytes, policy));
  case Codec::UnicodeEscape: return host.newUnicode(EscapeDecoder(host, bytes, true, policy).run());
  case Codec::StringEscape: {
    std::string out;
    for (const char32_t c : EscapeDecoder(host, bytes, false, policy).run())
      out.push_back(static_cast<char>(c));
    return host.newStr(out);
  }
  case Codec::Hex: return host.newStr(decodeHex(host, bytes));
  default: unknownCodec(host, codec);
  }
}

Object* encodeText(Host& host, std::u32string_view text, std::string_view codec,
                   std::string_view errors) {
  switch (codecOf(codec)) {
  case Codec::Ascii: return host.newStr(encodeNarrow(host, text, 128, errors));
  case Codec::Latin1: return host.newStr(encodeNarrow(host, text, 256, errors));
  case Codec::Utf8: return host.newStr(encodeUtf8(text));
  case Codec::UnicodeEscape: {
    std::string out = quoteUnicode(text);
    return host.newStr(std::string_view(out).substr(2, out.size() - 3));
  }
  case Codec::StringEscape: {
    std::string out = quoteBytes(encodeUtf8(text));
    return host.newStr(std::string_view(out).substr(1, out.size() - 2));
  }
  case Codec::Hex: {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    for (const char32_t c : text) {
      out.push_back(kDigits[c >> 4 & 15]);
      out.push_back(kDigits[c & 15]);
    }
    return host.newStr(out);
  }
  case Codec::Utf16:
    return host.newStr(encodeUtf16(text, codec.find("le") == std::string_view::npos &&
                                             codec.find("LE") == std::string_view::npos));
  case Codec::Utf32: return host.newStr(unitBytes(std::u32string(text)));
  default: unknownCodec(host, codec);
  }
}

} // namespace tw::host
