// Numbers, strings, encodings.
#include "tests/unit/syntax/helpers.h"

namespace tw::syntax {
namespace {

// The constant that an expression folds to, as text.
std::string constantOf(const std::string& text, FutureFlags flags = {}) {
  Compiled compiled(text, Mode::Eval, flags);
  const CodeObject& code = compiled.code();
  EXPECT_EQ(code.instructions.size(), 2u) << text;
  EXPECT_EQ(code.instructions[0].op, Opcode::LoadConst) << text;
  return constantText(code.constants[code.instructions[0].arg]);
}

TEST(Numbers, IntegersInEveryBase) {
  EXPECT_EQ(constantOf("0"), "0");
  EXPECT_EQ(constantOf("0777"), "511");
  EXPECT_EQ(constantOf("0o17"), "15");
  EXPECT_EQ(constantOf("0XfF"), "255");
  EXPECT_EQ(constantOf("0b101"), "5");
  EXPECT_EQ(constantOf("9223372036854775807"), "9223372036854775807");
}

TEST(Numbers, LongsKeepTheirKind) {
  EXPECT_EQ(constantOf("5L"), "5L");
  EXPECT_EQ(constantOf("0x10l"), "16L");
  EXPECT_EQ(constantOf("9223372036854775808"), "9223372036854775808L");
  EXPECT_EQ(constantOf("0xffffffffffffffff"), "18446744073709551615L");
  EXPECT_EQ(constantOf("123456789012345678901234567890"), "123456789012345678901234567890L");
  EXPECT_EQ(constantOf("1000000000000000000000L"), "1000000000000000000000L");
}

TEST(Numbers, SignBelongsToTheNumber) {
  EXPECT_EQ(constantOf("-1"), "-1");
  EXPECT_EQ(constantOf("-9223372036854775808"), "-9223372036854775808");
  EXPECT_EQ(constantOf("-9223372036854775808L"), "-9223372036854775808L");
  EXPECT_EQ(constantOf("-0L"), "0L");
  EXPECT_EQ(constantOf("-0.0"), "-0.0");
  EXPECT_EQ(listing(Compiled("-2 ** 2", Mode::Eval).code()),
            "LoadConst 2; LoadConst 2; Binary **; Unary -; Return");
}

TEST(Numbers, FloatsAndImaginary) {
  EXPECT_EQ(constantOf("1."), "1.0");
  EXPECT_EQ(constantOf(".5e1"), "5.0");
  EXPECT_EQ(constantOf("09.5"), "9.5");
  EXPECT_EQ(constantOf("1e999"), "inf");
  EXPECT_EQ(constantOf("2j"), "2.0j");
  EXPECT_EQ(constantOf("010j"), "10.0j");
}

TEST(Numbers, EqualNumbersOfDifferentKindsStayApart) {
  Compiled compiled("f(0, 0L, 0.0, -0.0, 0)\n");
  EXPECT_EQ(compiled.code().constants.size(), 5u); // None and four zeros
}

TEST(Numbers, Malformed) {
  EXPECT_EQ(errorOf("x = 089\n"), "1:5: invalid digit in an octal number");
  EXPECT_EQ(errorOf("0x\n"), "1:1: invalid digits in a number with a base prefix");
  EXPECT_EQ(errorOf("0b12\n"), "1:1: invalid digits in a number with a base prefix");
  EXPECT_NE(errorOf("1_000\n"), "no error");
}

TEST(Strings, Escapes) {
  EXPECT_EQ(constantOf(R"('a\n\t\\\'\"\x41\101\0')"), R"('a\n\t\\\'"AA\x00')");
  EXPECT_EQ(constantOf("'\\q'"), "'\\\\q'");
  EXPECT_EQ(constantOf("'a\\\nb'"), "'ab'");
  EXPECT_EQ(constantOf("'\\777'"), "'\\xff'");
  EXPECT_EQ(constantOf("u'\\777'"), "u'\\u01ff'");
  EXPECT_EQ(constantOf("'\\u1234'"), "'\\\\u1234'");
  EXPECT_EQ(constantOf("u'\\u1234\\U00010000'"), "u'\\u1234\\U00010000'");
}

TEST(Strings, Prefixes) {
  EXPECT_EQ(constantOf(R"(r'\n\'')"), R"('\\n\\\'')");
  EXPECT_EQ(constantOf(R"(BR'\x')"), R"('\\x')");
  EXPECT_EQ(constantOf(R"(ur'\n\u0041\\u0041')"), R"(u'\\nA\\\\u0041')");
  EXPECT_EQ(constantOf("b'x'", {.unicodeLiterals = true}), "'x'");
  EXPECT_EQ(constantOf("'x'", {.unicodeLiterals = true}), "u'x'");
}

TEST(Strings, TripleQuotesAndConcatenation) {
  EXPECT_EQ(constantOf("'''a'b''c\nd'''"), R"('a\'b\'\'c\nd')");
  EXPECT_EQ(constantOf("'''a\r\nb\\\r\nc'''"), R"('a\nbc')");
  EXPECT_EQ(constantOf("''''''"), "''");
  EXPECT_EQ(constantOf("'a' \"b\" r'c'"), "'abc'");
  EXPECT_EQ(constantOf("'a' u'b'"), "u'ab'");
}

TEST(Strings, Errors) {
  EXPECT_EQ(errorOf("x = 'abc\n"), "1:5: unterminated string");
  EXPECT_EQ(errorOf("x = 1\ny = '''abc\n\n"), "2:5: unterminated triple-quoted string");
  EXPECT_EQ(errorOf("x = 'ab\\x4'\n"), "1:8: this escape needs 2 hexadecimal digits");
  EXPECT_EQ(errorOf("x = u'''\n \\u12'''\n"), "2:2: this escape needs 4 hexadecimal digits");
  EXPECT_EQ(errorOf("x = u'\\U00110000'\n"), "1:7: there is no such Unicode character");
}

TEST(Encoding, DeclaredEncodings) {
  EXPECT_EQ(errorOf("x = '\xc3\xa9'\n"),
            "1:6: non-ASCII character, but the file declares no encoding");
  EXPECT_EQ(errorOf("#!/usr/bin/python\n# vim: set fileencoding=utf-8 :\nx = '\xc3\xa9'\n"),
            "no error");
  EXPECT_EQ(errorOf("\xef\xbb\xbfx = '\xc3\xa9'\n"), "no error");
  EXPECT_EQ(errorOf("# coding: klingon\n"), "1:11: unknown encoding: klingon");
  EXPECT_EQ(errorOf("x = 1\n# coding: utf-8\ny = '\xc3\xa9'\n"),
            "3:6: non-ASCII character, but the file declares no encoding");
}

TEST(Encoding, OnlyUnicodeLiteralsAreDecoded) {
  auto constants = [](const std::string& text) {
    Compiled compiled(text);
    return constantText(compiled.code().constants[1]);
  };
  EXPECT_EQ(constants("# coding: utf-8\nx = u'\xe2\x82\xac'\n"), "u'\\u20ac'");
  EXPECT_EQ(constants("# coding: utf-8\nx = '\xe2\x82\xac'\n"), "'\\xe2\\x82\\xac'");
  EXPECT_EQ(constants("# coding: latin-1\nx = u'\xe9'\n"), "u'\\xe9'");
  EXPECT_EQ(constants("# coding: iso-8859-15\nx = u'\xa4'\n"), "u'\\u20ac'");
  EXPECT_EQ(constants("# coding: koi8-r\nx = u'\xc1'\n"), "u'\\u0430'");
  EXPECT_EQ(errorOf("# coding: utf-8\nx = u'a\xff'\n"),
            "2:8: this byte is not valid in the declared encoding of the file");
}

} // namespace
} // namespace tw::syntax
