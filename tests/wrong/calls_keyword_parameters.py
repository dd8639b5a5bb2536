def make(name, **options):
    return len(options)


def entry_point(argv):
    return make(argv[0], depth=1)


def target(driver, args):
    return entry_point, None
