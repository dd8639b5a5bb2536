# A quasi-immutable field of a constant object is a constant of the loop, until it changes.
# RUN: %tracewright --quiet -Ojit --output=%t.exe %s
# RUN: PYPYLOG=jit-log-opt-loop,jit-invalidate:%t.log %t.exe | FileCheck --check-prefix=OUT %s
# RUN: FileCheck --check-prefix=TRACE %s < %t.log
from rpython.rlib.jit import JitDriver, dont_look_inside


class Config(object):
    _immutable_fields_ = ['step?', 'table?[*]']

    def __init__(self):
        self.step = 1
        self.table = [1, 2]


config = Config()
driver = JitDriver(greens=[], reds=['n', 'total'])


def run(n):
    total = 0
    while n > 0:
        driver.jit_merge_point(n=n, total=total)
        total += config.step + config.table[1]
        n -= 1
    return total


@dont_look_inside
def change():
    config.step += 1
    config.table = [7, 8]


def entry_point(argv):
    # OUT: 30000
    print run(10000)
    change()
    # OUT: 100000
    print run(10000)
    return 0


def target(driver, args):
    return entry_point, None

# TRACE: {jit-log-opt-loop
# TRACE: label(
# TRACE-NOT: getfield
# TRACE-NOT: getarrayitem
# TRACE: jump(
# TRACE: fieldname Config.mutate_inst_step invalidated 1
