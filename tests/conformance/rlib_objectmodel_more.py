# objectmodel: hashes, r_dict, ordered dicts, hints, mixins, instantiate, switches.
from rpython.rlib import objectmodel
from rpython.rlib.objectmodel import (compute_hash, compute_identity_hash, compute_unique_id, r_dict, r_ordereddict,
    newlist_hint, resizelist_hint, specialize, we_are_translated, instantiate, import_from_mixin, keepalive_until_here,
    always_inline, try_inline, dont_inline, not_rpython, enforceargs, current_object_addr_as_int, dict_to_switch,
    prepare_dict_update, reversed_dict, move_to_end, delitem_with_hash, getitem_with_hash, setitem_with_hash,
    contains_with_hash, likely, unlikely, is_annotation_constant, likely, iterkeys_with_hash, iteritems_with_hash)


class Mixin(object):
    factor = 3

    def scaled(self):
        return self.value * self.factor

    @staticmethod
    def helper(x):
        return x + 1

    @property
    def double(self):
        return self.value * 2


class A(object):
    import_from_mixin(Mixin)

    def __init__(self, value):
        self.value = value


class B(object):
    import_from_mixin(Mixin)

    def __init__(self, value):
        self.value = value


class Base(object):
    def name(self):
        return "base"


class Derived(Base):
    def name(self):
        return "derived"


def key_eq(a, b):
    return a.lower() == b.lower()


def key_hash(k):
    return compute_hash(k.lower())


@always_inline
def inl(x):
    return x * 2


@dont_inline
def noinl(x):
    return x + 1


@try_inline
def tryinl(x):
    return x - 1


@enforceargs(int, str)
def enforced(n, s):
    return s * n


@specialize.argtype(0)
def describe(x):
    if isinstance(x, int):
        return "int"
    elif isinstance(x, str):
        return "str"
    return "other"


@specialize.arg(0)
def choose(flag, x):
    if flag:
        return x + 1
    return x - 1

switch = dict_to_switch({1: "one", 2: "two", 30: "thirty"})
cswitch = dict_to_switch({"a": 1, "b": 2})
dswitch = dict_to_switch({1: 10, 2: 20}, default=-1)


def lookup(n):
    try:
        return switch(n)
    except KeyError:
        return "none"


def clookup(s):
    try:
        return cswitch(s)
    except KeyError:
        return -1


def make(flag):
    if flag:
        return Base
    return Derived


def entry_point(argv):
    n = len(argv)
    print int(compute_hash("hello") == compute_hash("hel" + "lo" * n)), int(compute_hash(n) == compute_hash(1)), int(compute_hash(1.5) == compute_hash(1.5 * n)), int(compute_hash(("a", n)) == compute_hash(("a", 1)))
    a = A(5)
    b = B(7)
    print int(compute_identity_hash(a) == compute_identity_hash(a)), int(compute_unique_id(a) == compute_unique_id(b)), int(current_object_addr_as_int(a) != 0)
    print a.scaled(), b.scaled(), a.helper(1), b.double
    d = r_dict(key_eq, key_hash)
    d["Hello"] = 1
    d["HELLO"] = 2
    d["world"] = 3
    print len(d), d["hello"], int("WORLD" in d), int("x" in d)
    del d["WORLD"]
    print len(d), d.get("world", -1), d.keys()[0]
    o = r_ordereddict(key_eq, key_hash)
    for w in ["b", "A", "c", "a", "B"]:
        o[w] = len(o)
    print " ".join(o.keys()), " ".join([str(v) for v in o.values()])
    l = newlist_hint(10)
    for i in range(3):
        l.append(i)
    resizelist_hint(l, 20)
    l.append(9)
    print len(l), l[3]
    print inl(n), noinl(n), tryinl(n), enforced(2, "ab"), describe(n), describe("x"), choose(True, n), choose(False, n)
    print lookup(n), lookup(30), lookup(4), clookup("a"), clookup("z"), dswitch(2 * n), dswitch(5 * n)
    print instantiate(make(n == 1)).name(), instantiate(make(n == 2)).name()
    e = {}
    for w in ["x", "y", "z"]:
        e[w] = ord(w[0])
    move_to_end(e, "x")
    print " ".join(e.keys())
    move_to_end(e, "z", last=False)
    print " ".join(e.keys())
    print " ".join([k for k in reversed_dict(e)])
    prepare_dict_update(e, 10)
    h = compute_hash("q" * n)
    setitem_with_hash(e, "q" * n, h, 42)
    print getitem_with_hash(e, "q" * n, h), int(contains_with_hash(e, "q" * n, h))
    delitem_with_hash(e, "q" * n, h)
    print int("q" in e), len(e)
    total = 0
    for k, h in iterkeys_with_hash(e):
        total += int(compute_hash(k) == h)
    for k, v, h in iteritems_with_hash(e):
        total += v * int(compute_hash(k) == h)
    print total
    if likely(n > 0):
        print "likely"
    if unlikely(n > 5):
        print "unlikely"
    keepalive_until_here(a)
    print is_annotation_constant(5) and 1 or 0
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
