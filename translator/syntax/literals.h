// Values of number and string tokens.
#pragma once

#include "translator/syntax/code.h"
#include "translator/syntax/lexer.h"

#include <span>

namespace tw::syntax {

// `negative`: a minus sign stands directly before the number.
ConstValue numberValue(std::string_view text, bool negative);

// The value of adjacent string tokens: a ConstUnicode if one of them is a
// unicode literal. Throws TranslationError for a bad escape.
ConstValue stringValue(std::span<const Token> tokens, Encoding encoding, bool unicodeLiterals);

} // namespace tw::syntax
