# isinstance() narrows a variable in a loop, also where the test is at first
# known to be true, and the variable is generalised later.


class Value(object):
    _attrs_ = []


class Nil(Value):
    _attrs_ = ['name']

    def __init__(self, name):
        self.name = name


class Pair(Value):
    _attrs_ = ['head', 'tail']

    def __init__(self, head, tail):
        self.head = head
        self.tail = tail


nil = Nil('nil')


def items_of(x):
    items = []
    while isinstance(x, Pair):
        items.append(x.head)
        x = x.tail
    if x is not nil:
        raise ValueError
    return items


def heads(pairs):
    return [items_of(item)[0] for item in items_of(pairs)]


def entry_point(argv):
    inner = Pair(nil, nil)
    print len(items_of(inner))
    print len(heads(Pair(inner, Pair(inner, nil))))
    try:
        items_of(Pair(nil, inner.head))
        items_of(Pair(nil, Nil('other')))
    except ValueError:
        print 'improper'
    return 0


def target(driver, args):
    return entry_point, None
