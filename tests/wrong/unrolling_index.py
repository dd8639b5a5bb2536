from rpython.rlib.unroll import unrolling_iterable

NAMES = unrolling_iterable(["a", "b"])


def entry_point(argv):
    print NAMES[len(argv)]
    return 0


def target(driver, args):
    return entry_point, None
