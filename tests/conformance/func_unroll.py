# unrolling_iterable with break, continue and else.


from rpython.rlib.unroll import unrolling_iterable


class A(object):
    def op_add(self, x): return x + 1
    def op_sub(self, x): return x - 1
names = unrolling_iterable(["add", "sub"])
pairs = unrolling_iterable([(0, "zero"), (5, "five")])
OPS = unrolling_iterable(list(enumerate(["op_add", "op_sub"])))


def entry_point(argv):
    n = int(argv[1])
    a = A()
    for nm in names:
        print getattr(a, "op_" + nm)(n),
    print
    for k, s in pairs:
        if n == k:
            print s
            break
    else:
        print "other"
    for i, nm in OPS:
        if i == n - 4:
            print getattr(a, nm)(10)
    for i, nm in OPS:
        if i == 0: continue
        print nm
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
