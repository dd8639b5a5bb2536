# Exceptions with virtualizable frames: raised by residual calls, by inlined code, by overflow;
# caught by handlers of the guest program.
from rpython.rlib import jit
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.debug import make_sure_not_resized


class GuestError(Exception):
    def __init__(self, kind, value):
        self.kind = kind
        self.value = value


class Fatal(Exception):
    pass


class Code(object):
    _immutable_fields_ = ['ops[*]', 'handlers[*]']

    def __init__(self, ops, handlers):
        self.ops = [c for c in ops]
        self.handlers = handlers[:]
        make_sure_not_resized(self.ops)
        make_sure_not_resized(self.handlers)


class Frame(object):
    _virtualizable_ = ['stack[*]', 'depth', 'last']

    def __init__(self, code):
        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
        self.code = code
        self.stack = [0] * 6
        make_sure_not_resized(self.stack)
        self.depth = 0
        self.last = None

    def push(self, v):
        d = self.depth
        assert d >= 0
        self.stack[d] = v
        self.depth = d + 1

    def pop(self):
        d = self.depth - 1
        assert d >= 0
        self.depth = d
        return self.stack[d]


@jit.dont_look_inside
def risky(v, k):
    if k == 1:
        raise GuestError(1, v)
    if k == 2:
        raise GuestError(2, v + 1)
    if k == 3:
        raise Fatal
    return v * 2


def checked(v):
    if v & 7 == 5:
        raise GuestError(3, v)
    return v


def loc(pc, code):
    return '%d %s' % (pc, code.ops[pc])


driver = jit.JitDriver(greens=['pc', 'code'], reds=['n', 'frame'], virtualizables=['frame'],
                       get_printable_location=loc, is_recursive=True)


def run(frame, code, n):
    frame = jit.hint(frame, access_directly=True)
    pc = 0
    while True:
        driver.jit_merge_point(pc=pc, code=code, n=n, frame=frame)
        op = code.ops[pc]
        here = pc
        pc += 1
        try:
            if op == 'n':
                frame.push(n)
            elif op == 'r':
                frame.push(risky(frame.pop(), n % 4 if n & 16 else 0))
            elif op == 'x':
                frame.push(risky(frame.pop(), n % 7))
            elif op == 'c':
                frame.push(checked(frame.pop()))
            elif op == '*':
                b = frame.pop()
                a = frame.pop()
                try:
                    frame.push(ovfcheck(a * b))
                except OverflowError:
                    raise GuestError(4, 9)
            elif op == 'b':
                frame.push(1 << 62)
            elif op == '+':
                b = frame.pop()
                a = frame.pop()
                frame.push((a + b) & 0xffffff)
            elif op == 'C':
                inner = Frame(SUB)
                frame.push(run(inner, SUB, n))
            elif op == 'e':
                raise GuestError(5, n)
            elif op == 'R':
                return frame.pop()
            elif op == 'l':
                n -= 1
                if n <= 0:
                    return frame.pop()
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, n=n, frame=frame)
        except GuestError as e:
            target = code.handlers[here]
            if target < 0:
                raise
            frame.depth = 1
            frame.last = e
            frame.push((e.kind * 100 + e.value) & 0xffff)
            pc = target
        except Fatal:
            target = code.handlers[here]
            if target < 0:
                raise
            frame.depth = 1
            frame.push(77)
            pc = target


SUB = Code('nx+R'.replace('+', 'c'), [-1, -1, -1, -1])


def code(ops, target):
    return Code(ops, [target] * len(ops))


def entry_point(argv):
    jit.set_user_param(None, 'threshold=5,function_threshold=7,trace_eagerness=3')
    for ops, target in [('nr+l', 2), ('nx+l', 2), ('nc+l', 2), ('nb*+l', 3), ('C+l', 1),
                        ('Cx+l', 2), ('ne+l', 2), ('nrCc+x+l', 7)]:
        for n in [1, 5, 40, 200]:
            frame = Frame(code(ops, target))
            frame.push(1)
            try:
                print ops, n, run(frame, frame.code, n),
            except GuestError as e:
                print 'guest', e.kind, e.value,
            except Fatal:
                print 'fatal',
            last = frame.last
            if last is not None:
                print last.kind, last.value,
            print frame.depth
    frame = Frame(SUB)
    total = 0
    for n in range(250):
        frame = Frame(SUB)
        try:
            total += run(frame, SUB, n)
        except GuestError as e:
            total += e.kind * e.value
        except Fatal:
            total ^= 1
        total &= 0xffffff
    print total
    return 0


def target(driver, args):
    return entry_point, None
