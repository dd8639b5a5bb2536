// The lexer: source text to a list of tokens.
//
// Blank lines and comments vanish, lines are joined by a backslash and inside
// brackets, and indentation becomes Indent and Dedent tokens. A token's text is
// a view of the source; strings and numbers are decoded later (literals.h).
#pragma once

#include "translator/support/source.h"
#include "translator/syntax/encoding.h"

#include <string_view>
#include <vector>

namespace tw::syntax {

enum class TokenKind : uint8_t {
  EndOfFile,
  Newline,
  Indent,
  Dedent,
  Name,
  Number,
  String,
#define KEYWORD(name, text) name,
#define PUNCTUATION(name, text) name,
#include "translator/syntax/tokens.def"
};

struct Token {
  TokenKind kind;
  std::string_view text;
  SourceSpan span;
};

struct TokenList {
  std::vector<Token> tokens; // ends with EndOfFile
  Encoding encoding;         // of the source text
};

TokenList tokenize(const SourceFile& file);

// How to name the kind in a message: "'('", "'while'", "a number".
std::string_view describe(TokenKind kind);

} // namespace tw::syntax
