"""Packrat parsing (B. Ford, 2002): each rule is tried at each token once, and the first
expansion that matches is taken."""
from rpython.rlib.objectmodel import not_rpython
from rpython.rlib.parsing.lexer import SourcePos
from rpython.rlib.parsing.tree import Node, Nonterminal, Symbol


class Rule(object):
    """A nonterminal and its expansions, lists of symbols."""

    def __init__(self, nonterminal, expansions):
        self.nonterminal = nonterminal
        self.expansions = expansions

    def getkey(self):
        return (self.nonterminal, tuple([tuple(e) for e in self.expansions]))

    def __eq__(self, other):
        return self.getkey() == other.getkey()

    def __ne__(self, other):
        return not self == other

    def __str__(self):
        return "%s: %s" % (self.nonterminal, " | ".join([repr(e) for e in self.expansions]))

    def __repr__(self):
        return "Rule(%r, %r)" % (self.nonterminal, self.expansions)


class LazyInputStream(object):
    """The items of an iterator by their indices."""

    def __init__(self, iterator):
        self.iterator = iter(iterator)
        self.data = []

    def __getitem__(self, index):
        assert index >= 0
        while len(self.data) <= index:
            try:
                self.data.append(self.iterator.next())
            except StopIteration:
                raise IndexError("index out of range")
        return self.data[index]


class ErrorInformation(object):
    """What was expected at the token `pos`."""

    def __init__(self, pos, failure_reasons=None):
        if failure_reasons is None:
            failure_reasons = []
        self.failure_reasons = failure_reasons
        self.pos = pos


def combine_errors(self, other):
    """The error that is farther on; both reasons if they are at the same token."""
    if self is None:
        return other
    if other is None or self.pos > other.pos or len(other.failure_reasons) == 0:
        return self
    if other.pos > self.pos or len(self.failure_reasons) == 0:
        return other
    reasons = []
    for reason in self.failure_reasons:
        if reason not in reasons:
            reasons.append(reason)
    for reason in other.failure_reasons:
        if reason not in reasons:
            reasons.append(reason)
    return ErrorInformation(self.pos, reasons)


class ParseError(Exception):
    def __init__(self, source_pos, errorinformation):
        self.source_pos = source_pos
        self.errorinformation = errorinformation
        self.args = (source_pos, errorinformation)

    def nice_error_message(self, filename="<unknown>", source=""):
        lines = ["  File %s, line %d" % (filename, self.source_pos.lineno + 1)]
        if source:
            lines.append(source.split("\n")[self.source_pos.lineno])
            lines.append(" " * self.source_pos.columnno + "^")
        else:
            lines.append("<couldn't get source>")
        if self.errorinformation:
            lines.append("ParseError: expected " +
                         _either(self.errorinformation.failure_reasons))
        else:
            lines.append("ParseError")
        return "\n".join(lines)


def _either(reasons):
    if len(reasons) == 1:
        return reasons[0]
    last = len(reasons) - 1
    assert last >= 0
    return "%s or '%s'" % (", ".join(["'%s'" % reason for reason in reasons[:last]]),
                           reasons[last])


class LazyParseTable(object):
    """What was found of each symbol at each token."""

    def __init__(self, input, parser):
        self.parser = parser
        self.input = input
        self.matched = {}

    def match_symbol(self, i, symbol):
        """(the tree or None, the token behind it, an ErrorInformation or None)"""
        if (i, symbol) in self.matched:
            return self.matched[i, symbol]
        if self.parser.is_nonterminal(symbol):
            result = self._match_nonterminal(i, symbol)
        else:
            result = self._match_terminal(i, symbol)
        self.matched[i, symbol] = result
        return result

    def _match_nonterminal(self, i, symbol):
        error = None
        for expansion in self.parser.get_rule(symbol).expansions:
            position = i
            children = []
            for part in expansion:
                node, following, part_error = self.match_symbol(position, part)
                if node is None:
                    error = combine_errors(error, part_error)
                    break
                children.append(node)
                position = following
            else:
                return (Nonterminal(symbol, children), position, error)
        return (None, 0, error)

    def _match_terminal(self, i, symbol):
        try:
            token = self.input[i]
        except IndexError:
            return (None, 0, ErrorInformation(i))
        if self.terminal_equality(symbol, token):
            return (Symbol(symbol, token.source, token), i + 1, None)
        return (None, 0, ErrorInformation(i, [_readable(symbol)]))

    def terminal_equality(self, symbol, input):
        return symbol == input.name


def _readable(symbol):
    """The text of a literal that ebnfparse has named __NUMBER_TEXT."""
    if symbol.startswith("__"):
        parts = symbol.split("_")
        if len(parts) > 2 and len(parts[2]) > 0 and parts[2][0].isdigit():
            return parts[len(parts) - 1]
    return symbol


class PackratParser(object):
    def __init__(self, rules, startsymbol, parsetablefactory=LazyParseTable,
                 check_for_left_recursion=True):
        self.rules = rules
        self.nonterminal_to_rule = {}
        for rule in rules:
            self.nonterminal_to_rule[rule.nonterminal] = rule
        self.startsymbol = startsymbol
        if check_for_left_recursion:
            assert not self.has_left_recursion()
        self.parsetablefactory = parsetablefactory

    def is_nonterminal(self, symbol):
        return symbol in self.nonterminal_to_rule

    def get_rule(self, symbol):
        return self.nonterminal_to_rule[symbol]

    def parse(self, tokeniterator, lazy=False):
        """The tree of the tokens; ParseError."""
        if lazy:
            input = LazyInputStream(tokeniterator)
        else:
            input = list(tokeniterator)
        table = self.parsetablefactory(input, self)
        result = table.match_symbol(0, self.startsymbol)
        if result[0] is None:
            error = result[2]
            raise ParseError(input[error.pos].source_pos, error)
        return result[0]
    parse._annspecialcase_ = 'specialize:arg(2)'

    @not_rpython
    def has_left_recursion(self):
        """Can a nonterminal start with itself?"""
        first = {}
        for rule in self.rules:
            first[rule.nonterminal] = set([e[0] for e in rule.expansions
                                           if e and self.is_nonterminal(e[0])])
        for start in first:
            reached = set()
            waiting = list(first[start])
            while waiting:
                symbol = waiting.pop()
                if symbol == start:
                    return True
                if symbol not in reached:
                    reached.add(symbol)
                    waiting.extend(first[symbol])
        return False

    def __repr__(self):
        return "%s%r" % (self.__class__.__name__, (self.rules, self.startsymbol))
