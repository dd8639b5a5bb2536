# Functions, methods and constructors of different parameters, called together in several forms
# and one by one.


def plain(a, b=1):
    return a * 10 + b


def scaled(a, b=2, c=3):
    return a * 100 + b * 10 + c


def counted(a, b=7, *rest):
    return a + b + len(rest)


def widening(a, b=4.5):
    return int(a + b)


class Base(object):
    def send(self, x):
        return x


class Doubling(Base):
    def send(self, x, times=2):
        return x * times


class Adding(Doubling):
    def send(self, x, times=3, more=4):
        return x * times + more


class Shape(object):
    def __init__(self, size, border=1):
        self.size = size
        self.border = border


class Same(Shape):
    pass


class Round(Shape):
    def __init__(self, size, border=5, quality=9):
        Shape.__init__(self, size * 2, border + quality)


FUNCTIONS = [plain, scaled, counted]
WIDENING = [plain, widening]
SHAPES = {'shape': Shape, 'same': Same, 'round': Round}


def functions(n):
    for f in FUNCTIONS:
        print f(n), f(n, 5), f(n, b=6)
    print plain(n, 2), scaled(n, 2, 3), scaled(n, c=8), counted(n, 1, 2, 3)
    for f in WIDENING:
        print f(n), f(n, b=2)


def methods(n):
    for each in [Base(), Doubling(), Adding()]:
        print each.send(n)
    for each in [Doubling(), Adding()]:
        print each.send(n, 7), each.send(n, times=8), each.send(times=2, x=n)
    print Doubling().send(n, 5), Adding().send(n, 5), Adding().send(n, 5, 6), Adding().send(n, more=1)


def constructors(n):
    for name in ['shape', 'same', 'round']:
        cls = SHAPES[name]
        print cls(n).size, cls(n).border, cls(n, 3).border, cls(n, border=2).border
    print Shape(1).border, Round(1, 2, 3).border, Round(1, quality=0).border


def entry_point(argv):
    n = len(argv) + 3
    functions(n)
    methods(n)
    constructors(n)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
