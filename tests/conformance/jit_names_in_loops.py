# Hints of rlib.jit where they matter: in loops that are traced, in bridges out of them, and where their
# promises come to a different result in another iteration.
from rpython.rlib import jit
from rpython.rlib.jit import (JitDriver, elidable_promote, promote_string, promote_unicode, loop_invariant, not_in_trace,
    assert_green, current_trace_length, set_param, set_param_to_default, set_user_param, record_exact_class,
    record_exact_value, record_known_result, elidable, dont_look_inside, conditional_call, isvirtual)


class Shape(object):
    def __init__(self, size):
        self.size = size

    def area(self):
        return self.size


class Square(Shape):
    def area(self):
        return self.size * self.size


class Log(object):
    def __init__(self):
        self.calls = 0
        self.lines = []


log = Log()


@loop_invariant
def limit():
    return 1000 + len(log.lines)


@not_in_trace
def note(n):
    log.calls += 1


@not_in_trace
def note_and_fail(n):
    log.calls += 1
    if n == -1:
        raise ValueError


@elidable_promote()
def both(a, b):
    return a * 10 + b


@elidable_promote(promote_args='0')
def first(a, b):
    return a * 10 + b


@elidable
def triple(n):
    return n * 3


@elidable
def length_of(text):
    return len(text)


@dont_look_inside
def pick(n):
    if n % 50 == 7:
        return Square(n)
    return Shape(n)


def grow(shape):
    shape.size += 100


driver = JitDriver(greens=['mode', 'code'], reds=['n', 'total'])


def step(mode, code, n):
    if mode == 0:
        note(n)
        note_and_fail(n)
        return limit() + n
    elif mode == 1:
        return both(n & 1, n & 2) + first(n & 3, n)
    elif mode == 2:
        text = promote_string('abc' if n % 3 else 'defg')
        wide = promote_unicode(u'xyz' if n % 5 else u'\u1234w')
        return length_of(text) + len(wide) + ord(text[0]) + ord(wide[0])
    elif mode == 3:
        assert_green(code)
        if current_trace_length() < -1:
            return 7
        shape = pick(n)
        if isinstance(shape, Square):
            record_exact_class(shape, Square)
            return shape.area() + 1
        conditional_call(n % 40 == 0, grow, shape)
        return shape.area()
    elif mode == 4:
        # What is recorded is true.
        m = n & 7
        if m == 5:
            record_exact_value(m, 5)
            return m + len(code)
        known = n + n + n
        record_known_result(known, triple, n)
        return triple(n) - m
    local = Shape(n)
    if isvirtual(local) and n < 0:
        return 1
    return local.area()


def run(mode, code, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(mode=mode, code=code, n=n, total=total)
        total = (total * 7 + step(mode, code, n)) & 0xffffff
        n -= 1
    return total


def entry_point(argv):
    for mode in range(6):
        print mode, run(mode, 'code', 200), run(mode, 'other', 30)
    log.lines.append('a line')
    print run(0, 'code', 200)
    set_param(driver, 'trace_eagerness', 3)
    print run(3, 'code', 300)
    set_param_to_default(driver, 'trace_eagerness')
    set_user_param(driver, 'trace_eagerness=2,loop_longevity=5')
    print run(3, 'code', 300)
    set_user_param(driver, 'off')
    print run(4, 'more', 100)
    set_user_param(driver, 'default')
    print run(4, 'more', 100), int(log.calls > 0)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
