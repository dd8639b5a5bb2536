"""Parses patterns of Python 2.7 into trees.

A node is a tuple: ('literal', code), ('not_literal', code), ('any',), ('in', negated,
items), ('at', name), ('group', number or None, node), ('branch', nodes), ('repeat', least,
most, greedy, node), ('ref', number), ('if', number, yes, no), ('assert', behind, wanted,
node), ('sequence', nodes). Items of a set: ('literal', code), ('range', first, last),
('category', name).
"""
from rpython.rlib.rsre.rsre_char import MAXREPEAT
from rpython.rlib.rsre.rsre_constants import (
    SRE_FLAG_DOTALL, SRE_FLAG_IGNORECASE, SRE_FLAG_LOCALE, SRE_FLAG_MULTILINE, SRE_FLAG_UNICODE,
    SRE_FLAG_VERBOSE)

FLAGS = {'i': SRE_FLAG_IGNORECASE, 'L': SRE_FLAG_LOCALE, 'm': SRE_FLAG_MULTILINE,
         's': SRE_FLAG_DOTALL, 'u': SRE_FLAG_UNICODE, 'x': SRE_FLAG_VERBOSE}
CATEGORIES = {'d': 'DIGIT', 'D': 'NOT_DIGIT', 's': 'SPACE', 'S': 'NOT_SPACE', 'w': 'WORD',
              'W': 'NOT_WORD'}
PLACES = {'A': 'BEGINNING_STRING', 'b': 'BOUNDARY', 'B': 'NON_BOUNDARY', 'Z': 'END_STRING'}
ESCAPES = {'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11, '\\': 92}
WHITESPACE = ' \t\n\r\v\f'


class error(Exception):
    pass


class NewFlags(Exception):
    """The pattern switches to verbose: it is to be parsed again."""


class Parser(object):
    def __init__(self, pattern, flags):
        self.text = pattern
        self.pos = 0
        self.flags = flags
        self.groups = 0
        self.names = {}
        self.open_groups = []

    # ---- text -------------------------------------------------------------------

    def peek(self, n=1):
        return self.text[self.pos:self.pos + n]

    def accept(self, text):
        if self.text[self.pos:self.pos + len(text)] == text:
            self.pos += len(text)
            return True
        return False

    def take(self, what="unexpected end of pattern"):
        if self.pos >= len(self.text):
            raise error(what)
        self.pos += 1
        return self.text[self.pos - 1]

    def take_until(self, closing, what):
        end = self.text.find(closing, self.pos)
        if end < 0:
            raise error(what)
        part = self.text[self.pos:end]
        self.pos = end + len(closing)
        return part

    # ---- structure --------------------------------------------------------------

    def parse(self):
        tree = self.branches()
        if self.pos < len(self.text):
            raise error("unbalanced parenthesis")
        return tree

    def branches(self):
        found = [self.sequence()]
        while self.accept('|'):
            found.append(self.sequence())
        if len(found) == 1:
            return found[0]
        if len([node for node in found if len(node[1]) == 1 and node[1][0][0] == 'literal']) == \
                len(found):
            return ('in', False, [node[1][0] for node in found])
        return ('branch', found)

    def sequence(self):
        nodes = []
        while self.peek() not in ('', '|', ')'):
            if self.flags & SRE_FLAG_VERBOSE and self.skip_space():
                continue
            node = self.atom()
            if node is not None:
                nodes.append(self.repeated(node))
        return ('sequence', nodes)

    def skip_space(self):
        if self.peek() in WHITESPACE:
            self.pos += 1
            return True
        if self.accept('#'):
            while self.peek() not in ('', '\n'):
                self.pos += 1
            return True
        return False

    def repeated(self, node):
        while True:
            bounds = self.bounds()
            if bounds is None:
                return node
            if node[0] == 'at' or node == ('sequence', []):
                raise error("nothing to repeat")
            if node[0] == 'repeat':
                raise error("multiple repeat")
            greedy = not self.accept('?')
            node = ('repeat', bounds[0], bounds[1], greedy, node)

    def bounds(self):
        if self.accept('*'):
            return 0, MAXREPEAT
        if self.accept('+'):
            return 1, MAXREPEAT
        if self.accept('?'):
            return 0, 1
        if self.peek() != '{':
            return None
        end = self.text.find('}', self.pos)
        low, comma, high = self.text[self.pos + 1:end].partition(',')
        is_bound = end > 0 and (low + comma) and (low == '' or low.isdigit()) and (
            high == '' or high.isdigit())
        if not is_bound:
            return None
        self.pos = end + 1
        least = int(low or 0)
        most = least
        if comma:
            most = int(high) if high else MAXREPEAT
        if most < least:
            raise error("bad repeat interval")
        return least, most

    def atom(self):
        c = self.take()
        if c == '.':
            return ('any',)
        if c == '^':
            return ('at', 'BEGINNING')
        if c == '$':
            return ('at', 'END')
        if c == '[':
            return self.set()
        if c == '(':
            return self.parenthesis()
        if c == '\\':
            return self.escape()
        if c in '*+?':
            raise error("nothing to repeat")
        return ('literal', ord(c))

    # ---- groups -----------------------------------------------------------------

    def parenthesis(self):
        if not self.accept('?'):
            return self.capture(None)
        c = self.take()
        if c == ':':
            return ('group', None, self.closed())
        if c == 'P':
            return self.named()
        if c == '#':
            self.take_until(')', "unbalanced parenthesis")
            return None
        if c in '=!':
            return ('assert', False, c == '=', self.closed())
        if c == '<':
            c = self.take()
            if c not in '=!':
                raise error("syntax error")
            return ('assert', True, c == '=', self.closed())
        if c == '(':
            return self.condition()
        return self.inline_flags(c)

    def inline_flags(self, c):
        before = self.flags
        while c != ')':
            if c not in FLAGS:
                raise error("unexpected end of pattern")
            self.flags |= FLAGS[c]
            c = self.take()
        if self.flags & ~before & SRE_FLAG_VERBOSE:
            raise NewFlags
        return None

    def capture(self, name):
        self.groups += 1
        number = self.groups
        if name is not None:
            if name in self.names:
                raise error("redefinition of group name %r as group %d; was group %d" %
                            (name, number, self.names[name]))
            self.names[name] = number
        self.open_groups.append(number)
        node = self.closed()
        self.open_groups.remove(number)
        return ('group', number, node)

    def closed(self):
        node = self.branches()
        if not self.accept(')'):
            raise error("missing ), unterminated subpattern")
        return node

    def named(self):
        if self.accept('<'):
            name = self.take_until('>', "unterminated name")
            if not _is_name(name):
                raise error("bad character in group name %r" % name)
            return self.capture(name)
        if self.accept('='):
            name = self.take_until(')', "unterminated name")
            if name not in self.names:
                raise error("unknown group name: %r" % name)
            return ('ref', self.names[name])
        raise error("unknown specifier: ?P%s" % self.peek())

    def condition(self):
        name = self.take_until(')', "unterminated name")
        number = int(name) if name.isdigit() else self.names.get(name)
        if not number:
            raise error("bad character in group name" if name.isdigit() or not _is_name(name)
                        else "unknown group name: %r" % name)
        yes = self.sequence()
        no = None
        if self.accept('|'):
            no = self.sequence()
            if self.peek() == '|':
                raise error("conditional backref with more than two branches")
        if not self.accept(')'):
            raise error("missing ), unterminated subpattern")
        return ('if', number, yes, no)

    # ---- escapes ----------------------------------------------------------------

    def escape(self):
        c = self.take("bogus escape (end of line)")
        if c in CATEGORIES:
            return ('in', False, [('category', CATEGORIES[c])])
        if c in PLACES:
            return ('at', PLACES[c])
        if c.isdigit() and c != '0':
            return self.digits(c)
        return ('literal', self.code(c))

    def digits(self, c):
        """A group, or three octal digits."""
        more = self.peek(2)
        if len(more) == 2 and _is_octal(c + more):
            self.pos += 2
            return ('literal', int(c + more, 8) & 0xff)
        if self.peek().isdigit() and self.peek():
            c += self.take()
        number = int(c)
        if number > self.groups:
            raise error("bogus escape: %r" % ('\\' + c))
        if number in self.open_groups:
            raise error("cannot refer to open group")
        return ('ref', number)

    def code(self, c):
        """The character of an escape that is one."""
        if c == 'x':
            digits = self.peek(2)
            if len(digits) < 2 or not _is_hex(digits):
                raise error("bogus escape: %r" % ('\\x' + digits))
            self.pos += 2
            return int(digits, 16)
        if c == '0' or _is_octal(c):
            digits = c
            while len(digits) < 3 and self.peek() and _is_octal(self.peek()):
                digits += self.take()
            return int(digits, 8) & 0xff
        return ESCAPES.get(c, ord(c)) if c != 'b' else 8

    # ---- sets -------------------------------------------------------------------

    def set(self):
        negated = self.accept('^')
        items = []
        first = True
        while first or self.peek() != ']':
            first = False
            item = self.set_member()
            if item[0] == 'literal' and self.peek() == '-' and self.peek(2) not in ('-', '-]'):
                self.pos += 1
                last = self.set_member()
                if last[0] != 'literal' or last[1] < item[1]:
                    raise error("bad character range")
                item = ('range', item[1], last[1])
            items.append(item)
        self.pos += 1
        if len(items) == 1 and items[0][0] == 'literal':
            return ('not_literal' if negated else 'literal', items[0][1])
        return ('in', negated, items)

    def set_member(self):
        c = self.take("unexpected end of regular expression")
        if c != '\\':
            return ('literal', ord(c))
        c = self.take("bogus escape (end of line)")
        if c in CATEGORIES:
            return ('category', CATEGORIES[c])
        return ('literal', self.code(c))


def _is_octal(digits):
    return len([c for c in digits if c not in '01234567']) == 0


def _is_hex(digits):
    return len([c for c in digits if c not in '0123456789abcdefABCDEF']) == 0


def _is_name(name):
    return (name != '' and not name[0].isdigit() and
            len([c for c in name if not (c.isalnum() or c == '_')]) == 0)


def parse(pattern, flags=0):
    """(tree, parser); the parser has the flags, the groups and their names."""
    parser = Parser(pattern, flags)
    try:
        return parser.parse(), parser
    except NewFlags:
        parser = Parser(pattern, parser.flags)
        return parser.parse(), parser
