# Prebuilt dicts: reads fold, changes are seen through variables.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


T = {"a": 1, "b": 2}
U = {1: "x", 2: "y"}
E = {}
L = [{}, {"k": 5}]
TT = {(1, 2): "p", (3, 4): "q"}


def get(d, k): return d[k]


def entry_point(argv):
    n = int(argv[1])
    print get(T, "ab"[n - 5]), U[n - 3]
    E[n] = 2
    print len(E), L[n - 4]["k"]
    T["c"] = n
    print len(T), get(T, "c")
    print TT[(n - 4, 2)]
    for k in T: print k,
    print
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
