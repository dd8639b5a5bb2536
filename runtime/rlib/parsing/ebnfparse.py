"""Grammars in EBNF.

    NAME: "regular expression";         a token; IGNORE is left out
    rule: part part | part;             a nonterminal
    "text"   (...)   x*   x+   x?       parts of a rule

and for the tree that ToAST makes: [x] is left out, <x> replaces the rule's node, >x<
puts the children of x into the node. parse_ebnf() gives the tokens, the rules and ToAST.
"""
from rpython.rlib.parsing.lexer import Lexer
from rpython.rlib.parsing.parsing import ErrorInformation, PackratParser, ParseError, Rule
from rpython.rlib.parsing.regex import StringExpression
from rpython.rlib.parsing.regexparse import parse_regex, unescape
from rpython.rlib.parsing.tree import Nonterminal

# What becomes of a part in the tree of ToAST.
_KEEP, _DROP, _INLINE, _REPLACE = ' ', '[', '>', '<'


# ---- reading grammars -------------------------------------------------------

def _make_lexer():
    tokens = [('SYMBOLNAME', '_*[A-Z]([A-Z]|_)*'), ('NONTERMINALNAME', '([a-z]|_)[a-z0-9_]*'),
              ('QUOTE', r'"[^\"]*(\\\"?[^\"]+)*(\\\")?"'), ('QUOTE', "'\"'"),
              ('IGNORE', '#[^\\n]*\\n'), ('IGNORE', '[ \\n\\t]')]
    names = [name for name, _ in tokens]
    regexs = [parse_regex(text) for _, text in tokens]
    for literal in ':;|*+?[]<>()':
        names.append(literal)
        regexs.append(StringExpression(literal))
    return Lexer(regexs, names, ['IGNORE'])

_lexer = _make_lexer()


class _GrammarReader(object):
    """Makes rules, and for each expansion a text with what becomes of its parts."""

    def __init__(self, text):
        self.tokens = _lexer.tokenize(text, eof=True)
        self.pos = 0
        self.names = []
        self.regexs = []
        self.rules = []
        self.changes = []
        self.maybe_rules = {}
        self.plus_symbols = 0
        self.literals = {}
        self.first_rule = None
        self.inside_inline = 0          # of '>...<'

    def peek(self):
        return self.tokens[self.pos].name

    def accept(self, name):
        if self.peek() != name:
            return False
        self.pos += 1
        return True

    def expect(self, name):
        token = self.tokens[self.pos]
        if token.name != name:
            raise ParseError(token.source_pos, ErrorInformation(self.pos, [name]))
        self.pos += 1
        return token

    def read(self):
        while self.peek() != 'EOF':
            if self.peek() == 'SYMBOLNAME':
                self.token()
            else:
                self.production()
        self.move_first_rule()
        return self

    def token(self):
        name = self.expect('SYMBOLNAME').source
        self.expect(':')
        text = self.expect('QUOTE').source[1:-1].replace('\\"', '"')
        self.expect(';')
        self.names.append(name)
        self.regexs.append(parse_regex(text))

    def production(self):
        name = self.expect('NONTERMINALNAME').source
        self.expect(':')
        if self.accept(';'):
            self.add_rule(name, [[]], [])
            return
        alternatives = [self.expansion()]
        while self.accept('|'):
            alternatives.append(self.expansion())
        self.expect(';')
        if self.first_rule is None:
            self.first_rule = name
        self.add_rule(name, [[symbol for symbol, _ in parts] for parts in alternatives],
                      [''.join([change for _, change in parts]) for parts in alternatives])

    def add_rule(self, name, expansions, changes):
        self.rules.append(Rule(name, expansions))
        self.changes.append(changes)

    def expansion(self):
        """[(symbol, what becomes of it)]"""
        parts = self.decorated()
        while self.peek() not in ('|', ';', ')', ']', 'EOF') and not self._closes():
            parts += self.decorated()
        return parts

    def _closes(self):
        """A '<' that ends '>...<'."""
        return self.peek() == '<' and self.inside_inline > 0

    def decorated(self):
        parts = self.enclosed()
        for kind in '*+?':
            if self.accept(kind):
                return [(self.repetition(kind, parts), _INLINE)]
        return parts

    def repetition(self, kind, parts):
        symbols = [symbol for symbol, _ in parts]
        changes = ''.join([change for _, change in parts])
        if kind == '+':
            name = '_plus_symbol%d' % self.plus_symbols
            self.plus_symbols += 1
            self.add_rule(name, [symbols + [name], symbols], [changes + _INLINE, changes])
            return name
        if kind == '*':
            name = '_star_symbol%d' % len(self.maybe_rules)
            self.add_rule(name, [symbols + [name], symbols], [changes + _INLINE, changes])
        else:
            name = '_maybe_symbol%d' % len(self.maybe_rules)
            self.add_rule(name, [symbols], [changes])
        self.maybe_rules[name] = self.rules[-1]
        return name

    def enclosed(self):
        if self.accept('['):
            return self.marked(self.expansion(), ']', _DROP)
        if self.accept('('):
            parts = self.expansion()
            self.expect(')')
            return parts
        if self.accept('<'):
            return self.marked([self.primary()], '>', _REPLACE)
        if self.accept('>'):
            self.inside_inline += 1
            parts = self.expansion()
            self.inside_inline -= 1
            return self.marked(parts, '<', _INLINE)
        return [self.primary()]

    def marked(self, parts, closing, change):
        self.expect(closing)
        assert len([c for _, c in parts if c != _KEEP and c != change]) == 0
        return [(symbol, change) for symbol, _ in parts]

    def primary(self):
        if self.peek() == 'QUOTE':
            return self.literal(unescape(self.expect('QUOTE').source[1:-1])), _KEEP
        if self.peek() == 'SYMBOLNAME':
            return self.expect('SYMBOLNAME').source, _KEEP
        return self.expect('NONTERMINALNAME').source, _KEEP

    def literal(self, text):
        if text not in self.literals:
            name = '__%d_%s' % (len(self.literals), text)
            self.literals[text] = name
            self.regexs.insert(0, StringExpression(text))
            self.names.insert(0, name)
        return self.literals[text]

    def move_first_rule(self):
        """The rule that was written first is the start symbol."""
        for i, rule in enumerate(self.rules):
            if rule.nonterminal == self.first_rule:
                self.rules[0], self.rules[i] = self.rules[i], self.rules[0]
                self.changes[0], self.changes[i] = self.changes[i], self.changes[0]
                return


# ---- optional parts ---------------------------------------------------------

def _with_all_possibilities(reader):
    """The rules without x* and x?: an expansion with such parts becomes one with and one
    without the first, and a rule of its own for the rest."""
    rules, changes, more_rules, more_changes = [], [], [], []
    for rule, rule_changes in zip(reader.rules, reader.changes):
        if rule.expansions == [[]]:
            rules.append(rule)
            changes.append([])
            continue
        expansions, new_changes = [], []
        for index, (expansion, change) in enumerate(zip(rule.expansions, rule_changes)):
            first = _expand(reader.maybe_rules, rule.nonterminal, index, expansion, change,
                            more_rules, more_changes)
            expansions += [e for e, _ in first]
            new_changes += [c for _, c in first]
        rules.append(Rule(rule.nonterminal, expansions))
        changes.append(new_changes)
    return rules + more_rules, changes + more_changes


def _expand(maybe_rules, nonterminal, index, expansion, change, more_rules, more_changes):
    places = [i for i, symbol in enumerate(expansion) if symbol in maybe_rules]
    if not places:
        return [(expansion, change)]
    if len(places) == len(expansion):
        raise ValueError("Rule %r's expansion needs at least one symbol with >0 repetitions" %
                         nonterminal)
    name, result, start = nonterminal, [], 0
    for number, place in enumerate(places):
        if number + 1 < len(places):
            rest_name = '__%s_rest_%d_%d' % (nonterminal, index, number)
            rest, rest_change = [rest_name], _INLINE
        else:
            rest, rest_change = expansion[place + 1:], change[place + 1:]
        both = [(expansion[start:place + 1] + rest, change[start:place + 1] + rest_change),
                (expansion[start:place] + rest, change[start:place] + rest_change)]
        if number == 0:
            result = both
        else:
            more_rules.append(Rule(name, [e for e, _ in both]))
            more_changes.append([c for _, c in both])
        if number + 1 < len(places):
            name = rest_name
        start = place + 1
    return result


# ---- the tree ---------------------------------------------------------------

def _make_transformer(rules, changes):
    """The class ToAST, as source: a method for each rule, which gives a list of nodes."""
    nonterminals = set([rule.nonterminal for rule in rules])
    lines = ['class ToAST(object):']
    for rule, rule_changes in zip(rules, changes):
        lines.append('    def visit_%s(self, node):' % rule.nonterminal)
        lines += ['        ' + line for line in _visit_lines(rule, rule_changes, nonterminals)]
    start = rules[0].nonterminal
    lines += ['    def transform(self, tree):',
              '        assert isinstance(tree, Nonterminal)',
              '        assert tree.symbol == %r' % start,
              '        nodes = self.visit_%s(tree)' % start,
              '        assert len(nodes) == 1',
              '        return nodes[0]']
    source = '\n'.join(lines) + '\n'
    namespace = {'Nonterminal': Nonterminal, '__name__': __name__}
    exec source in namespace
    ToAST = namespace['ToAST']
    ToAST.source = source
    ToAST.changes = changes
    return ToAST


def _visit_lines(rule, changes, nonterminals):
    if not changes:
        return ['return [node]']
    lines = []
    last = len(changes) - 1
    for number, (expansion, change) in enumerate(zip(rule.expansions, changes)):
        body = _node_lines(rule, expansion, change, nonterminals)
        if number == last:
            return lines + body
        tests = ['len(node.children) == %d' % len(expansion)]
        tests += ['node.children[%d].symbol == %r' % pair for pair in enumerate(expansion)]
        lines.append('if %s:' % ' and '.join(tests))
        lines += ['    ' + line for line in body]
    return lines


def _node_lines(rule, expansion, change, nonterminals):
    def visited(i):
        child = 'node.children[%d]' % i
        if expansion[i] in nonterminals:
            return 'self.visit_%s(%s)' % (expansion[i], child)
        return '[%s]' % child
    if _REPLACE in change:
        assert change.count(_REPLACE) == 1, "two nodes replace that of the rule %s" % rule
        return ['return ' + visited(change.index(_REPLACE))]
    lines = ['children = []']
    for i, what in enumerate(change):
        if what == _KEEP:
            lines.append('children.extend(%s)' % visited(i))
        elif what == _INLINE:
            lines.append('children.extend(%s[0].children)' % visited(i))
    return lines + ['return [Nonterminal(node.symbol, children)]']


# ---- the interface ----------------------------------------------------------

def parse_ebnf(s):
    """([(name of a token, its expression)], rules, ToAST)"""
    reader = _GrammarReader(s).read()
    rules, changes = _with_all_possibilities(reader)
    return zip(reader.names, reader.regexs), rules, _make_transformer(rules, changes)


def check_for_missing_names(names, regexs, rules):
    known = set(names) | set(['EOF']) | set([rule.nonterminal for rule in rules])
    for rule in rules:
        for expansion in rule.expansions:
            for symbol in expansion:
                if symbol not in known:
                    raise ValueError("symbol '%s' not known" % (symbol,))


def make_parse_function(regexs, rules, eof=False):
    """parse(text), which gives the tree; it can be translated."""
    names = [name for name, _ in regexs]
    expressions = [expression for _, expression in regexs]
    check_for_missing_names(names, expressions, rules)
    ignore = ['IGNORE'] if 'IGNORE' in names else []
    lexer = Lexer(expressions, names, ignore)
    parser = PackratParser(rules, rules[0].nonterminal)

    def parse(s):
        return parser.parse(lexer.tokenize(s, eof))
    return parse
