"""Syntax trees: a Symbol stands for a token, a Nonterminal for a rule."""


class Node(object):
    pass


class Symbol(Node):
    def __init__(self, symbol, additional_info, token):
        self.symbol = symbol
        self.additional_info = additional_info      # the token's text
        self.token = token

    def getsourcepos(self):
        return self.token.source_pos

    def __repr__(self):
        return "Symbol(%r, %r)" % (self.symbol, self.additional_info)

    def visit(self, visitor):
        """At import time: visitor.visit_SYMBOL(self), or the symbol itself."""
        if isinstance(visitor, RPythonVisitor):
            return visitor.dispatch(self)
        method = getattr(visitor, 'visit_' + self.symbol, None)
        if method is None:
            return self
        return method(self)
    visit._not_rpython_ = True

    def dot(self):
        yield '"%d" [shape=box,label="%s\\n%s"];' % (id(self), _escaped(self.symbol),
                                                      _escaped(self.additional_info))


class Nonterminal(Node):
    def __init__(self, symbol, children):
        self.children = children
        self.symbol = symbol

    def getsourcepos(self):
        return self.children[0].getsourcepos()

    def __str__(self):
        return "%s(%s)" % (self.symbol, ", ".join([str(c) for c in self.children]))

    def __repr__(self):
        return "Nonterminal(%r, %r)" % (self.symbol, self.children)

    def visit(self, visitor):
        """At import time: visitor.visit_SYMBOL(self) or visitor.visit(self)."""
        if isinstance(visitor, RPythonVisitor):
            return visitor.dispatch(self)
        method = getattr(visitor, 'visit_' + self.symbol, None)
        if method is None:
            method = getattr(visitor, 'visit')
        return method(self)
    visit._not_rpython_ = True

    def dot(self):
        yield '"%d" [label="%s"];' % (id(self), _escaped(self.symbol))
        for child in self.children:
            yield '"%d" -> "%d";' % (id(self), id(child))
            for line in child.dot():
                yield line


def _escaped(text):
    return text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n')


class VisitError(Exception):
    def __init__(self, node):
        self.node = node
        self.args = (node,)

    def __str__(self):
        return "could not visit %s" % (self.node,)


def make_dispatch_function(__general_nonterminal_visit=None, __general_symbol_visit=None,
                           __general_visit=None, **dispatch_table):
    """dispatch(self, node): the function that the table has for the node's symbol, else
    a general one, else VisitError."""
    def dispatch(self, node):
        if isinstance(node, Nonterminal):
            function = dispatch_table.get(node.symbol, None)
            if function is not None:
                return function(self, node)
            if __general_nonterminal_visit:
                return __general_nonterminal_visit(self, node)
        elif isinstance(node, Symbol):
            function = dispatch_table.get(node.symbol, None)
            if function is not None:
                return function(self, node)
            if __general_symbol_visit:
                return __general_symbol_visit(self, node)
        if __general_visit:
            return __general_visit(self, node)
        raise VisitError(node)
    return dispatch


class CreateDispatchDictionaryMetaclass(type):
    def __new__(cls, name, bases, namespace):
        table = {}
        for key, value in namespace.items():
            if key.startswith('visit_'):
                table[key[len('visit_'):]] = value
        for general in ('general_symbol_visit', 'general_nonterminal_visit', 'general_visit'):
            if general in namespace:
                table['__' + general] = namespace[general]
        namespace['dispatch'] = make_dispatch_function(**table)
        return type.__new__(cls, name, bases, namespace)


class RPythonVisitor(object):
    """A base class for visitors that run translated: dispatch(node) calls visit_SYMBOL."""
    __metaclass__ = CreateDispatchDictionaryMetaclass
