# An object with a quasi-immutable field that does not leave the loop is not made: the store tests the mark, which
# is known to be 0.
# RUN: %tracewright --quiet -Ojit --output=%t.exe %s
# RUN: PYPYLOG=jit-log-opt-loop:%t.log %t.exe | FileCheck --check-prefix=OUT %s
# RUN: FileCheck --check-prefix=TRACE %s < %t.log
from rpython.rlib.jit import JitDriver


class Point(object):
    _immutable_fields_ = ['x?']

    def __init__(self, x):
        self.x = x


driver = JitDriver(greens=[], reds=['n', 'total'])


def run(n):
    total = 0
    while n > 0:
        driver.jit_merge_point(n=n, total=total)
        point = Point(n)
        point.x = point.x + 1
        total += point.x
        n -= 1
    return total


def entry_point(argv):
    # OUT: 50015000
    print run(10000)
    return 0


def target(driver, args):
    return entry_point, None

# TRACE: {jit-log-opt-loop
# TRACE-NOT: new_with_vtable
# TRACE-NOT: call_
# TRACE: jump(
