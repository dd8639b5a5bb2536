# The % operator in all its forms.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


class A(object): pass


def entry_point(argv):
    n = int(argv[1])
    print "%d %s %x %o %c %r %%" % (n, "str", n + 250, n + 8, "c", "q'")
    print "%5d|%-5d|%05d|%+d|% d|%3s|%-3s|%.2s" % (n, n, n, n, n, "ab", "ab", "abcdef")
    print "%s" % n, "%s" % 2.5, "%s" % (n > 3), "%s" % "x", "%d" % True, "%s %s" % (n, "y"), "%i" % n
    print "%s" % None, "%s" % ('c',), "%X" % 255, "%#x" % 255, "%c" % 65, "%c" % 'z'
    print "%.3f" % 2.5, "%5.1f|" % 2.25, "%e" % 12345.678, "%g" % 0.0001, "%s" % (1, ), "%s-%s" % ("a", 'b')
    print "abc%sdef%sghi" % (n, n), "%ld" % n, "%u" % n
    print "%s" % u"uni", u"%s %d" % (u"x", n)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
