"""Regular expressions of Python 2.7; the patterns are compiled and matched by
rpython.rlib.rsre."""
import sys

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rsre import rsre_core
from rpython.rlib.rsre.rpy import get_code
from rpython.rlib.rsre.rpy.sre_parse import error

I = IGNORECASE = 2
L = LOCALE = 4
M = MULTILINE = 8
S = DOTALL = 16
U = UNICODE = 32
X = VERBOSE = 64

_ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', 'f': '\f', 'v': '\v', 'a': '\a', '\\': '\\'}


def _use_unicode():
    from rpython.rlib.rsre import rsre_char
    if rsre_char.unicodedb is None:
        from rpython.rlib.unicodedata import unicodedb
        rsre_char.set_unicode_db(unicodedb)


class Match(object):
    def __init__(self, pattern, text, pos, endpos, ctx):
        self.re = pattern
        self.string = text
        self.pos = pos
        self.endpos = endpos
        self._ctx = ctx

    def _number(self, group):
        if isinstance(group, basestring):
            group = self.re.groupindex.get(group, -1)
        if not 0 <= group <= self.re.groups:
            raise IndexError('no such group')
        return group

    @specialize.arg_or_var(1)
    def span(self, group=0):
        if group == 0:
            # Unlike a group, the match as a whole lies somewhere: slices take its bounds.
            start = self._ctx.match_start
            end = self._ctx.match_end
            assert start >= 0
            assert end >= 0
            return start, end
        return self._ctx.span(self._number(group))

    @specialize.arg_or_var(1)
    def start(self, group=0):
        return self.span(group)[0]

    @specialize.arg_or_var(1)
    def end(self, group=0):
        return self.span(group)[1]

    def _text(self, group, default=None):
        start, end = self.span(group)
        return default if start < 0 else self.string[start:end]

    def group(self, *groups):
        if len(groups) > 1:
            return tuple([self._text(group) for group in groups])
        return self._text(*(groups or (0,)))

    def groups(self, default=None):
        return tuple([self._text(n, default) for n in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        return dict([(name, self._text(n, default)) for name, n in self.re.groupindex.items()])

    @property
    def regs(self):
        return tuple([self.span(n) for n in range(self.re.groups + 1)])

    @property
    def lastindex(self):
        self._ctx.flatten_marks()
        if self._ctx.match_lastindex < 0:
            return None
        return self._ctx.match_lastindex // 2 + 1

    @property
    def lastgroup(self):
        for name, n in self.re.groupindex.items():
            if n == self.lastindex:
                return name

    def expand(self, template):
        out, i = [], 0
        while i < len(template):
            c = template[i]
            i += 1
            if c != '\\' or i == len(template):
                out.append(c)
                continue
            c = template[i]
            i += 1
            if c == 'g' and template[i:i + 1] == '<':
                end = template.index('>', i)
                name = template[i + 1:end]
                out.append(self._text(int(name) if name.isdigit() else name) or '')
                i = end + 1
            elif c.isdigit() and c != '0':
                if template[i:i + 1].isdigit():
                    c += template[i]
                    i += 1
                out.append(self._text(int(c)) or '')
            else:
                out.append(_ESCAPES.get(c, '\\' + c))
        return self.string[:0].join(out)


class Pattern(object):
    def __init__(self, pattern, flags):
        self._code, self.flags, details = get_code(pattern, flags, allargs=True)
        self.pattern = pattern
        self.groups, self.groupindex, _ = details
        if self.flags & U:
            _use_unicode()

    def _found(self, function, text, pos, endpos):
        if not isinstance(text, basestring):
            text = str(text)
        pos, endpos = rsre_core._adjust(pos, endpos, len(text))
        ctx = function(self._code, text, pos, endpos)
        return None if ctx is None else Match(self, text, pos, endpos, ctx)

    def match(self, text, pos=0, endpos=sys.maxint):
        return self._found(rsre_core.match, text, pos, endpos)

    def search(self, text, pos=0, endpos=sys.maxint):
        return self._found(rsre_core.search, text, pos, endpos)

    def finditer(self, text, pos=0, endpos=sys.maxint):
        end = min(endpos, len(text))
        while pos <= end:
            found = self.search(text, pos, end)
            if found is None:
                return
            yield found
            pos = found.end() + (found.end() == found.start())

    def findall(self, text, pos=0, endpos=sys.maxint):
        out = []
        for found in self.finditer(text, pos, endpos):
            groups = found.groups('')
            out.append(found.group() if not groups else groups[0] if len(groups) == 1 else groups)
        return out

    def split(self, text, maxsplit=0):
        out, last = [], 0
        for found in self.finditer(text):
            if found.start() == found.end():
                continue
            out.append(text[last:found.start()])
            out.extend(found.groups())
            last = found.end()
            maxsplit -= 1
            if maxsplit == 0:
                break
        out.append(text[last:])
        return out

    def subn(self, replacement, text, count=0):
        out, last, n = [], 0, 0
        for found in self.finditer(text):
            if n and found.start() == found.end() == last:
                continue
            out.append(text[last:found.start()])
            out.append(replacement(found) if callable(replacement) else found.expand(replacement))
            last = found.end()
            n += 1
            if n == count:
                break
        out.append(text[last:])
        return text[:0].join(out), n

    def sub(self, replacement, text, count=0):
        return self.subn(replacement, text, count)[0]


_cache = {}


def compile(pattern, flags=0):
    if isinstance(pattern, Pattern):
        return pattern
    key = (type(pattern), pattern, flags)
    if key not in _cache:
        _cache[key] = Pattern(pattern, flags)
    return _cache[key]


def purge():
    _cache.clear()


def match(pattern, text, flags=0):
    return compile(pattern, flags).match(text)


def search(pattern, text, flags=0):
    return compile(pattern, flags).search(text)


def findall(pattern, text, flags=0):
    return compile(pattern, flags).findall(text)


def finditer(pattern, text, flags=0):
    return compile(pattern, flags).finditer(text)


def split(pattern, text, maxsplit=0, flags=0):
    return compile(pattern, flags).split(text, maxsplit)


def sub(pattern, replacement, text, count=0, flags=0):
    return compile(pattern, flags).sub(replacement, text, count)


def subn(pattern, replacement, text, count=0, flags=0):
    return compile(pattern, flags).subn(replacement, text, count)


def escape(text):
    return text[:0].join([c if c.isalnum() else '\\000' if c == '\0' else '\\' + c for c in text])
