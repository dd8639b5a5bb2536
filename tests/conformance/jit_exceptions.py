# A small machine whose operations raise: exceptions cross inlined frames into handlers of the
# machine's loop, in compiled loops, in bridges and in the blackhole interpreter.
from rpython.rlib.jit import JitDriver, elidable, promote, dont_look_inside, unroll_safe
from rpython.rlib.rarithmetic import ovfcheck


class MachineError(Exception):
    def __init__(self, code):
        self.code = code


class Stop(MachineError):
    pass


driver = JitDriver(greens=['pc', 'program'], reds=['n', 'acc', 'machine'],
                   get_printable_location=lambda pc, program: '%d: %s' % (pc, program[pc]))


class Machine(object):
    def __init__(self):
        self.caught = 0
        self.last = None


@dont_look_inside
def residual(n):
    if n % 7 == 3:
        raise MachineError(n)
    return n


def inner(n):
    if n % 5 == 2:
        raise Stop(n * 2)
    return residual(n) + 1


def middle(n, acc):
    try:
        return inner(n) + acc
    except Stop as e:
        if e.code % 3 == 0:
            raise
        return acc - e.code


@elidable
def table(n):
    if n > 40:
        raise IndexError
    return n * 3


def step_overflow(acc):
    try:
        return ovfcheck(acc * 1000003)
    except OverflowError:
        return acc & 1023


def interpret(program, n):
    machine = Machine()
    acc = 1
    pc = 0
    while True:
        driver.jit_merge_point(pc=pc, program=program, n=n, acc=acc, machine=machine)
        op = program[pc]
        pc += 1
        if op == 'm':
            try:
                acc = middle(n, acc)
            except MachineError as e:
                machine.caught += 1
                machine.last = e
                acc += e.code
        elif op == 'o':
            acc = step_overflow(acc)
        elif op == 't':
            try:
                acc += table(n & 63)
            except IndexError:
                acc ^= 5
        elif op == 'd':
            n -= 1
        elif op == 'j':
            if n > 0:
                pc = 0
                driver.can_enter_jit(pc=pc, program=program, n=n, acc=acc, machine=machine)
        else:
            break
    last = -1
    if machine.last is not None:
        last = machine.last.code
    return acc, machine.caught, last


def entry_point(argv):
    for program in ['mdj.', 'modj.', 'tmdj.', 'omtdj.']:
        for n in [0, 10, 300]:
            acc, caught, last = interpret(program, n)
            print '%s %d: %d %d %d' % (program, n, acc, caught, last)
    return 0


def target(driver, args):
    return entry_point, None

