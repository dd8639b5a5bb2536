# Tokenizer and recursive-descent parser with AST visitors and an optimizer.
from rpython.rlib.objectmodel import specialize


class ParseError(Exception):
    def __init__(self, msg, pos):
        Exception.__init__(self)
        self.msg = msg
        self.pos = pos


class Token(object):
    def __init__(self, kind, text, pos):
        self.kind = kind
        self.text = text
        self.pos = pos

    def __repr__(self):
        return "%s(%s)@%d" % (self.kind, self.text, self.pos)

    __str__ = __repr__

KEYWORDS = {"if": "IF", "then": "THEN", "else": "ELSE", "let": "LET", "in": "IN"}
TWO = ["==", "!=", "<=", ">=", "&&", "||"]


def tokenize(src):
    toks = []
    i = 0
    n = len(src)
    while i < n:
        c = src[i]
        start = i
        if c.isspace():
            i += 1
            continue
        if c.isdigit():
            while i < n and src[i].isdigit():
                i += 1
            toks.append(Token("NUM", src[start:i], start))
        elif c.isalpha() or c == '_':
            while i < n and (src[i].isalnum() or src[i] == '_'):
                i += 1
            word = src[start:i]
            toks.append(Token(KEYWORDS.get(word, "NAME"), word, start))
        elif src[i:i + 2] in TWO:
            toks.append(Token("OP", src[i:i + 2], start))
            i += 2
        elif c in "+-*/()<>=!%":
            toks.append(Token("OP", c, start))
            i += 1
        else:
            raise ParseError("bad character %s" % c, i)
    toks.append(Token("EOF", "", n))
    return toks


class Node(object):
    _counter = [0]

    def __init__(self):
        self._counter[0] += 1

    def eval(self, env):
        raise NotImplementedError

    def fold(self):
        return self


class Num(Node):
    def __init__(self, v):
        Node.__init__(self)
        self.v = v

    def eval(self, env):
        return self.v

    def show(self):
        return str(self.v)


class Var(Node):
    def __init__(self, name):
        Node.__init__(self)
        self.name = name

    def eval(self, env):
        while env is not None:
            if env.name == self.name:
                return env.value
            env = env.next
        raise ParseError("unbound " + self.name, -1)

    def show(self):
        return self.name


def _op(f):
    return staticmethod(f)


class Bin(Node):
    symbol = "?"

    def __init__(self, l, r):
        Node.__init__(self)
        self.l, self.r = l, r

    def eval(self, env):
        return self.compute(self.l.eval(env), self.r.eval(env))

    def fold(self):
        l = self.l.fold()
        r = self.r.fold()
        if isinstance(l, Num) and isinstance(r, Num):
            try:
                return Num(self.compute(l.v, r.v))
            except ZeroDivisionError:
                pass
        return self.make(l, r)

    def show(self):
        return "(" + self.l.show() + self.symbol + self.r.show() + ")"


def make_bin(sym, f):
    class B(Bin):
        symbol = sym

        def compute(self, a, b):
            return f(a, b)

        def make(self, l, r):
            return B(l, r)
    B.__name__ = "Bin_" + sym
    return B


def div(a, b):
    if b == 0:
        raise ZeroDivisionError
    return a // b

BINS = {}
for _s, _f in [("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b), ("/", div),
               ("<", lambda a, b: int(a < b)), ("==", lambda a, b: int(a == b)), ("&&", lambda a, b: int(bool(a) and bool(b)))]:
    BINS[_s] = make_bin(_s, _f)
PREC = [["&&"], ["==", "<"], ["+", "-"], ["*", "/"]]


class If(Node):
    def __init__(self, c, t, e):
        Node.__init__(self)
        self.c, self.t, self.e = c, t, e

    def eval(self, env):
        if self.c.eval(env):
            return self.t.eval(env)
        return self.e.eval(env)

    def fold(self):
        c = self.c.fold()
        if isinstance(c, Num):
            return self.t.fold() if c.v else self.e.fold()
        return If(c, self.t.fold(), self.e.fold())

    def show(self):
        return "if(%s,%s,%s)" % (self.c.show(), self.t.show(), self.e.show())


class Let(Node):
    def __init__(self, name, v, body):
        Node.__init__(self)
        self.name, self.v, self.body = name, v, body

    def eval(self, env):
        return self.body.eval(Env(self.name, self.v.eval(env), env))

    def show(self):
        return "let(%s=%s,%s)" % (self.name, self.v.show(), self.body.show())


class Env(object):
    def __init__(self, name, value, next):
        self.name, self.value, self.next = name, value, next


class Parser(object):
    def __init__(self, src):
        self.toks = tokenize(src)
        self.i = 0

    def peek(self):
        return self.toks[self.i]

    def next(self):
        t = self.toks[self.i]
        self.i += 1
        return t

    def expect(self, kind, text=None):
        t = self.next()
        if t.kind != kind or (text is not None and t.text != text):
            raise ParseError("expected %s got %s" % (text or kind, t.text or "EOF"), t.pos)
        return t

    def expr(self, level=0):
        if level == len(PREC):
            return self.atom()
        left = self.expr(level + 1)
        while self.peek().kind == "OP" and self.peek().text in PREC[level]:
            op = self.next().text
            left = BINS[op](left, self.expr(level + 1))
        return left

    def atom(self):
        t = self.next()
        if t.kind == "NUM":
            return Num(int(t.text))
        elif t.kind == "NAME":
            return Var(t.text)
        elif t.kind == "OP" and t.text == "(":
            e = self.expr()
            self.expect("OP", ")")
            return e
        elif t.kind == "OP" and t.text == "-":
            return BINS["-"](Num(0), self.atom())
        elif t.kind == "IF":
            c = self.expr()
            self.expect("THEN")
            a = self.expr()
            self.expect("ELSE")
            return If(c, a, self.expr())
        elif t.kind == "LET":
            name = self.expect("NAME").text
            self.expect("OP", "=")
            v = self.expr()
            self.expect("IN")
            return Let(name, v, self.expr())
        raise ParseError("unexpected '%s'" % t.text, t.pos)

SRC = ["1+2*3", "(1+2)*3-4/2", "if 1<2 then x else 3", "let y = 5 in y*y+x", "let x = 2 in let x = x*x in x*x",
       "1+", "2 $ 3", "(1", "z", "1/0", "if 0 then 1", "x/(3-3)", "-(-3)*2 == 6 && x", "let 3"]


def entry_point(argv):
    n = int(argv[1])
    env = Env("x", n, None)
    for src in SRC:
        try:
            p = Parser(src)
            e = p.expr()
            p.expect("EOF")
            f = e.fold()
            print src, "->", e.show(), "->", f.show(),
            print "=", e.eval(env), f.eval(env)
        except ParseError as e:
            print src, "!", e.msg, e.pos
        except ZeroDivisionError:
            print "! zero division"
    print str(tokenize("a1 <= 22")[1].kind), Token("K", "t", n).__repr__()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
