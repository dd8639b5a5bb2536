"""Text to data."""
from values import (SchemeError, W_Character, W_Fixnum, W_Flonum, W_Pair, W_String, W_Vector,
                    items_of, symbols, w_eof, w_false, w_nil, w_true)

DELIMITERS = ' \t\r\n()";\''


class Reader(object):
    def __init__(self, text):
        self.source = text
        self.pos = 0

    def peek(self):
        if self.pos < len(self.source):
            return self.source[self.pos]
        return '\0'

    def skip_space(self):
        while True:
            c = self.peek()
            if c == ';':
                while self.peek() not in '\n\0':
                    self.pos += 1
            elif c == ' ' or c == '\t' or c == '\r' or c == '\n':
                self.pos += 1
            else:
                return

    def read(self):
        """The next datum; the end-of-file object at the end."""
        self.skip_space()
        c = self.peek()
        if c == '\0':
            return w_eof
        if c == '(':
            self.pos += 1
            return self.read_list()
        if c == ')':
            raise SchemeError('unexpected )')
        if c == "'":
            self.pos += 1
            return W_Pair(symbols.intern('quote'), W_Pair(self.read(), w_nil))
        if c == '"':
            return self.read_string()
        return self.read_atom()

    def read_list(self):
        self.skip_space()
        c = self.peek()
        if c == '\0':
            raise SchemeError('a list has no end')
        if c == ')':
            self.pos += 1
            return w_nil
        w_first = self.read()
        self.skip_space()
        if self.peek() == '.' and self.pos + 1 < len(self.source) and \
                self.source[self.pos + 1] in DELIMITERS:
            self.pos += 1
            w_rest = self.read()
            self.skip_space()
            if self.peek() != ')':
                raise SchemeError('more than one datum behind a dot')
            self.pos += 1
            return W_Pair(w_first, w_rest)
        return W_Pair(w_first, self.read_list())

    def read_string(self):
        self.pos += 1
        chars = []
        while self.peek() != '"':
            c = self.peek()
            if c == '\0':
                raise SchemeError('a string has no end')
            if c == '\\':
                self.pos += 1
                c = self.peek()
                if c == 'n':
                    c = '\n'
            chars.append(c)
            self.pos += 1
        self.pos += 1
        return W_String(''.join(chars))

    def word(self):
        start = self.pos
        while self.pos < len(self.source) and self.source[self.pos] not in DELIMITERS:
            self.pos += 1
        end = self.pos
        assert start >= 0 and end >= 0
        return self.source[start:end]

    def read_atom(self):
        word = self.word()
        if word == '#t':
            return w_true
        if word == '#f':
            return w_false
        if word == '#' and self.peek() == '(':
            self.pos += 1
            return W_Vector(items_of(self.read_list())[:])
        if word.startswith('#\\'):
            return self.character(word)
        return number_or_symbol(word)

    def character(self, word):
        name = word[2:]
        if name == 'space':
            return W_Character(' ')
        if name == 'newline':
            return W_Character('\n')
        if len(name) == 0:
            # A delimiter is a character, too.
            self.pos += 1
            return W_Character(self.source[self.pos - 1])
        if len(name) == 1:
            return W_Character(name[0])
        raise SchemeError('unknown character ' + word)


def number_or_symbol(word):
    start = 0
    if word[0] == '-' and len(word) > 1:
        start = 1
    points = 0
    for i in range(start, len(word)):
        c = word[i]
        if c == '.':
            points += 1
        elif not '0' <= c <= '9':
            return symbols.intern(word)
    if points == 0:
        return W_Fixnum(int(word))
    if points == 1 and len(word) > start + 1:
        return W_Flonum(float(word))
    return symbols.intern(word)
