# Control flow: what is constant at import time is decided, the rest is blocks and links.
# RUN: %tracewright dump --flow %s | FileCheck %s
from rpython.rlib.unroll import unrolling_iterable

DEBUG = False
NAMES = unrolling_iterable(["first", "second"])


# A branch on a global constant is not followed.
# CHECK-LABEL: graph constant_branch(n)
# CHECK-NOT: print
# CHECK: [[SUM:v[0-9]+]] = add(n_0, 1)
# CHECK-NEXT: goto return([[SUM]])
def constant_branch(n):
    if DEBUG:
        print "never"
    return n + 1


# The loop over an unrolling_iterable is gone; its names are constants.
# CHECK-LABEL: graph unrolled(item)
# CHECK: getattr(item_0, 'first')
# CHECK-NEXT: inplace_add(0,
# CHECK-NEXT: getattr(item_0, 'second')
# CHECK-NOT: next
# CHECK: return
def unrolled(item):
    total = 0
    for name in NAMES:
        total += getattr(item, name)
    return total


# Handlers are links of the operation, in the order in which they are tried.
# CHECK-LABEL: graph handlers(table, key)
# CHECK: = getitem(table_0, key_1)
# CHECK-NEXT: goto return(
# CHECK-NEXT: on @KeyError ({{.*}}) goto return(-1)
# CHECK-NEXT: on @ValueError ([[TYPE:.*]], [[VALUE:.*]]) goto [[HANDLER:b[0-9]+]]([[VALUE]])
# CHECK-NEXT: on @Exception ([[TYPE:.*]], [[VALUE:.*]]) goto except([[TYPE]], [[VALUE]])
# CHECK: [[HANDLER]](
# CHECK: [[NEW:v[0-9]+]] = simple_call(@TypeError,
# CHECK-NEXT: goto except(@TypeError, [[NEW]])
def handlers(table, key):
    try:
        return table[key]
    except KeyError:
        return -1
    except ValueError as e:
        raise TypeError(str(e))


# A finally clause is there once for each way out.
# CHECK-LABEL: graph cleanup(n)
# CHECK-COUNT-2: simple_call(@print_newline)
# CHECK-NOT: print_newline
# CHECK: except(
def cleanup(n):
    try:
        if n:
            return 1
    finally:
        print n
    return 0


# "and" needs no value of its own.
# CHECK-LABEL: graph conditions(a, b)
# CHECK: gt(a_0, 0)
# CHECK: goto [[SECOND:b[0-9]+]](b_1) else return(2)
# CHECK: [[SECOND]](
# CHECK: gt({{.*}}, 0)
# CHECK: goto return(1) else return(2)
def conditions(a, b):
    if a > 0 and b > 0:
        return 1
    return 2


# continue jumps to the head, break leaves past the else clause.
# CHECK-LABEL: graph counted(n)
# CHECK: goto [[HEAD:b[0-9]+]](0, n_0)
# CHECK: [[HEAD]]([[I:i_[0-9]+]], [[N:n_[0-9]+]])
# CHECK: lt([[I]], [[N]])
# CHECK: else return(-1)
# CHECK: eq(
# CHECK: goto [[HEAD]](
# CHECK: gt({{.*}}, 100)
# CHECK: goto return([[LAST:i_[0-9]+]]) else [[HEAD]]([[LAST]],
def counted(n):
    i = 0
    while i < n:
        i += 2
        if i == 8:
            continue
        if i > 100:
            break
    else:
        return -1
    return i


# A generator function makes an iterator that holds its arguments.
# CHECK-LABEL: graph numbers(n)
# CHECK: [[ITERATOR:v[0-9]+]] = simple_call(@numbers__generator)
# CHECK-NEXT: setattr([[ITERATOR]], 'g_n', n_0)
# CHECK-NEXT: setattr([[ITERATOR]], 'state', 0)
# CHECK-NEXT: goto return([[ITERATOR]])
def numbers(n):
    while n:
        yield n
        n -= 1
