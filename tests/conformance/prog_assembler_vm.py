# A stack VM with assembler, labels, calls, dispatch by unrolling and by table.
from rpython.rlib.unroll import unrolling_iterable
from rpython.rlib.rarithmetic import ovfcheck, intmask

OPNAMES = ["PUSH", "ADD", "SUB", "MUL", "DIV", "JMP", "JZ", "DUP", "SWAP", "POP",
           "LOAD", "STORE", "CALL", "RET", "PRINT", "HALT", "LT"]
HAS_ARG = dict.fromkeys(["PUSH", "JMP", "JZ", "LOAD", "STORE", "CALL"], True)
OPCODES = {}
for _i, _n in enumerate(OPNAMES):
    OPCODES[_n] = _i
    globals()["OP_" + _n] = _i


class VMError(Exception):
    def __init__(self, msg, pc):
        self.msg = msg
        self.pc = pc


class Frame(object):
    _immutable_fields_ = ["code", "parent"]

    def __init__(self, code, parent, pc=0):
        self.code = code
        self.parent = parent
        self.pc = pc
        self.locals = [0] * 4


class VM(object):
    def __init__(self, code, limit=10000):
        self.stack = []
        self.frame = Frame(code, None)
        self.out = []
        self.running = True
        self.steps = 0
        self.limit = limit

    def push(self, v):
        self.stack.append(v)

    def pop(self):
        if not self.stack:
            raise VMError("stack underflow", self.frame.pc)
        return self.stack.pop()

    def do_PUSH(self, arg):
        self.push(arg)

    def do_DUP(self, arg):
        x = self.pop()
        self.push(x)
        self.push(x)

    def do_SWAP(self, arg):
        a, b = self.pop(), self.pop()
        self.push(a)
        self.push(b)

    def do_POP(self, arg):
        self.pop()

    def do_JMP(self, arg):
        self.frame.pc = arg

    def do_JZ(self, arg):
        if self.pop() == 0:
            self.frame.pc = arg

    def do_LOAD(self, arg):
        self.push(self.frame.locals[arg])

    def do_STORE(self, arg):
        self.frame.locals[arg] = self.pop()

    def do_CALL(self, arg):
        f = Frame(self.frame.code, self.frame, arg)
        f.locals[0] = self.pop()
        self.frame = f

    def do_RET(self, arg):
        if self.frame.parent is None:
            self.running = False
        else:
            self.frame = self.frame.parent

    def do_PRINT(self, arg):
        self.out.append(str(self.pop()))

    def do_HALT(self, arg):
        self.running = False


def make_binop(name, f):
    def do(self, arg):
        b = self.pop()
        a = self.pop()
        try:
            self.push(f(a, b))
        except OverflowError:
            raise VMError("overflow in " + name, self.frame.pc)
        except ZeroDivisionError:
            raise VMError("division by zero in " + name, self.frame.pc)
    do.func_name = "do_" + name
    return do


def _div(a, b):
    if b == 0:
        raise ZeroDivisionError
    return a // b


for _n, _f in [("ADD", lambda a, b: ovfcheck(a + b)), ("SUB", lambda a, b: ovfcheck(a - b)),
               ("MUL", lambda a, b: ovfcheck(a * b)), ("DIV", _div), ("LT", lambda a, b: int(a < b))]:
    setattr(VM, "do_" + _n, make_binop(_n, _f))

unrolled = unrolling_iterable([(OPCODES[n], "do_" + n) for n in OPNAMES])


def dispatch(vm, op, arg):
    for code, name in unrolled:
        if op == code:
            getattr(vm, name)(arg)
            return
    raise VMError("bad opcode %d" % op, vm.frame.pc)


def run(vm):
    while vm.running:
        f = vm.frame
        if f.pc >= len(f.code):
            raise VMError("pc out of range", f.pc)
        op, arg = f.code[f.pc]
        f.pc += 1
        vm.steps += 1
        if vm.steps > vm.limit:
            raise VMError("too many steps", f.pc)
        dispatch(vm, op, arg)


def assemble(src):
    labels = {}
    lines = []
    for line in src.split("\n"):
        k = line.find(";")
        if k >= 0:
            line = line[:k]
        line = line.strip()
        if not line:
            continue
        if line.endswith(":"):
            labels[line[:-1]] = len(lines)
        else:
            lines.append(line)
    code = []
    for line in lines:
        parts = [p for p in line.split(" ") if p != ""]
        name = parts[0].upper()
        if name not in OPCODES:
            raise VMError("unknown op " + name, len(code))
        arg = 0
        if name in HAS_ARG:
            if parts[1] in labels:
                arg = labels[parts[1]]
            else:
                arg = int(parts[1])
        code.append((OPCODES[name], arg))
    return code

FACT = """
  push 10
  call fact
  print
  halt
fact:          ; recursive factorial
  load 0
  push 2
  lt
  jz rec
  push 1
  ret
rec:
  load 0
  load 0
  push 1
  sub
  call fact
  mul
  ret
"""
PROGS = [FACT, FACT.replace("push 10", "push 25"), "push 1\npush 0\ndiv\nprint", "add", "bogus 3", "l:\njmp l",
         "push 3\nl:\ndup\nprint\npush 1\nsub\ndup\njz e\njmp l\ne:\nret", "push 5"]


def entry_point(argv):
    for src in PROGS:
        try:
            vm = VM(assemble(src), 500)
        except VMError as e:
            print "asm error", e.msg, e.pc
            continue
        try:
            run(vm)
            print "ok", ",".join(vm.out), vm.steps
        except VMError as e:
            print "error", e.msg, "at", e.pc, "after", vm.steps, ",".join(vm.out)
    print OP_PUSH, OP_HALT, OP_LT
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
