# A small Lisp: tokenizer, reader, closures, special forms, errors.
import os


class LispError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return "LispError(%s)" % self.msg


class W_Root(object):
    __slots__ = ()

    def repr(self):
        raise NotImplementedError

    def is_true(self):
        return True

    def eq(self, other):
        return self is other


class W_Int(W_Root):
    __slots__ = ("n",)

    def __init__(self, n):
        self.n = n

    def repr(self):
        return "%d" % self.n

    def eq(self, other):
        return isinstance(other, W_Int) and other.n == self.n


class W_Sym(W_Root):
    __slots__ = ("name",)
    table = {}

    def __init__(self, name):
        self.name = name

    def repr(self):
        return self.name

    @staticmethod
    def intern(name):
        try:
            return W_Sym.table[name]
        except KeyError:
            s = W_Sym.table[name] = W_Sym(name)
            return s


class W_Nil(W_Root):
    __slots__ = ()

    def repr(self):
        return "()"

    def is_true(self):
        return False


class W_Cons(W_Root):
    __slots__ = ("car", "cdr")

    def __init__(self, car, cdr):
        self.car = car
        self.cdr = cdr

    def repr(self):
        parts = []
        cur = self
        while isinstance(cur, W_Cons):
            parts.append(cur.car.repr())
            cur = cur.cdr
        if not isinstance(cur, W_Nil):
            parts.append(".")
            parts.append(cur.repr())
        return "(" + " ".join(parts) + ")"


class W_Fn(W_Root):
    def call(self, args):
        raise LispError("not callable")


class W_Prim(W_Fn):
    def __init__(self, name, fn, arity=-1):
        self.name = name
        self.fn = fn
        self.arity = arity

    def repr(self):
        return "#<prim " + self.name + ">"

    def call(self, args):
        if self.arity >= 0 and len(args) != self.arity:
            raise LispError("%s: expected %d args, got %d" % (self.name, self.arity, len(args)))
        return self.fn(args)


class W_Lambda(W_Fn):
    def __init__(self, params, body, env):
        self.params, self.body, self.env = params, body, env

    def repr(self):
        return "#<lambda/%d>" % len(self.params)

    def call(self, args):
        if len(args) != len(self.params):
            raise LispError("lambda arity")
        env = Env(self.env)
        for i in range(len(args)):
            env.vars[self.params[i]] = args[i]
        res = nil
        for e in self.body:
            res = evaluate(e, env)
        return res


class Env(object):
    def __init__(self, parent=None):
        self.parent = parent
        self.vars = {}

    def lookup(self, name):
        env = self
        while env is not None:
            if name in env.vars:
                return env.vars[name]
            env = env.parent
        raise LispError("unbound " + name)


nil = W_Nil()
T = W_Sym.intern("t")
PRIMS = {}


def prim(name, arity=-1):
    def deco(f):
        PRIMS[name] = W_Prim(name, f, arity)
        return f
    return deco


def to_int(w):
    if not isinstance(w, W_Int):
        raise LispError("not an int: " + w.repr())
    return w.n


@prim("+")
def p_add(args):
    t = 0
    for a in args:
        t += to_int(a)
    return W_Int(t)


@prim("-", 2)
def p_sub(args):
    return W_Int(to_int(args[0]) - to_int(args[1]))


@prim("*")
def p_mul(args):
    t = 1
    for a in args:
        t *= to_int(a)
    return W_Int(t)


@prim("<", 2)
def p_lt(args):
    return T if to_int(args[0]) < to_int(args[1]) else nil


@prim("cons", 2)
def p_cons(args):
    return W_Cons(args[0], args[1])


@prim("car", 1)
def p_car(args):
    a = args[0]
    if isinstance(a, W_Cons):
        return a.car
    raise LispError("car of " + a.repr())


@prim("cdr", 1)
def p_cdr(args):
    a = args[0]
    if isinstance(a, W_Cons):
        return a.cdr
    raise LispError("cdr of " + a.repr())


@prim("list")
def p_list(args):
    r = nil
    for i in range(len(args) - 1, -1, -1):
        r = W_Cons(args[i], r)
    return r


@prim("eq", 2)
def p_eq(args):
    return T if args[0].eq(args[1]) else nil


def tokenize(s):
    return s.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()


class Reader(object):
    def __init__(self, toks):
        self.toks = toks
        self.i = 0

    def read(self):
        if self.i >= len(self.toks):
            raise LispError("unexpected eof")
        t = self.toks[self.i]
        self.i += 1
        if t == "(":
            items = []
            while True:
                if self.i >= len(self.toks):
                    raise LispError("missing )")
                if self.toks[self.i] == ")":
                    self.i += 1
                    break
                items.append(self.read())
            return p_list(items)
        elif t == ")":
            raise LispError("unexpected )")
        elif t == "'":
            return p_list([W_Sym.intern("quote"), self.read()])
        try:
            return W_Int(int(t))
        except ValueError:
            return W_Sym.intern(t)


def list_items(w):
    res = []
    while isinstance(w, W_Cons):
        res.append(w.car)
        w = w.cdr
    return res


def evaluate(w, env):
    if isinstance(w, W_Int):
        return w
    if isinstance(w, W_Sym):
        return env.lookup(w.name)
    if isinstance(w, W_Cons):
        head = w.car
        items = list_items(w.cdr)
        if isinstance(head, W_Sym):
            if head.name == "quote":
                return items[0]
            elif head.name == "if":
                if evaluate(items[0], env).is_true():
                    return evaluate(items[1], env)
                elif len(items) > 2:
                    return evaluate(items[2], env)
                return nil
            elif head.name == "define":
                target = items[0]
                if isinstance(target, W_Cons):
                    name = target.car
                    assert isinstance(name, W_Sym)
                    v = W_Lambda(params_of(target.cdr), items[1:], env)
                    env.vars[name.name] = v
                    return name
                assert isinstance(target, W_Sym)
                env.vars[target.name] = evaluate(items[1], env)
                return target
            elif head.name == "lambda":
                return W_Lambda(params_of(items[0]), items[1:], env)
        f = evaluate(head, env)
        if isinstance(f, W_Fn):
            return f.call([evaluate(x, env) for x in items])
        raise LispError("not a function: " + f.repr())
    return w


def params_of(w):
    res = []
    for p in list_items(w):
        if not isinstance(p, W_Sym):
            raise LispError("bad parameter")
        res.append(p.name)
    return res

PROGRAM = """
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(fib 12)
(define (map f l) (if l (cons (f (car l)) (map f (cdr l))) l))
(map (lambda (x) (* x x)) '(1 2 3 4))
(define (adder n) (lambda (x) (+ x n)))
((adder 5) 10)
(cons 1 2)
'(a (b c) . d)
(car '())
(undefined 1)
(+ 1 'a)
(- 1)
((lambda (x y) x) 1)
(1 2)
(list car fib (adder 1))
(eq 'a 'a)
(eq 3 3)
(eq '(1) '(1))
(if () 1)
(
"""


def entry_point(argv):
    env = Env()
    for name, p in PRIMS.items():
        env.vars[name] = p
    env.vars["nil"] = nil
    r = Reader(tokenize(PROGRAM))
    while r.i < len(r.toks):
        try:
            w = r.read()
            os.write(1, w.repr() + " => " + evaluate(w, env).repr() + "\n")
        except LispError as e:
            os.write(1, "error: %s\n" % e.msg)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
