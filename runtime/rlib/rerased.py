"""References that forget what they refer to.

    erase_x, unerase_x = new_erasing_pair("x")

erase_x(obj) gives a value with which nothing can be done but to give it to
unerase_x, which returns obj. What different pairs have erased can be kept in one
variable: instances, lists, strings, dicts. There is no check at run time that the
right unerase function is called.

erase_int and unerase_int do so for integers of one bit less than a word.
"""
from rpython.rlib.objectmodel import always_inline, specialize, we_are_translated
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rgc import try_cast_gcref_to_instance
from __tw_rerased__ import (
    Erased, erase as _erase, identity as _identity, reference as _reference, unerase as _unerase)


def new_erasing_pair(name):
    """The functions erase and unerase; what they pass on has one type."""
    identity = _identity(name)

    @always_inline
    def erase(x):
        return _erase(identity, x)

    @always_inline
    def unerase(y):
        return _unerase(identity, y)

    return erase, unerase


def new_static_erasing_pair(name):
    """The same as static methods, to be assigned in a class."""
    erase, unerase = new_erasing_pair(name)
    return staticmethod(erase), staticmethod(unerase)


@specialize.arg(0)
def try_cast_erased(Class, erased):
    """The instance that was erased, by whatever pair; None if it is not one of Class."""
    if we_are_translated():
        return try_cast_gcref_to_instance(Class, _reference(erased))
    if isinstance(erased._x, Class):
        return erased._x
    return None


class _Integer(object):
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value


_erase_integer, _unerase_integer = new_erasing_pair("int")


def erase_int(x):
    """OverflowError if x needs a full word."""
    ovfcheck(x + x)
    return _erase_integer(_Integer(x))


def unerase_int(y):
    return _unerase_integer(y).value
