"""The clock of the PYPYLOG."""
from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import intmask
from __tw_lltype__ import Signed, llop

UNIT_TSC = 0
UNIT_NS = 1
UNIT_QUERY_PERFORMANCE_COUNTER = 2


def read_timestamp():
    """A count that grows with time, in units of get_timestamp_unit()."""
    if not we_are_translated():
        import time
        return intmask(int(time.clock() * 1e9))
    return llop.ll_read_timestamp(Signed)


def get_timestamp_unit():
    if not we_are_translated():
        return UNIT_NS
    return llop.ll_get_timestamp_unit(Signed)
