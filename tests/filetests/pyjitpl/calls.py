# How operations, calls and exceptions look in jitcode.
# RUN: %tracewright dump --jitcode %s | FileCheck %s
# RUN: %tracewright --quiet -Ojit --jit-backend=none --output=%t.exe %s
# RUN: %t.exe | FileCheck --check-prefix=OUT %s
from rpython.rlib.jit import JitDriver, elidable, promote, dont_look_inside, unroll_safe, we_are_jitted
from rpython.rlib.rarithmetic import ovfcheck


class Node(object):
    _immutable_fields_ = ['left', 'right']

    def __init__(self, left, right):
        self.left = left
        self.right = right
        self.count = 0


class Operator(object):
    def apply(self, x, y):
        raise NotImplementedError


class Plus(Operator):
    def apply(self, x, y):
        return x + y


class Minus(Operator):
    def apply(self, x, y):
        return x - y


class Stop(Exception):
    pass


def location(pc, node):
    return "at %d" % pc

driver = JitDriver(greens=['pc', 'node'], reds=['total', 'operator'],
                   get_printable_location=location)


@elidable
def square(x):
    return x * x


@dont_look_inside
def log(x):
    if x > 1000:
        raise Stop


# A loop makes a function opaque, unless it says that it is safe to unroll.
def with_loop(n):
    total = 0
    while n > 0:
        total += n
        n -= 1
    return total


@unroll_safe
def unrolled(n):
    total = 0
    while n > 0:
        total += n
        n -= 1
    return total


# CHECK-LABEL: jitcode {{[0-9]+}} interpret_portal
# The portal's arguments are the greens, then the reds; the greens are promoted.
# CHECK: int_guard_value %i0
# CHECK: ref_guard_value %r0
# CHECK-NEXT: live %i0 %i1 %r0 %r1
# CHECK-NEXT: jit_merge_point 0, {{\[}}%i0 %r0], [%i1 %r1]
# Immutable fields are read as such, others not.
# CHECK: getfield_gc_i %r0, <Node.inst_count>
# CHECK: getfield_gc_i_pure %r0, <Node.inst_left>
# CHECK: setfield_gc_i %r0
# CHECK: residual_call_i &square
# A method is looked up in the class; the call may be gone into.
# CHECK: guard_class %r1
# CHECK: indirect_call_i
# CHECK-NEXT: live
# Overflow is a jump to the handler.
# CHECK: int_mul_jump_if_ovf L[[OVERFLOW:[0-9]+]]
# CHECK: residual_call_v &log
# CHECK-NEXT: live
# CHECK-NEXT: catch_exception
# CHECK: loop_header 0
# CHECK: goto_if_exception_mismatch
# CHECK: L[[OVERFLOW]]:
def interpret(node, operator):
    pc = 0
    total = 0
    while pc < 20:
        driver.jit_merge_point(pc=pc, node=node, total=total, operator=operator)
        node.count += node.left
        total += square(pc)
        total = operator.apply(total, node.right)
        try:
            total = ovfcheck(total * 3)
        except OverflowError:
            total = -1
        total = promote(total)
        total += with_loop(3) + unrolled(pc)
        try:
            log(total)
        except Stop:
            total = 0
        if we_are_jitted():
            total += 1
        pc += 1
    return total + 1000 * pc + node.count


def entry_point(argv):
    print interpret(Node(1, 2), Plus()), interpret(Node(3, len(argv)), Minus())
    return 0


def target(driver, args):
    return entry_point, None

# CHECK-LABEL: jitcode {{[0-9]+}} unrolled
# CHECK-NOT: jitcode {{[0-9]+}} with_loop
# CHECK-NOT: jitcode {{[0-9]+}} log

# OUT: 20020 20060
