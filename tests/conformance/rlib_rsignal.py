# Signals that come while the program runs.  (compiled-only: the handlers are the executable's)
import os
from rpython.rlib import rsignal
from rpython.rtyper.lltypesystem import lltype, rffi


def number(n):
    return rffi.cast(rffi.INT, n)


def pending():
    return rffi.cast(lltype.Signed, rsignal.pypysig_poll())


def entry_point(argv):
    counter = rsignal.pypysig_getaddr_occurred()
    counter.c_value = 100
    print pending(), counter.c_value
    rsignal.pypysig_setflag(number(rsignal.SIGUSR1))
    rsignal.pypysig_setflag(number(rsignal.SIGUSR2))
    rsignal.c_raise(number(rsignal.SIGUSR2))
    rsignal.c_raise(number(rsignal.SIGUSR1))
    rsignal.c_raise(number(rsignal.SIGUSR1))
    print counter.c_value < 0, bool(rsignal.pypysig_check_and_reset()), counter.c_value
    print pending() == rsignal.SIGUSR1, pending() == rsignal.SIGUSR2, pending()
    rsignal.pypysig_ignore(number(rsignal.SIGUSR1))
    rsignal.c_raise(number(rsignal.SIGUSR1))
    print pending()
    reader, writer = os.pipe()
    print rffi.cast(lltype.Signed, rsignal.pypysig_set_wakeup_fd(number(writer), number(0)))
    rsignal.c_raise(number(rsignal.SIGUSR2))
    print ord(os.read(reader, 1)) == rsignal.SIGUSR2
    rsignal.pypysig_pushback(number(rsignal.SIGINT))
    print pending() == rsignal.SIGINT, pending() == rsignal.SIGUSR2, pending()
    print rsignal.strsignal(rsignal.SIGPIPE)
    return 0


def target(driver, args):
    return entry_point, None
