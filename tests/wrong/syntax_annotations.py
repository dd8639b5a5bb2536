def area(width: int, height: int) -> int:
    return width * height


def entry_point(argv):
    print area(len(argv), 2)
    return 0


def target(driver, args):
    return entry_point, None
