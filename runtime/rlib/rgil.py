"""The lock that lets one thread at a time run."""
from __tw_lltype__ import Signed, Void, external
from rpython.rlib.objectmodel import we_are_translated

_release = external('tw_gil_leave', [], Void)
_acquire = external('tw_gil_enter', [], Void)
_yield = external('tw_gil_yield', [], Void)
_ident = external('tw_thread_ident', [], Signed)


class _Callbacks(object):
    def __init__(self):
        self.after_switch = [_nothing]


def _nothing():
    pass


_callbacks = _Callbacks()


def allocate():
    """There is no need to call it."""


def release():
    """Other threads may run until acquire(). No objects may be used meanwhile."""
    if we_are_translated():
        _release()


def acquire():
    if we_are_translated():
        _acquire()
        _after_switch()


def acquire_maybe_in_new_thread():
    acquire()


def yield_thread():
    """Lets another thread run, if one waits."""
    if we_are_translated():
        _yield()
        _after_switch()


def gil_get_holder():
    """The number of the thread that runs: the caller's."""
    if we_are_translated():
        return _ident()
    return 1


def am_I_holding_the_GIL():
    return True


def _after_switch():
    for callback in _callbacks.after_switch:
        callback()


def invoke_after_thread_switch(callback):
    """`callback` runs when acquire() or yield_thread() returns. To be called at
    import time."""
    _callbacks.after_switch.append(callback)
