def area(width, height):
    return width * height


def entry_point(argv):
    sizes = {"width": 1, "height": 2}
    return area(**sizes)


def target(driver, args):
    return entry_point, None
