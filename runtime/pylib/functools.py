"""Functions that act on functions."""

from __builtin__ import reduce

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__doc__')
WRAPPER_UPDATES = ('__dict__',)


class partial(object):
    def __init__(self, func, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, *args, **keywords):
        merged = dict(self.keywords)
        merged.update(keywords)
        return self.func(*(self.args + args), **merged)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        setattr(wrapper, name, getattr(wrapped, name))
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def cmp_to_key(compare):
    class Key(object):
        def __init__(self, value):
            self.value = value

        def __cmp__(self, other):
            return compare(self.value, other.value)
    return Key


_DERIVED = {
    '__lt__': [('__gt__', lambda a, b: not (a < b or a == b)),
               ('__le__', lambda a, b: a < b or a == b),
               ('__ge__', lambda a, b: not a < b)],
    '__le__': [('__ge__', lambda a, b: not a <= b or a == b),
               ('__lt__', lambda a, b: a <= b and not a == b),
               ('__gt__', lambda a, b: not a <= b)],
    '__gt__': [('__lt__', lambda a, b: not (a > b or a == b)),
               ('__ge__', lambda a, b: a > b or a == b),
               ('__le__', lambda a, b: not a > b)],
    '__ge__': [('__le__', lambda a, b: not a >= b or a == b),
               ('__gt__', lambda a, b: a >= b and not a == b),
               ('__lt__', lambda a, b: not a >= b)],
}


def total_ordering(cls):
    defined = [name for name in sorted(_DERIVED) if name in dir(cls)]
    if not defined:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = '__lt__' if '__lt__' in defined else defined[-1]
    for name, function in _DERIVED[root]:
        if name not in defined:
            function.__name__ = name
            setattr(cls, name, function)
    return cls
