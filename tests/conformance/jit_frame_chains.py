# Virtual references: frames on a chain, forced by residual calls, by exceptions, and asked
# after the end.
from rpython.rlib import jit


class Frame(object):
    _virtualizable_ = ['local', 'pos']

    def __init__(self, code, back):
        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
        self.code = code
        self.f_back = back
        self.local = 0
        self.pos = 0
        self.escaped = False


class Context(object):
    def __init__(self):
        self.topframeref = jit.vref_None
        self.log = []
        self.saved = None

    def enter(self, frame):
        frame.f_back = self.topframeref
        self.topframeref = jit.virtual_ref(frame)

    def leave(self, frame, got_exception):
        ref = self.topframeref
        self.topframeref = frame.f_back
        jit.virtual_ref_finish(ref, frame)

    def top(self):
        return self.topframeref()


ctx = Context()


class Err(Exception):
    pass


driver = jit.JitDriver(greens=['pc', 'code'], reds=['n', 'frame'],
                       virtualizables=['frame'], is_recursive=True)


@jit.dont_look_inside
def look():
    f = ctx.top()
    if f is None:
        return -1
    return f.local


@jit.dont_look_inside
def walk():
    r = ctx.topframeref
    total = 0
    depth = 0
    while True:
        f = r()
        if f is None:
            break
        total += f.local * (depth + 1)
        depth += 1
        r = f.f_back
    return total * 10 + depth


@jit.dont_look_inside
def poke(n):
    f = ctx.top()
    if f is not None:
        f.local += n


@jit.dont_look_inside
def save():
    ctx.saved = ctx.top()


def call(code, n):
    frame = Frame(code, jit.vref_None)
    ctx.enter(frame)
    got = True
    try:
        r = run(frame, code, n)
        got = False
    finally:
        ctx.leave(frame, got)
    return r


def run(frame, code, n):
    frame = jit.hint(frame, access_directly=True)
    pc = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, n=n, frame=frame)
        op = code[pc]
        pc += 1
        if op == 'a':
            frame.local += n & 7
        elif op == 'c':
            which = n % 5
            if which == 0:
                frame.local += call('aaR', 3)
            elif which == 1:
                frame.local += call('aLR', 4)
            elif which == 2:
                try:
                    frame.local += call('aXR', n)
                except Err:
                    frame.local -= 3
            elif which == 3:
                frame.local += call('adR', 2)
            else:
                frame.local += call('aWR', 2)
            frame.local &= 0xffff
        elif op == 'L':
            if n % 10 == 3:
                frame.local += look()
        elif op == 'D' or op == 'd':
            if n % 50 == 7 or op == 'd' and n == 2:
                frame.local += walk() & 0xff
        elif op == 'E':
            try:
                if n % 9 == 0:
                    raise Err
            except Err:
                frame.local += 1
        elif op == 'S':
            if n % 40 == 5:
                save()
        elif op == 'W':
            if n % 30 == 2:
                poke(5)
        elif op == 'X':
            if n & 2:
                raise Err
        elif op == 'l':
            n -= 1
            if n <= 0:
                return frame.local
            pc = 0
            driver.can_enter_jit(pc=pc, code=code, n=n, frame=frame)
        elif op == 'R':
            return frame.local
    return -1


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3')
    for name in ['acacl', 'aLcl', 'aDcl', 'aEcl', 'aSl', 'aWcl', 'aLDWSEccl']:
        for n in [2, 30, 300]:
            ctx.saved = None
            print name, n, call(name, n),
            if ctx.saved is not None:
                print ctx.saved.local,
            print
    print int(ctx.topframeref() is None)
    return 0


def target(driver, args):
    return entry_point, None
