from rpython.rlib.objectmodel import specialize


class Kind(object):
    def __init__(self, name):
        self.name = name

    def _freeze_(self):
        return True


KINDS = {"add": 1}


@specialize.memo()
def opcode(kind):
    return KINDS[kind.name]


ADD = Kind("add")
SUB = Kind("sub")


def entry_point(argv):
    kind = ADD
    if len(argv) > 1:
        kind = SUB
    return opcode(kind)


def target(driver, args):
    return entry_point, None
