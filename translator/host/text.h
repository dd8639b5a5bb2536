// Text helpers: quoting, codecs. Private to the host and the library.
#pragma once

#include "translator/host/host.h"

namespace tw::host {

std::string quoteBytes(std::string_view bytes);     // with quotes, as repr(str)
std::string quoteUnicode(std::u32string_view text); // u'...'
std::string encodeUtf8(std::u32string_view text);
void encodeAscii(Host& host, std::u32string_view text, std::string& bytes); // may raise
UnicodeObject* decodeAscii(Host& host, std::string_view bytes);             // may raise
// str.decode and unicode.encode by name of the codec.
Object* decodeText(Host& host, std::string_view bytes, std::string_view codec,
                   std::string_view errors);
Object* encodeText(Host& host, std::u32string_view text, std::string_view codec,
                   std::string_view errors);

} // namespace tw::host
