# Properties whose accessors call overridden methods.


class S(object):
    def getw(self): return self._w
    def setw(self, v): self._w = v + self.bias()
    w = property(getw, setw)
    def bias(self): return 0


class T(S):
    def bias(self): return 100


def entry_point(argv):
    for s in [S(), T()]:
        s.w = 5
        print s.w
        s.w += 1
        print s.w
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
