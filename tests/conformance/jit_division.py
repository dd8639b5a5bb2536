# Division and modulo by constants, of dividends of all signs and sizes, in a loop: the JIT divides
# by multiplying. Results are compared with those of functions that it does not look into.
from rpython.rlib.jit import JitDriver, dont_look_inside, promote
from rpython.rlib.rarithmetic import intmask, r_uint
import sys

driver = JitDriver(greens=['divisor'], reds=['x', 'steps', 'hash', 'wrong'])


@dont_look_inside
def plain_div(x, y):
    return x // y


@dont_look_inside
def plain_mod(x, y):
    return x % y


def run(divisor, x, steps):
    hash = 0
    wrong = 0
    while steps > 0:
        driver.jit_merge_point(divisor=divisor, x=x, steps=steps, hash=hash, wrong=wrong)
        promote(divisor)
        quotient = x // divisor
        rest = x % divisor
        if quotient != plain_div(x, divisor) or rest != plain_mod(x, divisor):
            wrong += 1
        if x >= 0:
            # Not negative, as the JIT knows.
            if x // divisor != quotient or x % divisor != rest:
                wrong += 1
        hash = intmask(hash * 31 + quotient * 7 + rest)
        x = intmask(x * 6364136223846793005 + 1442695040888963407)
        if steps % 3 == 0:
            x = x >> (steps & 63)
        steps -= 1
    print divisor, hash, wrong
    return wrong


def around(divisor):
    # Beside multiples and at the ends of the range.
    wrong = 0
    for k in range(-30, 31):
        multiple = intmask(divisor * k)
        for delta in range(-1, 2):
            wrong += run_one(divisor, intmask(multiple + delta))
    for delta in range(5):
        wrong += run_one(divisor, sys.maxint - delta)
        wrong += run_one(divisor, -sys.maxint - 1 + delta)
    return wrong


one_driver = JitDriver(greens=['divisor'], reds=['x', 'n', 'wrong'])


def run_one(divisor, x):
    wrong = 0
    n = 3
    while n > 0:
        one_driver.jit_merge_point(divisor=divisor, x=x, n=n, wrong=wrong)
        promote(divisor)
        if x // divisor != plain_div(x, divisor):
            wrong += 1
        if x % divisor != plain_mod(x, divisor):
            wrong += 1
        n -= 1
    return wrong


def entry_point(argv):
    wrong = 0
    for divisor in [1, 2, 3, 5, 7, 10, 12, 64, 100, 641, 1000003, 6700417, 1 << 40,
                    (1 << 40) + 1, sys.maxint - 1, sys.maxint, -1, -3, -10, -64]:
        if divisor != -1:
            wrong += run(divisor, 12345678901234567, 40)
            wrong += around(divisor)
        else:
            wrong += run(divisor, 17, 1)
    print 'wrong:', wrong
    return 0


def target(driver, args):
    return entry_point, None
