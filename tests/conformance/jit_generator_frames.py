# Frames that leave the portal by a yield: virtualizables finish unwritten, are resumed, and
# looked at from outside.
from rpython.rlib import jit
from rpython.rlib.debug import make_sure_not_resized

driver = jit.JitDriver(greens=['pc', 'code'], reds=['frame'], virtualizables=['frame'])


class Box(object):
    def __init__(self, n):
        self.n = n


class Frame(object):
    _virtualizable_ = ['locals[*]', 'top', 'last_pc', 'done']

    def __init__(self, code, start):
        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
        self.code = code
        self.locals = [None] * 4
        make_sure_not_resized(self.locals)
        self.locals[0] = Box(start)
        self.locals[1] = Box(0)
        self.top = 0
        self.last_pc = 0
        self.done = False


class Generator(object):
    def __init__(self, frame):
        self.frame = frame
        self.count = 0

    def next(self):
        if self.frame.done:
            return None
        self.count += 1
        return run(self.frame, self.frame.code, self.frame.last_pc)

    def peek(self):
        # from outside: reads fields that may still be in registers
        box = self.frame.locals[1]
        if box is None:
            return -1
        return box.n


def run(frame, code, pc):
    frame = jit.hint(frame, access_directly=True)
    while True:
        driver.jit_merge_point(pc=pc, code=code, frame=frame)
        op = code[pc]
        pc += 1
        if op == 'i':
            box = frame.locals[1]
            frame.locals[1] = Box(box.n + 1)
        elif op == 's':
            frame.locals[2] = Box(frame.locals[0].n + frame.locals[1].n)
        elif op == 'd':
            if frame.locals[1].n >= frame.locals[0].n:
                frame.done = True
                return None
        elif op == 'y':
            frame.last_pc = pc
            return frame.locals[2]
        elif op == 'l':
            frame.last_pc = pc
            pc = 0
            driver.can_enter_jit(pc=pc, code=code, frame=frame)


consumer = jit.JitDriver(greens=['mode'], reds=['total', 'g'])


def consume(g, mode):
    total = 0
    while True:
        consumer.jit_merge_point(mode=mode, total=total, g=g)
        box = g.next()
        if box is None:
            return total
        total += box.n
        if mode == 1:
            total += g.peek()
        elif mode == 2 and g.count % 20 == 10:
            total -= g.peek()


def make(code, n):
    return Generator(Frame(code, n))


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3')
    for code in ['disyl', 'isydl', 'disysyl']:
        for n in [0, 1, 7, 150]:
            for mode in [0, 1, 2]:
                g = make(code, n)
                print code, n, mode, consume(g, mode), g.count, g.peek(), int(g.frame.done)
    # interleaved, forced later
    gs = [make('disyl', 100 + k) for k in range(5)]
    total = 0
    for step in range(120):
        for k in range(len(gs)):
            box = gs[k].next()
            if box is not None:
                total = (total * 7 + box.n) & 0xffffff
        if step % 30 == 0:
            for g in gs:
                print g.peek(), g.frame.last_pc,
            print total
    print total
    return 0


def target(driver, args):
    return entry_point, None
