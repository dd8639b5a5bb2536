// Names of rlib and functions of os and math, executed by llinterp.
#include "tests/unit/rtype/fixture.h"

#include <cerrno>
#include <cstdlib>

namespace tw::library {
namespace {

class Library : public rtype::Rtype {};

TEST_F(Library, BuilderGoesOnAfterBuild) {
  EXPECT_EQ(text(R"(
from rpython.rlib.rstring import StringBuilder
def f(n):
    b = StringBuilder(2)
    b.append("ab" * n)
    b.append_char("c")
    b.append_slice("wxyz", 1, 3)
    b.append_multiple_char("-", n)
    first = b.build()
    b.append(chr(65 + n))
    return first + "|" + b.build()
)",
                 {3}),
            "abababcxy---|abababcxy---D");
}

TEST_F(Library, ItemsOfJoinMayBeNoneAtFirst) {
  EXPECT_EQ(text(R"(
def name(n):
    if n > 100:
        return None
    return None if n > 50 else word(n)
def word(n):
    if n > 40:
        return name(n + 50)
    return str(n)
def f(n):
    acc = []
    while n:
        acc.append(name(n))
        n -= 1
    return '-'.join(acc)
)",
                 {3}),
            "3-2-1");
}

TEST_F(Library, UnrollingIterableGivesConstants) {
  EXPECT_EQ(compute(R"(
from rpython.rlib.unroll import unrolling_iterable
names = unrolling_iterable(["a", "b"])
class X(object):
    a = 3
    b = 4
def f(n):
    x = X()
    total = 0
    for name in names:
        total = total * 10 + getattr(x, name)
    return total + n
)",
                    {100}),
            134);
}

TEST_F(Library, HintsKeepTheirPlainMeaning) {
  EXPECT_EQ(compute(R"(
from rpython.rlib import jit
driver = jit.JitDriver(greens=['n'], reds=['total'])
def f(n):
    total = 0
    while n:
        driver.jit_merge_point(n=n, total=total)
        total += jit.promote(n)
        n -= 1
    if jit.we_are_jitted():
        return -1
    return total
)",
                    {4}),
            10);
}

TEST_F(Library, MarkerNeedsEveryVariable) {
  EXPECT_THROW(load(R"(
from rpython.rlib import jit
driver = jit.JitDriver(greens=['n'], reds=['total'])
def f(n):
    driver.jit_merge_point(n=n)
    return n
)",
                    1),
               TranslationError);
}

TEST_F(Library, WideDivisionUndoesWideMultiplication) {
  EXPECT_EQ(compute(R"(
from rpython.rlib.rarithmetic import r_uint, intmask, uint_mul_high, uint_div_wide
def f(n):
    a = r_uint(n) * r_uint(0x9E3779B97F4A7C15)
    b = r_uint(n) + r_uint(0xF000000000000000)
    return intmask(uint_div_wide(uint_mul_high(a, b), a * b, b) - a)
)",
                    {12345}),
            0);
}

TEST_F(Library, SizedIntegersWrap) {
  EXPECT_EQ(compute(R"(
from rpython.rlib.rarithmetic import r_int32, r_uint8, widen
def f(n):
    return widen(r_int32(n)) + widen(r_uint8(n))
)",
                    {0x1ffffffff}),
            -1 + 255);
}

TEST_F(Library, MathRaisesAsPythonDoes) {
  EXPECT_EQ(compute(R"(
import math
def attempt(function, x):
    try:
        return int(function(x))
    except ValueError:
        return -1
    except OverflowError:
        return -2
def f(n):
    x = float(n)
    return (attempt(math.sqrt, x) * 100 + attempt(math.sqrt, -x) * 10 + attempt(math.exp, x * 1000.0))
)",
                    {4}),
            2 * 100 - 10 - 2);
}

TEST_F(Library, SystemErrorsCarryErrno) {
  EXPECT_EQ(compute(R"(
import os
def f(n):
    try:
        os.open('/nonexistent/file', os.O_RDONLY, 0)
    except OSError as e:
        return e.errno + n
    return -1
)",
                    {0}),
            ENOENT);
}

TEST_F(Library, EnvironmentIsThatOfTheProcess) {
  setenv("TW_TEST_VARIABLE", "some value", 1);
  EXPECT_EQ(text(R"(
import os
def f(n):
    os.environ['TW_TEST_OTHER'] = 'x' * n
    missing = os.environ.get('TW_TEST_MISSING')
    if missing is None:
        missing = '?'
    return os.environ['TW_TEST_VARIABLE'] + os.environ.get('TW_TEST_OTHER') + missing
)",
                 {2}),
            "some valuexx?");
}

TEST_F(Library, RoundingIsCorrectAndHalvesGoAway) {
  EXPECT_EQ(text(R"(
from rpython.rlib.rfloat import round_double, formatd
def f(n):
    x = float(n) / 8.0
    return ' '.join([formatd(round_double(x, 2), 'r', 0), formatd(round_double(x, 2, True), 'r', 0),
                     formatd(round_double(-x * 2000.0, -3), 'r', 0)])
)",
                 {5}),
            "0.63 0.62 -1000");
}

} // namespace
} // namespace tw::library
