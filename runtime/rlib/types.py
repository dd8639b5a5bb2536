"""Types of arguments and results for rlib.signature."""
import __builtin__


class _Type(object):
    """`accepts` is what the annotator enforces for an argument: a type or class
    that the program could name, or None."""

    def __init__(self, name, accepts=None):
        self.name = name
        self.accepts = accepts

    def __repr__(self):
        return 'types.' + self.name


def or_none(accepted):
    """A set of types stands for a value of any of them."""
    return frozenset([accepted, __builtin__.type(None)])


class SelfTypeMarker(_Type):
    """The class that finishsigs() decorates."""


class AnyTypeMarker(_Type):
    pass


def none():
    return _Type('none()', __builtin__.type(None))


def impossible():
    return _Type('impossible()')


def float():
    return _Type('float()', __builtin__.float)


def singlefloat():
    return _Type('singlefloat()')


def longfloat():
    return _Type('longfloat()')


def int():
    return _Type('int()', __builtin__.int)


def int_nonneg():
    return _Type('int_nonneg()', __builtin__.int)


def bool():
    return _Type('bool()', __builtin__.bool)


def unicode():
    return _Type('unicode()', __builtin__.unicode)


def unicode0():
    return _Type('unicode0()', __builtin__.unicode)


def str(can_be_None=False):
    if can_be_None:
        return _Type('str(can_be_None=True)', or_none(__builtin__.str))
    return _Type('str()', __builtin__.str)


def bytearray():
    return _Type('bytearray()')


def str0():
    return _Type('str0()', __builtin__.str)


def char():
    return _Type('char()')


def ptr(ll_type):
    return _Type('ptr(%r)' % (ll_type,))


def list(element):
    return _Type('list(%r)' % (element,))


def array(element):
    return _Type('array(%r)' % (element,))


def dict(keytype, valuetype):
    return _Type('dict(%r, %r)' % (keytype, valuetype))


def instance(cls, can_be_None=False):
    return _Type('instance(%s)' % cls.__name__, cls)


def self():
    return SelfTypeMarker('self()')


def any():
    return AnyTypeMarker('any()')
