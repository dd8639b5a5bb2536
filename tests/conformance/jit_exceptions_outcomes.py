# A call has several outcomes: it returns, or raises this or that. Whichever of them the loop and its bridges
# were made for, the others must be told from it, and what the call returned must not get lost.
from rpython.rlib import jit


class Failed(Exception):
    def __init__(self, number):
        self.number = number


class Worse(Failed):
    pass


class Other(Exception):
    pass


class Box(object):
    def __init__(self, value):
        self.value = value


def fail(outcome, n):
    if outcome == 'f':
        raise Failed(n)
    if outcome == 'w':
        raise Worse(n)
    if outcome == 'o':
        raise Other()


@jit.dont_look_inside
def number(outcome, n):
    fail(outcome, n)
    return n * 10


@jit.dont_look_inside
def box(outcome, n):
    fail(outcome, n)
    return Box(n * 100)


@jit.dont_look_inside
def half(outcome, n):
    fail(outcome, n)
    return n * 0.5


@jit.dont_look_inside
def nothing(outcome, n):
    fail(outcome, n)


driver = jit.JitDriver(greens=['kind'], reds=['n', 'total', 'outcomes', 'kept'])


def call(kind, outcome, n, kept):
    if kind == 0:
        return number(outcome, n)
    if kind == 1:
        return box(outcome, n).value
    if kind == 2:
        return int(half(outcome, n) * 4.0)
    if kind == 3:
        nothing(outcome, n)
        return 1
    local = Box(n)  # virtual where the guard fails
    try:
        value = number(outcome, n)
    except Worse:
        return local.value + kept.value
    return value + local.value


def run(kind, outcomes):
    n = 0
    total = 0
    kept = Box(7)
    while n < len(outcomes):
        driver.jit_merge_point(kind=kind, n=n, total=total, outcomes=outcomes, kept=kept)
        try:
            total += call(kind, outcomes[n], n, kept)
            total &= 0xffffff
        except Worse as e:
            total += 3 * e.number
        except Failed as e:
            total -= e.number
        except Other:
            if kind == 2:
                raise
            total ^= 5
        kept = Box(total & 15)
        n += 1
    return total


ORDERS = ['frwo', 'fwro', 'rfwo', 'wfro', 'wrfo', 'rwfo', 'owrf', 'orfw']


def entry_point(argv):
    jit.set_user_param(None, 'threshold=4,trace_eagerness=2')
    for kind in range(5):
        for order in ORDERS:
            outcomes = ''.join([outcome * 12 for outcome in order]) + order * 6
            if kind == 2:
                outcomes = outcomes.replace('o', 'r') + 'o'
            try:
                print kind, order, run(kind, outcomes)
            except Other:
                print kind, order, 'Other'
    return 0


def target(driver, args):
    return entry_point, None
