"""The lock that lets one thread at a time run."""
from __tw_lltype__ import Bool, Signed, Void, external
from rpython.rlib.objectmodel import we_are_translated

# Other threads may run meanwhile, and collect.
_release = external('tw_gil_leave', [], Void, callback=True)
_acquire = external('tw_gil_enter', [], Bool, callback=True)
_yield = external('tw_gil_yield', [], Void, callback=True)
_callback_end = external('tw_gil_callback_end', [Bool], Void, callback=True)
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


def acquire_after_call():
    """The end of what release() began, for calls of C, which mostly nobody used
    to run meanwhile. True if the lock was given away."""
    if not we_are_translated():
        return False
    released = _acquire()
    if released:
        _after_switch()
    return released


def end_callback(released):
    """C called back, acquire_after_call() gave `released`, and now C goes on."""
    if we_are_translated():
        _callback_end(released)


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
