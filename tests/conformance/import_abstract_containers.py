# The abstract classes of containers at import time.
import collections
import inspect


class Names(collections.MutableMapping):
    def __init__(self):
        self.entries = {}

    def __getitem__(self, name):
        return self.entries[name.lower()]

    def __setitem__(self, name, value):
        self.entries[name.lower()] = value

    def __delitem__(self, name):
        del self.entries[name.lower()]

    def __len__(self):
        return len(self.entries)

    def __iter__(self):
        return iter(sorted(self.entries))


class OtherNames(Names):
    pass


class Evens(collections.Sequence):
    def __len__(self):
        return 3

    def __getitem__(self, index):
        if index >= 3:
            raise IndexError
        return index * 2


class Bag(collections.MutableSet):
    def __init__(self, items=()):
        self.items = []
        for item in items:
            self.add(item)

    def __contains__(self, item):
        return item in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def add(self, item):
        if item not in self.items:
            self.items.append(item)

    def discard(self, item):
        if item in self.items:
            self.items.remove(item)


names = Names()
names['One'] = 1
found = [names.get('ONE'), names.get('two', 2), 'one' in names, 'two' in names]
found += [names.items(), names.setdefault('Three', 3), names.pop('three'), names.pop('x', 'none')]
names.update({'Five': 5}, six=6)
found += [names.keys(), names.values(), list(names.iteritems()), names == {'one': 1}]
found += [names.popitem(), len(names)]
names.clear()
found += [len(names), isinstance(names, collections.Mapping), isinstance(names, OtherNames)]
found += [isinstance({}, collections.MutableMapping), isinstance({}, Names),
          isinstance([], collections.Sequence), isinstance((), collections.MutableSequence),
          isinstance(iter([]), collections.Iterator), issubclass(dict, collections.Mapping),
          isinstance(set(), collections.Set), isinstance(len, collections.Callable)]
evens = Evens()
found += [list(evens), 4 in evens, evens.index(4), evens.count(2), list(reversed(evens))]
bag = Bag([1, 2, 3])
found += [sorted(bag & Bag([2, 3, 4])), sorted(bag | Bag([9])), sorted(bag - Bag([1]))]
found += [bag == Bag([3, 2, 1]), bag <= Bag([1, 2, 3, 4]), bag.isdisjoint([7])]
bag |= Bag([8])
bag.remove(1)
found += [sorted(bag)]


def signature(a, b, c=3, *rest, **named):
    pass


found += [tuple(inspect.getargs(signature.func_code)), tuple(inspect.getargspec(signature))]
lines = [repr(item) for item in found]


def entry_point(argv):
    for line in lines:
        print line
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
