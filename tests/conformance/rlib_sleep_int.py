# sleep() takes whole seconds, too.
import time


def entry_point(argv):
    time.sleep(len(argv) - 1)
    time.sleep(0)
    print 'awake'
    return 0


def target(driver, args):
    return entry_point, None
