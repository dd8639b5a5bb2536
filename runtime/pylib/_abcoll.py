"""The abstract classes of containers. A class that defines the few methods which one
of them leaves out inherits the others; for isinstance() the methods of a type decide."""
from abc import ABCMeta

__all__ = ['Hashable', 'Iterable', 'Iterator', 'Sized', 'Container', 'Callable', 'Sequence',
           'MutableSequence', 'Mapping', 'MutableMapping', 'KeysView', 'ItemsView', 'ValuesView',
           'Set', 'MutableSet']

_missing = object()


class _ByMethods(ABCMeta):
    def __subclasscheck__(cls, subclass):
        if ABCMeta.__subclasscheck__(cls, subclass):
            return True
        # The abstract classes have _methods of their own, classes derived from them have not.
        methods = cls.__dict__.get('_methods')
        if methods is None:
            return False
        return all([getattr(subclass, name, None) is not None for name in methods])


class _Abstract(object):
    __metaclass__ = _ByMethods


class Hashable(_Abstract):
    _methods = ('__hash__',)


class Iterable(_Abstract):
    _methods = ('__iter__',)


class Iterator(Iterable):
    _methods = ('next', '__iter__')

    def __iter__(self):
        return self


class Sized(_Abstract):
    _methods = ('__len__',)


class Container(_Abstract):
    _methods = ('__contains__',)


class Callable(_Abstract):
    _methods = ('__call__',)


class Sequence(Sized, Iterable, Container):
    _methods = ('__getitem__', 'index', 'count')

    def __iter__(self):
        i = 0
        try:
            while True:
                yield self[i]
                i += 1
        except IndexError:
            return

    def __contains__(self, value):
        return any([item == value for item in self])

    def __reversed__(self):
        for i in reversed(range(len(self))):
            yield self[i]

    def index(self, value):
        for i, item in enumerate(self):
            if item == value:
                return i
        raise ValueError

    def count(self, value):
        return sum([1 for item in self if item == value])


class MutableSequence(Sequence):
    _methods = ('__setitem__', 'insert')

    def append(self, value):
        self.insert(len(self), value)

    def reverse(self):
        n = len(self)
        for i in range(n // 2):
            self[i], self[n - i - 1] = self[n - i - 1], self[i]

    def extend(self, values):
        for value in values:
            self.append(value)

    def pop(self, index=-1):
        value = self[index]
        del self[index]
        return value

    def remove(self, value):
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


class Mapping(Sized, Iterable, Container):
    _methods = ('__getitem__', 'keys')
    __hash__ = None

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def iterkeys(self):
        return iter(self)

    def itervalues(self):
        for key in self:
            yield self[key]

    def iteritems(self):
        for key in self:
            yield key, self[key]

    def keys(self):
        return list(self)

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())

    def __ne__(self, other):
        return not self == other


class MutableMapping(Mapping):
    _methods = ('__setitem__', 'keys')

    def pop(self, key, default=_missing):
        try:
            value = self[key]
        except KeyError:
            if default is _missing:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def clear(self):
        while len(self):
            self.popitem()

    def update(self, other=(), **named):
        if isinstance(other, Mapping) or hasattr(other, 'keys'):
            other = [(key, other[key]) for key in other.keys()]
        for key, value in other:
            self[key] = value
        for key, value in named.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


class Set(Sized, Iterable, Container):
    _methods = ('issubset', 'union')

    @classmethod
    def _from_iterable(cls, items):
        return cls(items)

    def __le__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) <= len(other) and all([item in other for item in self])

    def __lt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) < len(other) and all([item in other for item in self])

    def __ge__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) >= len(other) and all([item in self for item in other])

    def __gt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) > len(other) and all([item in self for item in other])

    def __eq__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) == len(other) and all([item in other for item in self])

    def __ne__(self, other):
        return not self == other

    def __and__(self, other):
        return self._from_iterable([item for item in other if item in self])

    def __or__(self, other):
        return self._from_iterable(list(self) + list(other))

    def __sub__(self, other):
        other = list(other)
        return self._from_iterable([item for item in self if item not in other])

    def __xor__(self, other):
        other = list(other)
        return self._from_iterable([item for item in self if item not in other] +
                                   [item for item in other if item not in self])

    def isdisjoint(self, other):
        return not any([item in self for item in other])


class MutableSet(Set):
    _methods = ('add', 'discard')

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        while len(self):
            self.pop()

    def __ior__(self, values):
        for value in values:
            self.add(value)
        return self

    def __iand__(self, values):
        for value in list(self):
            if value not in values:
                self.discard(value)
        return self

    def __isub__(self, values):
        for value in list(values):
            self.discard(value)
        return self

    def __ixor__(self, values):
        for value in list(values):
            if value in self:
                self.discard(value)
            else:
                self.add(value)
        return self


class _View(Sized):
    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)


class KeysView(_View, Set):
    _methods = None

    @classmethod
    def _from_iterable(cls, items):
        return set(items)

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return iter(self._mapping)


class ItemsView(_View, Set):
    _methods = None

    @classmethod
    def _from_iterable(cls, items):
        return set(items)

    def __contains__(self, item):
        key, value = item
        return key in self._mapping and self._mapping[key] == value

    def __iter__(self):
        for key in self._mapping:
            yield key, self._mapping[key]


class ValuesView(_View):
    _methods = None

    def __contains__(self, value):
        return any([self._mapping[key] == value for key in self._mapping])

    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]
