"""Threads: there is one at import time."""


class error(Exception):
    pass


class LockType(object):
    """A lock that is not reentrant. Waiting for it, if it is held, would never end."""

    def __init__(self):
        self._held = False

    def acquire(self, waitflag=1):
        if self._held:
            if waitflag:
                raise error('waiting for a lock that the only thread holds')
            return False
        self._held = True
        return True

    def release(self):
        if not self._held:
            raise error('release unlocked lock')
        self._held = False

    def locked(self):
        return self._held

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()


def allocate_lock():
    return LockType()

allocate = allocate_lock


def get_ident():
    return 1


def start_new_thread(function, args, kwargs={}):
    raise error("can't start new thread: there is one thread at import time")

start_new = start_new_thread


def stack_size(size=0):
    return 0
