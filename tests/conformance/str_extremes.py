# min() and max() of strings, characters and unicode; ints formatted as floats; formats that
# unicode() makes.
from rpython.rlib.rfloat import formatd


def longest(words):
    best = ""
    for word in words:
        if len(word) > len(best):
            best = word
    return max(best, words[0])


def entry_point(argv):
    n = int(argv[1])
    s = argv[2]
    print min("b", s), max("b", s), min(s, "abd", "abb"), max(s, s + "z", "ab"), min(s[0], 'b'), max(s[1], 'a')
    print min(u"b", unicode(s)).encode("utf-8"), max(unichr(0xe9), u"e").encode("utf-8")
    print longest(["pear", "fig", s]), min([s, "x", "a"]), max(["q", s])
    print formatd(n, 'f', 2), formatd(n * 1.5, 'g', 4), formatd(1, 'r', 0)
    text = unicode("n is %d, s is %s")
    print (text % (n, unicode(s))).encode("utf-8"), (unicode("%d!") % n).encode("utf-8")
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
