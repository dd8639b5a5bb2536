"""Random interpreters in RPython, each with the bytecode that it runs: for comparing levels and JIT settings.

The interpreter's state are typed variables: integers, floats, a string, a list, an object, a dictionary;
they are reds, or fields of a frame that may be virtualizable. Each instruction is a random sequence
of statements on them, with what the JIT treats specially: promotions, elidable and residual calls,
conditional calls, quasi-immutable fields, virtual references, exceptions, overflow, recursion.
"""
import random
import re

PRELUDE = '''\
from rpython.rlib import jit
from rpython.rlib.rarithmetic import ovfcheck, intmask
from rpython.rlib.debug import make_sure_not_resized
from rpython.rlib.rstring import StringBuilder


class Failed(Exception):
    def __init__(self, number):
        self.number = number


class Other(Exception):
    pass


class Node(object):
    _immutable_fields_ = ['fixed']

    def __init__(self, fixed, other):
        self.fixed = fixed
        self.changing = intmask(fixed * 2)
        self.other = other

    def visit(self, n):
        return intmask(self.fixed + n)

    def change(self, n):
        self.changing = intmask(self.changing + n)
        return self.changing


class Leaf(Node):
    def visit(self, n):
        return intmask(self.changing - n)


class Heavy(Node):
    _immutable_fields_ = ['extra']

    def __init__(self, fixed, other):
        Node.__init__(self, fixed, other)
        self.extra = float(fixed & 1023)

    def visit(self, n):
        return int(self.extra) ^ n


class Config(object):
    _immutable_fields_ = ['rare?', 'table?[*]']

    def __init__(self):
        self.rare = 1
        self.table = [1, 2, 3, 4]
        self.calls = 0


config = Config()


class Context(object):
    def __init__(self):
        self.top = jit.vref_None


context = Context()


@jit.elidable
def pure(n, m):
    return intmask(n * 31 + m)


@jit.elidable
def pure_raising(n):
    if n == 7:
        raise Failed(n)
    return n * n


@jit.dont_look_inside
def opaque(n):
    config.calls += 1
    if n & 15 == 3:
        raise Other()
    if n & 15 == 6:
        raise Failed(n & 255)
    return intmask(n + config.calls)


@jit.dont_look_inside
def reconfigure(n):
    if n & 31 == 5:
        config.rare += 1
    if n & 63 == 6:
        config.table = [n & 7, n & 15, config.table[0], 5]
    return config.rare


@jit.dont_look_inside
def noted(n):
    config.calls = intmask(config.calls + n)


@jit.elidable
def computed(n):
    return intmask(n * 3 + 1)


@jit.unroll_safe
def looped(n, m):
    total = 0
    for k in range(n & 3):
        total = intmask(total + m + k)
    return total


@jit.look_inside_iff(lambda n, m: jit.isconstant(n))
def sometimes(n, m):
    k = n & 7
    while k > 0:
        m = intmask(m * 3 + k)
        k -= 1
    return m


@jit.dont_look_inside
def peek(n):
    node = context.top()
    if node is None:
        return n
    return intmask(node.changing + n)


def total_of(node):
    total = 0
    if node is not None:
        total = node.fixed
        if node.other is not None:
            total = intmask(total + node.other.changing)
    return total


def describe(node):
    if node is None:
        return 'none'
    if isinstance(node, Leaf):
        return 'leaf %d %d' % (node.fixed, node.changing)
    if isinstance(node, Heavy):
        return 'heavy %d %d %d' % (node.fixed, node.changing, int(node.extra))
    return 'node %d %d' % (node.fixed, node.changing)


def describe_all_kinds(n):
    # Whatever is read below is stored here at least: an attribute of a class without instances is an error.
    for node in [Node(n, None), Leaf(n, Node(n, None)), Heavy(n, None)]:
        print describe(node), node.visit(n), node.change(n), total_of(node)

'''

INTS = ["i0", "i1", "i2", "i3"]
FLOATS = ["f0", "f1"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed * 2 + 1)
        self.lines = []
        self.frame = self.random.random() < 0.6
        self.virtualizable = self.frame and self.random.random() < 0.7
        self.fresh = 0

    def pick(self, items):
        return self.random.choice(items)

    def chance(self, probability):
        return self.random.random() < probability

    def name(self, prefix):
        self.fresh += 1
        return "%s%d" % (prefix, self.fresh)

    # Variables of the state, as the interpreter's function says them.
    def int(self):
        name = self.pick(INTS)
        return "frame.slots[%s]" % name[1] if self.frame else name

    def float(self):
        name = self.pick(FLOATS)
        return "frame.%s" % name if self.frame else name

    def state(self, name):
        return "frame.%s" % name if self.frame else name

    # ---- expressions

    def number(self, depth):
        kind = self.random.randrange(16)
        if depth <= 0 or kind < 3:
            return self.int() if self.chance(0.7) else str(self.pick([0, 1, 2, 3, 7, 64, 255, -1, -5, 1 << 40]))
        if kind < 7:
            return "intmask(%s %s %s)" % (self.number(depth - 1), self.pick("+-*+-"), self.number(depth - 1))
        if kind == 7:
            return "(%s %s %s)" % (self.number(depth - 1), self.pick("&|^"), self.number(depth - 1))
        if kind == 8:
            return "(%s %s %d)" % (self.number(depth - 1), self.pick([">>", "//", "%"]),
                                   self.pick([1, 2, 3, 7, 10, 16]))
        if kind == 9:
            return "intmask(%s << %d)" % (self.number(depth - 1), self.random.randrange(0, 20))
        if kind == 10:
            return "len(%s)" % self.state("s")
        if kind == 11:
            return "int(%s)" % self.condition(depth - 1)
        if kind == 12:
            return "total_of(%s)" % self.state("node")
        if kind == 13:
            return "pure(%s, %s)" % (self.number(depth - 1), self.pick(["3", self.int()]))
        if kind == 14:
            return "config.rare"
        return "config.table[%s & 3]" % self.number(depth - 1)

    def condition(self, depth):
        kind = self.random.randrange(6)
        if kind < 4:
            return "(%s %s %s)" % (self.number(depth), self.pick(["<", ">", "==", "!=", "<=", ">="]),
                                   self.number(depth - 1))
        if kind == 4:
            return "(%s == %s)" % (self.state("s"), self.pick(["'ab'", "''", "'7'", "str(%s & 3)" % self.int()]))
        return "(%s is None)" % self.state("node")

    # ---- statements: lines of one instruction, with their indentation

    def statement(self, depth):
        kind = self.random.randrange(22)
        target = self.int()
        if kind < 5:
            return ["%s = %s" % (target, self.number(3))]
        if kind == 5:
            return ["try:", "    %s = ovfcheck(%s %s %s)" % (target, self.number(1), self.pick("+-*"), self.number(1)),
                    "except OverflowError:", "    %s = %s & 1023" % (target, self.int())]
        if kind == 6:
            name = self.float()
            return ["%s = %s * %s + float(%s & 255)" % (name, self.float(), self.pick(["0.5", "-0.25", "0.0"]),
                                                       self.int())]
        if kind == 7:
            return ["%s = int(%s) + %s" % (target, self.float(), self.number(1))]
        if kind == 8:
            s = self.state("s")
            return self.pick([
                ["%s = %s + chr(97 + (%s & 7))" % (s, s, self.int()), "if len(%s) > 9:" % s, "    %s = %s[2:5]" % (s, s)],
                ["%s = str(%s & 15)" % (s, self.number(1))],
                ["builder = StringBuilder(20)", "builder.append(%s)" % s,
                 "builder.append_multiple_char(chr(97 + (%s & 7)), %s & 3)" % (self.int(), self.number(1)),
                 "%s = builder.build()" % s, "if len(%s) > 9:" % s, "    %s = %s[2:5]" % (s, s)],
                ["%s = '%%d,%%s' %% (%s & 7, %s)" % (s, self.number(1), s), "if len(%s) > 12:" % s, "    %s = 'ab'" % s],
                ["if len(%s) > 2:" % s, "    %s += ord(%s[1])" % (target, s)],
                ["if %s.startswith('a'):" % s, "    %s = %s + 1" % (target, self.int())]])
        if kind < 11:
            node = self.state("node")
            return self.pick([
                ["%s = %s(%s, %s)" % (node, self.pick(["Node", "Leaf", "Heavy"]), self.number(1),
                                      self.pick(["None", node]))] +
                ["if %s.other is not None:" % node, "    %s.other.other = None" % node],
                ["if %s is not None:" % node, "    %s = %s.visit(%s)" % (target, node, self.number(1))],
                ["if %s is not None:" % node, "    %s.change(%s)" % (node, self.number(1))],
                ["if isinstance(%s, %s):" % (node, self.pick(["Leaf", "Heavy"])), "    %s = %s.changing" % (target, node)],
                ["local = Node(%s, None)" % self.number(1), "local.change(%s)" % self.number(1),
                 "%s = local.changing + local.fixed" % target]])
        if kind == 11:
            items = self.state("items")
            return self.pick([
                ["%s[%s & 3] = %s" % (items, self.number(1), self.number(1))],
                ["%s = %s[%s & 3]" % (target, items, self.number(1))],
                ["local_items = [%s, %s, 3]" % (self.number(1), self.number(1)),
                 "%s = local_items[%s & 1] + len(local_items)" % (target, self.number(1))],
                ["%s = [%s, %s, %s[1], %s[0]]" % (items, self.number(1), self.number(0), items, items)]])
        if kind == 12:
            table = self.state("table")
            return self.pick([["%s[%s & 7] = %s" % (table, self.number(1), self.number(1))],
                              ["%s = %s.get(%s & 7, -3)" % (target, table, self.number(1))]])
        if kind == 13:
            return ["try:", "    %s = %s" % (target, self.pick(["opaque(%s)" % self.number(1),
                                                              "pure_raising(%s & 7)" % self.number(1)])),
                    "except Failed as e:", "    %s = e.number" % target, "except Other:",
                    "    %s = %s" % (target, self.number(1))]
        if kind == 14:
            return ["%s = jit.promote(%s & 3)" % (target, self.number(1))]
        if kind == 15:
            return ["reconfigure(%s)" % self.number(1)]
        if kind == 16:
            return self.pick([["jit.conditional_call(%s, noted, %s)" % (self.condition(1), self.number(1))],
                              ["%s = jit.conditional_call_elidable(%s & 3, computed, %s)" % (
                                  target, self.number(1), self.number(1))]])
        if kind == 17:
            return ["%s = %s(%s, %s)" % (target, self.pick(["looped", "sometimes"]), self.pick(["3", self.int()]),
                                         self.number(1))]
        if kind == 18:
            name = self.name("owner")
            return ["%s = Node(%s, None)" % (name, self.number(1)), "reference = jit.virtual_ref(%s)" % name,
                    "saved = context.top", "context.top = reference",
                    "if %s:" % self.condition(1), "    %s = peek(%s)" % (target, self.number(1)),
                    "context.top = saved", "jit.virtual_ref_finish(reference, %s)" % name,
                    "%s = %s + %s.changing" % (target, self.int(), name)]
        if kind == 19 and depth > 0:
            return ["try:"] + self.indented(self.statement(depth - 1) + [
                "if %s:" % self.condition(1), "    raise Failed(%s)" % self.number(1)]) + [
                "except Failed as failure:", "    %s = failure.number" % target]
        if depth > 0:
            lines = ["if %s:" % self.condition(2)] + self.indented(self.statement(depth - 1))
            if self.chance(0.5):
                lines += ["else:"] + self.indented(self.statement(depth - 1))
            return lines
        return ["%s = %s" % (target, self.number(2))]

    # Integers wrap around in the host, too.
    @staticmethod
    def wrapped(line):
        assigned = re.match(r"( *(?:frame\.slots\[\d\]|i\d)) (=|\+=) (.*)$", line)
        if not assigned or "ovfcheck" in line:
            return line
        target, operator, value = assigned.groups()
        if operator == "+=":
            value = "%s + %s" % (target.strip(), value)
        return "%s = intmask(%s)" % (target, value)

    @staticmethod
    def indented(lines):
        return ["    " + line for line in lines]

    # ---- the interpreter

    def program(self):
        instructions = [sum((self.statement(2) for _ in range(self.random.randrange(1, 3))), [])
                        for _ in range(self.random.randrange(4, 10))]
        recursive = self.chance(0.4)
        count = len(instructions)
        codes = []
        for _ in range(self.random.randrange(1, 4)):
            body = [self.random.randrange(count) for _ in range(self.random.randrange(2, 8))]
            if recursive and self.chance(0.5):
                body.insert(self.random.randrange(len(body)), 251)
            codes.append(body + [250])
        out = [PRELUDE]
        state = ["s", "node", "items", "table"]
        if self.frame:
            out += self.frame_class()
            reds = ["n", "depth", "frame"]
        else:
            reds = ["n", "depth"] + INTS + FLOATS + state
        markers = ", ".join("%s=%s" % (name, name) for name in ["pc", "code"] + reds)
        virtualizables = ", virtualizables=['frame']" if self.virtualizable else ""
        out += ["", "driver = jit.JitDriver(greens=['pc', 'code'], reds=%r%s%s)" % (
            reds, virtualizables, ", is_recursive=True" if recursive else ""), "", ""]
        arguments = "frame" if self.frame else ", ".join(INTS + FLOATS + state)
        out += ["def run(code, n, depth, %s):" % arguments]
        body = []
        if self.virtualizable:
            body += ["frame = jit.hint(frame, access_directly=True)"]
        body += ["pc = 0", "while pc < len(code):", "    driver.jit_merge_point(%s)" % markers,
                 "    op = ord(code[pc])", "    pc += 1"]
        for number, lines in enumerate(instructions):
            body += ["    %s op == %d:" % ("if" if number == 0 else "elif", number)]
            body += ["        " + self.wrapped(line) for line in lines]
        body += ["    elif op == 250:", "        n -= 1", "        if n <= 0:", "            break", "        pc = 0"]
        if self.chance(0.8):
            body += ["        driver.can_enter_jit(%s)" % markers]
        if recursive:
            call = self.recursive_call()
            body += ["    elif op == 251:"] + ["        " + line for line in call]
        body += ["    else:", "        raise Other()"]
        result = "frame" if self.frame else None
        body += ["return intmask(%s)" % " + ".join(
            ["%s * %d" % ("frame.slots[%s]" % name[1] if self.frame else name, 2 * index + 1)
             for index, name in enumerate(INTS)] +
            ["int(%s)" % (("frame." if self.frame else "") + name) for name in FLOATS])]
        out += self.indented(body)
        del result
        out += self.entry(codes)
        return "\n".join(out) + "\n"

    def frame_class(self):
        lines = ["class Frame(object):"]
        if self.virtualizable:
            lines += ["    _virtualizable_ = ['slots[*]', 'f0', 'f1', 's', 'node', 'items', 'table']", ""]
        lines += ["    def __init__(self, first):"]
        if self.virtualizable:
            lines += ["        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)"]
        lines += ["        self.slots = [first, 1, 2, 3]", "        make_sure_not_resized(self.slots)",
                  "        self.f0 = 1.5", "        self.f1 = 0.0", "        self.s = 'ab'",
                  "        self.node = None", "        self.items = [1, 2, 3, 4]",
                  "        self.table = {0: 1}"]
        if not self.virtualizable:
            return lines
        return lines

    def recursive_call(self):
        fresh = ("Frame(%s)" % self.number(1) if self.frame else
                 "%s, 1, 2, 3, 1.5, 0.0, 'ab', None, [1, 2, 3, 4], {0: 1}" % self.number(1))
        return ["if depth < 2:", "    %s = run(code, 3, depth + 1, %s)" % (self.int(), fresh)]

    def entry(self, codes):
        fresh = "Frame(%d)" if self.frame else "%d, 1, 2, 3, 1.5, 0.0, 'ab', None, [1, 2, 3, 4], {0: 1}"
        lines = ["", "", "CODES = [%s]" % ", ".join(
            "'%s'" % "".join("\\x%02x" % unit for unit in body) for body in codes), "", "",
            "def entry_point(argv):", "    print Failed(len(argv)).number, opaque(0)",
            "    describe_all_kinds(len(argv))"]
        for round_number in range(2):
            lines += ["    for code in CODES:", "        for n in [1, 30, %d]:" % self.pick([60, 100, 200])]
            if self.frame:
                lines += ["            frame = %s" % (fresh % (round_number * 5)),
                          "            print run(code, n, 0, frame)",
                          "            print frame.s, describe(frame.node), frame.items, config.calls, config.rare"]
            else:
                lines += ["            print run(code, n, 0, %s)" % (fresh % (round_number * 5)),
                          "            print config.calls, config.rare"]
        return lines + ["    return 0", "", "", "def target(driver, args):", "    return entry_point, None"]


def generate(seed):
    return Generator(seed).program()


if __name__ == "__main__":
    import sys
    sys.stdout.write(generate(int(sys.argv[1])))
