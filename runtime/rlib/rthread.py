"""Locks and thread-local references of programs with one thread.

Starting a thread fails with thread.error's replacement here, RThreadError; all
else behaves as it does in the main thread of a program that has others.
"""

TIMEOUT_MAX = 9223372036854775807 // 1000
RPY_LOCK_FAILURE, RPY_LOCK_ACQUIRED, RPY_LOCK_INTR = range(3)


class RThreadError(Exception):
    pass

error = RThreadError


class Lock(object):
    """A lock that is not reentrant. With a single thread, waiting for a lock that is
    held would never end, so it raises RThreadError."""

    def __init__(self):
        self._held = False

    def acquire(self, flag):
        """Takes the lock if it is free; `flag` says whether to wait for it."""
        if self._held:
            if flag:
                raise RThreadError
            return False
        self._held = True
        return True

    def acquire_timed(self, timeout):
        """A RPY_LOCK_* code; timeout in microseconds, negative for none."""
        if self.acquire(timeout < 0):
            return RPY_LOCK_ACQUIRED
        return RPY_LOCK_FAILURE

    def is_acquired(self):
        return self._held

    def release(self):
        if not self._held:
            raise RThreadError
        self._held = False

    def __enter__(self):
        self.acquire(True)
        return self

    def __exit__(self, *args):
        self.release()


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


def start_new_thread(x, y):
    raise RThreadError


def get_ident():
    """The number of the running thread."""
    return 1


get_or_make_ident = get_ident


def get_stacksize():
    return 0


def set_stacksize(newsize):
    """0 if the size was accepted, -1 if it is not valid, -2 if it cannot be set."""
    return -2


def gc_thread_run():
    pass


def gc_thread_start():
    pass


def gc_thread_die():
    pass


class ThreadLocalReference(object):
    """A variable that holds an instance of a class, or None, in each thread."""

    def __init__(self, Cls, loop_invariant=False):
        self.Cls = Cls
        cell = _Cell()

        def get():
            return cell.value

        def set(value):
            assert isinstance(value, Cls) or value is None
            cell.value = value
        self.get = get
        self.set = set

    def _freeze_(self):
        return True

    @staticmethod
    def automatic_keepalive(config):
        """Are the values kept alive by the variable? Yes."""
        return True


def _Cell():
    """A class of its own for each variable, whose values have types of their own."""
    class Cell(object):
        value = None
    return Cell()
