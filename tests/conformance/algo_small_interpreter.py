# A small interpreter: objects, environments, parser, builtins.


class W_Obj(object):
    _attrs_ = []
    def add(self, other): raise NotImplementedError
    def repr(self): return "?"


class W_Int(W_Obj):
    _immutable_fields_ = ['v']
    _attrs_ = ['v']
    def __init__(self, v): self.v = v
    def add(self, other):
        if isinstance(other, W_Int): return W_Int(self.v + other.v)
        if isinstance(other, W_Str): return W_Str(str(self.v) + other.s)
        raise TypeErr("int+?")
    def repr(self): return str(self.v)


class W_Str(W_Obj):
    _attrs_ = ['s']
    def __init__(self, s):
        assert isinstance(s, str)
        self.s = s
    def add(self, other): return W_Str(self.s + other.repr())
    def repr(self): return "'" + self.s + "'"


class W_List(W_Obj):
    _attrs_ = ['items']
    def __init__(self, items): self.items = items[:]
    def repr(self): return "[" + ", ".join([x.repr() for x in self.items]) + "]"


class W_None(W_Obj):
    def repr(self): return "nil"
w_None = W_None()


class TypeErr(Exception):
    def __init__(self, msg): self.msg = msg


class Env(object):
    def __init__(self, outer=None):
        self.outer = outer
        self.vars = {}
    def lookup(self, name):
        env = self
        while env is not None:
            if name in env.vars: return env.vars[name]
            env = env.outer
        raise KeyError(name)
    def set(self, name, w): self.vars[name] = w


def builtin_len(args): return W_Int(len(args))


def builtin_list(args): return W_List(args)


def builtin_first(args):
    if not args: return w_None
    return args[0]
BUILTINS = {'len': builtin_len, 'list': builtin_list, 'first': builtin_first}


def tokenize(s):
    toks = []
    cur = []
    for c in s:
        if c in "() ":
            if cur:
                toks.append("".join(cur))
                cur = []
            if c != " ": toks.append(c)
        else:
            cur.append(c)
    if cur: toks.append("".join(cur))
    return toks


class Node(object):
    def eval(self, env): raise NotImplementedError


class Lit(Node):
    def __init__(self, w): self.w = w
    def eval(self, env): return self.w


class Var(Node):
    def __init__(self, n): self.n = n
    def eval(self, env): return env.lookup(self.n)


class Call(Node):
    _immutable_fields_ = ['op', 'args[*]']
    def __init__(self, op, args):
        self.op = op
        self.args = args[:]
    def eval(self, env):
        if self.op == 'let':
            n = self.args[0]
            assert isinstance(n, Var)
            env.set(n.n, self.args[1].eval(env))
            return w_None
        ws = [a.eval(env) for a in self.args]
        if self.op == '+':
            r = ws[0]
            for w in ws[1:]: r = r.add(w)
            return r
        return BUILTINS[self.op](ws)


class Parser(object):
    def __init__(self, toks):
        self.toks = toks
        self.pos = 0
    def parse(self):
        t = self.toks[self.pos]
        self.pos += 1
        if t == "(":
            op = self.toks[self.pos]
            self.pos += 1
            args = []
            while self.toks[self.pos] != ")": args.append(self.parse())
            self.pos += 1
            return Call(op, args)
        try:
            return Lit(W_Int(int(t)))
        except ValueError:
            if t.startswith('"'):
                end = len(t) - 1
                assert end >= 0
                return Lit(W_Str(t[1:end]))
            return Var(t)


def run(src, env):
    try:
        return Parser(tokenize(src)).parse().eval(env).repr()
    except TypeErr as e: return "TypeErr " + e.msg
    except KeyError: return "KeyError"


def entry_point(argv):
    env = Env(Env())
    for src in ['(+ 1 2)', '(let x (+ 40 2))', 'x', '(+ x "a")', '(+ "s" x)', '(list 1 2 x)', '(len 1 2 3)', '(first)', '(+ 1 (list))', 'zz', '(nope 1)']:
        print run(src, env)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
