# A hierarchy of exceptions with fields, class attributes and methods; raising a kept one.


class VMError(Exception):
    code = 1
    def __init__(self, msg): self.msg = msg
    def describe(self): return "%s(%d): %s" % (self.kind(), self.code, self.msg)
    def kind(self): return "VMError"


class TypeErr(VMError):
    code = 2
    def kind(self): return "TypeErr"


class NameErr(VMError):
    code = 3
    def __init__(self, name):
        VMError.__init__(self, "no " + name)
        self.name = name
    def kind(self): return "NameErr"


class Ret(Exception):
    _immutable_ = True
    def __init__(self, v): self.v = v


def act(n):
    if n == 0: raise TypeErr("bad")
    if n == 1: raise NameErr("foo")
    if n == 2: raise Ret(42)
    if n == 3: raise VMError("plain")
    return n


def run(n):
    try:
        try:
            return "v%d" % act(n)
        except Ret as r:
            return "ret%d" % r.v
    except NameErr as e:
        return e.describe() + "!" + e.name
    except VMError as e:
        return e.describe()


def entry_point(argv):
    for i in range(5): print run(i)
    saved = None
    try:
        act(0)
    except VMError as e:
        saved = e
    if saved is not None: print saved.msg, saved.code
    try:
        if saved is not None: raise saved
    except TypeErr as t:
        print int(t is saved)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
