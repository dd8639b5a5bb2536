# A class that behaves like a mapping.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class A(object):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __contains__(self, k): return k in self.d
    def __delitem__(self, k): del self.d[k]
    def __len__(self): return len(self.d)
    def get(self, k, default=None):
        try: return self[k]
        except KeyError: return default


def entry_point(argv):
    a = A()
    a["x"] = "1"
    a["y"] = "2"
    a["x"] += "z"
    print a["x"], len(a), int("y" in a), int("q" not in a), a.get("x"), a.get("q") is None
    del a["y"]
    print len(a)
    try:
        print a["nope"]
    except KeyError: print "KE"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
