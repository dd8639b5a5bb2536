// Strings: operators, methods, formatting.
#include "tests/unit/rtype/fixture.h"

namespace tw::rtype {
namespace {

// Strings that are known at run time only.
constexpr const char* kWords = R"(
WORDS = ["", "a", "abc", "hello world", "  x y  ", "a,b,,c", "Abc1", "12", "-7.5", None]
def word(n):
    return WORDS[n]
)";

class RtypeString : public Rtype {
protected:
  std::string body(const std::string& code, std::vector<int64_t> args = {2}) {
    return text(kWords + code, std::move(args));
  }
  int64_t number(const std::string& code, std::vector<int64_t> args = {2}) {
    return compute(kWords + code, std::move(args));
  }
};

TEST_F(RtypeString, LengthTruthItems) {
  const char* code = R"(
def f(n):
    s = word(n)
    if not s:
        return -1
    return len(s) * 1000 + ord(s[0]) + ord(s[-1])
)";
  EXPECT_EQ(number(code, {2}), 3000 + 'a' + 'c');
  EXPECT_EQ(number(code, {0}), -1);
  EXPECT_EQ(number(code, {9}), -1);
}

TEST_F(RtypeString, RepeatedCharacter) {
  EXPECT_EQ(body("def f(n):\n    return n * '-' + '+' * n + 2 * word(n)[0]\n", {2}), "--++aa");
}

TEST_F(RtypeString, CheckedItems) {
  const char* code = R"(
def f(n):
    try:
        return ord(word(2)[n])
    except IndexError:
        return -1
)";
  EXPECT_EQ(number(code, {2}), 'c');
  EXPECT_EQ(number(code, {3}), -1);
  EXPECT_EQ(number(code, {-3}), 'a');
  EXPECT_EQ(number(code, {-4}), -1);
}

TEST_F(RtypeString, Slices) {
  EXPECT_EQ(body(R"(
def f(n):
    assert n >= 0
    s = word(3)
    return s[n:] + '|' + s[1:4] + '|' + s[:-1] + '|' + s[:3] + '|' + s[5:999] + '|' + s[100:]
)",
                 {6}),
            "world|ell|hello worl|hel| world|");
}

TEST_F(RtypeString, ConcatenateAndRepeat) {
  EXPECT_EQ(body(R"(
def f(n):
    s = word(n)
    c = s[1]
    t = s + c + s * 2 + c * 3 + 2 * s + (c + s) + 'x' * n
    t += '!'
    return t
)"),
            "abcbabcabcbbbabcabcbabcxx!");
}

TEST_F(RtypeString, Comparisons) {
  const char* code = R"(
def f(n):
    s = word(2)
    t = word(n)
    bits = 0
    if s == t: bits |= 1
    if s != t: bits |= 2
    if t is not None:
        if s < t: bits |= 4
        if s <= t: bits |= 8
        if s > t: bits |= 16
        if t == t[0]: bits |= 32
    if s == 'ab' + 'c': bits |= 64
    return bits
)";
  EXPECT_EQ(number(code, {2}), 1 | 8 | 64);
  EXPECT_EQ(number(code, {1}), 2 | 16 | 32 | 64);
  EXPECT_EQ(number(code, {3}), 2 | 4 | 8 | 64);
  EXPECT_EQ(number(code, {9}), 2 | 64);
}

TEST_F(RtypeString, Searching) {
  const char* code = R"(
def f(n):
    s = word(3)
    r = s.find('o')
    r = r * 20 + s.find('o', 5)
    r = r * 20 + s.rfind('o')
    r = r * 20 + s.find('world')
    r = r * 20 + s.count('l')
    r = r * 20 + s.count('lo w')
    r = r * 20 + s.rfind('l', 0, 5)
    if 'lo' in s: r = r * 2 + 1
    if 'w' in s: r = r * 2 + 1
    if s.startswith('hell') and s.endswith('d') and not s.startswith(word(2)): r = r * 2 + 1
    return r + s.find('zz')
)";
  int64_t r = 4;
  for (int64_t digit : {7, 7, 6, 3, 1, 3}) r = r * 20 + digit;
  EXPECT_EQ(number(code), r * 8 + 7 - 1);
}

TEST_F(RtypeString, StripAndCase) {
  EXPECT_EQ(body(R"(
def f(n):
    s = word(4)
    return ('[' + s.strip() + '][' + s.lstrip() + '][' + s.rstrip() + '][' + word(2).strip('a') +
            '][' + word(2).strip('ca') + '][' + word(6).upper() + '][' + word(6).lower() + ']')
)"),
            "[x y][x y  ][  x y][bc][b][ABC1][abc1]");
}

TEST_F(RtypeString, PaddingAndMapping) {
  EXPECT_EQ(body(R"(
TABLE = ''.join([chr(i) for i in range(256)]).replace('l', 'L')
def f(n):
    s = word(n)
    t = word(3)
    r = s.ljust(5) + '|' + s.rjust(5, '*') + '|' + s.center(6, '-') + '|' + word(8).zfill(7)
    r += t.capitalize() + t.title() + word(6).swapcase() + t.translate(TABLE)
    try:
        return r + str(t.index('w')) + str(t.index('zz'))
    except ValueError:
        return r + '!'
)"),
            "abc  |**abc|-abc--|-0007.5Hello worldHello WorldaBC1heLLo worLd!");
}

TEST_F(RtypeString, Predicates) {
  const char* code = R"(
def f(n):
    s = word(n)
    bits = 0
    if s.isdigit(): bits |= 1
    if s.isalpha(): bits |= 2
    if s.isalnum(): bits |= 4
    if s.isspace(): bits |= 8
    if s.isupper(): bits |= 16
    if s.islower(): bits |= 32
    return bits
)";
  EXPECT_EQ(number(code, {2}), 2 | 4 | 32);
  EXPECT_EQ(number(code, {7}), 1 | 4);
  EXPECT_EQ(number(code, {6}), 4);
  EXPECT_EQ(number(code, {0}), 0);
}

TEST_F(RtypeString, SplitAndJoin) {
  EXPECT_EQ(body(R"(
def show(l):
    return '[' + '|'.join(l) + ']'
def f(n):
    s = word(5)
    t = word(4)
    return (show(s.split(',')) + show(s.split(',', 1)) + show(t.split()) + show(s.split(',,')) +
            show(s.rsplit(',', 1)) + show(t.split(' ')) + ''.join(s.split(',')) +
            show('a\nb\r\nc'.splitlines()))
)"),
            "[a|b||c][a|b,,c][x|y][a,b|c][a,b,|c][||x|y||]abc[a|b|c]");
}

TEST_F(RtypeString, JoinOfCharacters) {
  EXPECT_EQ(body(R"(
def f(n):
    l = []
    for c in word(3):
        if c != 'l':
            l.append(c)
    return ''.join(l) + '-'.join(l)
)"),
            "heo wordh-e-o- -w-o-r-d");
}

// Methods of two constants are of one kind, but not the same.
TEST_F(RtypeString, MethodsOfConstants) {
  EXPECT_EQ(body(R"(
def f(n):
    l = [word(1), word(2)]
    return ', '.join(l) + ' '.join(l) + ''.join(l) + '+'.join(l)
)"),
            "a, abca abcaabca+abc");
}

TEST_F(RtypeString, Replace) {
  EXPECT_EQ(body(R"(
def f(n):
    s = word(3)
    return (s.replace('l', 'L') + s.replace('o', '00') + s.replace('l', '', 2) +
            s.replace('zz', 'y') + word(2).replace('', '.'))
)"),
            "heLLo worLdhell00 w00rldheo worldhello world.a.b.c.");
}

TEST_F(RtypeString, Numbers) {
  const char* code = R"(
def f(n):
    try:
        return int(word(n))
    except ValueError:
        return -1000
)";
  EXPECT_EQ(number(code, {7}), 12);
  EXPECT_EQ(number(code, {2}), -1000);
  EXPECT_EQ(number(code, {0}), -1000);
}

TEST_F(RtypeString, IntWithBaseAndFloat) {
  EXPECT_EQ(number(R"(
def f(n):
    try:
        x = float(word(2))
    except ValueError:
        x = 0.5
    return int(word(2), 16) * 1000 + int((float(word(8)) + x) * 10)
)"),
            0xabc * 1000 - 70);
}

TEST_F(RtypeString, TextOfValues) {
  EXPECT_EQ(body(R"(
class A(object):
    pass
def f(n):
    s = str(n) + str(-n) + str(n * 1.25) + str(n == 2) + str(word(n)) + str(word(2)[0])
    return s + hex(n + 300) + oct(n + 8) + str(A())[:15]
)"),
            "2-22.5000001abca0x12e012<A object at 0x");
}

TEST_F(RtypeString, Percent) {
  EXPECT_EQ(
      body(R"(
def f(n):
    s = word(n)
    return ('%s=%d' % (s, n) + '|%x' % (n + 253) + '|%5d|%-5d|%05d|%+d' % (n, n, -n, n) +
            '|%.3f|%f|%g|%e' % (n / 3.0, 0.5, 1e20, 12.5) + '|%5s|%-5s|%.2s' % (s, s, s) +
            '|%c%c|%r' % (65, s[0], s) + '|%s|100%%' % word(9) + '|%#x|%o|%X' % (n, 8, 255))
)"),
      "abc=2|ff|    2|2    |-0002|+2|0.667|0.500000|1e+20|1.250000e+01|  abc|abc  |ab|Aa|'abc'"
      "|None|100%|0x2|10|FF");
}

TEST_F(RtypeString, Unicode) {
  EXPECT_EQ(body(R"(
def f(n):
    u = word(n).decode('utf-8') + u'\xe9\u20ac'
    s = u.encode('utf-8')
    if s.decode('utf-8') != u:
        return 'different'
    try:
        u.encode('ascii')
    except UnicodeEncodeError:
        s += '!'
    return s + u[:2].encode('latin-1') + str(len(u))
)"),
            "abc\xc3\xa9\xe2\x82\xac!ab5");
}

} // namespace
} // namespace tw::rtype
