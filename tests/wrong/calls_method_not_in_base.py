class Shape(object):
    pass


class Circle(Shape):
    def area(self):
        return 3


class Square(Shape):
    def area(self):
        return 4


def entry_point(argv):
    area = Circle().area
    if len(argv) > 1:
        area = Square().area
    print area()
    return 0


def target(driver, args):
    return entry_point, None
