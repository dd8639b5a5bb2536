"""Dispatch on the classes of two objects, at import time; classes that a later class
statement extends."""


class extendabletype(type):
    """`class __extend__(SomeClass): ...` adds to SomeClass instead of deriving."""

    def __new__(cls, name, bases, dict):
        if name != '__extend__':
            return type.__new__(cls, name, bases, dict)
        for base in bases:
            for key, value in dict.items():
                if key != '__module__':
                    setattr(base, key, value)
        return None


def pair(a, b):
    """A tuple whose class is made of the classes of both."""
    return pairtype(a.__class__, b.__class__)((a, b))


_pairtypes = {}


def pairtype(cls1, cls2):
    """The class of pair(a, b): the most specific combinations come first."""
    try:
        return _pairtypes[cls1, cls2]
    except KeyError:
        pass
    bases = [pairtype(base, cls2) for base in cls1.__bases__ if base is not object]
    bases += [pairtype(cls1, base) for base in cls2.__bases__ if base is not object]
    if not bases:
        bases = [tuple]
    name = 'pairtype(%s, %s)' % (cls1.__name__, cls2.__name__)
    made = _pairtypes[cls1, cls2] = extendabletype(name, tuple(bases), {})
    return made
