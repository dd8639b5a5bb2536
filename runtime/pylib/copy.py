"""Shallow and deep copies."""


class Error(Exception):
    pass


error = Error

_ATOMIC = (type(None), int, long, float, bool, complex, str, unicode, type, xrange,
           type(len), type(lambda: 0), type(Ellipsis), type(NotImplemented), slice)


def _is_atomic(x):
    return type(x) in _ATOMIC or isinstance(x, type) or type(x).__name__ in (
        'classobj', 'module', 'builtin_function_or_method', 'weakref', 'file')


def _blank(x):
    cls = x.__class__
    if isinstance(cls, type):
        if isinstance(x, (int, long, float, str, unicode, tuple, frozenset)):
            for base in (int, long, float, str, unicode, tuple, frozenset):
                if isinstance(x, base):
                    return base.__new__(cls, x)
        if isinstance(x, BaseException):
            return cls.__new__(cls, *x.args)
        return cls.__new__(cls)
    new = _Empty()
    new.__class__ = cls
    return new


class _Empty:
    pass


def _slots(x):
    for cls in getattr(x.__class__, '__mro__', ()):
        names = cls.__dict__.get('__slots__', ())
        for name in ([names] if isinstance(names, str) else names):
            if name not in ('__dict__', '__weakref__') and hasattr(x, name):
                yield name


def _fill(x, new, convert):
    if isinstance(x, dict):
        for key, value in x.items():
            dict.__setitem__(new, convert(key), convert(value))
    elif isinstance(x, list):
        list.extend(new, [convert(item) for item in list.__iter__(x)])
    elif isinstance(x, set):
        set.update(new, [convert(item) for item in x])
    elif isinstance(x, bytearray):
        new.extend(x)
    for name in _slots(x):
        setattr(new, name, convert(getattr(x, name)))
    for name, value in getattr(x, '__dict__', {}).items():
        new.__dict__[name] = convert(value)
    return new


def copy(x):
    if _is_atomic(x) or type(x) in (tuple, frozenset):
        return x
    method = getattr(x, '__copy__', None)
    if method is not None:
        return method()
    return _fill(x, _blank(x), lambda item: item)


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    if id(x) in memo:
        return memo[id(x)][0]
    if _is_atomic(x):
        return x
    method = getattr(x, '__deepcopy__', None)
    convert = lambda item: deepcopy(item, memo)
    if method is not None:
        new = method(memo)
    elif type(x) is tuple:
        new = tuple([convert(item) for item in x])
    elif type(x) is frozenset:
        new = frozenset([convert(item) for item in x])
    elif type(x).__name__ == 'instancemethod':
        new = type(x)(x.im_func, convert(x.im_self), x.im_class)
    else:
        new = _blank(x)
        memo[id(x)] = (new, x)
        return _fill(x, new, convert)
    memo[id(x)] = (new, x)
    return new
