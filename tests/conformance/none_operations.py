# type, hash and text of None; bin; tuples with lists.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class A(object):
    def __init__(self, v): self.v = v


class B(A): pass
from rpython.rlib.objectmodel import compute_hash


def pick(n):
    if n > 3: return B(n)
    return None


def f(): pass


def entry_point(argv):
    n = int(argv[1])
    print f(), None
    a = pick(n)
    b = pick(0)
    print int(type(a) is B), int(type(b) is B), int(a.__class__ is A)
    print compute_hash(None), int(compute_hash(b) == 0), int(compute_hash(a) == compute_hash(a))
    print bin(n), bin(-n), bin(0)
    t1 = (n, ["a"])
    t2 = (5, ["bc"])
    print int(t1 == t2), int(t1 == (5, ["a"]))
    print len(unicode(unichr(n + 60)))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
