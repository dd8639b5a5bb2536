# A decorator that fills a table of functions.


class Prim(object):
    def __init__(self, name, fn, arity): self.name = name; self.fn = fn; self.arity = arity
    def call(self, args):
        if len(args) != self.arity: raise Arity(self.name)
        return self.fn(args)


class Arity(Exception):
    def __init__(self, n): self.n = n
PRIMS = {}


def prim(name, arity):
    def deco(fn):
        PRIMS[name] = Prim(name, fn, arity)
        return fn
    return deco


@prim("add", 2)
def p_add(args): return args[0] + args[1]


@prim("neg", 1)
def p_neg(args): return -args[0]


@prim("sum3", 3)
def p_sum3(args): return args[0] + args[1] + args[2]


def entry_point(argv):
    for nm in ["add", "neg", "sum3"]:
        try: print PRIMS[nm].call([1, 2])
        except Arity as a: print "arity", a.n
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
