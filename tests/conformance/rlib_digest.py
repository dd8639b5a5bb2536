# rmd5 and rsha: digests of texts of many lengths, piecewise updates, copies.
from rpython.rlib import rmd5, rsha


def entry_point(argv):
    for text in ["", "a", "abc", "message digest", "The quick brown fox jumps over the lazy dog"]:
        print rmd5.RMD5(text).hexdigest(), rsha.RSHA(text).hexdigest()
    for n in [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 1000]:
        text = "x" * n
        m = rmd5.new(text)
        s = rsha.new(text)
        print n, m.hexdigest(), s.hexdigest(), len(m.digest()), len(s.digest())
    m = rmd5.RMD5()
    s = rsha.RSHA()
    for i in range(300):
        piece = chr(i % 256) * (i % 7)
        m.update(piece)
        s.update(piece)
        if i % 100 == 50:
            other = m.copy()
            other.update("fork")
            print other.hexdigest(),
            o2 = s.copy()
            o2.update("fork")
            print o2.hexdigest()
    print m.hexdigest(), s.hexdigest()
    print " ".join([str(ord(c)) for c in m.digest()])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
