class Circle(object):
    def __init__(self, radius):
        self.radius = radius

    @property
    def diameter(self):
        return self.radius * 2


def entry_point(argv):
    circle = Circle(2)
    circle.diameter = 8
    return circle.radius


def target(driver, args):
    return entry_point, None
