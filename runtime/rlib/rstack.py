"""The machine stack: its limit, and how near it is."""
from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import r_uint
from __tw_lltype__ import Float, Signed, Void, external, llop

_c_get_end = external('tw_stack_get_end', [], Signed)
_c_get_length = external('tw_stack_get_length', [], Signed)
_c_set_length_fraction = external('tw_stack_set_length_fraction', [Float], Void)
_c_critical_start = external('tw_stack_criticalcode_start', [], Void)
_c_critical_stop = external('tw_stack_criticalcode_stop', [], Void)


def _stack_get_end():
    return _c_get_end() if we_are_translated() else 0


def _stack_get_length():
    return _c_get_length() if we_are_translated() else 1


def _stack_set_length_fraction(fraction):
    """The limit becomes that part of the default, 768 KB."""
    if we_are_translated():
        _c_set_length_fraction(fraction)


def _stack_criticalcode_start():
    """Until _stack_criticalcode_stop() nothing raises StackOverflow."""
    if we_are_translated():
        _c_critical_start()


def _stack_criticalcode_stop():
    if we_are_translated():
        _c_critical_stop()


def stack_check():
    """Raises StackOverflow at the limit. Every recursion has such a check already."""
    if we_are_translated():
        llop.stack_check(Void)


def stack_almost_full():
    """Are less than a sixteenth of the stack left?"""
    if not we_are_translated():
        return False
    used = r_uint(_c_get_end() - llop.stack_current(Signed))
    limit = r_uint(_c_get_length())
    return used > limit - (limit >> r_uint(4)) and used <= limit
