"""Erased values, weak references, instances as bare references."""
import weakref
from rpython.rlib import rweakref, rerased, rgc

class X(object):
    def __init__(self, n):
        self.n = n
class Y(X):
    pass

erase_list, unerase_list = rerased.new_erasing_pair("list")
erase_x, unerase_x = rerased.new_erasing_pair("x")
erase_str, unerase_str = rerased.new_erasing_pair("str")

class Strategy(object):
    erase, unerase = rerased.new_static_erasing_pair("strategy")

PRE = erase_x(Y(99))
LIST = erase_list([10, 20])
vals = rweakref.RWeakValueDictionary(str, X)
keys = rweakref.RWeakKeyDictionary(X, Y)

class Holder(object):
    def __init__(self, storage):
        self.storage = storage

def pick(n):
    if n == 0:
        return erase_list([1, 2, 3])
    if n == 1:
        return erase_x(X(5))
    if n == 2:
        return erase_str("hello")
    return rerased.erase_int(42)

def entry_point(argv):
    storage = [pick(i) for i in range(4)]
    l = unerase_list(storage[0])
    l.append(4)
    print len(unerase_list(storage[0]))
    print unerase_x(storage[1]).n
    print unerase_str(storage[2])
    print rerased.unerase_int(storage[3])
    print unerase_x(PRE).n, int(isinstance(unerase_x(PRE), Y))
    print len(unerase_list(LIST))
    h = Holder(Strategy.erase({"a": 3}))
    print Strategy.unerase(h.storage)["a"]
    x = X(7)
    r = weakref.ref(x)
    y = r()
    print int(y is x), y.n
    vals.set("one", x)
    v = vals.get("one")
    if v is not None:
        print v.n
    print int(vals.get("two") is None)
    vals.set("one", None)
    print int(vals.get("one") is None)
    k = [X(i) for i in range(50)]
    for i in range(50):
        keys.set(k[i], Y(i * i))
    total = 0
    for i in range(50):
        total += keys.get(k[i]).n
    print total
    print int(keys.get(x) is None)
    d = rweakref.RWeakValueDictionary(int, X)
    for i in range(100):
        d.set(i, k[i % 50])
    print d.get(77).n
    g = rgc.cast_instance_to_gcref(x)
    z = rgc.try_cast_gcref_to_instance(X, g)
    print int(z is x)
    print int(rgc.try_cast_gcref_to_instance(Y, g) is None)
    return 0

def target(driver, args):
    return entry_point, None
