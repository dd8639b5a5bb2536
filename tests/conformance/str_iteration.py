# Characters: iteration, tests, case, comparison.
# translated-only: bools print as numbers, str() of floats has six digits, or constant reads fold.


def entry_point(argv):
    n = int(argv[1])
    s = "abc" + argv[1]
    for c in s: print c, ord(c),
    print
    t = ""
    for i in range(len(s) - 1, -1, -1):
        t += s[i]
    print t
    t2 = [c for c in s]
    t2.reverse()
    print "".join(t2)
    if s[1] == 'b': print "b"
    if 'a' <= s[0] <= 'z': print "lower"
    c = s[2]
    print c.isdigit(), c.isalpha(), c.upper(), c.lower(), c.isspace(), c.isalnum(), c + c, c * 3, c == 'c', c in "abc", c.islower()
    try:
        print s[n + 100]
    except IndexError:
        print "IE"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
