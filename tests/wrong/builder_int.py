from rpython.rlib.rstring import StringBuilder


def entry_point(argv):
    builder = StringBuilder()
    builder.append(len(argv))
    print builder.build()
    return 0


def target(driver, args):
    return entry_point, None
