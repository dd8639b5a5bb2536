from rpython.rlib.jit import JitDriver


class Frame(object):
    _virtualizable_ = ["acc", "stack[*]"]

    def __init__(self):
        self.acc = 0
        self.stack = [0]


driver = JitDriver(greens=["pc", "program"], reds=["frame"], virtualizables=["frame"])


def run(program):
    pc = 0
    frame = Frame()
    while pc < len(program):
        driver.jit_merge_point(pc=pc, program=program, frame=frame)
        frame.acc += ord(program[pc])
        frame.stack.append(pc)
        pc += 1
    return frame.acc


def entry_point(argv):
    return run(argv[0])


def target(driver, args):
    return entry_point, None
