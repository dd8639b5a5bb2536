"""What a program can ask the JIT about itself.

Every function takes None as its first argument. Reading costs constant time.
Without a JIT all numbers are 0.
"""
from rpython.rlib.jit import Counters, MemoryCounters, dont_look_inside
from rpython.rlib.rarithmetic import r_uint
from __tw_jit__ import counter, nanoseconds, release_all


@dont_look_inside
def stats_get_counter_value(warmrunnerdesc, no):
    """One of jit.Counters or jit.MemoryCounters."""
    return counter(no)


@dont_look_inside
def stats_get_times_value(warmrunnerdesc, no):
    """Seconds spent on Counters.TRACING or Counters.BACKEND."""
    return nanoseconds(no) * 1e-9


@dont_look_inside
def stats_asmmemmgr_allocated(warmrunnerdesc):
    """Bytes of executable memory that were taken from the system."""
    return r_uint(counter(MemoryCounters.CODE_RESIDENT))


@dont_look_inside
def stats_asmmemmgr_used(warmrunnerdesc):
    """Bytes of machine code that is alive."""
    return r_uint(counter(MemoryCounters.CODE_ALIVE))


@dont_look_inside
def stats_memmgr_release_all(warmrunnerdesc):
    """Frees all loops that do not run at this moment."""
    release_all()
