# Lists of characters: join, += of strings, slices and repeated characters.


def entry_point(argv):
    l = ['a'] * 3
    l.append('b')
    print ''.join(l)
    l[0] = 'x'
    print ''.join(l[1:])
    m = []
    for c in "hello":
        m.append(c)
    m.reverse()
    print ''.join(m), '-'.join(m)
    m += 'zz'
    print ''.join(m)
    m += "abcdef"[1:3]
    print ''.join(m)
    m += 'q' * 4
    print ''.join(m)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
