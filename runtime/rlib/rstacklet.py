"""Stacklets: stacks of calls between which a program switches.

A stacklet is a thread of which all wait but one, the one that the program is in, so that
the collector finds the objects on every stack. A handle stands for a stack that waits, and
may be used once; None is the handle of nothing.
"""
from rpython.rlib import rthread
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem import llmemory


class _Handle(object):
    """A stack that waits until its lock is released."""

    def __init__(self):
        self._lock = rthread.allocate_lock()
        self._lock.acquire(True)
        self._switched_from = None

    def wait(self):
        """The handle of the stack that was left for this one; None if it has ended."""
        self._lock.acquire(True)
        return self._switched_from

    def resume(self, switched_from):
        self._switched_from = switched_from
        self._lock.release()


class _Start(object):
    """What a new thread finds: its creator, which waits, and the argument."""
    parent = None
    arg = llmemory.NULL


_start = _Start()


@specialize.memo()
def _runner(callback):
    def run():
        parent, _start.parent = _start.parent, None
        target = callback(parent, _start.arg)
        assert target is not None
        target.resume(None)
    return run


class StackletThread(object):
    def __init__(self, _argument_ignored_for_backward_compatibility=None):
        pass

    @specialize.arg(1)
    def new(self, callback, arg=llmemory.NULL):
        """Calls callback(handle of the caller, arg) on a new stack. It returns the handle to
        go on with when that stack has ended."""
        current = _Handle()
        _start.parent = current
        _start.arg = arg
        rthread.start_new_thread(_runner(callback), ())
        return current.wait()

    def switch(self, handle):
        """Goes on where the handle's stack waits."""
        current = _Handle()
        handle.resume(current)
        return current.wait()

    def is_empty_handle(self, handle):
        return handle is None

    def get_null_handle(self):
        return None
