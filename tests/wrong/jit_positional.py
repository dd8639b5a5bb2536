from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=["pc", "program"], reds=["acc"])


def run(program):
    pc = 0
    acc = 0
    while pc < len(program):
        driver.jit_merge_point(pc, program, acc)
        acc += ord(program[pc])
        pc += 1
    return acc


def entry_point(argv):
    return run(argv[0])


def target(driver, args):
    return entry_point, None
