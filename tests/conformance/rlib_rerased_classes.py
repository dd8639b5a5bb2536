# What is erased by different pairs, asked for the class of the instance behind it.
from rpython.rlib.rerased import new_erasing_pair, try_cast_erased


class Shape(object):
    def __init__(self, size):
        self.size = size


class Round(Shape):
    pass


class Other(object):
    size = 3


erase_shape, unerase_shape = new_erasing_pair('shape')
erase_other, unerase_other = new_erasing_pair('other')
erase_list, unerase_list = new_erasing_pair('list')


def describe(erased):
    shape = try_cast_erased(Round, erased)
    if shape is not None:
        return 'round %d' % shape.size
    shape = try_cast_erased(Shape, erased)
    if shape is not None:
        return 'shape %d' % shape.size
    return 'no shape'


def entry_point(argv):
    n = len(argv)
    values = [erase_shape(Shape(n)), erase_shape(Round(n + 1)), erase_other(Other()),
              erase_list([n])]
    for value in values:
        print describe(value)
    print unerase_shape(values[1]).size, unerase_other(values[2]).size, unerase_list(values[3])[0]
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
