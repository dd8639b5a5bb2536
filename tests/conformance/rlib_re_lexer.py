"""A lexer over patterns of the re module that were compiled at import time: the bounds of a
match as a whole are known to be non-negative, so they may bound slices and count()."""
import re


class Match(object):
    _attrs_ = ['start', 'end']

    def __init__(self, start, end):
        self.start = start
        self.end = end


class Rule(object):
    def __init__(self, name, pattern):
        self.name = name
        self.re = re.compile(pattern)

    def _freeze_(self):
        return True

    def matches(self, s, pos):
        m = self.re.match(s, pos)
        return Match(*m.span(0)) if m is not None else None

    def first(self, s, pos):
        m = self.re.match(s, pos)
        if m is None:
            return ''
        return s[m.start():m.start() + 1]


RULES = [Rule('number', r'\d+'), Rule('name', r'[a-z_]\w*'), Rule('op', r'[-+*/=()]'),
         Rule('blank', r'\s+')]


def lex(s):
    pos = 0
    lines = 0
    while pos < len(s):
        for rule in RULES:
            match = rule.matches(s, pos)
            if match:
                lines += s.count("\n", match.start, match.end)
                if rule.name != 'blank':
                    print rule.name, s[match.start:match.end], rule.first(s, pos), lines
                pos = match.end
                break
        else:
            print 'no token at', pos
            return


def entry_point(argv):
    lex("x = 12 * (y_1 +\n 345)\n\nz = x / 7")
    lex("a ? b")
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    entry_point(sys.argv)
