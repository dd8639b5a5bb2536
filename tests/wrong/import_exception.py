def make_table(names):
    table = {}
    for i in range(len(names)):
        table[names[i]] = names[i + 1]
    return table


class Opcodes(object):
    table = make_table(["add", "sub", "mul"])


def entry_point(argv):
    return 0


def target(driver, args):
    return entry_point, None
