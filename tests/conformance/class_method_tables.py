# Tables of functions of a class, called with an instance.


class VM(object):
    def __init__(self): self.acc = 0; self.log = []
    def op_add(self, n): self.acc += n
    def op_sub(self, n): self.acc -= n
    def op_log(self, n): self.log.append("%d@%d" % (n, self.acc))
TABLE = {"add": VM.op_add.im_func, "sub": VM.op_sub.im_func, "log": VM.op_log.im_func}
METHS = [VM.op_add, VM.op_sub]


def entry_point(argv):
    vm = VM()
    for name, n in [("add", 5), ("log", 1), ("sub", 2), ("log", 2)]: TABLE[name](vm, n)
    for m in METHS: m(vm, 10)
    print vm.acc, ",".join(vm.log)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
