class Opcodes(object):
    ADD = 1
    SUB = 2


def entry_point(argv):
    print Opcodes.MUL
    return 0


def target(driver, args):
    return entry_point, None
