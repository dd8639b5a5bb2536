# Recursion without end is caught as StackOverflow and as RuntimeError, again and again.
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow


class Log(object):
    unwound = 0

log = Log()


def endless(n):
    return endless(n + 1) + 1


def with_cleanup(n):
    try:
        return with_cleanup(n + 1) + 1
    finally:
        log.unwound = n


def entry_point(argv):
    for attempt in range(3):
        try:
            print endless(len(argv))
        except StackOverflow:
            check_stack_overflow()
            print 'overflow', attempt
    try:
        print with_cleanup(len(argv))
    except RuntimeError:
        print 'runtime error', log.unwound
    return 0


def target(driver, args):
    return entry_point, None
