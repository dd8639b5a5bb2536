# A loop that needs two versions: the objects that it carries are of one class first, then of another.
# With retrace_limit the second version is made where a bridge comes back to the loop.
from rpython.rlib import jit


class Number(object):
    def __init__(self):
        pass

    def add(self, other):
        raise NotImplementedError

    def smaller(self, limit):
        raise NotImplementedError

    def is_third(self):
        raise NotImplementedError

    def text(self):
        raise NotImplementedError


class Int(Number):
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def add(self, other):
        if isinstance(other, Int):
            return Int(self.value + other.value)
        assert isinstance(other, Float)
        return Float(float(self.value) + other.value)

    def smaller(self, limit):
        return self.value < limit

    def is_third(self):
        return self.value % 3 == 0

    def text(self):
        return str(self.value)


class Float(Number):
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def add(self, other):
        if isinstance(other, Float):
            return Float(self.value + other.value)
        assert isinstance(other, Int)
        return Float(self.value + float(other.value))

    def smaller(self, limit):
        return self.value < float(limit)

    def is_third(self):
        return int(self.value) % 3 == 0

    def text(self):
        return '%d hundredths' % int(self.value * 100.0)


# a: adds the step; h: behind the half of the limit, the step is 0.5; t: counts numbers that 3 divides;
# j: back to the start while the number is small
driver = jit.JitDriver(greens=['pc', 'code'], reds=['count', 'limit', 'number', 'step'],
                       get_printable_location=lambda pc, code: '%d of %s' % (pc, code))


def interpret(code, number, step, limit):
    count = pc = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, count=count, limit=limit, number=number, step=step)
        op = code[pc]
        pc += 1
        if op == 'a':
            number = number.add(step)
        elif op == 'h':
            if not number.smaller(limit // 2):
                step = Float(0.5)
        elif op == 't':
            if number.is_third():
                count += 1
        elif op == 'j':
            if number.smaller(limit):
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, count=count, limit=limit, number=number, step=step)
    print number.text(), count


def run(code, retraces):
    jit.set_param(driver, 'retrace_limit', retraces)
    interpret(code, Int(0), Int(1), 2000)
    interpret(code, Int(1), Int(3), 9000)
    interpret(code, Float(0.25), Int(2), 3000)


def main(argv):
    jit.set_param(None, 'threshold', 20)
    jit.set_param(None, 'trace_eagerness', 5)
    jit.set_param(driver, 'max_retrace_guards', 30)
    run('ahtj', 5)
    run('ahj', 5)
    run('aj', 5)
    run('aahj', 0)
    return 0


def target(driver, args):
    return main, None


if __name__ == '__main__':
    import sys
    main(sys.argv)
