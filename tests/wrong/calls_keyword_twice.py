def area(width, height):
    return width * height


def entry_point(argv):
    return area(2, len(argv), width=4)


def target(driver, args):
    return entry_point, None
