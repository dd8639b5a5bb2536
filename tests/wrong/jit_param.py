from rpython.rlib import jit

driver = jit.JitDriver(greens=["pc"], reds=["acc"])


def entry_point(argv):
    jit.set_param(driver, "treshold", 100)
    pc = 0
    acc = 0
    while pc < len(argv):
        driver.jit_merge_point(pc=pc, acc=acc)
        acc += pc
        pc += 1
    return acc


def target(driver, args):
    return entry_point, None
