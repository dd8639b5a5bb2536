"""A Brainfuck interpreter in RPython.

Cells are bytes that wrap around; the tape grows to the right as far as the
program walks; reading at the end of the input leaves 0 in the cell.

Translate it (tracewright -O2 bf.py), then: ./bf-c PROGRAM.b
Or run it as it is under Python 2.7:        python2.7 bf.py PROGRAM.b
"""
import os
import sys

try:
    from rpython.rlib.jit import JitDriver, elidable
except ImportError:
    # Plain Python: the hints mean nothing there.
    class JitDriver(object):
        def __init__(self, **names):
            pass

        def jit_merge_point(self, **values):
            pass

    def elidable(function):
        return function


def get_location(pc, bracket_map, program):
    """How one position of the program is shown in the JIT's logs."""
    return "%s_%s_%s" % (program[:pc], program[pc], program[pc + 1:])


jitdriver = JitDriver(greens=['pc', 'bracket_map', 'program'],
                      reds=['tape'],
                      get_printable_location=get_location)


@elidable
def matching_bracket(bracket_map, pc):
    """The partner of a bracket. The map never changes once it is made, so
    the JIT may fold the look-up."""
    return bracket_map[pc]


class Tape(object):
    def __init__(self):
        self.cells = [0]
        self.position = 0

    def get(self):
        return self.cells[self.position]

    def set(self, value):
        self.cells[self.position] = value

    def increment(self):
        self.cells[self.position] = (self.cells[self.position] + 1) & 255

    def decrement(self):
        self.cells[self.position] = (self.cells[self.position] - 1) & 255

    def move_right(self):
        self.position += 1
        if len(self.cells) <= self.position:
            self.cells.append(0)

    def move_left(self):
        if self.position == 0:
            raise TapeError("moved to the left of the first cell")
        self.position -= 1


class TapeError(Exception):
    def __init__(self, message):
        self.message = message


class BracketError(Exception):
    def __init__(self, message, offset):
        self.message = message
        self.offset = offset


def parse(text):
    """The commands of the text without its comments, and the bracket map."""
    commands = []
    bracket_map = {}
    open_brackets = []
    for offset in range(len(text)):
        char = text[offset]
        if char not in '<>+-.,[]':
            continue
        pc = len(commands)
        commands.append(char)
        if char == '[':
            open_brackets.append((pc, offset))
        elif char == ']':
            if len(open_brackets) == 0:
                raise BracketError("']' without '['", offset)
            partner, _ = open_brackets.pop()
            bracket_map[partner] = pc
            bracket_map[pc] = partner
    if len(open_brackets) > 0:
        _, offset = open_brackets.pop()
        raise BracketError("'[' without ']'", offset)
    return ''.join(commands), bracket_map


def interpret(program, bracket_map):
    tape = Tape()
    pc = 0
    while pc < len(program):
        jitdriver.jit_merge_point(pc=pc, bracket_map=bracket_map,
                                  program=program, tape=tape)
        command = program[pc]
        if command == '>':
            tape.move_right()
        elif command == '<':
            tape.move_left()
        elif command == '+':
            tape.increment()
        elif command == '-':
            tape.decrement()
        elif command == '[':
            if tape.get() == 0:
                pc = matching_bracket(bracket_map, pc)
        elif command == ']':
            if tape.get() != 0:
                pc = matching_bracket(bracket_map, pc)
        elif command == '.':
            os.write(1, chr(tape.get()))
        elif command == ',':
            char = os.read(0, 1)
            if len(char) == 0:
                tape.set(0)
            else:
                tape.set(ord(char[0]))
        pc += 1


def read_file(filename):
    fd = os.open(filename, os.O_RDONLY, 0)
    chunks = []
    try:
        while True:
            chunk = os.read(fd, 65536)
            if len(chunk) == 0:
                break
            chunks.append(chunk)
    finally:
        os.close(fd)
    return ''.join(chunks)


def report(message):
    os.write(2, "bf: %s\n" % message)


def entry_point(argv):
    if len(argv) != 2:
        os.write(2, "usage: %s PROGRAM.b\n" % argv[0])
        return 2
    filename = argv[1]
    try:
        text = read_file(filename)
    except OSError:
        report("cannot read %s" % filename)
        return 1
    try:
        program, bracket_map = parse(text)
        interpret(program, bracket_map)
    except BracketError as error:
        report("%s at offset %d" % (error.message, error.offset))
        return 1
    except TapeError as error:
        report(error.message)
        return 1
    return 0


def jitpolicy(driver):
    from rpython.jit.codewriter.policy import JitPolicy
    return JitPolicy()


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
