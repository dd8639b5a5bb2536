# An inner loop that is entered with numbers of one class, then of the other: by its own bridges, which then hold another version
# of it, or by the outer loop, whose code then does.
from rpython.rlib import jit


class Number(object):
    def __init__(self):
        pass

    def next(self):
        raise NotImplementedError

    def whole(self):
        raise NotImplementedError


class Int(Number):
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def next(self):
        return Int(self.value + 1)

    def whole(self):
        return self.value


class Float(Number):
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def next(self):
        return Float(self.value + 0.75)

    def whole(self):
        return int(self.value)


# s: starts a round, with an integer or a float; n: the next number; j: back to n while the number is small;
# o: back to s while there are rounds
driver = jit.JitDriver(greens=['pc', 'code'], reds=['rounds', 'total', 'number'],
                       get_printable_location=lambda pc, code: '%d of %s' % (pc, code))


def interpret(code, rounds):
    pc = total = 0
    number = Int(0)
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, rounds=rounds, total=total, number=number)
        op = code[pc]
        pc += 1
        if op == 's':
            if rounds % 3 == 0:
                number = Float(0.5)
            else:
                number = Int(0)
        elif op == 'n':
            number = number.next()
            total += number.whole()
        elif op == 'j':
            if number.whole() < 40:
                pc = 1
                driver.can_enter_jit(pc=pc, code=code, rounds=rounds, total=total, number=number)
        elif op == 'o':
            rounds -= 1
            if rounds > 0:
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, rounds=rounds, total=total, number=number)
    return total


def main(argv):
    jit.set_param(None, 'threshold', 20)
    jit.set_param(driver, 'retrace_limit', 5)
    jit.set_param(driver, 'max_retrace_guards', 100)
    # No bridges: the outer loop is traced from its start.
    jit.set_param(None, 'trace_eagerness', 100000)
    print interpret('snjo', 300)
    jit.set_param(None, 'trace_eagerness', 5)
    print interpret('snjo', 200)
    print interpret('snnjo', 301)
    jit.set_param(driver, 'loop_longevity', 1)
    for rounds in range(20, 50):
        print interpret('snnnjo', rounds),
        print interpret('s' + 'n' * (rounds % 7 + 1) + 'jo', rounds)
    return 0


def target(driver, args):
    return main, None


if __name__ == '__main__':
    import sys
    main(sys.argv)
