def area(width, height):
    return width * height


def entry_point(argv):
    return area(width=len(argv), heigth=2)


def target(driver, args):
    return entry_point, None
