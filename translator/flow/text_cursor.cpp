// Scanning of text forms.
#include "translator/flow/text.h"

#include <algorithm>
#include <cctype>

namespace tw::flow {
namespace {

bool isWordChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
}

// The position after a quoted string that starts at `position`.
size_t skipQuoted(std::string_view text, size_t position) {
  char quote = text[position++];
  while (position < text.size() && text[position] != quote)
    position += text[position] == '\\' ? 2 : 1;
  return std::min(position + 1, text.size());
}

} // namespace

void TextCursor::skip() {
  while (position_ < text_.size()) {
    char c = text_[position_];
    if (c == '#') {
      position_ = std::min(text_.find('\n', position_), text_.size());
    } else if (std::isspace(static_cast<unsigned char>(c))) {
      ++position_;
    } else {
      return;
    }
  }
}

bool TextCursor::atEnd() {
  skip();
  return position_ == text_.size();
}

char TextCursor::peek() {
  skip();
  return position_ < text_.size() ? text_[position_] : '\0';
}

bool TextCursor::accept(std::string_view token) {
  skip();
  if (!text_.substr(position_).starts_with(token)) return false;
  size_t end = position_ + token.size();
  if (isWordChar(token.back()) && end < text_.size() && isWordChar(text_[end])) return false;
  position_ = end;
  return true;
}

void TextCursor::expect(std::string_view token) {
  if (!accept(token)) fail("expected '" + std::string(token) + "'");
}

std::string_view TextCursor::word() {
  skip();
  size_t start = position_;
  while (position_ < text_.size() && isWordChar(text_[position_])) ++position_;
  if (start == position_) fail("expected a name");
  return text_.substr(start, position_ - start);
}

std::string_view TextCursor::until(std::string_view stops) {
  skip();
  size_t start = position_;
  int depth = 0;
  while (position_ < text_.size()) {
    char c = text_[position_];
    if (depth == 0 && stops.find(c) != std::string_view::npos) break;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    position_ = c == '\'' || c == '"' ? skipQuoted(text_, position_) : position_ + 1;
  }
  size_t end = position_;
  while (end > start && std::isspace(static_cast<unsigned char>(text_[end - 1]))) --end;
  return text_.substr(start, end - start);
}

void TextCursor::fail(const std::string& message) const {
  size_t end = std::min(position_, text_.size());
  auto line = 1 + std::count(text_.begin(), text_.begin() + static_cast<ptrdiff_t>(end), '\n');
  std::string near(text_.substr(end, std::min<size_t>(text_.find('\n', end) - end, 30)));
  throw TextError("line " + std::to_string(line) + ": " + message + " before '" + near + "'");
}

} // namespace tw::flow
