# r_dict with methods of a frozen object, made at import time and at run time, and with
# functions that have more parameters.
from rpython.rlib.objectmodel import r_dict


class Space(object):
    def __init__(self, significant):
        self.significant = significant

    def _freeze_(self):
        return True

    def eq(self, a, b):
        return a[:self.significant] == b[:self.significant]

    def hash(self, a):
        return ord(a[0]) * self.significant

    def new_dict(self):
        return r_dict(self.eq, self.hash, force_non_null=True)


space = Space(2)
PREBUILT = r_dict(space.eq, space.hash)
PREBUILT['first'] = 1
PREBUILT['fill'] = 2


def equal(a, b, exactly=False):
    return a == b if exactly else a[0] == b[0]


def hashed(a, factor=3):
    return ord(a[0]) * factor


def with_defaults():
    d = r_dict(equal, hashed)
    d['abc'] = 1
    d['axx'] = 2
    print len(d), int(equal('ab', 'ac', True)), hashed('a', 1)


def fill(d, words):
    for word in words:
        if word in d:
            d[word] += 1
        else:
            d[word] = 10
    for word, count in d.items():
        print word, count,
    print


def entry_point(argv):
    words = ['first', 'fine', 'other', 'others', 'fa' + argv[1]]
    fill(PREBUILT, words)
    fill(space.new_dict(), words)
    d = space.new_dict()
    d['abc'] = 5
    print d['abx'], int('acx' in d), len(d)
    with_defaults()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
