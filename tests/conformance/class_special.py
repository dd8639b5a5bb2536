# Special methods that only subclasses define, called through their base; classes
# that are compared with but never instantiated; what a comparison tells of a bound.


class Value(object):
    pass


class Sequence(Value):
    pass


class List(Sequence):
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __contains__(self, value):
        return value in self.items


class Vector(List):
    def __getitem__(self, index):
        return self.items[-1 - index]


class Table(Sequence):
    def __init__(self):
        self.items = {}

    def __len__(self):
        return len(self.items) + 100

    def __getitem__(self, index):
        return self.items[index]

    def __setitem__(self, index, value):
        self.items[index] = value

    def __contains__(self, value):
        return value in self.items


class Cell(Value):
    # never instantiated: nothing is known of its attribute
    def __init__(self, value):
        self.value = value

    def get(self):
        return self.value


def is_cell(value):
    return value.__class__ is Cell


def is_vector(value):
    return value.__class__ is Vector


def show(value):
    if is_cell(value):
        return show(value.get())
    if is_vector(value):
        return "vector"
    assert isinstance(value, Sequence)
    value[0] = value[0] + 1
    return "%d %d %d %d" % (len(value), value[0], int(1 in value), int(0 in value))


def inner(text):
    end = len(text) - 1
    if end <= 1:
        return "short"
    return text[1:end]


def letters(text):
    return [unicode(c) for c in text]


def entry_point(argv):
    table = Table()
    table[0] = 41
    for value in [List([0, 1, 2]), Vector([0, 1, 2]), table]:
        print show(value), int(is_vector(value))
    print inner('"text"'), inner('""')
    print len(letters(u"abc")), str(letters(u"abc")[1])
    return 0


def target(driver, args):
    return entry_point
