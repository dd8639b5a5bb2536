"""Parses the text of a regular expression: alternatives |, repetitions * + ? {n} {n,}
{n,m}, groups, sets, the classes \\d \\s \\w \\D \\S \\W, and escapes."""
from rpython.rlib.parsing import regex
from rpython.rlib.parsing.deterministic import compress_char_set

ESCAPES = {'a': '\a', 'b': '\b', 'e': '\x1b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t',
           'v': '\v'}
_ALL = set([chr(i) for i in range(256)])
_CLASSES = {
    'd': set('0123456789'),
    's': set('\t\n\f\r '),
    'w': set([c for c in _ALL if c.isalnum() or c == '_']),
}
for _name, _chars in _CLASSES.items():
    _CLASSES[_name.upper()] = _ALL - _chars


def unescape_muncher(string):
    """The first character, unescaped, and what follows it."""
    if string[0] != '\\' or len(string) == 1:
        return string[0], string[1:]
    c = string[1]
    if c == 'x':
        return chr(int(string[2:4], 16)), string[4:]
    if c == 'c':
        return chr(ord(string[2].upper()) ^ 0x40), string[3:]
    if c in '01234567':
        end = 2
        while end < min(4, len(string)) and string[end] in '01234567':
            end += 1
        return chr(int(string[1:end], 8) & 0xff), string[end:]
    return ESCAPES.get(c, c), string[2:]


def unescape(s):
    result = []
    while s:
        char, s = unescape_muncher(s)
        result.append(char)
    return ''.join(result)


def set_expression(chars):
    """An expression for one character of a set."""
    parts = [regex.RangeExpression(c, chr(ord(c) + count - 1))
             for c, count in compress_char_set(chars)]
    return reduce(lambda a, b: a | b, parts)


class _Parser(object):
    def __init__(self, text):
        self.rest = text
        self.text = text

    def fail(self, message):
        raise ValueError("%s in the regular expression %r" % (message, self.text))

    def accept(self, text):
        if not self.rest.startswith(text):
            return False
        self.rest = self.rest[len(text):]
        return True

    def alternatives(self):
        result = self.concatenation()
        while self.accept('|'):
            result = result | self.concatenation()
        return result

    def concatenation(self):
        result = regex.StringExpression('')
        while self.rest and self.rest[0] not in '|)':
            result = result + self.repetition()
        return result

    def repetition(self):
        item = self.primary()
        if self.accept('*'):
            return item.kleene()
        if self.accept('+'):
            return item + item.kleene()
        if self.accept('?'):
            return regex.StringExpression('') | item
        if self.rest.startswith('{'):
            return self.counted(item)
        return item

    def counted(self, item):
        inside, closed, rest = self.rest[1:].partition('}')
        low, comma, high = inside.partition(',')
        if not closed or not low.isdigit() or not (high == '' or high.isdigit()):
            return item
        self.rest = rest
        result = item * int(low)
        if comma and not high:
            return result + item.kleene()
        optional = regex.StringExpression('')
        for count in range(1, int(high or low) - int(low) + 1):
            optional = optional | item * count
        return result + optional

    def primary(self):
        if self.accept('('):
            result = self.alternatives()
            if not self.accept(')'):
                self.fail("a parenthesis is not closed")
            return result
        if self.accept('['):
            return set_expression(self.set())
        if self.accept('.'):
            return regex.RangeExpression(chr(0), chr(255))
        chars = self.char_class()
        if chars is not None:
            return set_expression(chars)
        if self.rest[0] in '*+?':
            self.fail("nothing to repeat")
        return regex.StringExpression(self.char())

    def char_class(self):
        if len(self.rest) > 1 and self.rest[0] == '\\' and self.rest[1] in _CLASSES:
            chars = _CLASSES[self.rest[1]]
            self.rest = self.rest[2:]
            return chars
        return None

    def char(self):
        if not self.rest:
            self.fail("a character is missing")
        c, self.rest = unescape_muncher(self.rest)
        return c

    def set(self):
        negated = self.accept('^')
        chars = set()
        first = True
        while first or not self.rest.startswith(']'):
            first = False
            members = self.char_class()
            if members is not None:
                chars |= members
                continue
            c = self.char()
            if self.rest.startswith('-') and self.rest[1:2] not in ('', ']'):
                self.rest = self.rest[1:]
                chars |= set([chr(i) for i in range(ord(c), ord(self.char()) + 1)])
            else:
                chars.add(c)
        self.rest = self.rest[1:]
        return _ALL - chars if negated else chars


def parse_regex(s):
    """The expression; ValueError if the text is wrong."""
    parser = _Parser(s)
    result = parser.alternatives()
    if parser.rest:
        parser.fail("unbalanced parenthesis")
    return result


def make_runner(regex, view=False):
    """An object with recognize(text)."""
    dfa = parse_regex(regex).make_automaton().make_deterministic()
    dfa.optimize()
    return dfa.get_runner()
