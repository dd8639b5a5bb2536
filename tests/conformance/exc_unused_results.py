# Operations whose result nobody uses still raise.


def f(x, n):
    if x: u = u'\x80\x81'
    else: u = u'abc'
    try: str(u)
    except UnicodeEncodeError: print "UEE"
    else: print "ok"
    l = [1, 2, 3]
    try: l[n]
    except IndexError: print "IE"
    d = {1: 2}
    try: d[n]
    except KeyError: print "KE"
    s = "abc"
    try: s[n]
    except IndexError: print "IE2"
    try: int("zz"[x:])
    except ValueError: print "VE"
    try: n // (n - 5)
    except ZeroDivisionError: print "ZD"
    try: chr(n + 500)
    except ValueError: print "VEchr"


def entry_point(argv):
    n = int(argv[1])
    f(1, n)
    f(0, n)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
