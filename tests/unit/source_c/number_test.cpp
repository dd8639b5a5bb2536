// Floats as text: what rfloat.formatd gives.
#include "runtime/number.h"

#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <string>

namespace {

std::string format(double value, char code, Signed precision = 0, Signed flags = 0) {
  char buffer[512];
  Signed length =
      tw_format_double(value, static_cast<u8>(code), precision, flags, buffer, sizeof buffer);
  return {buffer, static_cast<size_t>(length)};
}

TEST(FormatDouble, ShortestRepr) {
  EXPECT_EQ(format(0.1, 'r'), "0.1");
  EXPECT_EQ(format(1.0, 'r'), "1");
  EXPECT_EQ(format(1.0, 'r', 0, TW_FORMAT_ADD_DOT_0), "1.0");
  EXPECT_EQ(format(1e16, 'r', 0, TW_FORMAT_ADD_DOT_0), "1e+16");
  EXPECT_EQ(format(123456789012345680.0, 'r'), "1.2345678901234568e+17");
  EXPECT_EQ(format(9007199254740993.0, 'r', 0, TW_FORMAT_ADD_DOT_0), "9007199254740992.0");
  EXPECT_EQ(format(0.0001, 'r'), "0.0001");
  EXPECT_EQ(format(0.00001, 'r'), "1e-05");
  EXPECT_EQ(format(0.00001, 'r', 0, TW_FORMAT_CUT_EXP_0), "1e-5");
  EXPECT_EQ(format(5e-324, 'r'), "5e-324");
  EXPECT_EQ(format(-0.0, 'r', 0, TW_FORMAT_ADD_DOT_0), "-0.0");
  EXPECT_EQ(format(0.0, 'r', 0, TW_FORMAT_SIGN), "+0");
}

TEST(FormatDouble, FixedAndExponent) {
  EXPECT_EQ(format(2.5, 'f', 6), "2.500000");
  EXPECT_EQ(format(0.5, 'f', 0), "0"); // half to even
  EXPECT_EQ(format(1e22, 'f', 1), "10000000000000000000000.0");
  EXPECT_EQ(format(0.0001234, 'f', 3), "0.000");
  EXPECT_EQ(format(0.0, 'f', 2), "0.00");
  EXPECT_EQ(format(-1.25, 'e', 3), "-1.250e+00");
  EXPECT_EQ(format(0.0, 'e', 2), "0.00e+00");
  EXPECT_EQ(format(1.5e300, 'E', 1), "1.5E+300");
}

TEST(FormatDouble, General) {
  EXPECT_EQ(format(100000.0, 'g', 6), "100000");
  EXPECT_EQ(format(1000000.0, 'g', 6), "1e+06");
  EXPECT_EQ(format(0.0001, 'g', 6), "0.0001");
  EXPECT_EQ(format(0.00001, 'g', 6), "1e-05");
  EXPECT_EQ(format(3.14159265, 'g', 3), "3.14");
  EXPECT_EQ(format(2.0, 'g', 0), "2");
  EXPECT_EQ(format(1.0, 'g', 3, TW_FORMAT_ALT), "1.00");
}

TEST(FormatDouble, NotFinite) {
  EXPECT_EQ(format(INFINITY, 'r'), "inf");
  EXPECT_EQ(format(-INFINITY, 'F', 2), "-INF");
  EXPECT_EQ(format(INFINITY, 'g', 2, TW_FORMAT_SIGN), "+inf");
  EXPECT_EQ(format(NAN, 'f', 2), "nan");
}

TEST(FormatDouble, TellsTheSizeThatDidNotFit) {
  char buffer[4];
  EXPECT_EQ(tw_format_double(12345.0, 'f', 1, 0, buffer, sizeof buffer), 7);
}

TEST(ParseDouble, TakesDecimalsOnly) {
  auto parse = [](std::string text, bool expected) {
    tw_bool valid;
    double value = tw_parse_double(text.data(), static_cast<Signed>(text.size()), &valid);
    EXPECT_EQ(valid, expected) << text;
    return value;
  };
  EXPECT_EQ(parse("-1.5e3", true), -1500.0);
  EXPECT_EQ(parse(".5", true), 0.5);
  EXPECT_EQ(parse("7.", true), 7.0);
  EXPECT_EQ(parse("1e999", true), std::numeric_limits<double>::infinity());
  for (const char* text : {"", "inf", "nan", "0x10", "1e", " 1", "1 ", "1.2.3"}) parse(text, false);
}

TEST(Hash, IsPythons) {
  EXPECT_EQ(tw_hash_bytes("", 0), -1);
  EXPECT_EQ(tw_hash_bytes("a", 1), 12416037344);
  EXPECT_EQ(tw_hash_bytes("abc", 3), 1453079729188098211);
}

} // namespace
