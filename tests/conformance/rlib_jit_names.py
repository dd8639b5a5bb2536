# jit: every hint as it behaves without a JIT.
from rpython.rlib import jit
from rpython.rlib.jit import (JitDriver, elidable, elidable_promote, promote, promote_string, unroll_safe, dont_look_inside,
    look_inside_iff, look_inside, isconstant, isvirtual, we_are_jitted, hint, loop_invariant, oopspec, not_in_trace,
    set_param, set_user_param, virtual_ref, virtual_ref_finish, vref_None, non_virtual_ref, jit_debug, assert_green,
    conditional_call, conditional_call_elidable, record_exact_class, record_exact_value, record_known_result, current_trace_length,
    loop_unrolling_heuristic, enter_portal_frame, leave_portal_frame, jit_callback, unroll_parameters, purefunction, Counters, JitHookInterface)


def get_location(pc, code):
    return "pc %d" % pc

driver = JitDriver(greens=["pc", "code"], reds=["acc", "frame"], virtualizables=["frame"], get_printable_location=get_location, name="d")
auto = JitDriver(greens=["n"], reds="auto")


class Frame(object):
    _virtualizable_ = ["stack[*]", "sp"]

    def __init__(self, n):
        self = hint(self, fresh_virtualizable=True, access_directly=True)
        self.stack = [0] * n
        self.sp = 0

    def push(self, x):
        sp = self.sp
        assert sp >= 0
        self.stack[sp] = x
        self.sp = sp + 1

    def pop(self):
        sp = self.sp - 1
        assert sp >= 0
        self.sp = sp
        return self.stack[sp]


@elidable
def pure(x):
    return x * 3


@elidable_promote()
def promoted(x, y):
    return x + y


@unroll_safe
def total(l):
    s = 0
    for x in l:
        s += x
    return s


@dont_look_inside
def opaque(x):
    return x - 1


@look_inside_iff(lambda x, n: isconstant(n))
def power(x, n):
    r = 1
    while n > 0:
        r *= x
        n -= 1
    return r


@loop_invariant
def invariant():
    return 17


@not_in_trace
def silent(x):
    pass


@jit_callback("cb")
def callback(x):
    return x + 100


@oopspec("some.thing(x)")
def special(x):
    return x + 5


class Node(object):
    def __init__(self, v):
        self.v = v


class Derived(Node):
    pass


def bump(node):
    node.v += 1


def interp(code, n):
    frame = Frame(10)
    acc = n
    pc = 0
    while True:
        driver.jit_merge_point(pc=pc, code=code, acc=acc, frame=frame)
        if pc >= len(code):
            return acc
        op = code[pc]
        pc += 1
        if op == "p":
            frame.push(acc)
        elif op == "+":
            acc += frame.pop()
        elif op == "d":
            acc -= 1
        elif op == "j":
            if acc > 10:
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, acc=acc, frame=frame)


def count(n):
    i = 0
    s = 0
    while i < n:
        auto.jit_merge_point(n=n)
        s += i
        i += 1
    return s


def entry_point(argv):
    n = len(argv)
    print interp("p+dddj", 3 * n), count(10)
    print pure(n), promoted(n, 2), promote(n + 1), promote_string("a" * n), total([1, 2, n]), opaque(n), power(2, 5), invariant()
    silent(n)
    print callback(n), special(n), int(we_are_jitted()), int(isvirtual(Node(1))), hint(n, promote=True)
    set_param(driver, "threshold", 5)
    set_param(None, "trace_limit", 1000)
    set_user_param(driver, "threshold=10,decay=2")
    try:
        set_user_param(None, "nonsense=x")
    except ValueError:
        print "ValueError"
    node = Node(4)
    ref = virtual_ref(node)
    print ref().v, int(ref.virtual)
    virtual_ref_finish(ref, node)
    print int(vref_None() is None), non_virtual_ref(node)().v
    jit_debug("text", n, 2)
    enter_portal_frame(n)
    leave_portal_frame()
    assert_green(3)
    conditional_call(n > 0, bump, node)
    conditional_call(n > 5, bump, node)
    print node.v, conditional_call_elidable(0, pure, 5), conditional_call_elidable(7, pure, 5)
    d = Derived(n)
    record_exact_class(d, Derived)
    record_exact_value(n, 1)
    record_known_result(3 * n, pure, n)
    print current_trace_length(), int(loop_unrolling_heuristic([1, 2], 2)), Counters.TOTAL_COMPILED_LOOPS >= 0 and 1 or 0
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
