# isinstance of values of built-in types.


from rpython.rlib.objectmodel import specialize


@specialize.argtype(0)
def kind(x):
    if isinstance(x, bool): return "bool"
    if isinstance(x, int): return "int"
    if isinstance(x, float): return "float"
    if isinstance(x, str): return "str"
    if isinstance(x, unicode): return "unicode"
    if isinstance(x, list): return "list"
    if isinstance(x, dict): return "dict"
    if isinstance(x, tuple): return "tuple"
    if x is None: return "none"
    return "other"


def num(x): return isinstance(x, int)


class A(object): pass


def entry_point(argv):
    n = int(argv[1])
    print kind(n), kind(n > 3), kind(n * 0.5), kind(argv[1]), kind(u"u"), kind([n]), kind({1: n}), kind((n, 1)), kind(None), kind(A())
    print int(num(n))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
