# r_dict with methods of instances that are made at run time.
from rpython.rlib.objectmodel import r_dict


class Space(object):
    def __init__(self, modulus):
        self.modulus = modulus
        self.calls = 0

    def eq(self, a, b):
        self.calls += 1
        return a % self.modulus == b % self.modulus

    def hash(self, a):
        return a % self.modulus


class Narrow(Space):
    pass


class Word(object):
    def __init__(self, text):
        self.text = text


class Words(object):
    def __init__(self, fold):
        self.fold = fold

    def key_eq(self, a, b):
        if self.fold:
            return a.text.lower() == b.text.lower()
        return a.text == b.text

    def key_hash(self, a):
        if self.fold:
            return len(a.text)
        return len(a.text) * 3


class Table(object):
    def __init__(self, eq, hash):
        self.items = r_dict(eq, hash)

    def put(self, key, value):
        self.items[key] = value


def fill(modulus):
    space = Space(modulus)
    numbers = r_dict(space.eq, space.hash)
    for i in range(30):
        numbers[i] = i
    other = numbers.copy()
    other[modulus + 100] = -1
    del numbers[0]
    return "%d %d %d" % (len(numbers), len(other), numbers.get(31, -5))


def entry_point(argv):
    n = len(argv)
    print fill(n + 4), fill(n + 9)
    for fold in [True, False]:
        words = Words(fold)
        table = Table(words.key_eq, words.key_hash)
        for text in "a A b aa Aa".split(" "):
            table.put(Word(text), text)
        print len(table.items), " ".join(table.items.values())
    narrow = Narrow(3)
    numbers = r_dict(narrow.eq, narrow.hash)
    numbers[4] = numbers[7] = n
    print len(numbers), numbers[1]
    return 0


def target(driver, args):
    return entry_point, None
