import os
import time


def entry_point(argv):
    if len(argv) > 1:
        module = os
    else:
        module = time
    print module.getpids()
    return 0


def target(driver, args):
    return entry_point, None
