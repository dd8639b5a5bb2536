"""Regular expressions: a backtracking matcher over closures.

A pattern is parsed into matchers m(state, i, k): try to match at position i
and call k(j) with the end; the result of k, or None, is handed back. Groups are
recorded in state.marks and restored when a branch fails.
"""

I = IGNORECASE = 2
L = LOCALE = 4
M = MULTILINE = 8
S = DOTALL = 16
U = UNICODE = 32
X = VERBOSE = 64


class error(Exception):
    pass


class _State(object):
    def __init__(self, text, end, groups):
        self.text = text
        self.end = end
        self.marks = [None] * (groups + 1)


def _word(c):
    return c.isalnum() or c == '_'


_CLASSES = {
    'd': lambda c: c.isdigit(), 'D': lambda c: not c.isdigit(),
    's': lambda c: c.isspace(), 'S': lambda c: not c.isspace(),
    'w': _word, 'W': lambda c: not _word(c),
}
_ESCAPES = {'n': '\n', 't': '\t', 'r': '\r', 'f': '\f', 'v': '\v', 'a': '\a', '0': '\0'}


def _empty(state, i, k):
    return k(i)


def _one(test):
    def match(state, i, k):
        if i < state.end and test(state.text[i]):
            return k(i + 1)
    match.single = test
    return match


def _sequence(items):
    if not items:
        return _empty
    if len(items) == 1:
        return items[0]
    first, rest = items[0], _sequence(items[1:])

    def match(state, i, k):
        return first(state, i, lambda j: rest(state, j, k))
    return match


def _choice(branches):
    def match(state, i, k):
        for branch in branches:
            result = branch(state, i, k)
            if result is not None:
                return result
    return match


def _group(n, inner):
    def match(state, i, k):
        old = state.marks[n]

        def done(j):
            before = state.marks[n]
            state.marks[n] = (i, j)
            result = k(j)
            if result is None:
                state.marks[n] = before
            return result
        result = inner(state, i, done)
        if result is None:
            state.marks[n] = old
        return result
    return match


def _repeat_single(test, low, high, greedy):
    def match(state, i, k):
        text, limit = state.text, state.end
        if high is not None:
            limit = min(limit, i + high)
        if greedy:
            j = i
            while j < limit and test(text[j]):
                j += 1
            while j >= i + low:
                result = k(j)
                if result is not None:
                    return result
                j -= 1
            return None
        j = i
        while True:
            if j >= i + low:
                result = k(j)
                if result is not None:
                    return result
            if j >= limit or not test(text[j]):
                return None
            j += 1
    return match


def _repeat(inner, low, high, greedy):
    test = getattr(inner, 'single', None)
    if test is not None:
        return _repeat_single(test, low, high, greedy)

    def match(state, start, k):
        def attempt(i, n):
            def more():
                if high is None or n < high:
                    return inner(state, i, lambda j: None if j == i and n >= low else attempt(j, n + 1))
            if n < low:
                return more()
            if greedy:
                result = more()
                return k(i) if result is None else result
            result = k(i)
            return more() if result is None else result
        return attempt(start, 0)
    return match


def _look(inner, wanted):
    def match(state, i, k):
        found = inner(state, i, lambda j: True) is not None
        return k(i) if found == wanted else None
    return match


def _look_behind(inner, wanted):
    def match(state, i, k):
        found = False
        for start in range(i, -1, -1):
            if inner(state, start, lambda j: True if j == i else None):
                found = True
                break
        return k(i) if found == wanted else None
    return match


def _back_reference(n, fold):
    def match(state, i, k):
        if state.marks[n] is None:
            return None
        start, end = state.marks[n]
        part = state.text[start:end]
        there = state.text[i:min(i + len(part), state.end)]
        if there == part or (fold and there.lower() == part.lower()):
            return k(i + len(part))
    return match


def _at(test):
    def match(state, i, k):
        return k(i) if test(state, i) else None
    return match


def _boundary(state, i):
    before = i > 0 and _word(state.text[i - 1])
    after = i < state.end and _word(state.text[i])
    return before != after


_AT_START = _at(lambda state, i: i == 0)
_AT_LINE = _at(lambda state, i: i == 0 or state.text[i - 1] == '\n')
_AT_LAST = _at(lambda state, i: i == state.end)
_AT_END = _at(lambda state, i: i == state.end or (i == state.end - 1 and state.text[i] == '\n'))
_AT_LINE_END = _at(lambda state, i: i == state.end or state.text[i] == '\n')
_FLAGS = {'i': I, 'L': L, 'm': M, 's': S, 'u': U, 'x': X}


class _Parser(object):
    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.flags = flags
        self.i = 0
        self.groups = 0
        self.names = {}

    def peek(self, n=1):
        return self.pattern[self.i:self.i + n]

    def take(self):
        c = self.peek()
        if not c:
            raise error('unexpected end of pattern')
        self.i += 1
        return c

    def parse(self):
        matcher = self.choice()
        if self.i < len(self.pattern):
            raise error('unbalanced parenthesis')
        return matcher

    def choice(self):
        branches = [self.sequence()]
        while self.peek() == '|':
            self.i += 1
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else _choice(branches)

    def sequence(self):
        items = []
        while self.peek() not in ('', '|', ')'):
            if self.flags & X:
                if self.peek().isspace():
                    self.i += 1
                    continue
                if self.peek() == '#':
                    while self.peek() not in ('', '\n'):
                        self.i += 1
                    continue
            item = self.atom()
            if item is not None:
                items.append(self.repeated(item))
        return _sequence(items)

    def repeated(self, item):
        while True:
            c = self.peek()
            if c == '*':
                bounds = 0, None
            elif c == '+':
                bounds = 1, None
            elif c == '?':
                bounds = 0, 1
            elif c == '{':
                bounds = self.braces()
                if bounds is None:
                    return item
            else:
                return item
            self.i += 1
            greedy = self.peek() != '?'
            if not greedy:
                self.i += 1
            item = _repeat(item, bounds[0], bounds[1], greedy)

    def braces(self):
        """The bounds of {m,n}; leaves self.i at the brace that closes."""
        end = self.pattern.find('}', self.i)
        low, comma, high = self.pattern[self.i + 1:end].partition(',')
        if end < 0 or not (low + high).isdigit() and (low + high) != '' or not (low or comma):
            return None
        self.i = end
        low_bound = int(low or 0)
        return low_bound, (int(high) if high else None) if comma else low_bound

    def literal(self, c):
        if self.flags & I:
            lower = c.lower()
            return _one(lambda x: x.lower() == lower)
        return _one(lambda x: x == c)

    def atom(self):
        c = self.take()
        if c == '.':
            return _one(lambda x: True) if self.flags & S else _one(lambda x: x != '\n')
        if c == '^':
            return _AT_LINE if self.flags & M else _AT_START
        if c == '$':
            return _AT_LINE_END if self.flags & M else _AT_END
        if c == '[':
            return self.character_set()
        if c == '(':
            return self.parenthesis()
        if c == '\\':
            return self.escape()
        if c in '*+?':
            raise error('nothing to repeat')
        return self.literal(c)

    def parenthesis(self):
        if self.peek() != '?':
            return self.capture(None)
        self.i += 1
        c = self.take()
        if c == 'P':
            return self.named()
        if c == ':':
            return self.closed(self.choice())
        if c == '#':
            while self.take() != ')':
                pass
            return None
        if c in '=!':
            return _look(self.closed(self.choice()), c == '=')
        if c == '<':
            wanted = self.take() == '='
            return _look_behind(self.closed(self.choice()), wanted)
        while c != ')':
            if c not in _FLAGS:
                raise error('unexpected end of pattern')
            self.flags |= _FLAGS[c]
            c = self.take()
        return None

    def named(self):
        c = self.take()
        end = self.pattern.find('>' if c == '<' else ')', self.i)
        if c not in '<=' or end < 0:
            raise error('unknown specifier: ?P' + c)
        name = self.pattern[self.i:end]
        self.i = end + 1
        if c == '<':
            return self.capture(name)
        if name not in self.names:
            raise error('unknown group name: ' + name)
        return _back_reference(self.names[name], self.flags & I)

    def capture(self, name):
        self.groups += 1
        n = self.groups
        if name is not None:
            self.names[name] = n
        return _group(n, self.closed(self.choice()))

    def closed(self, matcher):
        if self.peek() != ')':
            raise error('unbalanced parenthesis')
        self.i += 1
        return matcher

    def escape(self):
        c = self.take()
        if c in _CLASSES:
            return _one(_CLASSES[c])
        if c == 'b':
            return _at(_boundary)
        if c == 'B':
            return _at(lambda state, i: not _boundary(state, i))
        if c == 'A':
            return _AT_START
        if c == 'Z':
            return _AT_LAST
        if c.isdigit() and c != '0':
            while self.peek().isdigit() and int(c + self.peek()) <= self.groups:
                c += self.take()
            if int(c) > self.groups:
                raise error('bogus escape: \\' + c)
            return _back_reference(int(c), self.flags & I)
        return self.literal(self.escaped(c))

    def escaped(self, c):
        if c == 'x':
            digits = self.take() + self.take()
            return chr(int(digits, 16))
        return _ESCAPES.get(c, c)

    def character_set(self):
        negate = self.peek() == '^'
        self.i += negate
        tests, singles = [], []
        first = True
        while first or self.peek() != ']':
            first = False
            c = self.take()
            if c == '\\':
                c = self.take()
                if c in _CLASSES:
                    tests.append(_CLASSES[c])
                    continue
                c = '\b' if c == 'b' else self.escaped(c)
            if self.peek() == '-' and self.peek(2) != '-]' and len(self.peek(2)) == 2:
                self.i += 1
                high = self.take()
                if high == '\\':
                    high = self.escaped(self.take())
                if high < c:
                    raise error('bad character range')
                tests.append(lambda x, c=c, high=high: c <= x <= high)
            else:
                singles.append(c)
        self.i += 1
        singles = frozenset(singles)

        def contains(x):
            if x in singles:
                return True
            for test in tests:
                if test(x):
                    return True
            return False
        if self.flags & I:
            plain = contains
            contains = lambda x: plain(x.lower()) or plain(x.upper())
        return _one(lambda x: contains(x) != negate)


class Match(object):
    def __init__(self, pattern, text, state, pos, endpos):
        self.re = pattern
        self.string = text
        self.pos = pos
        self.endpos = endpos
        self._marks = list(state.marks)
        closed = [n for n, mark in enumerate(self._marks) if n and mark is not None]
        self.lastindex = max(closed, key=lambda n: (self._marks[n][1], -n)) if closed else None

    def _mark(self, group):
        if isinstance(group, basestring):
            group = self.re.groupindex.get(group, -1)
        if not 0 <= group < len(self._marks):
            raise IndexError('no such group')
        return self._marks[group]

    @property
    def lastgroup(self):
        for name, n in self.re.groupindex.items():
            if n == self.lastindex:
                return name

    def _text(self, group, default=None):
        mark = self._mark(group)
        return default if mark is None else self.string[mark[0]:mark[1]]

    def group(self, *groups):
        if len(groups) > 1:
            return tuple([self._text(group) for group in groups])
        return self._text(*(groups or (0,)))

    def groups(self, default=None):
        return tuple([self._text(n, default) for n in range(1, len(self._marks))])

    def groupdict(self, default=None):
        return dict([(name, self._text(n, default)) for name, n in self.re.groupindex.items()])

    def start(self, group=0):
        return (self._mark(group) or (-1, -1))[0]

    def end(self, group=0):
        return (self._mark(group) or (-1, -1))[1]

    def span(self, group=0):
        return self._mark(group) or (-1, -1)

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
                out.append(_ESCAPES.get(c, '\\' + c if c != '\\' else c))
        return ''.join(out)


class Pattern(object):
    def __init__(self, pattern, flags):
        parser = _Parser(pattern, flags)
        self._matcher = parser.parse()
        self.pattern = pattern
        self.flags = parser.flags
        self.groups = parser.groups
        self.groupindex = parser.names

    def _try(self, text, i, pos, end):
        state = _State(text, end, self.groups)
        stop = self._matcher(state, i, lambda j: j)
        if stop is None:
            return None
        state.marks[0] = (i, stop)
        return Match(self, text, state, pos, end)

    def match(self, text, pos=0, endpos=None):
        return self._try(text, pos, pos, len(text) if endpos is None else min(endpos, len(text)))

    def search(self, text, pos=0, endpos=None):
        end = len(text) if endpos is None else min(endpos, len(text))
        for i in xrange(pos, end + 1):
            found = self._try(text, i, pos, end)
            if found is not None:
                return found

    def finditer(self, text, pos=0, endpos=None):
        end = len(text) if endpos is None else min(endpos, len(text))
        while pos <= end:
            found = self.search(text, pos, end)
            if found is None:
                return
            yield found
            pos = found.end() + (found.end() == found.start())

    def findall(self, text, pos=0, endpos=None):
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
        return ''.join(out), n

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
    return ''.join([c if c.isalnum() else '\\' + c for c in text])
