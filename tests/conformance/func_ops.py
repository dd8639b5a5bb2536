# Functions: defaults, keywords, recursion, functions as values, varargs, globals.

TABLE = {"add": 1, "sub": 2, "mul": 3}
LIMITS = (10, 20, 30)
NAMES = ["zero", "one", "two"]


def scaled(x, factor=2, offset=0):
    return x * factor + offset


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


OPERATIONS = [add, sub, mul]


def fold(function, items, start):
    for item in items:
        start = function(start, item)
    return start


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def make_adder(n):
    def adder(x):
        return x + n
    return adder


add_three = make_adder(3)
add_ten = make_adder(10)


def hanoi(n, source, spare, goal, moves):
    if n == 0:
        return
    hanoi(n - 1, source, goal, spare, moves)
    moves.append(source + goal)
    hanoi(n - 1, spare, source, goal, moves)


def entry_point(argv):
    print scaled(5), scaled(5, 3), scaled(5, offset=1), scaled(5, 4, 2)
    items = [1, 2, 3, 4]
    for operation in OPERATIONS:
        print fold(operation, items, 1)
    print OPERATIONS[TABLE["mul"] - 1](6, 7)
    print ackermann(2, 3)
    print int(is_even(10)), int(is_odd(10))
    print add_three(4), add_ten(4)
    moves = []
    hanoi(4, "a", "b", "c", moves)
    print len(moves), " ".join(moves)
    for i in range(len(NAMES)):
        print NAMES[i], LIMITS[0] + i,
    print
    return len(argv)


def target(driver, args):
    return entry_point, None
