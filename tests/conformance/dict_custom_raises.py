# Exceptions out of the functions of an r_dict.


from rpython.rlib.objectmodel import r_dict


class Err(Exception): pass


def eq(a, b): return a == b


def hsh(a):
    if a < 0: raise Err
    return a


def entry_point(argv):
    n = int(argv[1])
    d = r_dict(eq, hsh)
    d[1] = 2
    try:
        d[n - 10] = 3
    except Err:
        print "Err"
    try:
        print (n - 10) in d
    except Err:
        print "Err2"
    try:
        print d[n]
    except KeyError:
        print "KE"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
