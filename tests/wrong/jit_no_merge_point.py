from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["pc", "program"], reds=["acc"])


def run(program):
    pc = 0
    acc = 0
    while pc < len(program):
        acc += ord(program[pc])
        pc += 1
        driver.can_enter_jit(pc=pc, program=program, acc=acc)
    return acc


def entry_point(argv):
    return run(argv[0])


def target(driver, args):
    return entry_point, None
