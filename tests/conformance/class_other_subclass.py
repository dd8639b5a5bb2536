# Objects whose class is known are asked for other classes, and used as these where they are:
# in functions that are small enough to be inlined, so that no object need be allocated.


class Base(object):
    def __init__(self, a):
        self.a = a
        self.link = None

    def describe(self):
        return "base"


class Sub(Base):
    def __init__(self, a, tag):
        Base.__init__(self, a)
        self.tag = tag

    def extra(self):
        self.tag += 1
        return self.tag * 10

    def describe(self):
        return "sub"


class Leaf(Sub):
    def extra(self):
        return Sub.extra(self) + 1


class Other(Base):
    def name(self):
        return "other"


def kind(obj, n):
    if n > 3 and isinstance(obj, Sub):
        return obj.extra()
    if isinstance(obj, Other):
        return len(obj.name())
    return obj.a


def never_asked(n):
    b = Base(n)
    if isinstance(b, Leaf):
        n = b.extra()
        b.tag = n
    return b.a + n


def in_loop(n):
    b = Base(n)
    total = 0
    for i in range(n):
        if isinstance(b, Sub):
            total += b.tag
        elif isinstance(b, Other):
            total += len(b.name())
        b.a += i
        total += b.a
    return total


def by_flag(flag, n):
    if flag == 1:
        obj = Base(n)
    elif flag == 2:
        obj = Sub(n, 5)
    else:
        obj = Leaf(n, 7)
    if flag > 1:
        assert isinstance(obj, Sub)
        return obj.extra()
    return obj.a


def linked(n):
    b = Base(n)
    b.link = Sub(n, 1)
    while b.link is not None:
        link = b.link
        if isinstance(link, Sub):
            n += link.tag
        b.link = link.link
    return n


def entry_point(argv):
    n = int(argv[1])
    print kind(Base(1), n), kind(Sub(2, 4), n), kind(Leaf(3, 5), n), kind(Other(4), n), kind(Sub(5, 1), 1)
    print never_asked(n), in_loop(n), linked(n)
    print by_flag(1, n), by_flag(2, n), by_flag(3, n)
    print Base(n).describe(), Sub(n, n).describe()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
