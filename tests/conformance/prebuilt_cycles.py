# Prebuilt instances that refer to each other.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class N(object):
    def __init__(self): self.next = None; self.l = []
a = N(); b = N(); a.next = b; b.next = a; a.l.append(a); a.l.append(b); b.d = {1: a}; a.d = {}


def entry_point(argv):
    print a.next.next is a, a.l[1] is b, b.d[1].l[0] is a
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
