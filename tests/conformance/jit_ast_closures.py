# An AST interpreter with environments, closures and tail calls: environments and arguments
# are virtual, the nodes' lists constant.
from rpython.rlib import jit
from rpython.rlib.rarithmetic import intmask


class Value(object):
    pass


class Int(Value):
    _immutable_fields_ = ['v']

    def __init__(self, v):
        self.v = v


class Closure(Value):
    _immutable_fields_ = ['lam', 'env']

    def __init__(self, lam, env):
        self.lam = lam
        self.env = env


class Env(object):
    _immutable_fields_ = ['outer']

    def __init__(self, size, outer):
        self.vals = [None] * size
        self.outer = outer


class Tail(Exception):
    def __init__(self, closure, args):
        self.closure = closure
        self.args = args


class Node(object):
    _attrs_ = []

    def ev(self, env):
        raise NotImplementedError

    def tail(self, env):
        return self.ev(env)


class Lit(Node):
    _attrs_ = _immutable_fields_ = ['v']

    def __init__(self, v):
        self.v = Int(v)

    def ev(self, env):
        return self.v


class Local(Node):
    _attrs_ = _immutable_fields_ = ['depth', 'index']

    def __init__(self, depth, index):
        self.depth = depth
        self.index = index

    @jit.unroll_safe
    def ev(self, env):
        d = self.depth
        while d > 0:
            env = env.outer
            d -= 1
        return env.vals[self.index]


class SetLocal(Node):
    _attrs_ = _immutable_fields_ = ['index', 'e']

    def __init__(self, index, e):
        self.index = index
        self.e = e

    def ev(self, env):
        v = self.e.ev(env)
        env.vals[self.index] = v
        return v


class Bin(Node):
    _attrs_ = _immutable_fields_ = ['op', 'a', 'b']

    def __init__(self, op, a, b):
        self.op = op
        self.a = a
        self.b = b

    def ev(self, env):
        a = self.a.ev(env)
        b = self.b.ev(env)
        assert isinstance(a, Int) and isinstance(b, Int)
        op = self.op
        if op == '+':
            return Int(intmask(a.v + b.v))
        if op == '-':
            return Int(intmask(a.v - b.v))
        if op == '*':
            return Int(intmask(a.v * b.v))
        if op == '<':
            return Int(int(a.v < b.v))
        return Int(a.v % b.v)


class If(Node):
    _attrs_ = _immutable_fields_ = ['c', 't', 'e']

    def __init__(self, c, t, e):
        self.c = c
        self.t = t
        self.e = e

    def ev(self, env):
        c = self.c.ev(env)
        assert isinstance(c, Int)
        if c.v:
            return self.t.ev(env)
        return self.e.ev(env)

    def tail(self, env):
        c = self.c.ev(env)
        assert isinstance(c, Int)
        if c.v:
            return self.t.tail(env)
        return self.e.tail(env)


class Seq(Node):
    _attrs_ = ['items']
    _immutable_fields_ = ['items[*]']

    def __init__(self, items):
        self.items = items

    @jit.unroll_safe
    def ev(self, env):
        n = len(self.items) - 1
        for i in range(n):
            self.items[i].ev(env)
        return self.items[n].ev(env)

    @jit.unroll_safe
    def tail(self, env):
        n = len(self.items) - 1
        for i in range(n):
            self.items[i].ev(env)
        return self.items[n].tail(env)


class While(Node):
    _attrs_ = _immutable_fields_ = ['c', 'body']

    def __init__(self, c, body):
        self.c = c
        self.body = body

    def ev(self, env):
        node = self
        while True:
            wdriver.jit_merge_point(node=node, env=env)
            v = node.c.ev(env)
            assert isinstance(v, Int)
            if not v.v:
                return v
            node.body.ev(env)


class Lam(Node):
    _attrs_ = _immutable_fields_ = ['size', 'body']

    def __init__(self, size, body):
        self.size = size
        self.body = body

    def ev(self, env):
        return Closure(self, env)


class App(Node):
    _attrs_ = ['f', 'args']
    _immutable_fields_ = ['f', 'args[*]']

    def __init__(self, f, args):
        self.f = f
        self.args = args

    @jit.unroll_safe
    def prepare(self, env):
        return [a.ev(env) for a in self.args]

    def ev(self, env):
        f = self.f.ev(env)
        assert isinstance(f, Closure)
        return apply(f, self.prepare(env))

    def tail(self, env):
        f = self.f.ev(env)
        assert isinstance(f, Closure)
        raise Tail(f, self.prepare(env))


wdriver = jit.JitDriver(greens=['node'], reds=['env'])
adriver = jit.JitDriver(greens=['lam'], reds=['closure', 'args'], is_recursive=True)


@jit.unroll_safe
def bind(lam, closure, args):
    env = Env(lam.size, closure.env)
    for i in range(len(args)):
        env.vals[i] = args[i]
    return env


def apply(closure, args):
    lam = jit.promote(closure.lam)
    while True:
        adriver.jit_merge_point(lam=lam, closure=closure, args=args)
        env = bind(lam, closure, args)
        try:
            return lam.body.tail(env)
        except Tail as t:
            closure = t.closure
            args = t.args
            lam = closure.lam
            adriver.can_enter_jit(lam=lam, closure=closure, args=args)


def show(v):
    if isinstance(v, Int):
        return str(v.v)
    return 'closure'


L = Local


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3')
    top = Env(6, None)
    # f(n, acc) = if n < 1 then acc else f(n - 1, acc + n): a tail call
    sum_ = Lam(2, If(Bin('<', L(0, 0), Lit(1)), L(0, 1),
                     App(L(1, 0), [Bin('-', L(0, 0), Lit(1)), Bin('+', L(0, 1), L(0, 0))])))
    top.vals[0] = sum_.ev(top)
    fib = Lam(1, If(Bin('<', L(0, 0), Lit(2)), L(0, 0),
                    Bin('+', App(L(1, 1), [Bin('-', L(0, 0), Lit(1))]),
                        App(L(1, 1), [Bin('-', L(0, 0), Lit(2))]))))
    top.vals[1] = fib.ev(top)
    # counter: returns a closure that increments a captured variable
    counter = Lam(1, Lam(1, Seq([SetLocal(0, Bin('+', L(0, 0), L(1, 0))), L(0, 0)])))
    top.vals[2] = counter.ev(top)
    even = Lam(1, If(Bin('<', L(0, 0), Lit(1)), Lit(1), App(L(1, 4), [Bin('-', L(0, 0), Lit(1))])))
    odd = Lam(1, If(Bin('<', L(0, 0), Lit(1)), Lit(0), App(L(1, 3), [Bin('-', L(0, 0), Lit(1))])))
    top.vals[3] = even.ev(top)
    top.vals[4] = odd.ev(top)
    print show(App(L(0, 0), [Lit(5), Lit(0)]).ev(top)), show(App(L(0, 0), [Lit(500), Lit(0)]).ev(top))
    print show(App(L(0, 1), [Lit(7)]).ev(top)), show(App(L(0, 1), [Lit(11)]).ev(top))
    print show(App(L(0, 3), [Lit(301)]).ev(top)), show(App(L(0, 4), [Lit(301)]).ev(top))
    top.vals[5] = App(L(0, 2), [Lit(7)]).ev(top)
    work = Env(3, top)
    work.vals[0] = Int(300)
    work.vals[1] = Int(0)
    loop = While(Bin('<', Lit(0), L(0, 0)), Seq([
        SetLocal(1, Bin('%', Bin('+', App(L(1, 5), [L(0, 0)]), Bin('*', L(0, 1), Lit(3))), Lit(1000003))),
        If(Bin('%', L(0, 0), Lit(7)), SetLocal(2, App(L(1, 2), [L(0, 0)])), SetLocal(2, L(0, 1))),
        SetLocal(0, Bin('-', L(0, 0), Lit(1)))]))
    print show(loop.ev(work)), show(work.vals[1]), show(work.vals[2])
    return 0


def target(driver, args):
    return entry_point, None
