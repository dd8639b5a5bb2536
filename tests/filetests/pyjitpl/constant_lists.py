# The items of lists that nobody changes once they are made are constants of a trace, however they are read:
# by an index that might be negative, or one after the other. So the arguments below are virtual.
# RUN: %tracewright --quiet -Ojit --output=%t.exe %s
# RUN: PYPYLOG=jit-log-opt-loop:%t.log %t.exe | FileCheck --check-prefix=OUT %s
# RUN: FileCheck --check-prefix=TRACE %s < %t.log
from rpython.rlib import jit


class Number(object):
    def __init__(self, value):
        self.value = value


class Node(object):
    pass


class Argument(Node):
    _immutable_fields_ = ['number']

    def __init__(self, number):
        self.number = number

    def evaluate(self, arguments):
        return Number(arguments[self.number].value + 1)


class Call(Node):
    _immutable_fields_ = ['nodes']

    def __init__(self, nodes):
        self.nodes = nodes

    @jit.unroll_safe
    def evaluate(self, arguments):
        values = [node.evaluate(arguments) for node in self.nodes]
        last = len(self.nodes) - 1
        return Number(values[0].value + self.nodes[last].evaluate(values).value)


driver = jit.JitDriver(greens=['node'], reds=['n', 'total'])


def run(node, n):
    total = 0
    while n > 0:
        driver.jit_merge_point(node=node, n=n, total=total)
        total += node.evaluate([Number(n), Number(3)]).value
        n -= 1
    return total


def entry_point(argv):
    # OUT: 50065000
    print run(Call([Argument(0), Argument(1)]), 10000)
    return 0


def target(driver, args):
    return entry_point, None

# TRACE: {jit-log-opt-loop
# TRACE: label(
# TRACE: label(
# TRACE-NOT: new
# TRACE-NOT: getarrayitem
# TRACE-NOT: guard_class
# TRACE: jump(
