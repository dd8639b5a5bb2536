# RUN: %tracewright dump --bytecode %s f | FileCheck %s


def g():
    pass


def f(n):
    while n > 0:
        n -= 1
    return n


# Only the function that was asked for.
# CHECK-NOT: code g
# CHECK: code f, line 8: 1 arguments
# CHECK: [[HEAD:[0-9]+]] LoadFast n
# CHECK: Compare >
# CHECK-NEXT: PopJumpIfFalse -> [[EXIT:[0-9]+]]
# CHECK: Inplace -
# CHECK: Jump -> [[HEAD]]
# CHECK-NEXT: [[EXIT]] LoadFast n
# CHECK-NEXT: Return
