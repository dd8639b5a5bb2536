# The JIT does not test assertions. Fields that a base class promises are immutable where a subclass has them.
# RUN: %tracewright dump --jitcode %s | FileCheck %s
from rpython.rlib.jit import JitDriver, we_are_jitted

driver = JitDriver(greens=[], reds=['n', 'point'])


class Shape(object):
    _immutable_fields_ = ['x', 'parts[*]']


class Point(Shape):
    def __init__(self, x):
        self.x = x
        self.parts = [x, x]
        self.y = x


# CHECK-LABEL: jitcode 1 read
# CHECK-NOT: goto_if
# CHECK-NOT: raise
# CHECK: getfield_gc_i_pure
# CHECK: getfield_gc_r_pure
# CHECK: getarrayitem_gc_i_pure
# CHECK: getfield_gc_i %
def read(point, n):
    assert not we_are_jitted()
    assert 0 <= n < 100
    assert point is not None
    return point.x + point.parts[1] + point.y


def run(n):
    point = Point(n)
    while n > 0:
        driver.jit_merge_point(n=n, point=point)
        point.y = read(point, n)
        n -= 1
    return point.y


def entry_point(argv):
    print run(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
