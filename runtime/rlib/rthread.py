"""Threads, locks, and variables of which each thread has its own.

One thread at a time runs, the one that holds the GIL (see rgil). Untranslated
there is one thread only: starting another fails, and waiting for a lock that is
held, which would never end, too.
"""
from __tw_gc__ import code_address
from __tw_lltype__ import Address, Signed, Void, external
from rpython.rlib.objectmodel import specialize, we_are_translated

TIMEOUT_MAX = 9223372036854775807 // 1000
RPY_LOCK_FAILURE, RPY_LOCK_ACQUIRED, RPY_LOCK_INTR = range(3)

_start = external('tw_thread_start', [Address], Signed)
_ident = external('tw_thread_ident', [], Signed)
_get_stacksize = external('tw_thread_get_stacksize', [], Signed)
_set_stacksize = external('tw_thread_set_stacksize', [Signed], Signed)
_lock_new = external('tw_lock_new', [], Address)
_lock_free = external('tw_lock_free', [Address], Void)
_lock_acquire = external('tw_lock_acquire', [Address, Signed], Signed)
_lock_release = external('tw_lock_release', [Address], Signed)
_lock_is_held = external('tw_lock_is_held', [Address], Signed)

_MAIN_THREAD = 1


class RThreadError(Exception):
    pass

error = RThreadError


# ---- locks --------------------------------------------------------------------

class Lock(object):
    """A lock that is not reentrant."""

    def __init__(self):
        self._held = False
        if we_are_translated():
            self._lock = _lock_new()

    def _acquire(self, microseconds):
        if we_are_translated():
            return _lock_acquire(self._lock, microseconds) != 0
        if self._held:
            if microseconds < 0:
                raise RThreadError
            return False
        self._held = True
        return True

    def acquire(self, flag):
        """Takes the lock if it is free; `flag` says whether to wait for it."""
        return self._acquire(-1 if flag else 0)

    def acquire_timed(self, timeout):
        """A RPY_LOCK_* code; timeout in microseconds, negative for none."""
        if self._acquire(timeout):
            return RPY_LOCK_ACQUIRED
        return RPY_LOCK_FAILURE

    def is_acquired(self):
        if we_are_translated():
            return _lock_is_held(self._lock) != 0
        return self._held

    def release(self):
        if we_are_translated():
            if _lock_release(self._lock) != 0:
                raise RThreadError
        else:
            if not self._held:
                raise RThreadError
            self._held = False

    def __enter__(self):
        self.acquire(True)
        return self

    def __exit__(self, *args):
        self.release()

    def __del__(self):
        if we_are_translated():
            _lock_free(self._lock)


class DummyLock(object):
    """Has a lock's methods and locks nothing."""

    def acquire(self, flag):
        return True

    def is_acquired(self):
        return False

    def release(self):
        pass

    def _freeze_(self):
        return True

    def __enter__(self):
        pass

    def __exit__(self, *args):
        pass

dummy_lock = DummyLock()


def allocate_lock():
    return Lock()


# ---- threads ------------------------------------------------------------------

@specialize.arg(0)
def start_new_thread(x, y):
    """Runs x() in a new thread and returns the thread's number; y must be ()."""
    assert len(y) == 0
    if not we_are_translated():
        raise RThreadError
    number = _start(code_address(x))
    if number == -1:
        raise RThreadError
    _threads.started = True
    return number


class _Threads(object):
    started = False


_threads = _Threads()


def get_ident():
    """The number of the running thread."""
    if we_are_translated():
        return _ident()
    return _MAIN_THREAD


get_or_make_ident = get_ident


def get_stacksize():
    """Of threads to be started; 0: the system's default."""
    if we_are_translated():
        return _get_stacksize()
    return 0


def set_stacksize(newsize):
    """0 if the size was accepted, -1 if it is not valid, -2 if it cannot be set."""
    if we_are_translated():
        return _set_stacksize(newsize)
    return -2


def gc_thread_run():
    """What the collector must know is told by start_new_thread."""


def gc_thread_start():
    """What the collector must know is told by start_new_thread."""


def gc_thread_die():
    """To be called at the end of a thread: its variables forget their values."""
    if we_are_translated():
        for forget in _variables.forgetters:
            forget()


# ---- variables of threads -----------------------------------------------------

class _Variables(object):
    def __init__(self):
        self.forgetters = [_nothing]


def _nothing():
    pass


_variables = _Variables()


def _cell_of(first):
    """A cell of a class of its own, whose values have a type of their own."""
    class Cell(object):
        value = first

        def __init__(self):
            self.others = {}
    return Cell()


def _accessors(first):
    """(get, set) of a variable that has the value `first` where none was set."""
    cell = _cell_of(first)

    # The main thread's value is found without a look-up by number.
    def get():
        if _threads.started:
            ident = get_ident()
            if ident != _MAIN_THREAD:
                return cell.others.get(ident, first)
        return cell.value

    def set(value):
        if _threads.started:
            ident = get_ident()
            if ident != _MAIN_THREAD:
                cell.others[ident] = value
                return
        cell.value = value

    def forget():
        ident = get_ident()
        if ident in cell.others:
            del cell.others[ident]

    _variables.forgetters.append(forget)
    return get, set


class ThreadLocalReference(object):
    """A variable that holds an instance of a class, or None, in each thread."""

    def __init__(self, Cls, loop_invariant=False):
        self.Cls = Cls
        self.get, set_any = _accessors(None)

        def set(value):
            assert isinstance(value, Cls) or value is None
            set_any(value)

        self.set = set

    def _freeze_(self):
        return True

    @staticmethod
    def automatic_keepalive(config):
        """Are the values kept alive by the variable? Yes."""
        return True


class ThreadLocalField(object):
    """A variable that holds a number or a raw pointer in each thread, at first 0."""

    def __init__(self, FIELDTYPE, fieldname, loop_invariant=False):
        from rpython.rtyper.lltypesystem import lltype, rffi
        self.FIELDTYPE = FIELDTYPE
        self.fieldname = fieldname
        if isinstance(FIELDTYPE, lltype.Ptr):
            first = lltype.nullptr(FIELDTYPE.TO)
        else:
            first = rffi.cast(FIELDTYPE, 0)
        get, set = _accessors(first)

        def setraw(value):
            set(rffi.cast(FIELDTYPE, value))

        self.getraw = get
        self.get_or_make_raw = get
        self.setraw = setraw

    def _freeze_(self):
        return True
