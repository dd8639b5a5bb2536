# What makes an object writes all of its fields before anything else can see it, and
# the stack check comes before all else.
# RUN: %tracewright --quiet -O2 --keep-c=%t.c --output=%t.exe %s
# RUN: FileCheck %s < %t.c/initialize.c

from rpython.rlib.objectmodel import dont_inline


class Pair(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right


class Late(object):
    def __init__(self, depth):
        self.first = depth
        self.pair = make(depth)
        self.second = depth


# Both fields are set right behind the allocation.
# CHECK: initialize__make(Signed depth_0) {
# CHECK: if (tw_stack_is_low()) {
# CHECK-NEXT: return (struct Pair *)tw_stack_overflow(
# CHECK: = tw_malloc_fixed(TW_TID(T_Pair), 24);
# CHECK-NOT: = 0;
# CHECK: ->inst_left = {{.*}};
# CHECK-NEXT: ->inst_right = {{.*}};
def make(depth):
    if depth == 0:
        return None
    left = make(depth - 1)
    right = make(depth - 1)
    return Pair(left, right)


# The call could collect before the other two are set.
# CHECK: initialize__late(Signed depth_0) {
# CHECK: = tw_malloc_fixed(TW_TID(T_Late), 32);
# CHECK-DAG: ->inst_pair = 0;
# CHECK-DAG: ->inst_second = 0;
# CHECK: ->inst_first = depth
# CHECK: initialize__make(
@dont_inline
def late(depth):
    return Late(depth)


def entry_point(argv):
    print late(len(argv)).second
    return 0


def target(driver, args):
    return entry_point, None
