"""Identities of objects as numbers that are never negative, and wrappers that hash."""
import struct

HUGEVAL_BYTES = struct.calcsize('P')
HUGEVAL = 256 ** HUGEVAL_BYTES


def fixid(result):
    return result % HUGEVAL


def uid(obj):
    return fixid(id(obj))


class Hashable(object):
    """Any object as a key: by value where it hashes, else by identity. Values that compare
    equal but differ in type, or in the sign of a zero, are different keys."""
    __slots__ = ['value', 'key']

    def __init__(self, value):
        self.value = value
        try:
            hash(value)
        except TypeError:
            self.key = (type(value), id(value))
        else:
            text = repr(value) if isinstance(value, (float, complex)) else None
            self.key = (type(value), value, text)

    def __eq__(self, other):
        return self.__class__ is other.__class__ and self.key == other.key

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.key)

    def __repr__(self):
        return '(%s)' % self

    def __str__(self):
        return repr(self.value)
