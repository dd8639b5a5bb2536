// Values of string tokens: prefixes, escapes, decoding and concatenation.
#include "translator/support/diagnostic.h"
#include "translator/syntax/literals.h"

namespace tw::syntax {
namespace {

bool isOctal(char c) { return c >= '0' && c <= '7'; }

int hexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// The character of a one-letter escape; -1 if it is none.
int simpleEscape(char c) {
  switch (c) {
  case '\\': return '\\';
  case '\'': return '\'';
  case '"': return '"';
  case 'a': return 7;
  case 'b': return 8;
  case 't': return 9;
  case 'n': return 10;
  case 'v': return 11;
  case 'f': return 12;
  case 'r': return 13;
  default: return -1;
  }
}

// Decodes the body of one token into bytes or into unicode text.
class StringDecoder {
public:
  StringDecoder(const Token& token, Encoding encoding, bool unicodeLiterals)
      : token_(token), text_(token.text), encoding_(encoding), unicode_(unicodeLiterals) {
    readPrefix();
  }

  bool isUnicode() const { return unicode_; }
  std::string takeBytes() { return std::move(bytes_); }
  std::u32string takeText() { return std::move(wide_); }

  void run() {
    while (at_ < end_) {
      char c = text_[at_];
      if (c == '\\')
        readBackslash();
      else if (c == '\r')
        readLineEnd();
      else
        readPlain();
    }
  }

private:
  void readPrefix() {
    while (text_[at_] != '"' && text_[at_] != '\'') {
      switch (text_[at_++] | 0x20) {
      case 'r': raw_ = true; break;
      case 'u': unicode_ = true; break;
      default: unicode_ = false; break;
      }
    }
    char quote = text_[at_];
    size_t quotes =
        text_.size() - at_ >= 6 && text_[at_ + 1] == quote && text_[at_ + 2] == quote ? 3 : 1;
    at_ += quotes;
    end_ = text_.size() - quotes;
  }

  // The place of text_[from, to) in the file.
  SourceSpan spanOf(size_t from, size_t to) const {
    SourceSpan span = token_.span;
    for (size_t i = 0; i < from; ++i) {
      ++span.column;
      if (text_[i] != '\n') continue;
      ++span.line;
      span.column = 1;
    }
    span.endLine = span.line;
    span.endColumn = span.column + static_cast<uint32_t>(to - from);
    return span;
  }

  [[noreturn]] void fail(size_t from, std::string message, std::string hint = {}) const {
    throw TranslationError(
        {Severity::Error, spanOf(from, at_), std::move(message), {}, std::move(hint)});
  }

  void append(char32_t point) {
    if (unicode_)
      wide_ += point;
    else
      bytes_ += static_cast<char>(point);
  }

  // Source files have universal line ends.
  void readLineEnd() {
    ++at_;
    if (at_ < end_ && text_[at_] == '\n') ++at_;
    append('\n');
  }

  // A run of characters that stand for themselves.
  void readPlain() {
    size_t start = at_;
    while (at_ < end_ && text_[at_] != '\\' && text_[at_] != '\r') ++at_;
    std::string_view run = text_.substr(start, at_ - start);
    if (!unicode_) {
      bytes_ += run;
      return;
    }
    size_t valid = decode(run, encoding_, wide_);
    if (valid == run.size()) return;
    at_ = start + valid + 1;
    fail(start + valid, "this byte is not valid in the declared encoding of the file");
  }

  void readBackslash() {
    size_t start = at_++;
    char c = text_[at_];
    if (unicode_ && (c == 'u' || c == 'U')) {
      ++at_;
      appendHex(start, c == 'u' ? 4 : 8);
    } else if (raw_) {
      readRawBackslash();
    } else {
      readEscape(start);
    }
  }

  // In a raw string a backslash stands for itself, and so does what follows it.
  void readRawBackslash() {
    append('\\');
    if (text_[at_] == '\r')
      readLineEnd();
    else if (text_[at_] == '\\')
      append(static_cast<unsigned char>(text_[at_++]));
  }

  void readEscape(size_t start) {
    char c = text_[at_];
    int simple = simpleEscape(c);
    if (simple >= 0) {
      ++at_;
      append(static_cast<char32_t>(simple));
    } else if (c == '\n' || c == '\r') {
      at_ += text_.substr(at_).starts_with("\r\n") ? 2 : 1;
    } else if (isOctal(c)) {
      readOctal();
    } else if (c == 'x') {
      ++at_;
      appendHex(start, 2);
    } else if (c == 'N' && unicode_) {
      at_ += 1;
      fail(start, "escapes by character name (\\N{...}) are not supported",
           "write the code point as \\uXXXX or \\UXXXXXXXX");
    } else {
      append('\\'); // an unknown escape is kept as it is
    }
  }

  void readOctal() {
    uint32_t value = 0;
    for (int i = 0; i < 3 && at_ < end_ && isOctal(text_[at_]); ++i)
      value = value * 8 + static_cast<uint32_t>(text_[at_++] - '0');
    append(unicode_ ? value : value & 0xff);
  }

  void appendHex(size_t start, int digits) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i) {
      int digit = at_ < end_ ? hexValue(text_[at_]) : -1;
      if (digit < 0)
        fail(start, "this escape needs " + std::to_string(digits) + " hexadecimal digits");
      value = value << 4 | static_cast<char32_t>(digit);
      ++at_;
    }
    if (value > 0x10ffff) fail(start, "there is no such Unicode character");
    append(value);
  }

  const Token& token_;
  std::string_view text_;
  size_t at_ = 0;
  size_t end_ = 0;
  Encoding encoding_;
  bool unicode_;
  bool raw_ = false;
  std::string bytes_;
  std::u32string wide_;
};

// A byte string beside a unicode literal must be ASCII.
std::u32string widen(const std::string& bytes, const SourceSpan& span) {
  std::u32string text;
  if (decode(bytes, Encoding::Ascii, text) != bytes.size())
    throw TranslationError({Severity::Error,
                            span,
                            "a byte string with non-ASCII bytes stands beside a unicode literal",
                            {},
                            "give it the prefix u, too"});
  return text;
}

} // namespace

ConstValue stringValue(std::span<const Token> tokens, Encoding encoding, bool unicodeLiterals) {
  std::string bytes;
  std::u32string text;
  bool unicode = false;
  for (const Token& token : tokens) {
    StringDecoder decoder(token, encoding, unicodeLiterals);
    decoder.run();
    if (decoder.isUnicode()) {
      if (!unicode) text = widen(bytes, tokens.front().span);
      unicode = true;
      text += decoder.takeText();
    } else if (unicode) {
      text += widen(decoder.takeBytes(), token.span);
    } else {
      bytes += decoder.takeBytes();
    }
  }
  if (unicode) return ConstUnicode{std::move(text)};
  return ConstStr{std::move(bytes)};
}

} // namespace tw::syntax
