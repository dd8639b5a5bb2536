# _mixin_ classes and import_from_mixin.


from rpython.rlib.objectmodel import import_from_mixin


class M(object):
    _mixin_ = True
    z = 10
    def hello(self):
        return self.name() + "!"


class M2(object):
    def twice(self, k):
        return self.v * 2 + k


class A(M):
    def name(self): return "A"


class B(M):
    v = 4
    def name(self): return "B"
    import_from_mixin(M2)


class C(object):
    v = 9
    import_from_mixin(M2)


def entry_point(argv):
    print A().hello(), B().hello(), B().twice(1), C().twice(2), A().z
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
