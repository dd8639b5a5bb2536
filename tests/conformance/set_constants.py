# Membership in sets made at import time.


KW = set(["if", "else", "while"])
FZ = frozenset([1, 2, 5])
CH = set("abc5")
UU = set([u'a', u'b'])


def entry_point(argv):
    n = int(argv[1])
    w = argv[1] + ""
    print int(w in KW), int("if" in KW), int(("i" + "f") in KW), int(n in FZ), int(n + 1 in FZ)
    c = argv[1][0]
    print int(c in CH), int(w not in KW)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
