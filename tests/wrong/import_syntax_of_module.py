import import_syntax_part


def entry_point(argv):
    return import_syntax_part.value()


def target(driver, args):
    return entry_point, None
