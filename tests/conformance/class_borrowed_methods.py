# Methods that a class takes from another one by name, constructors too.


class Shape(object):
    sides = 0

    def __init__(self, size, name="shape"):
        self.size = size
        self.name = name

    def describe(self):
        return "%s/%d/%d" % (self.name, self.size, self.sides)

    def area(self):
        return self.size

    text = describe


class Square(Shape):
    sides = 4
    __init__ = Shape.__init__
    flat_area = Shape.area

    def area(self):
        return self.flat_area() * self.size

    show = Shape.describe


class Cube(Square):
    sides = 12
    face = Square.area
    describe = Square.text

    def area(self):
        return 6 * self.face()


def entry_point(argv):
    n = int(argv[1])
    for shape in [Shape(n), Square(n, "square"), Cube(n, name="cube")]:
        print shape.describe(), shape.area(), shape.text()
    s = Square(3)
    print s.show(), s.flat_area(), Shape.area(s), Square.show(s)
    f = Shape.area
    print f(s), f(Cube(2))
    c = Cube(2)
    print c.face(), c.flat_area(), c.show()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
