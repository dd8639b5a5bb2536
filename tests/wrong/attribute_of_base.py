class Shape(object):
    def describe(self):
        return self.name


class Circle(Shape):
    pass


def entry_point(argv):
    print Circle().describe()
    return 0


def target(driver, args):
    return entry_point, None
