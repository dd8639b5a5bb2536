from rpython.rlib.objectmodel import specialize


@specialize.arg(0)
def power(exponent, base):
    result = 1
    for i in range(exponent):
        result *= base
    return result


def entry_point(argv):
    return power(len(argv), 2)


def target(driver, args):
    return entry_point, None
