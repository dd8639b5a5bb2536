// Detection of the declared encoding, and decoding of unicode literals.
#include "translator/syntax/encoding.h"

#include "translator/support/diagnostic.h"

#include <array>
#include <optional>

namespace tw::syntax {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Code points of the upper half of KOI8-R.
constexpr std::u32string_view kKoi8R = U"\u2500\u2502\u250c\u2510\u2514\u2518\u251c\u2524\u252c"
                                       U"\u2534\u253c\u2580\u2584\u2588\u258c\u2590"
                                       U"\u2591\u2592\u2593\u2320\u25a0\u2219\u221a\u2248\u2264"
                                       U"\u2265\u00a0\u2321\u00b0\u00b2\u00b7\u00f7"
                                       U"\u2550\u2551\u2552\u0451\u2553\u2554\u2555\u2556\u2557"
                                       U"\u2558\u2559\u255a\u255b\u255c\u255d\u255e"
                                       U"\u255f\u2560\u2561\u0401\u2562\u2563\u2564\u2565\u2566"
                                       U"\u2567\u2568\u2569\u256a\u256b\u256c\u00a9"
                                       U"\u044e\u0430\u0431\u0446\u0434\u0435\u0444\u0433\u0445"
                                       U"\u0438\u0439\u043a\u043b\u043c\u043d\u043e"
                                       U"\u043f\u044f\u0440\u0441\u0442\u0443\u0436\u0432\u044c"
                                       U"\u044b\u0437\u0448\u044d\u0449\u0447\u044a"
                                       U"\u042e\u0410\u0411\u0426\u0414\u0415\u0424\u0413\u0425"
                                       U"\u0418\u0419\u041a\u041b\u041c\u041d\u041e"
                                       U"\u041f\u042f\u0420\u0421\u0422\u0423\u0416\u0412\u042c"
                                       U"\u042b\u0417\u0428\u042d\u0429\u0427\u042a";
static_assert(kKoi8R.size() == 128);

// Code points 0x80 to 0x9f of Windows-1252; 0 where it defines none.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

struct EncodingName {
  std::string_view name;
  Encoding encoding;
};
constexpr EncodingName kNames[] = {
    {"ascii", Encoding::Ascii},        {"us-ascii", Encoding::Ascii},
    {"646", Encoding::Ascii},          {"utf-8", Encoding::Utf8},
    {"utf8", Encoding::Utf8},          {"u8", Encoding::Utf8},
    {"latin-1", Encoding::Latin1},     {"latin1", Encoding::Latin1},
    {"iso-8859-1", Encoding::Latin1},  {"iso8859-1", Encoding::Latin1},
    {"8859", Encoding::Latin1},        {"l1", Encoding::Latin1},
    {"iso-8859-15", Encoding::Latin9}, {"iso8859-15", Encoding::Latin9},
    {"latin-9", Encoding::Latin9},     {"latin9", Encoding::Latin9},
    {"cp1252", Encoding::Windows1252}, {"windows-1252", Encoding::Windows1252},
    {"koi8-r", Encoding::Koi8R},
};

bool isNameCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '_' || c == '.';
}

std::optional<Encoding> encodingNamed(std::string_view name) {
  std::string normal;
  for (char c : name)
    normal += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (std::string_view suffix : {"-unix", "-dos", "-mac"})
    if (normal.ends_with(suffix)) normal.resize(normal.size() - suffix.size());
  for (const EncodingName& entry : kNames)
    if (entry.name == normal) return entry.encoding;
  return std::nullopt;
}

// The name in a comment "coding: NAME" or "coding=NAME"; empty if there is none.
std::string_view declaredName(std::string_view line) {
  size_t at = line.find_first_not_of(" \t\f");
  if (at == std::string_view::npos || line[at] != '#') return {};
  while ((at = line.find("coding", at)) != std::string_view::npos) {
    at += 6;
    if (at >= line.size() || (line[at] != ':' && line[at] != '=')) continue;
    size_t start = line.find_first_not_of(" \t", at + 1);
    if (start == std::string_view::npos) return {};
    size_t end = start;
    while (end < line.size() && isNameCharacter(line[end])) ++end;
    if (end > start) return line.substr(start, end - start);
  }
  return {};
}

bool isBlankOrComment(std::string_view line) {
  size_t at = line.find_first_not_of(" \t\f");
  return at == std::string_view::npos || line[at] == '#';
}

void requireAscii(const SourceFile& file) {
  std::string_view text = file.text();
  size_t lineStart = 0;
  uint32_t line = 1;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      lineStart = i + 1;
      ++line;
    }
    if (static_cast<unsigned char>(text[i]) < 0x80) continue;
    auto column = static_cast<uint32_t>(i - lineStart + 1);
    TranslationError error({&file, line, column, line, column + 1},
                           "non-ASCII character, but the file declares no encoding");
    error.diagnostic().hint = "add '# -*- coding: utf-8 -*-' as the first line";
    throw error;
  }
}

size_t decodeUtf8(std::string_view bytes, std::u32string& out) {
  for (size_t i = 0; i < bytes.size();) {
    auto lead = static_cast<unsigned char>(bytes[i]);
    int extra = lead < 0x80   ? 0
                : lead < 0xc2 ? -1
                : lead < 0xe0 ? 1
                : lead < 0xf0 ? 2
                : lead < 0xf5 ? 3
                              : -1;
    if (extra < 0 || i + static_cast<size_t>(extra) >= bytes.size()) return i;
    char32_t point = extra == 0 ? lead : lead & (0x3fu >> extra);
    for (int k = 1; k <= extra; ++k) {
      auto next = static_cast<unsigned char>(bytes[i + static_cast<size_t>(k)]);
      if ((next & 0xc0) != 0x80) return i;
      point = point << 6 | (next & 0x3fu);
    }
    constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    if (point < kLeast[extra] || point > 0x10ffff) return i;
    out += point;
    i += static_cast<size_t>(extra) + 1;
  }
  return bytes.size();
}

// One byte of a single-byte encoding; 0 for a byte that is not defined in it.
char32_t decodeByte(unsigned char byte, Encoding encoding) {
  if (byte < 0x80) return byte;
  switch (encoding) {
  case Encoding::Latin1: return byte;
  case Encoding::Koi8R: return kKoi8R[byte - 0x80u];
  case Encoding::Windows1252: return byte < 0xa0 ? kWindows1252[byte - 0x80u] : byte;
  case Encoding::Latin9:
    switch (byte) {
    case 0xa4: return 0x20ac;
    case 0xa6: return 0x160;
    case 0xa8: return 0x161;
    case 0xb4: return 0x17d;
    case 0xb8: return 0x17e;
    case 0xbc: return 0x152;
    case 0xbd: return 0x153;
    case 0xbe: return 0x178;
    default: return byte;
    }
  default: return 0;
  }
}

} // namespace

SourceEncoding detectEncoding(const SourceFile& file) {
  SourceEncoding result;
  std::string_view mark = file.text().substr(0, kByteOrderMark.size());
  if (mark == kByteOrderMark) result = {Encoding::Utf8, kByteOrderMark.size()};
  for (uint32_t number = 1; number <= 2; ++number) {
    std::string_view line = file.line(number);
    if (number == 1) line.remove_prefix(result.textStart);
    std::string_view name = declaredName(line);
    if (name.empty()) {
      if (!isBlankOrComment(line)) break;
      continue;
    }
    auto column = static_cast<uint32_t>(name.data() - file.line(number).data() + 1);
    SourceSpan span{&file, number, column, number, column + static_cast<uint32_t>(name.size())};
    std::optional<Encoding> encoding = encodingNamed(name);
    if (!encoding)
      throw TranslationError({Severity::Error,
                              span,
                              "unknown encoding: " + std::string(name),
                              {},
                              "save the file as UTF-8 and declare '# -*- coding: utf-8 -*-'"});
    if (result.textStart != 0 && *encoding != Encoding::Utf8)
      throw TranslationError(span, "the file has a UTF-8 byte order mark, but declares encoding " +
                                       std::string(name));
    result.encoding = *encoding;
    break;
  }
  if (result.encoding == Encoding::Ascii) requireAscii(file);
  return result;
}

size_t decode(std::string_view bytes, Encoding encoding, std::u32string& out) {
  if (encoding == Encoding::Utf8) return decodeUtf8(bytes, out);
  for (size_t i = 0; i < bytes.size(); ++i) {
    auto byte = static_cast<unsigned char>(bytes[i]);
    char32_t point = decodeByte(byte, encoding);
    if (point == 0 && byte != 0) return i;
    out += point;
  }
  return bytes.size();
}

} // namespace tw::syntax
