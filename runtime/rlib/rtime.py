"""Clocks for translated programs."""
from __tw_lltype__ import Float, Void, external

_c_time = external('tw_time_time', [], Float)
_c_clock = external('tw_time_clock', [], Float)
_c_sleep = external('tw_time_sleep', [Float], Void)

HAS_CLOCK_GETTIME = True


def time():
    """Seconds since the epoch."""
    return _c_time()


def clock():
    """Seconds of the processor that the process has used."""
    return _c_clock()


def sleep(seconds):
    _c_sleep(seconds)
