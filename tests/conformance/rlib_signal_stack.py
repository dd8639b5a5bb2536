# Signals that the program notes; how full the stack is; at every level.
import os
import time
from rpython.rlib import rsignal
from rpython.rlib.rstack import stack_almost_full
from rpython.rlib.rstackovf import StackOverflow

SIGUSR1 = 10
SIGUSR2 = 12


class Deepest(object):
    almost_full = 0

deepest = Deepest()


def dive(n):
    if stack_almost_full():
        deepest.almost_full += 1
    return dive(n + 1) + 1


def noted():
    """The signal that came; another thread of the interpreter may have taken it."""
    for attempt in range(1000):
        number = rsignal.pypysig_poll()
        if number != -1:
            return number
        time.sleep(0.001)
    return -1


def entry_point(argv):
    print rsignal.pypysig_poll()
    rsignal.pypysig_setflag(SIGUSR1)
    rsignal.pypysig_setflag(SIGUSR2)
    os.kill(os.getpid(), SIGUSR2)
    first = noted()
    os.kill(os.getpid(), SIGUSR1)
    print first, noted(), rsignal.pypysig_poll()
    rsignal.pypysig_ignore(SIGUSR1)
    os.kill(os.getpid(), SIGUSR1)
    print rsignal.pypysig_poll()
    rsignal.pypysig_default(SIGUSR1)
    rsignal.pypysig_default(SIGUSR2)
    print int(stack_almost_full())
    try:
        print dive(len(argv))
    except StackOverflow:
        print 'overflow', int(deepest.almost_full >= 0)
    return 0


def target(driver, args):
    return entry_point, None
