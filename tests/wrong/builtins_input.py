def entry_point(argv):
    n = input("how many? ")
    return n


def target(driver, args):
    return entry_point, None
