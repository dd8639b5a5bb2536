# A metaclass that collects and marks classes; __name__ of several classes.


class Meta(type):
    registry = []
    def __init__(cls, name, bases, d):
        type.__init__(cls, name, bases, d)
        cls.tag = name.lower()
        Meta.registry.append(cls)


class A(object):
    __metaclass__ = Meta
    def t(self): return self.tag


class B(A):
    pass
CLASSES = Meta.registry


def entry_point(argv):
    for c in CLASSES:
        print c().t(), c.__name__
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
