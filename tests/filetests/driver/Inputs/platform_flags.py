# How deep can a recursion be? handle_config makes the stack larger.
import os
from rpython.rlib.rstackovf import StackOverflow


class Counter(object):
    deepest = 0


counter = Counter()


def recurse(n):
    if n > counter.deepest:
        counter.deepest = n
    return recurse(n + 1) + 1


def entry_point(argv):
    try:
        recurse(0)
    except StackOverflow:
        pass
    print 'deep' if counter.deepest > 60000 else 'flat'
    return 0


def handle_config(config, translateconfig):
    from rpython.translator.platform import host_factory
    if os.environ.get('STACK') and host_factory.name == 'linux':
        host_factory.cflags += ('-DMAX_STACK_SIZE=%s' % os.environ['STACK'],)
    config.translation.set(no_such_option=1)


def target(driver, args):
    return entry_point, None
