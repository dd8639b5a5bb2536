# math.pow at poles and beyond the range of floats. translated-only: the text of floats
import math


def power(x, y):
    try:
        return str(math.pow(x, y))
    except OverflowError:
        return 'overflow'
    except ValueError:
        return 'domain'


def entry_point(argv):
    zero = float(len(argv)) - 1.0
    print power(zero, -1.0), power(zero, 2.0), power(zero, 0.0)
    print power(zero + 10.0, 400.0), power(zero - 8.0, 0.5), power(zero - 2.0, 3.0)
    return 0


def target(driver, args):
    return entry_point, None
