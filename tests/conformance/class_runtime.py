# Classes that are known at run time only: __class__, isinstance with it, calls
# through it; methods of one name that are called in unrelated places; ordered
# dicts of the collections module.
from collections import OrderedDict


class Shape(object):
    _attrs_ = []

    def area(self):
        return 0

    def same_kind(self, other):
        return isinstance(other, self.__class__)

    def fresh(self):
        return self.__class__()


class Square(Shape):
    _attrs_ = ['side']

    def __init__(self):
        self.side = 3

    def area(self):
        return self.side * self.side

    def equals(self, other):
        # the only class of its kind, so the test says what other is
        return isinstance(other, self.__class__) and self.side == other.side


class Circle(Shape):
    def area(self):
        return 314


class Log(object):
    def area(self):
        return 1000


def choose(n):
    if n % 3 == 0:
        return Square()
    if n % 3 == 1:
        return Circle()
    if n > 10:
        return None
    return Shape()


def table(names):
    d = OrderedDict()
    for i, name in enumerate(names):
        d[name] = i
    if 'two' in d:
        del d['two']
        d['two'] = 22
    return d


def count(items):
    if isinstance(items, list):
        return len(items)
    return -1


PREBUILT = OrderedDict([('b', 1), ('a', 2)])


def entry_point(argv):
    shapes = [choose(i) for i in range(6)]
    for shape in shapes:
        print shape.__class__.__name__, shape.area(), shape.fresh().area(),
        print int(shape.same_kind(choose(3))), int(shape.same_kind(choose(4))),
        print int(shape.same_kind(choose(20)))
    print Log().area()
    square = Square()
    print int(square.equals(choose(0))), int(square.equals(choose(1))), int(square.equals(choose(20)))
    print int(shapes[0].__class__ is shapes[3].__class__), int(shapes[0].__class__ is shapes[1].__class__)
    print count([1, 2]), count(None), count([])
    d = table(['one', 'two', 'three'])
    for name in d:
        print name, d[name], len(d)
    for name, value in PREBUILT.items():
        print name, value
    return 0


def target(driver, args):
    return entry_point
