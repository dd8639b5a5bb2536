"""Clocks for translated programs.

The finer ones are read as in C:

    with lltype.scoped_alloc(TIMESPEC) as now:
        c_clock_gettime(CLOCK_MONOTONIC, now)
        seconds, nanoseconds = now.c_tv_sec, now.c_tv_nsec
"""
import time as _time

from rpython.rlib.objectmodel import we_are_translated
from rpython.rtyper.lltypesystem import lltype, rffi
from __tw_lltype__ import Float, INT32, Ptr, Signed, Struct, Void, external

HAS_CLOCK_GETTIME = True
HAS_CLOCK_GETTIME_RUNTIME = True
HAVE_GETTIMEOFDAY = True
HAVE_FTIME = False
HAVE_NANOSLEEP = True
HAVE_CLOCK_NANOSLEEP = True
GETTIMEOFDAY_NO_TZ = False
RUSAGE_SELF = 0
EINTR = 4

CLOCK_REALTIME = 0
CLOCK_MONOTONIC = 1
CLOCK_PROCESS_CPUTIME_ID = 2
CLOCK_THREAD_CPUTIME_ID = 3
CLOCK_MONOTONIC_RAW = 4
CLOCK_REALTIME_COARSE = 5
CLOCK_MONOTONIC_COARSE = 6
CLOCK_BOOTTIME = 7
CLOCK_HIGHRES = None
CLOCK_PROF = None
CLOCK_UPTIME = None
ALL_DEFINED_CLOCKS = [
    'CLOCK_REALTIME', 'CLOCK_REALTIME_COARSE', 'CLOCK_MONOTONIC', 'CLOCK_MONOTONIC_COARSE',
    'CLOCK_MONOTONIC_RAW', 'CLOCK_BOOTTIME', 'CLOCK_PROCESS_CPUTIME_ID',
    'CLOCK_THREAD_CPUTIME_ID']

TIMESPEC = Struct('timespec', ('c_tv_sec', Signed), ('c_tv_nsec', Signed))
TIMEVAL = Struct('timeval', ('c_tv_sec', Signed), ('c_tv_usec', Signed))

c_clock_gettime = external('clock_gettime', [Signed, Ptr(TIMESPEC)], INT32)
c_clock_getres = external('clock_getres', [Signed, Ptr(TIMESPEC)], INT32)
c_clock_settime = external('clock_settime', [Signed, Ptr(TIMESPEC)], INT32)

_c_time = external('tw_time_time', [], Float)
_c_clock = external('tw_time_clock', [], Float)
_c_sleep = external('tw_time_sleep', [Float], Void)


def decode_timeval(t):
    """The seconds of a TIMEVAL."""
    return float(t.c_tv_sec) + float(t.c_tv_usec) * 0.000001


def time():
    """Seconds since the epoch."""
    if not we_are_translated():
        return _time.time()
    return _c_time()


def clock():
    """Seconds of the processor that the process has used."""
    if not we_are_translated():
        return _time.clock()
    return _c_clock()


def sleep(seconds):
    if not we_are_translated():
        _time.sleep(seconds)
        return
    _c_sleep(float(seconds))
