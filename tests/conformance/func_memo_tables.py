# specialize.memo with several caches, kinds of arguments, and the identity of the results.
# translated-only: at import time the functions run for every call
from rpython.rlib.objectmodel import specialize
from rpython.rlib.cache import Cache


class Spec(object):
    def __init__(self, name, width):
        self.name = name
        self.width = width

    def _freeze_(self):
        return True

A = Spec("a", 8)
B = Spec("b", 16)
C = Spec("c", 32)


class Made(object):
    def __init__(self, spec):
        self.spec_name = spec.name
        self.hits = 0


@specialize.memo()
def made_for(spec):
    return Made(spec)


@specialize.memo()
def mask(spec, flag):
    if flag:
        return (1 << spec.width) - 1
    return spec.width


@specialize.memo()
def label(spec, kind):
    return kind + ":" + spec.name


class Names(Cache):
    def _build(self, spec):
        return "name-" + spec.name


class Widths(Cache):
    def _build(self, spec):
        return spec.width * 2


class Next(Cache):
    def _build(self, spec):
        return {"a": B, "b": C, "c": A}[spec.name]

names = Names()
widths = Widths()
nexts = Next()


def choose(n):
    if n % 3 == 0:
        return A
    elif n % 3 == 1:
        return B
    return C


def entry_point(argv):
    n = int(argv[1])
    for i in range(4):
        s = choose(i)
        m = made_for(s)
        m.hits += 1
        print m.spec_name, m.hits, mask(s, i > 1), mask(s, False), label(s, "x"), label(s, "yy")
        print names.getorbuild(s), widths.getorbuild(s), widths.getorbuild(nexts.getorbuild(s))
    print made_for(A).hits, made_for(B).hits, made_for(C).hits, int(made_for(A) is made_for(choose(3)))
    print mask(A, True), mask(B, n > 3), label(C, "z"), names.getorbuild(B), widths.getorbuild(C)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
