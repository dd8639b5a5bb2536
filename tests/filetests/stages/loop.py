# One small program at every stage.
# RUN: %tracewright dump --flow %s total | FileCheck --check-prefix=FLOW %s
# RUN: %tracewright dump --rtype %s total | FileCheck --check-prefix=RTYPE %s
# RUN: %tracewright dump --backendopt %s total | FileCheck --check-prefix=OPT %s
# RUN: %tracewright --quiet -O0 --output=%t.exe %s
# RUN: %t.exe | FileCheck --check-prefix=OUT %s


# The iterator is an object; its exhaustion is an exception link.
# FLOW: graph total(n)
# FLOW: range
# FLOW: iter(
# FLOW: next(
# FLOW: on @StopIteration
# FLOW: add(

# Helpers in RPython do the work of ranges; the sum is a machine integer.
# RTYPE: graph total(n)
# RTYPE: direct_call(&ll_rangeiter
# RTYPE: direct_call(&ll_rangenext_up
# RTYPE: int_add(

# Once they are inlined, neither the range nor its iterator is allocated, and the
# exception has become a comparison.
# OPT: graph total(n)
# OPT-NOT: malloc
# OPT-NOT: StopIteration
# OPT: int_ge
# OPT-NOT: direct_call
# OPT: int_add(
def total(n):
    result = 0
    for i in range(n):
        result += i
    return result


# OUT: 45
def entry_point(argv):
    print total(9 + len(argv))
    return 0


def target(driver, args):
    return entry_point, None
