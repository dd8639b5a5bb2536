from rpython.rlib.rstring import StringBuilder

OUT = StringBuilder()
OUT.append("begin\n")


def entry_point(argv):
    OUT.append(argv[0])
    print OUT.build()
    return 0


def target(driver, args):
    return entry_point, None
