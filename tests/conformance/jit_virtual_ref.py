# Virtual references and frames that are looked at while their loop is compiled.
from rpython.rlib.jit import (JitDriver, virtual_ref, virtual_ref_finish, vref_None, dont_look_inside,
    hint, promote)


class Context(object):
    def __init__(self):
        self.top = vref_None


class Frame(object):
    def __init__(self, depth, back):
        self.depth = depth
        self.back = back
        self.count = 0


context = Context()
driver = JitDriver(greens=['code'], reds=['n', 'total'])


@dont_look_inside
def look(n):
    frame = context.top()
    frame.count += 1
    return frame.depth + frame.count


def call(code, n):
    frame = Frame(n & 7, context.top)
    vref = virtual_ref(frame)
    old = context.top
    context.top = vref
    result = frame.depth
    if n % code == 0:
        result += look(n)
    context.top = old
    virtual_ref_finish(vref, frame)
    return result + frame.count


def run(code, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(code=code, n=n, total=total)
        total += call(code, n)
        n -= 1
    return total


def entry_point(argv):
    for code in [1, 3, 50, 1000]:
        print code, run(code, 300)
    return 0


def target(driver, args):
    return entry_point, None
