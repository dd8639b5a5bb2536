"""The interface of the module re for translated programs: patterns must be constants,
which are compiled while translating.

A pattern's findall() needs at most one group; groups() gives a list.
"""
import sys

from rpython.rlib.objectmodel import not_rpython, specialize, we_are_translated
from rpython.rlib.rsre import rsre_char, rsre_core
from rpython.rlib.rsre.rpy import get_code as _get_code
from rpython.rlib.rsre.rpy.sre_parse import error
from rpython.rlib.unicodedata import unicodedb

rsre_char.set_unicode_db(unicodedb)

I = IGNORECASE = 2
L = LOCALE = 4
M = MULTILINE = 8
S = DOTALL = 16
U = UNICODE = 32
X = VERBOSE = 64


@specialize.memo()
def compile(pattern, flags=0):
    code, flags, details = _get_code(pattern, flags, allargs=True)
    return RSREPattern(pattern, code, flags, *details)


@specialize.call_location()
def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


@specialize.call_location()
def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


@specialize.call_location()
def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


@specialize.call_location()
def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


@specialize.call_location()
def sub(pattern, repl, string, count=0):
    return compile(pattern).sub(repl, string, count)


@specialize.call_location()
def subn(pattern, repl, string, count=0):
    return compile(pattern).subn(repl, string, count)


@specialize.call_location()
def split(pattern, string, maxsplit=0):
    return compile(pattern).split(string, maxsplit)


def escape(text):
    """A pattern that matches the text."""
    return ''.join([c if c.isalnum() else '\\' + c for c in text])


class RSREPattern(object):
    def __init__(self, pattern, code, flags, num_groups, groupindex, indexgroup):
        self._code = code
        self.pattern = pattern
        self.flags = flags
        self.groups = num_groups
        self.groupindex = groupindex
        self._indexgroup = indexgroup

    def match(self, string, pos=0, endpos=sys.maxint):
        return self._make_match(rsre_core.match(self._code, string, pos, endpos))

    def search(self, string, pos=0, endpos=sys.maxint):
        return self._make_match(rsre_core.search(self._code, string, pos, endpos))

    def _make_match(self, ctx):
        if ctx is None:
            return None
        return RSREMatch(self, ctx)

    def scanner(self, string, start=0, end=sys.maxint):
        return SREScanner(self, string, start, end)

    def findall(self, string, pos=0, endpos=sys.maxint):
        assert self.groups <= 1
        found = []
        scanner = self.scanner(string, pos, endpos)
        while True:
            match = scanner.search()
            if match is None:
                return found
            found.append(match.group(self.groups) or '')

    def finditer(self, string, pos=0, endpos=sys.maxint):
        scanner = self.scanner(string, pos, endpos)
        while True:
            match = scanner.search()
            if match is None:
                break
            yield match

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        """Replaces by a template, in which '\\1' or '\\g<name>' stand for groups."""
        if not we_are_translated() and callable(repl):
            return self._subn_by_function(repl, string, count)
        pieces = []
        n = 0
        last = 0
        scanner = self.scanner(string)
        while count == 0 or n < count:
            match = scanner.search()
            if match is None:
                break
            start, end = match.span()
            if start == end == last and n > 0:
                continue
            assert start >= 0
            pieces.append(string[last:start])
            pieces.append(match.expand(repl))
            assert end >= 0
            last = end
            n += 1
        pieces.append(string[last:])
        return ''.join(pieces), n

    @not_rpython
    def _subn_by_function(self, function, string, count):
        pieces, n, last = [], 0, 0
        for match in self.finditer(string):
            if n and match.start() == match.end() == last:
                continue
            pieces.append(string[last:match.start()])
            pieces.append(function(match))
            last = match.end()
            n += 1
            if n == count:
                break
        pieces.append(string[last:])
        return ''.join(pieces), n

    def split(self, string, maxsplit=0):
        """The texts between matches, and those of the groups."""
        pieces = []
        last = 0
        n = 0
        scanner = self.scanner(string)
        while maxsplit == 0 or n < maxsplit:
            match = scanner.search()
            if match is None:
                break
            start, end = match.span()
            if start == end:
                continue
            assert start >= 0
            assert end >= 0
            pieces.append(string[last:start])
            for i in range(1, self.groups + 1):
                pieces.append(match.group(i))
            last = end
            n += 1
        pieces.append(string[last:])
        return pieces


class RSREMatch(object):
    def __init__(self, pattern, ctx):
        self.re = pattern
        self._ctx = ctx

    @specialize.arg_or_var(1)
    def span(self, groupnum=0):
        if groupnum == 0:
            # Unlike a group, the match as a whole lies somewhere: slices take its bounds.
            start = self._ctx.match_start
            end = self._ctx.match_end
            assert start >= 0
            assert end >= 0
            return start, end
        return self._ctx.span(groupnum)

    @specialize.arg_or_var(1)
    def start(self, groupnum=0):
        return self.span(groupnum)[0]

    @specialize.arg_or_var(1)
    def end(self, groupnum=0):
        return self.span(groupnum)[1]

    def group(self, group=0):
        return self._ctx.group(group)

    def groups(self, default=None):
        found = []
        for i in range(1, self.re.groups + 1):
            text = self.group(i)
            if text is None:
                text = default
            found.append(text)
        if not we_are_translated():
            found = tuple(found)
        return found

    def groupdict(self, default=None):
        found = {}
        for name, number in self.re.groupindex.iteritems():
            text = self.group(number)
            if text is None:
                text = default
            found[name] = text
        return found

    def expand(self, template):
        """The template with the texts of groups in place of their numbers."""
        pieces = []
        i = 0
        while i < len(template):
            mark = template.find('\\', i)
            if mark < 0 or mark + 1 >= len(template):
                break
            pieces.append(template[i:mark])
            c = template[mark + 1]
            i = mark + 2
            if c.isdigit():
                number = ord(c) - ord('0')
                if i < len(template) and template[i].isdigit() and number > 0:
                    number = number * 10 + ord(template[i]) - ord('0')
                    i += 1
                pieces.append(self.group(number) or '')
            elif c == 'g' and i < len(template) and template[i] == '<':
                end = template.find('>', i)
                if end < 0:
                    raise ValueError("unterminated group name")
                pieces.append(self.group(self._number(template[i + 1:end])) or '')
                i = end + 1
            else:
                pieces.append(_unescaped(c))
        pieces.append(template[i:])
        return ''.join(pieces)

    def _number(self, name):
        if name.isdigit():
            return int(name)
        return self.re.groupindex[name]

    @property
    def lastindex(self):
        """The group that matched last; -1 (None untranslated) if there is none."""
        self._ctx.flatten_marks()
        if self._ctx.match_lastindex < 0:
            return -1 if we_are_translated() else None
        return self._ctx.match_lastindex // 2 + 1

    @property
    def lastgroup(self):
        self._ctx.flatten_marks()
        number = self._ctx.match_lastindex // 2 + 1
        if self._ctx.match_lastindex < 0 or number >= len(self.re._indexgroup):
            return None
        return self.re._indexgroup[number]

    @property
    def regs(self):
        """The spans of the match and of all groups."""
        return [self.span(i) for i in range(self.re.groups + 1)]

    @property
    def string(self):
        return self._ctx._string

    @property
    def pos(self):
        return self._ctx.match_start

    @property
    def endpos(self):
        return self._ctx.end


def _unescaped(c):
    index = 'ntrfva\\'.find(c)
    if index < 0:
        return '\\' + c
    return '\n\t\r\f\v\a\\'[index]


class SREScanner(object):
    """Finds matches one after the other."""

    def __init__(self, pattern, string, start, end):
        self.pattern = pattern
        self._string = string
        self._start = start
        self._end = end

    def _advance(self, match):
        if match is None:
            self._start += 1
        else:
            start, end = match.span()
            self._start = end
            if start == end:
                self._start += 1
        return match

    def match(self):
        if self._start > len(self._string):
            return None
        return self._advance(self.pattern.match(self._string, self._start, self._end))

    def search(self):
        if self._start > len(self._string):
            return None
        return self._advance(self.pattern.search(self._string, self._start, self._end))
