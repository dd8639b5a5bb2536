// The encoding of a source file (PEP 263): declared by a comment in one of the
// first two lines or by a UTF-8 byte order mark, ASCII otherwise.
//
// The lexer works on bytes: every supported encoding extends ASCII byte by
// byte. Only unicode literals need the decoded text.
#pragma once

#include "translator/support/source.h"

#include <string>
#include <string_view>

namespace tw::syntax {

enum class Encoding : uint8_t { Ascii, Utf8, Latin1, Latin9, Windows1252, Koi8R };

struct SourceEncoding {
  Encoding encoding = Encoding::Ascii;
  size_t textStart = 0; // after the byte order mark
};

// Throws TranslationError for an unknown encoding, and for bytes outside of ASCII
// in a file that declares none.
SourceEncoding detectEncoding(const SourceFile& file);

// Appends the decoded bytes. Returns the number of bytes that are valid: less than
// the length if the text is not of this encoding.
size_t decode(std::string_view bytes, Encoding encoding, std::u32string& out);

} // namespace tw::syntax
