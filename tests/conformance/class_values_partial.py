"""An attribute that only some of the classes have that a variable may name."""
import sys


class Shape(object):
    def __init__(self, size):
        self.size = size


class Square(Shape):
    type_name = "square"
    corners = 4


class Circle(Shape):
    type_name = "circle"


class Group(object):
    "Is never asked for its type's name."

    def __init__(self, size):
        self.size = size




def describe(cls):
    if cls is Group:
        return "group"
    return cls.type_name


def corners(cls):
    if cls is Square:
        return cls.corners
    return 0


def entry_point(argv):
    classes = [Square, Circle, Group]
    for i in range(len(classes)):
        cls = classes[i]
        print i, describe(cls), corners(cls)
    print len(argv), describe([Circle, Square][len(argv) & 1])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
