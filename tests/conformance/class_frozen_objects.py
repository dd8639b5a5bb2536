# One of several frozen objects: attributes and methods.


class Space(object):
    def __init__(self, k): self.k = k
    def _freeze_(self): return True
    def add(self, a): return a + self.k
s1 = Space(1)
s2 = Space(100)


def entry_point(argv):
    n = int(argv[1])
    s = s1
    if n > 3: s = s2
    print s.k, s.add(5)
    s3 = None
    if n > 4: s3 = s1
    if s3 is not None:
        print s3.k
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
