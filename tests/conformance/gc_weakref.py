# Weak references: alive, dead after a collection, to prebuilt and to moved objects.
import weakref
from rpython.rlib import rgc

# compiled-only: nothing dies, and there is one thread, elsewhere


class Item(object):
    def __init__(self, number):
        self.number = number


class Special(Item):
    pass


prebuilt = Item(77)
prebuilt_ref = weakref.ref(prebuilt)


class Holder(object):
    def __init__(self):
        self.ref = prebuilt_ref
        self.item = prebuilt


def make_dead(count):
    refs = []
    for i in range(count):
        refs.append(weakref.ref(Item(i)))
    return refs


def make_kept(count):
    items = []
    refs = []
    for i in range(count):
        item = Special(i) if i % 2 else Item(i)
        items.append(item)
        refs.append(weakref.ref(item))
    return items, refs


def alive(refs):
    count = 0
    for ref in refs:
        if ref() is not None:
            count += 1
    return count


def recurse(depth):
    if depth:
        return recurse(depth - 1) + 1
    return 0


def entry_point(argv):
    dead = make_dead(1000)
    items, refs = make_kept(1000)
    recurse(100)
    rgc.collect(0)
    print alive(dead) < 10, alive(refs)
    rgc.collect()
    print alive(dead) < 10, alive(refs)
    same = True
    for i in range(len(items)):
        item = refs[i]()
        if item is not items[i] or item.number != i or isinstance(item, Special) != (i % 2 == 1):
            same = False
    print same
    del items[500:]
    item = None
    recurse(100)
    rgc.collect()
    left = alive(refs)
    print left >= 500 and left < 510
    holder = Holder()
    print holder.ref() is holder.item, holder.ref().number
    holder.ref = refs[0]
    print holder.ref().number, len(items)
    return 0


def target(driver, args):
    return entry_point, None
