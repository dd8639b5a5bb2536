from rpython.rlib.rstring import StringBuilder


def entry_point(argv):
    builder = StringBuilder()
    builder.append(u"caf\xe9")
    print builder.build()
    return 0


def target(driver, args):
    return entry_point, None
