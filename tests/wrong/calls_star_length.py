def area(width, height):
    return width * height


def entry_point(argv):
    sizes = (len(argv), 2, 3)
    return area(*sizes)


def target(driver, args):
    return entry_point, None
