# __del__: light ones and others, order, resurrection, inheritance, exceptions.
from rpython.rlib import rgc

# compiled-only: nothing dies, and there is one thread, elsewhere


class Log(object):
    def __init__(self):
        self.names = []
        self.light = 0
        self.saved = None
        self.raised = 0
        self.depth = 0


log = Log()


class Light(object):
    def __init__(self, number):
        self.number = number

    def __del__(self):
        log.light += 1


class Heavy(object):
    def __init__(self, name, other):
        self.name = name
        self.other = other

    def __del__(self):
        log.names.append("%s->%s" % (self.name, self.other.name if self.other else "nothing"))


class Lazarus(object):
    def __init__(self, value):
        self.value = value

    def __del__(self):
        log.saved = self


class Derived(Heavy):
    pass


class Loud(object):
    def __init__(self, number):
        self.number = number

    def __del__(self):
        log.raised += 1
        if self.number >= 0:
            raise ValueError


def make_light(count):
    for i in range(count):
        Light(i)


def make_chain():
    c = Heavy("c", None)
    b = Heavy("b", c)
    Heavy("a", b)


def make_cycle():
    first = Heavy("first", None)
    second = Heavy("second", first)
    first.other = second


def make_others():
    Derived("derived", None)
    Lazarus(123)
    Loud(5)


def at_depth(depth, what):
    """In frames that are gone afterwards, and with registers that are restored."""
    if depth:
        at_depth(depth - 1, what)
        log.depth += 1
    elif what == 1:
        make_light(1000)
    elif what == 2:
        make_chain()
    elif what == 3:
        make_cycle()
    elif what == 4:
        make_others()


def collect():
    at_depth(200, 0)
    rgc.collect()


def entry_point(argv):
    at_depth(20, 1)
    collect()
    print log.light > 990
    at_depth(20, 2)
    for i in range(4):
        collect()
    print ",".join(log.names)
    log.names = []
    at_depth(20, 3)
    for i in range(4):
        collect()
    if len(log.names) == 2 and log.names[0] > log.names[1]:
        log.names.reverse()
    print ",".join(log.names)
    log.names = []
    at_depth(20, 4)
    for i in range(3):
        collect()
    print ",".join(log.names), log.raised
    print log.saved.value
    log.saved = None
    collect()
    collect()
    print log.saved is None
    return 0


def target(driver, args):
    return entry_point, None
