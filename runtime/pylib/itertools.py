"""Iterators for looping."""


def count(start=0, step=1):
    while True:
        yield start
        start += step


def cycle(iterable):
    saved = []
    for item in iterable:
        yield item
        saved.append(item)
    while saved:
        for item in saved:
            yield item


def repeat(item, times=None):
    if times is None:
        while True:
            yield item
    for _ in xrange(times):
        yield item


class chain(object):
    def __init__(self, *iterables):
        self._items = self._run(iterables)

    @staticmethod
    def _run(iterables):
        for iterable in iterables:
            for item in iterable:
                yield item

    @classmethod
    def from_iterable(cls, iterables):
        self = cls()
        self._items = cls._run(iterables)
        return self

    def __iter__(self):
        return self

    def next(self):
        return self._items.next()


def compress(data, selectors):
    return (d for d, s in izip(data, selectors) if s)


def dropwhile(predicate, iterable):
    iterable = iter(iterable)
    for item in iterable:
        if not predicate(item):
            yield item
            break
    for item in iterable:
        yield item


def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            break
        yield item


def ifilter(predicate, iterable):
    for item in iterable:
        if (item if predicate is None else predicate(item)):
            yield item


def ifilterfalse(predicate, iterable):
    for item in iterable:
        if not (item if predicate is None else predicate(item)):
            yield item


def imap(function, *iterables):
    iterators = map(iter, iterables)
    while True:
        args = [iterator.next() for iterator in iterators]
        yield tuple(args) if function is None else function(*args)


def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def izip(*iterables):
    iterators = map(iter, iterables)
    while iterators:
        yield tuple([iterator.next() for iterator in iterators])


def izip_longest(*iterables, **keywords):
    fill = keywords.get('fillvalue')
    iterators = map(iter, iterables)
    active = len(iterators)
    while active:
        row = []
        for i, iterator in enumerate(iterators):
            if iterator is None:
                row.append(fill)
                continue
            try:
                row.append(iterator.next())
            except StopIteration:
                iterators[i] = None
                active -= 1
                row.append(fill)
        if not active:
            return
        yield tuple(row)


def islice(iterable, *bounds):
    window = slice(*bounds)
    start, step = window.start or 0, window.step or 1
    stop = window.stop
    position = 0
    iterator = iter(iterable)
    while stop is None or start < stop:
        while position < start:
            iterator.next()
            position += 1
        yield iterator.next()
        position += 1
        start += step


def tee(iterable, n=2):
    iterator = iter(iterable)
    queues = [[] for _ in range(n)]

    def branch(queue):
        while True:
            if not queue:
                item = iterator.next()
                for other in queues:
                    other.append(item)
            yield queue.pop(0)
    return tuple([branch(queue) for queue in queues])


def groupby(iterable, key=None):
    group, current, started = [], None, False
    for item in iterable:
        this = item if key is None else key(item)
        if started and this != current:
            yield current, iter(group)
            group = []
        current, started = this, True
        group.append(item)
    if started:
        yield current, iter(group)


def product(*iterables, **keywords):
    pools = map(tuple, iterables) * keywords.get('repeat', 1)
    rows = [()]
    for pool in pools:
        rows = [row + (item,) for row in rows for item in pool]
    return iter(rows)


def _choose(indices, r):
    if r == 0:
        yield ()
        return
    for i in range(len(indices) - r + 1):
        for rest in _choose(indices[i + 1:], r - 1):
            yield (indices[i],) + rest


def combinations(iterable, r):
    pool = tuple(iterable)
    for chosen in _choose(range(len(pool)), r):
        yield tuple([pool[i] for i in chosen])


def combinations_with_replacement(iterable, r):
    pool = tuple(iterable)
    for chosen in product(range(len(pool)), repeat=r):
        if sorted(chosen) == list(chosen):
            yield tuple([pool[i] for i in chosen])


def permutations(iterable, r=None):
    pool = tuple(iterable)
    r = len(pool) if r is None else r
    for chosen in product(range(len(pool)), repeat=r):
        if len(set(chosen)) == r:
            yield tuple([pool[i] for i in chosen])
