# conditional_call, conditional_call_elidable, record_known_result in a traced loop.
from rpython.rlib.jit import (JitDriver, conditional_call, conditional_call_elidable, dont_look_inside, elidable,
    record_known_result, record_exact_value, record_exact_class)


class Failed(Exception):
    pass


class Box(object):
    def __init__(self, n):
        self.n = n
        self.cache = None
        self.number = 0


class Special(Box):
    pass


class State(object):
    def __init__(self):
        self.calls = 0


state = State()
driver = JitDriver(greens=['code'], reds=['n', 'total', 'box'])


def note(n, text):
    state.calls += n + len(text)


@dont_look_inside
def fail(n):
    if n % 40 == 0:
        raise Failed
    state.calls += 1


@elidable
def text_of(n):
    return 'text %d' % n


@elidable
def number_of(n):
    return n * n


@elidable
def decrypt(n):
    return n ^ 85


@elidable
def encrypt(n):
    result = n ^ 85
    return result


def cached(box):
    box.cache = conditional_call_elidable(box.cache, text_of, box.n)
    return box.cache


def run(code, n):
    total = 0
    box = Box(3)
    while n > 0:
        driver.jit_merge_point(code=code, n=n, total=total, box=box)
        conditional_call(n % 3 == 0, note, n & 3, 'abc')
        try:
            conditional_call(n % 2 == code, fail, n)
        except Failed:
            total -= 1
        total += len(cached(box))
        number = conditional_call_elidable(n & 1, number_of, n)
        total += number
        coded = encrypt(n)
        record_known_result(n, decrypt, coded)
        total += decrypt(coded)
        if n % 50 == 0:
            box = Box(n)
            if n % 100 == 0:
                box = Special(n)
                record_exact_class(box, Special)
        n -= 1
    return total


def entry_point(argv):
    for code in range(3):
        print run(code, 300), state.calls
    return 0


def target(driver, args):
    return entry_point, None
