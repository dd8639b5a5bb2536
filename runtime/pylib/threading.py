"""Threads: there is one at import time, so that starting another fails."""
import thread
from thread import allocate_lock as Lock, error as ThreadError


class _RLock(object):
    """A lock that its owner, which is the only thread, can take any number of times."""

    def __init__(self):
        self._count = 0

    def acquire(self, blocking=1):
        self._count += 1
        return 1

    def release(self):
        if self._count == 0:
            raise RuntimeError('cannot release un-acquired lock')
        self._count -= 1

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()


def RLock():
    return _RLock()


class local(object):
    """Attributes of which each thread has its own."""


class Event(object):
    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    isSet = is_set

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag and timeout is None:
            raise ThreadError('waiting for an event that no other thread can set')
        return self._flag


class Thread(object):
    """Can be made and subclassed; start() fails."""
    _made = 0

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None):
        Thread._made += 1
        self.name = name or 'Thread-%d' % Thread._made
        self.daemon = False
        self.ident = None
        self._target = target
        self._args = args
        self._kwargs = kwargs or {}

    def run(self):
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self):
        thread.start_new_thread(self.run, ())

    def join(self, timeout=None):
        raise RuntimeError('cannot join thread before it is started')

    def is_alive(self):
        return False

    isAlive = is_alive

    def setDaemon(self, daemonic):
        self.daemon = daemonic

    def isDaemon(self):
        return self.daemon

    def getName(self):
        return self.name

    def setName(self, name):
        self.name = name


class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name='MainThread')
        Thread._made -= 1
        self.ident = thread.get_ident()

    def is_alive(self):
        return True

    isAlive = is_alive

_main = _MainThread()


def current_thread():
    return _main

currentThread = current_thread


def enumerate():
    return [_main]


def active_count():
    return 1

activeCount = active_count
