"""Text to tokens."""
from objects import PebbleError

KEYWORDS = ['func', 'class', 'var', 'if', 'else', 'while', 'return', 'true', 'false', 'nil',
            'and', 'or', 'not', 'this']
PAIRS = ['==', '!=', '<=', '>=']


class Token(object):
    """kind: 'name', 'int', 'float', 'str', 'end', or the keyword or operator itself."""

    def __init__(self, kind, text, line):
        self.kind = kind
        self.text = text
        self.line = line


def is_name_start(c):
    return 'a' <= c <= 'z' or 'A' <= c <= 'Z' or c == '_'


def is_digit(c):
    return '0' <= c <= '9'


class Lexer(object):
    def __init__(self, source):
        self.source = source
        self.pos = 0
        self.line = 1

    def peek(self, ahead=0):
        index = self.pos + ahead
        if index < len(self.source):
            return self.source[index]
        return '\0'

    def tokens(self):
        result = []
        while True:
            token = self.next()
            result.append(token)
            if token.kind == 'end':
                return result

    def skip_space(self):
        while self.pos < len(self.source):
            c = self.source[self.pos]
            if c == '\n':
                self.line += 1
            elif c == '#':
                while self.peek(1) not in '\n\0':
                    self.pos += 1
            elif c not in ' \t\r':
                return
            self.pos += 1

    def next(self):
        self.skip_space()
        start = self.pos
        c = self.peek()
        if c == '\0':
            return Token('end', '', self.line)
        if is_name_start(c):
            while is_name_start(self.peek()) or is_digit(self.peek()):
                self.pos += 1
            text = self.taken_from(start)
            if text in KEYWORDS:
                return Token(text, text, self.line)
            return Token('name', text, self.line)
        if is_digit(c):
            return self.number(start)
        if c == '"':
            return self.string()
        pair = c + self.peek(1)
        if pair in PAIRS:
            self.pos += 2
            return Token(pair, pair, self.line)
        if c in '+-*/%<>=(){}[],;.:':
            self.pos += 1
            return Token(c, c, self.line)
        raise PebbleError('line %d: unexpected character %s' % (self.line, c))

    def taken_from(self, start):
        assert start >= 0
        end = self.pos
        assert end >= 0
        return self.source[start:end]

    def number(self, start):
        kind = 'int'
        while is_digit(self.peek()):
            self.pos += 1
        if self.peek() == '.' and is_digit(self.peek(1)):
            kind = 'float'
            self.pos += 1
            while is_digit(self.peek()):
                self.pos += 1
        return Token(kind, self.taken_from(start), self.line)

    def string(self):
        line = self.line
        self.pos += 1
        chars = []
        while self.peek() != '"':
            c = self.peek()
            if c == '\0':
                raise PebbleError('line %d: a string has no end' % line)
            if c == '\\':
                self.pos += 1
                c = self.peek()
                if c == 'n':
                    c = '\n'
                elif c == 't':
                    c = '\t'
            chars.append(c)
            self.pos += 1
        self.pos += 1
        return Token('str', ''.join(chars), line)
