"""Every hook of a JitDriver at work, and what it changes."""
import sys

from rpython.rlib import jit
from rpython.rlib.jit import JitDriver


class Log(object):
    pass


log = Log()
log.confirmed = 0
log.refused = 0


def location(pc, code):
    return "%s:%d" % (code.name, pc)


def unique_id(pc, code):
    return code.number


def confirm(pc, code, acc, frame):
    if code.name == "shy":
        log.refused += 1
        return False
    log.confirmed += 1
    return True


def never_inline(pc, code):
    return code.name == "aloof"


def unroll_one(pc, code):
    return code.name == "once"


def where(pc, code):
    return (code.name, pc, code.name, pc, "OP")


class Code(object):
    _immutable_fields_ = ["name", "number", "ops[*]"]

    def __init__(self, name, number, ops):
        self.name = name
        self.number = number
        self.ops = ops


class Frame(object):
    _virtualizable_ = ["stack[*]", "depth"]

    def __init__(self, size):
        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
        self.stack = [0] * size
        self.depth = 0

    def push(self, value):
        depth = self.depth
        assert depth >= 0
        self.stack[depth] = value
        self.depth = depth + 1

    def pop(self):
        depth = self.depth - 1
        assert depth >= 0
        self.depth = depth
        return self.stack[depth]


driver = JitDriver(greens=["pc", "code"], reds=["acc", "frame"], virtualizables=["frame"],
                   get_printable_location=location, get_unique_id=unique_id,
                   confirm_enter_jit=confirm, can_never_inline=never_inline,
                   should_unroll_one_iteration=unroll_one, get_location=where,
                   is_recursive=True, name="hooked")


def interpret(code, acc, library):
    jit.enter_portal_frame(code.number)
    acc = run(code, acc, library)
    jit.leave_portal_frame()
    return acc


def run(code, acc, library):
    frame = Frame(4)
    frame.push(acc)
    pc = 0
    while True:
        driver.jit_merge_point(pc=pc, code=code, acc=acc, frame=frame)
        op = code.ops[pc]
        pc += 1
        if op == "+":
            frame.push(frame.pop() + 1)
        elif op == "-":
            frame.push(frame.pop() - 1)
        elif op == "a":
            acc += frame.stack[frame.depth - 1] & 7
        elif op == "f":
            frame = jit.hint(frame, force_virtualizable=True)
            acc = (acc * 3 + peek(frame)) % 1000003
        elif op == "?":
            if frame.stack[0] > 0:
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, acc=acc, frame=frame)
        elif op == ".":
            return acc
        else:
            acc += interpret(library[ord(op) - ord("A")], acc & 15, library)


@jit.dont_look_inside
def peek(frame):
    return frame.stack[0] + frame.depth


def codes(texts):
    result = []
    for i in range(len(texts)):
        name, text = texts[i]
        result.append(Code(name, i, [c for c in text]))
    return result


LIBRARY = codes([("plain", ["a", "-", "?", "."]),
                 ("aloof", ["a", "-", "?", "."]),
                 ("once", ["a", "-", "?", "."]),
                 ("shy", ["f", "-", "?", "."]),
                 ("main", ["A", "B", "C", "D", "-", "?", "."])])


def entry_point(argv):
    print interpret(LIBRARY[4], 300, LIBRARY)
    if log.confirmed < 0 or log.refused < 0:
        print "negative"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
