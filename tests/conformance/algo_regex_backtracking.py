# Regular expression matcher by derivatives/backtracking and by NFA simulation.


class Re(object):
    def match(self, s, i, k):
        raise NotImplementedError


class Cont(object):
    def run(self, s, i):
        return i


class Chain(Cont):
    def __init__(self, re, next):
        self.re = re
        self.next = next

    def run(self, s, i):
        return self.re.match(s, i, self.next)


class StarCont(Cont):
    def __init__(self, re, start, next):
        self.re, self.start, self.next = re, start, next

    def run(self, s, i):
        if i == self.start:
            return -1
        return self.re.match(s, i, self.next)


class Char(Re):
    def __init__(self, c):
        self.c = c

    def match(self, s, i, k):
        if i < len(s) and s[i] == self.c:
            return k.run(s, i + 1)
        return -1


class Any(Re):
    def match(self, s, i, k):
        if i < len(s):
            return k.run(s, i + 1)
        return -1


class Class(Re):
    def __init__(self, ranges, negate=False):
        self.ranges = ranges
        self.negate = negate

    def match(self, s, i, k):
        if i >= len(s):
            return -1
        ok = False
        for lo, hi in self.ranges:
            if lo <= s[i] <= hi:
                ok = True
        if ok != self.negate:
            return k.run(s, i + 1)
        return -1


class Seq(Re):
    def __init__(self, items):
        self.items = items

    def match(self, s, i, k):
        for j in range(len(self.items) - 1, -1, -1):
            k = Chain(self.items[j], k)
        return k.run(s, i)


class Alt(Re):
    def __init__(self, items):
        self.items = items

    def match(self, s, i, k):
        for it in self.items:
            r = it.match(s, i, k)
            if r >= 0:
                return r
        return -1


class Star(Re):
    def __init__(self, re):
        self.re = re

    def match(self, s, i, k):
        r = self.re.match(s, i, StarCont(self, i, k))
        if r >= 0:
            return r
        return k.run(s, i)


class Opt(Star):
    def match(self, s, i, k):
        r = self.re.match(s, i, k)
        if r >= 0:
            return r
        return k.run(s, i)


class SyntaxErr(Exception):
    pass


class P(object):
    def __init__(self, src):
        self.src = src
        self.i = 0

    def more(self):
        return self.i < len(self.src)

    def alt(self):
        items = [self.seq()]
        while self.more() and self.src[self.i] == '|':
            self.i += 1
            items.append(self.seq())
        if len(items) == 1:
            return items[0]
        return Alt(items)

    def seq(self):
        items = []
        while self.more() and self.src[self.i] not in "|)":
            items.append(self.postfix())
        return Seq(items)

    def postfix(self):
        r = self.atom()
        while self.more() and self.src[self.i] in "*+?":
            op = self.src[self.i]
            self.i += 1
            if op == '*':
                r = Star(r)
            elif op == '+':
                r = Seq([r, Star(r)])
            else:
                r = Opt(r)
        return r

    def atom(self):
        c = self.src[self.i]
        self.i += 1
        if c == '(':
            r = self.alt()
            if not self.more():
                raise SyntaxErr
            self.i += 1
            return r
        elif c == '.':
            return Any()
        elif c == '[':
            neg = False
            if self.more() and self.src[self.i] == '^':
                neg = True
                self.i += 1
            ranges = []
            while True:
                if not self.more():
                    raise SyntaxErr
                c = self.src[self.i]
                self.i += 1
                if c == ']':
                    break
                if self.i + 1 < len(self.src) and self.src[self.i] == '-':
                    ranges.append((c, self.src[self.i + 1]))
                    self.i += 2
                else:
                    ranges.append((c, c))
            return Class(ranges, neg)
        elif c == '\\':
            c = self.src[self.i]
            self.i += 1
            if c == 'd':
                return Class([('0', '9')])
            return Char(c)
        elif c in "*+?":
            raise SyntaxErr
        return Char(c)


def compile_re(src):
    p = P(src)
    r = p.alt()
    if p.more():
        raise SyntaxErr
    return r


def search(r, s):
    for i in range(len(s) + 1):
        e = r.match(s, i, Cont())
        if e >= 0:
            return i, e
    return -1, -1

TESTS = [("a*b", ["aaab", "b", "xaab", "c"]), ("(ab|cd)+", ["xxabcdab", "acd", "z"]), ("[a-c]+[^0-9]", ["zabc9", "abcd"]),
         ("\\d+\\.?\\d*", ["pi 3.14", "42", "x"]), ("(a|ab)(c|bcd)(d*)", ["abcd"]), ("(a*)*", ["aaa", ""]), ("(", [""]), ("*a", ["a"]),
         ("a)", ["a"]), ("[abc", ["a"]), ("", ["anything"]), ("h.llo", ["say hello"]), ("colou?r", ["color colour", "colr"])]


def entry_point(argv):
    for pat, subjects in TESTS:
        try:
            r = compile_re(pat)
        except SyntaxErr:
            print pat, "syntax error"
            continue
        except IndexError:
            print pat, "index error"
            continue
        for s in subjects:
            b, e = search(r, s)
            if b >= 0:
                assert e >= 0
                print pat, s, b, e, "<" + s[b:e] + ">"
            else:
                print pat, s, "no"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
