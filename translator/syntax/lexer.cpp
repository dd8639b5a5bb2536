// Implementation of the lexer: one pass over the bytes of the file.
#include "translator/syntax/lexer.h"

#include "translator/support/diagnostic.h"

#include <array>
#include <unordered_map>

namespace tw::syntax {
namespace {

constexpr size_t kMaxIndents = 100;

constexpr std::pair<std::string_view, TokenKind> kPunctuation[] = {
#define PUNCTUATION(name, text) {text, TokenKind::name},
#include "translator/syntax/tokens.def"
};

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isOctal(char c) { return c >= '0' && c <= '7'; }
bool isBinary(char c) { return c == '0' || c == '1'; }
bool isHex(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isNamePart(char c) { return isNameStart(c) || isDigit(c); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

TokenKind nameKind(std::string_view text) {
  static const std::unordered_map<std::string_view, TokenKind> keywords = {
#define KEYWORD(name, text) {text, TokenKind::name},
#include "translator/syntax/tokens.def"
  };
  auto it = keywords.find(text);
  return it == keywords.end() ? TokenKind::Name : it->second;
}

TokenKind closerOf(TokenKind opener) {
  switch (opener) {
  case TokenKind::LeftParen: return TokenKind::RightParen;
  case TokenKind::LeftBracket: return TokenKind::RightBracket;
  default: return TokenKind::RightBrace;
  }
}

// First token of each kind of punctuation by its first character: most
// characters begin one or two of them.
struct PunctuationIndex {
  std::array<std::vector<uint8_t>, 128> byFirst;
  PunctuationIndex() {
    for (uint8_t i = 0; i < std::size(kPunctuation); ++i)
      byFirst[static_cast<size_t>(kPunctuation[i].first[0])].push_back(i);
  }
};

class Lexer {
public:
  explicit Lexer(const SourceFile& file) : file_(file), text_(file.text()) {}

  TokenList run() {
    SourceEncoding encoding = detectEncoding(file_);
    at_ = encoding.textStart;
    result_.encoding = encoding.encoding;
    result_.tokens.reserve(text_.size() / 4 + 16);
    indents_.push_back(0);
    while (at_ < text_.size()) {
      if (atLineStart_ && brackets_.empty() && !readIndentation()) continue;
      readToken();
    }
    finish();
    return std::move(result_);
  }

private:
  struct Position {
    size_t offset;
    uint32_t line;
    uint32_t column;
  };

  char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool atLineEnd() const { return at_ >= text_.size() || peek() == '\n' || peek() == '\r'; }
  uint32_t column(size_t offset) const { return static_cast<uint32_t>(offset - lineStart_ + 1); }
  Position here() const { return {at_, line_, column(at_)}; }
  SourceSpan spanFrom(const Position& start) const {
    return {&file_, start.line, start.column, line_, column(at_)};
  }

  [[noreturn]] void fail(SourceSpan span, std::string message, std::string hint = {}) const {
    throw TranslationError({Severity::Error, span, std::move(message), {}, std::move(hint)});
  }

  void push(TokenKind kind, const Position& start) {
    result_.tokens.push_back(
        {kind, text_.substr(start.offset, at_ - start.offset), spanFrom(start)});
  }

  // Steps over "\n", "\r\n" or "\r".
  void skipLineEnd() {
    if (peek() == '\r') ++at_;
    if (peek() != '\n') return;
    ++at_;
    ++line_;
    lineStart_ = at_;
  }

  void skipComment() {
    while (!atLineEnd()) ++at_;
  }

  // Measures the indentation of a line and makes Indent and Dedent tokens.
  // False if the line is blank (and then skipped).
  bool readIndentation() {
    size_t width = 0;
    for (;; ++at_) {
      char c = peek();
      if (c == ' ')
        ++width;
      else if (c == '\t')
        width = width / 8 * 8 + 8;
      else if (c == '\f')
        width = 0;
      else
        break;
    }
    if (peek() == '#') skipComment();
    if (atLineEnd()) {
      if (at_ < text_.size()) skipLineEnd();
      return false;
    }
    atLineStart_ = false;
    setIndentation(width);
    return true;
  }

  void setIndentation(size_t width) {
    Position start = here();
    if (width > indents_.back()) {
      if (indents_.size() >= kMaxIndents)
        fail(spanFrom(start), "too many levels of indentation",
             "move inner blocks into functions of their own");
      indents_.push_back(width);
      push(TokenKind::Indent, start);
      return;
    }
    while (width < indents_.back()) {
      indents_.pop_back();
      push(TokenKind::Dedent, start);
    }
    if (width != indents_.back()) {
      const bool hasTab = text_.substr(lineStart_, at_ - lineStart_).find('\t') != text_.npos;
      fail({&file_, line_, 1, line_, column(at_)},
           "unindent does not match any outer indentation level",
           hasTab ? "a tab advances to the next multiple of 8 columns: indent by spaces alone"
                  : "indent this line exactly like the block it belongs to");
    }
  }

  void readToken() {
    char c = peek();
    if (c == ' ' || c == '\t' || c == '\f') {
      ++at_;
    } else if (c == '#') {
      skipComment();
    } else if (c == '\n' || c == '\r') {
      readLineEnd();
    } else if (c == '\\') {
      joinLines();
    } else if (isNameStart(c)) {
      readNameOrString();
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      readNumber();
    } else if (c == '"' || c == '\'') {
      readString(here());
    } else {
      readPunctuation();
    }
  }

  void readLineEnd() {
    if (brackets_.empty()) {
      Position start = here();
      result_.tokens.push_back({TokenKind::Newline, {}, spanFrom(start)});
      atLineStart_ = true;
    }
    skipLineEnd();
  }

  void joinLines() {
    Position start = here();
    ++at_;
    if (!atLineEnd()) {
      SourceSpan span = spanFrom(start);
      fail(span, "unexpected character after the line continuation character '\\'",
           "the backslash must be the last character of the line");
    }
    if (at_ >= text_.size()) fail(spanFrom(start), "unexpected end of file after '\\'");
    skipLineEnd();
    if (at_ >= text_.size()) fail(spanFrom(start), "unexpected end of file after '\\'");
  }

  void readNameOrString() {
    Position start = here();
    while (isNamePart(peek())) ++at_;
    std::string_view text = text_.substr(start.offset, at_ - start.offset);
    if ((peek() == '"' || peek() == '\'') && isStringPrefix(text)) {
      readString(start);
      return;
    }
    push(nameKind(text), start);
  }

  static bool isStringPrefix(std::string_view text) {
    if (text.size() == 1) return std::string_view("rub").find(lower(text[0])) != text.npos;
    return text.size() == 2 && (lower(text[0]) == 'u' || lower(text[0]) == 'b') &&
           lower(text[1]) == 'r';
  }

  // At the opening quote; `start` is where the prefix begins.
  void readString(const Position& start) {
    char quote = peek();
    bool triple = peek(1) == quote && peek(2) == quote;
    at_ += triple ? 3 : 1;
    SourceSpan opening = spanFrom(start);
    for (;;) {
      if (at_ >= text_.size() || (!triple && atLineEnd()))
        fail(opening, triple ? "unterminated triple-quoted string" : "unterminated string",
             triple ? "it ends at the same three quotes"
                    : "close it on this line, or use triple quotes for a text of several lines");
      if (peek() == '\\') {
        ++at_;
        if (at_ < text_.size()) stepInString();
      } else if (peek() != quote) {
        stepInString();
      } else if (!triple) {
        ++at_;
        break;
      } else if (peek(1) == quote && peek(2) == quote) {
        at_ += 3;
        break;
      } else {
        ++at_;
      }
    }
    push(TokenKind::String, start);
  }

  void stepInString() {
    if (atLineEnd())
      skipLineEnd();
    else
      ++at_;
  }

  template <class Predicate> size_t skipWhile(Predicate predicate) {
    size_t start = at_;
    while (predicate(peek())) ++at_;
    return at_ - start;
  }

  void readNumber() {
    Position start = here();
    char second = lower(peek(1));
    if (peek() == '0' && (second == 'x' || second == 'o' || second == 'b')) {
      at_ += 2;
      size_t digits = second == 'x'   ? skipWhile(isHex)
                      : second == 'o' ? skipWhile(isOctal)
                                      : skipWhile(isBinary);
      if (digits == 0 || isDigit(peek())) {
        skipWhile(isDigit);
        fail(spanFrom(start), "invalid digits in a number with a base prefix");
      }
      if (lower(peek()) == 'l') ++at_;
    } else {
      readDecimal(start);
    }
    push(TokenKind::Number, start);
  }

  void readDecimal(const Position& start) {
    skipWhile(isDigit);
    bool integer = true;
    if (peek() == '.') {
      ++at_;
      skipWhile(isDigit);
      integer = false;
    }
    size_t signAt = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if (lower(peek()) == 'e' && isDigit(peek(signAt))) {
      at_ += signAt;
      skipWhile(isDigit);
      integer = false;
    }
    if (lower(peek()) == 'j') {
      ++at_;
      return;
    }
    if (!integer) return;
    checkOctal(start);
    if (lower(peek()) == 'l') ++at_;
  }

  // An integer that begins with 0 is octal.
  void checkOctal(const Position& start) const {
    std::string_view digits = text_.substr(start.offset, at_ - start.offset);
    if (digits[0] == '0' && digits.find_first_of("89") != digits.npos)
      fail(spanFrom(start), "invalid digit in an octal number",
           "an integer that begins with 0 is octal");
  }

  void readPunctuation() {
    static const PunctuationIndex index;
    auto first = static_cast<unsigned char>(peek());
    Position start = here();
    if (first < 128) {
      std::string_view rest = text_.substr(at_, 3);
      for (uint8_t i : index.byFirst[first]) {
        if (!rest.starts_with(kPunctuation[i].first)) continue;
        at_ += kPunctuation[i].first.size();
        TokenKind kind = kPunctuation[i].second;
        push(kind, start);
        trackBrackets(kind);
        return;
      }
    }
    ++at_;
    if (first >= 0x80) fail(spanFrom(start), "non-ASCII character outside of a string or comment");
    if (first < 0x20) fail(spanFrom(start), "invalid control character in the source");
    fail(spanFrom(start), std::string("invalid character '") + static_cast<char>(first) + "'",
         first == '!' ? "did you mean '!=' or 'not'?"
                      : "no operator or name contains it: remove it");
  }

  void trackBrackets(TokenKind kind) {
    switch (kind) {
    case TokenKind::LeftParen:
    case TokenKind::LeftBracket:
    case TokenKind::LeftBrace: brackets_.push_back(result_.tokens.size() - 1); break;
    case TokenKind::RightParen:
    case TokenKind::RightBracket:
    case TokenKind::RightBrace: closeBracket(result_.tokens.back()); break;
    default: break;
    }
  }

  void closeBracket(const Token& closer) {
    if (brackets_.empty()) fail(closer.span, "unmatched '" + std::string(closer.text) + "'");
    const Token& opener = result_.tokens[brackets_.back()];
    if (closerOf(opener.kind) != closer.kind) {
      TranslationError error(closer.span, "'" + std::string(closer.text) + "' does not match '" +
                                              std::string(opener.text) + "'");
      error.diagnostic().notes.push_back({opener.span, "opened here"});
      error.diagnostic().hint = "brackets close in the reverse order in which they were opened";
      throw error;
    }
    brackets_.pop_back();
  }

  void finish() {
    if (!brackets_.empty()) {
      const Token& opener = result_.tokens[brackets_.back()];
      fail(opener.span, "'" + std::string(opener.text) + "' is never closed",
           "everything up to the end of the file belongs to it");
    }
    Position end = here();
    if (!result_.tokens.empty() && !atLineStart_)
      result_.tokens.push_back({TokenKind::Newline, {}, spanFrom(end)});
    for (; indents_.size() > 1; indents_.pop_back()) push(TokenKind::Dedent, end);
    push(TokenKind::EndOfFile, end);
  }

  const SourceFile& file_;
  std::string_view text_;
  size_t at_ = 0;
  size_t lineStart_ = 0;
  uint32_t line_ = 1;
  bool atLineStart_ = true;
  std::vector<size_t> indents_;
  std::vector<size_t> brackets_; // indices of the open brackets' tokens
  TokenList result_;
};

} // namespace

TokenList tokenize(const SourceFile& file) { return Lexer(file).run(); }

std::string_view describe(TokenKind kind) {
  static constexpr std::string_view kDescriptions[] = {
      "the end of the file",
      "the end of the line",
      "an indented line",
      "the end of the block",
      "a name",
      "a number",
      "a string",
#define KEYWORD(name, text) "'" text "'",
#define PUNCTUATION(name, text) "'" text "'",
#include "translator/syntax/tokens.def"
  };
  return kDescriptions[static_cast<size_t>(kind)];
}

} // namespace tw::syntax
