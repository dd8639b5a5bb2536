# Generators with try and finally; strings and None as items.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def with_try(n):
    try:
        for i in range(n):
            yield i
    finally:
        print "fin"


def strs():
    yield "a"
    yield "b"
    return


def opt(n):
    if n: yield None
    yield "x"


def entry_point(argv):
    for x in with_try(2): print x
    print "".join([s for s in strs()])
    for o in opt(1): print o is None,
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
