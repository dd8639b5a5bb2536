"""Container types: OrderedDict, defaultdict, namedtuple, deque, Counter."""

import sys
from _abcoll import *
from _collections import set_factory, get_factory

__all__ = ['OrderedDict', 'defaultdict', 'namedtuple', 'deque', 'Counter']


class OrderedDict(dict):
    """All dicts keep the order of insertion here; this one also compares it."""

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return self.items() == other.items()
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        if not self:
            return '%s()' % self.__class__.__name__
        return '%s(%r)' % (self.__class__.__name__, self.items())

    def __reversed__(self):
        return reversed(self.keys())

    def copy(self):
        return self.__class__(self)

    def popitem(self, last=True):
        if not self:
            raise KeyError('dictionary is empty')
        keys = self.keys()
        key = keys[-1] if last else keys[0]
        return key, self.pop(key)

    @classmethod
    def fromkeys(cls, keys, value=None):
        self = cls()
        for key in keys:
            self[key] = value
        return self


class defaultdict(dict):
    def __init__(self, default_factory=None, *args, **keywords):
        set_factory(self, default_factory)
        dict.__init__(self, *args, **keywords)

    default_factory = property(get_factory, set_factory)

    def __missing__(self, key):
        factory = get_factory(self)
        if factory is None:
            raise KeyError(key)
        value = self[key] = factory()
        return value

    def __repr__(self):
        return 'defaultdict(%r, %s)' % (get_factory(self), dict.__repr__(self))

    def copy(self):
        return type(self)(get_factory(self), self)

    __copy__ = copy


def _field(index):
    return property(lambda self: tuple.__getitem__(self, index))


def namedtuple(typename, field_names, verbose=False, rename=False):
    if isinstance(field_names, basestring):
        field_names = field_names.replace(',', ' ').split()
    fields = tuple(map(str, field_names))
    for i, name in enumerate(fields):
        if name.startswith('_') or not name.replace('_', 'a').isalnum() or name in fields[:i]:
            raise ValueError('bad field name: %r' % name)

    def __new__(cls, *args, **keywords):
        values = list(args)
        for name in fields[len(values):]:
            if name not in keywords:
                break
            values.append(keywords.pop(name))
        if len(values) != len(fields) or keywords:
            raise TypeError('__new__() takes exactly %d arguments (%d given)'
                            % (len(fields) + 1, len(args) + 1))
        return tuple.__new__(cls, values)

    def __repr__(self):
        return '%s(%s)' % (self.__class__.__name__,
                           ', '.join(['%s=%r' % pair for pair in zip(fields, self)]))

    def _asdict(self):
        return OrderedDict(zip(fields, self))

    def _replace(self, **changes):
        return self._make([changes.pop(name, value) for name, value in zip(fields, self)])

    namespace = dict(__slots__=(), _fields=fields, __new__=__new__, __repr__=__repr__,
                     _asdict=_asdict, _replace=_replace,
                     _make=classmethod(lambda cls, items: tuple.__new__(cls, items)),
                     __module__=sys._getframe(1).f_globals.get('__name__', '__main__'),
                     __doc__='%s(%s)' % (typename, ', '.join(fields)))
    for i, name in enumerate(fields):
        namespace[name] = _field(i)
    return type(typename, (tuple,), namespace)


class deque(object):
    def __init__(self, iterable=(), maxlen=None):
        self._items = []
        self.maxlen = maxlen
        self.extend(iterable)

    def append(self, item):
        self._items.append(item)
        if self.maxlen is not None and len(self._items) > self.maxlen:
            del self._items[0]

    def appendleft(self, item):
        self._items.insert(0, item)
        if self.maxlen is not None and len(self._items) > self.maxlen:
            del self._items[-1]

    def extend(self, iterable):
        for item in iterable:
            self.append(item)

    def extendleft(self, iterable):
        for item in iterable:
            self.appendleft(item)

    def pop(self):
        if not self._items:
            raise IndexError('pop from an empty deque')
        return self._items.pop()

    def popleft(self):
        if not self._items:
            raise IndexError('pop from an empty deque')
        return self._items.pop(0)

    def rotate(self, n=1):
        if self._items:
            n %= len(self._items)
            self._items[:] = self._items[-n:] + self._items[:-n] if n else self._items

    def clear(self):
        del self._items[:]

    def remove(self, item):
        self._items.remove(item)

    def count(self, item):
        return self._items.count(item)

    def reverse(self):
        self._items.reverse()

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __reversed__(self):
        return reversed(self._items)

    def __contains__(self, item):
        return item in self._items

    def __getitem__(self, index):
        return self._items[index]

    def __setitem__(self, index, item):
        self._items[index] = item

    def __delitem__(self, index):
        del self._items[index]

    def __eq__(self, other):
        return isinstance(other, deque) and self._items == other._items

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        if self.maxlen is None:
            return 'deque(%r)' % (self._items,)
        return 'deque(%r, maxlen=%d)' % (self._items, self.maxlen)


class Counter(dict):
    def __init__(self, iterable=(), **counts):
        dict.__init__(self)
        self.update(iterable, **counts)

    def __missing__(self, key):
        return 0

    def update(self, iterable=(), **counts):
        if isinstance(iterable, dict):
            for key, n in iterable.items():
                self[key] = self[key] + n
        else:
            for key in iterable:
                self[key] = self[key] + 1
        for key, n in counts.items():
            self[key] = self[key] + n

    def most_common(self, n=None):
        ranked = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return ranked if n is None else ranked[:n]

    def elements(self):
        for key, n in self.items():
            for _ in range(n):
                yield key

    def __repr__(self):
        return 'Counter({%s})' % ', '.join(['%r: %r' % pair for pair in self.most_common()])
