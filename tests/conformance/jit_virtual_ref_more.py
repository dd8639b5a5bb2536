# Virtual references: forced in calls, never needed, nested, kept by what outlives the frame's call, in frames that
# end by an exception.
from rpython.rlib.jit import (JitDriver, virtual_ref, virtual_ref_finish, vref_None, non_virtual_ref,
    dont_look_inside, InvalidVirtualRef)


class Stop(Exception):
    pass


class Context(object):
    def __init__(self):
        self.top = vref_None
        self.seen = 0


class Frame(object):
    def __init__(self, value, back):
        self.value = value
        self.back = back
        self.extra = None


context = Context()
driver = JitDriver(greens=['code'], reds=['n', 'total'])


@dont_look_inside
def walk():
    """Forces all frames."""
    total = 0
    reference = context.top
    while True:
        frame = reference()
        if frame is None:
            return total
        total = total * 3 + frame.value
        frame.value += 1
        reference = frame.back


@dont_look_inside
def count():
    context.seen += 1


def inner(code, n):
    frame = Frame(n & 15, context.top)
    reference = virtual_ref(frame)
    old = context.top
    context.top = reference
    try:
        if code == 2 and n % 5 == 0:
            raise Stop
        if n % code == 1:
            return walk() + frame.value
        if code == 3:
            count()
        # Looked at in the trace itself.
        return context.top().value
    finally:
        context.top = old
        virtual_ref_finish(reference, frame)


def outer(code, n):
    frame = Frame(n & 7, context.top)
    reference = virtual_ref(frame)
    old = context.top
    context.top = reference
    result = 0
    try:
        result = inner(code, n) + frame.value
    except Stop:
        result = -frame.value
    context.top = old
    virtual_ref_finish(reference, frame)
    return result


def run(code, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(code=code, n=n, total=total)
        total += outer(code, n)
        n -= 1
    return total


def entry_point(argv):
    for code in [1, 2, 3, 7, 100]:
        print code, run(code, 400), context.seen
    if context.top() is None:
        print 'none',
    print non_virtual_ref(Frame(5, vref_None))().value
    return 0


def target(driver, args):
    return entry_point, None
