"""Random programs of Pebble (examples/pebble), for comparing levels and JIT settings.

Programs end: every loop has a counter of its own, recursion a depth that falls. They may end with an
error of Pebble, which all levels must report alike. What they compute is printed.
"""
import random

INTEGERS = ["0", "1", "2", "3", "5", "7", "10", "63", "64", "255", "1000", "65536", "4611686018427387904",
            "9223372036854775807"]
FLOATS = ["0.0", "0.5", "1.0", "2.25", "3.0", "1000000.0", "0.001"]
STRINGS = ['""', '"a"', '"ab"', '"pebble"', '"0"', '"12"', '"xyz"']
FIELDS = ["p", "q", "r"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 0
        self.fresh = 0
        self.functions = []   # (name, number of parameters)
        self.classes = []     # (name, number of parameters of init)
        self.methods = ["size", "twice", "mix"]
        self.names = []       # variables in scope that may be assigned
        self.constants = []   # ... that may only be read: loop counters
        self.loop_depth = 0
        self.in_method = False

    # ---- text

    def emit(self, text):
        self.lines.append("  " * self.indent + text)

    def name(self, prefix):
        self.fresh += 1
        return "%s%d" % (prefix, self.fresh)

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, items):
        return self.random.choice(items)

    # ---- expressions

    def variable(self):
        names = self.names + self.constants
        return self.pick(names) if names else self.pick(INTEGERS)

    def number(self, depth):
        """Mostly an integer, sometimes a float; errors stay possible but rare."""
        kind = self.random.randrange(14)
        if depth <= 0 or kind < 3:
            return self.variable() if self.chance(0.6) else self.pick(INTEGERS[:9])
        if kind == 3:
            return self.pick(FLOATS) if self.chance(0.5) else self.pick(INTEGERS)
        if kind < 9:
            return "(%s %s %s)" % (self.number(depth - 1), self.pick(["+", "-", "*", "+", "-"]),
                                   self.number(depth - 1))
        if kind == 9:
            return "(%s %s %s)" % (self.number(depth - 1), self.pick(["/", "%"]),
                                   self.pick(["1", "2", "3", "7", "64", "-3", self.variable()]))
        if kind == 10:
            return "(-%s)" % self.number(depth - 1)
        if kind == 11:
            return "len(%s)" % self.pick([self.string(depth - 1), self.list(depth - 1)])
        if kind == 12:
            return self.call(depth)
        return self.field(depth)

    def string(self, depth):
        kind = self.random.randrange(7)
        if depth <= 0 or kind < 2:
            return self.pick(STRINGS)
        if kind == 2:
            return "(%s + %s)" % (self.string(depth - 1), self.string(depth - 1))
        if kind == 3:
            return "str(%s)" % self.number(depth - 1)
        if kind == 4:
            return "chr(65 + len(%s) %% 26)" % self.string(depth - 1)
        if kind == 5:
            text = self.pick(STRINGS[2:])
            return "substr(%s, %d, %d)" % (text, self.random.randrange(2), self.random.randrange(1, 3))
        return "(%s)[%s]" % (self.pick(STRINGS[3:4]), self.pick(["0", "1", "2"]))

    def list(self, depth):
        return "[%s]" % ", ".join(self.value(depth - 1) for _ in range(self.random.randrange(4)))

    def call(self, depth):
        if not self.functions:
            return self.pick(INTEGERS)
        name, count = self.pick(self.functions)
        return "%s(%s)" % (name, ", ".join(self.number(depth - 2) for _ in range(count)))

    def instance(self, depth):
        name, count = self.pick(self.classes)
        return "%s(%s)" % (name, ", ".join(self.number(depth - 2) for _ in range(count)))

    def field(self, depth):
        if not self.classes:
            return self.pick(FLOATS)
        base = "this" if self.in_method and self.chance(0.6) else self.instance(depth)
        if self.chance(0.3) and not self.in_method:
            return "%s.%s()" % (base, self.pick(self.methods))
        return "%s.%s" % (base, self.pick(FIELDS))

    def condition(self, depth):
        kind = self.random.randrange(8)
        if kind < 5 or depth <= 0:
            return "%s %s %s" % (self.number(depth - 1), self.pick(["<", ">", "<=", ">=", "==", "!="]),
                                 self.number(depth - 1))
        if kind == 5:
            return "(%s) %s (%s)" % (self.condition(depth - 1), self.pick(["and", "or"]),
                                     self.condition(depth - 1))
        if kind == 6:
            return "not (%s)" % self.condition(depth - 1)
        return "%s %s %s" % (self.string(depth), self.pick(["==", "!=", "<"]), self.string(depth))

    def value(self, depth):
        kind = self.random.randrange(10)
        if kind < 6:
            return self.number(depth)
        if kind == 6:
            return self.string(depth)
        if kind == 7:
            return self.list(depth) if depth > 0 else "nil"
        if kind == 8:
            return "(%s)" % self.condition(depth - 1)
        return self.instance(depth) if self.classes and depth > 1 else self.pick(["nil", "true", "false"])

    # ---- statements

    def block(self, count):
        self.indent += 1
        known = len(self.names)
        for _ in range(count):
            self.statement()
        del self.names[known:]
        self.indent -= 1

    def statement(self):
        kind = self.random.randrange(20)
        if kind < 8 and self.names:
            self.emit("%s = %s;" % (self.pick(self.names), self.number(3)))
        elif kind < 10:
            expression = self.number(2)
            name = self.name("v")
            self.emit("var %s = %s;" % (name, expression))
            self.names.append(name)
        elif kind < 13:
            self.emit("if (%s) {" % self.condition(2))
            self.block(self.random.randrange(1, 3))
            if self.chance(0.5):
                self.emit("} else {")
                self.block(self.random.randrange(1, 3))
            self.emit("}")
        elif kind < 15 and self.loop_depth < 2:
            self.loop()
        elif kind == 15:
            self.list_statements()
        elif kind == 16:
            self.string_loop()
        elif kind == 17 and self.classes:
            self.object_statements()
        elif kind == 18 and self.loop_depth == 0:
            self.emit("print(%s);" % self.value(2))
        elif self.in_method:
            self.emit("this.%s = %s;" % (self.pick(FIELDS), self.number(2)))
        elif self.names:
            self.emit("%s = %s;" % (self.pick(self.names), self.value(2) if self.chance(0.1)
                                    else self.number(1)))
        else:
            self.emit("print(%s);" % self.value(2))

    def loop(self, count=None):
        counter = self.name("i")
        limit = count or self.random.choice([3, 7, 12, 30] if self.loop_depth else [5, 20, 60, 150])
        self.emit("var %s = 0;" % counter)
        self.emit("while (%s < %d) {" % (counter, limit))
        self.constants.append(counter)
        self.loop_depth += 1
        self.block(self.random.randrange(1, 5))
        self.loop_depth -= 1
        self.constants.pop()
        self.emit("  %s = %s + 1;" % (counter, counter))
        self.emit("}")

    def list_statements(self):
        name, counter = self.name("l"), self.name("i")
        size = self.random.randrange(1, 9)
        self.emit("var %s = filled(%d, %s);" % (name, size, self.number(1)))
        self.emit("var %s = 0;" % counter)
        self.emit("while (%s < %d) {" % (counter, self.random.choice([4, 9, 25])))
        self.emit("  %s[%s %% %d] = %s[(%s + 1) %% %d] + %s;" % (name, counter, size, name, counter,
                                                               size, self.number(1)))
        if self.chance(0.4):
            self.emit("  append(%s, %s);" % (name, self.value(1)))
        if self.chance(0.2):
            self.emit("  if (len(%s) > %d) { pop(%s); }" % (name, size, name))
        self.emit("  %s = %s + 1;" % (counter, counter))
        self.emit("}")
        self.emit("print(%s);" % name)

    def string_loop(self):
        name, counter = self.name("s"), self.name("i")
        self.emit("var %s = %s;" % (name, self.string(2)))
        self.emit("var %s = 0;" % counter)
        self.emit("while (%s < %d) {" % (counter, self.random.choice([5, 11, 23])))
        self.emit("  %s = %s;" % (name, self.pick(["%s + %s" % (name, self.string(2)),
                                                  "%s + %s" % (self.string(1), name)])))
        if self.chance(0.5):
            self.emit("  if (len(%s) > 6) { %s = substr(%s, 1, 4); }" % (name, name, name))
        if self.chance(0.5):
            self.emit("  if (%s == %s) { %s = %s; }" % (name, self.string(2), name, self.string(1)))
        self.emit("  %s = %s + 1;" % (counter, counter))
        self.emit("}")
        self.emit("print(%s);" % name)

    def object_statements(self):
        name, counter = self.name("o"), self.name("i")
        self.emit("var %s = %s;" % (name, self.instance(2)))
        self.emit("var %s = 0;" % counter)
        self.emit("while (%s < %d) {" % (counter, self.random.choice([4, 9, 40])))
        self.constants.append(counter)
        for _ in range(self.random.randrange(1, 3)):
            self.emit("  %s.%s = %s.%s + %s;" % (name, self.pick(FIELDS), name, self.pick(FIELDS),
                                                 self.number(1)))
        if self.chance(0.4):
            self.emit("  if (%s %% %d == 0) { %s = %s; }" % (counter, self.random.randrange(2, 9), name,
                                                           self.instance(2)))
        if self.chance(0.4):
            self.emit("  %s.%s = %s.%s();" % (name, self.pick(FIELDS), name, self.pick(self.methods)))
        self.constants.pop()
        self.emit("  %s = %s + 1;" % (counter, counter))
        self.emit("}")
        self.emit("print(%s.%s);" % (name, self.pick(FIELDS)))

    # ---- definitions

    def body(self, parameters):
        saved = self.names, self.constants, self.loop_depth
        self.names, self.constants, self.loop_depth = list(parameters), [], 1
        self.indent += 1
        for _ in range(self.random.randrange(1, 4)):
            self.statement()
        self.emit("return %s;" % self.number(2))
        self.indent -= 1
        self.names, self.constants, self.loop_depth = saved

    def function(self):
        parameters = [self.name("a") for _ in range(self.random.randrange(1, 4))]
        name = self.name("f")
        self.emit("func %s(%s) {" % (name, ", ".join(parameters)))
        if self.chance(0.3):
            # Recursion: the first parameter is the depth.
            first = parameters[0]
            arguments = ["int(%s) %% 40 - 1" % first] + parameters[1:]
            self.emit("  if (%s < 1) { return %s; }" % (first, self.pick(parameters)))
            self.emit("  return %s(%s) + %s;" % (name, ", ".join(arguments), self.pick(parameters)))
            self.emit("}")
        else:
            self.body(parameters)
            self.emit("}")
        self.functions.append((name, len(parameters)))

    def class_definition(self):
        name = self.name("C")
        base = " : %s" % self.pick(self.classes)[0] if self.classes and self.chance(0.5) else ""
        parameters = [self.name("a") for _ in range(self.random.randrange(0, 3))]
        self.emit("class %s%s {" % (name, base))
        self.indent += 1
        self.emit("func init(%s) {" % ", ".join(parameters))
        fields = FIELDS[:]
        if self.chance(0.4):
            self.random.shuffle(fields)
        for field in fields:
            self.emit("  this.%s = %s;" % (field, self.pick(parameters + INTEGERS[:6])))
        self.emit("}")
        known = self.functions, self.classes
        self.in_method, self.functions, self.classes = True, [], []
        for method in self.methods:
            if base and self.chance(0.5):
                continue
            self.emit("func %s() {" % method)
            self.body([])
            self.emit("}")
        self.in_method = False
        self.functions, self.classes = known
        self.indent -= 1
        self.emit("}")
        self.classes.append((name, len(parameters)))

    def program(self):
        for _ in range(self.random.randrange(0, 3)):
            self.class_definition()
        for _ in range(self.random.randrange(1, 4)):
            self.function()
        main = self.name("main")
        self.emit("func %s() {" % main)
        self.indent += 1
        for _ in range(self.random.randrange(2, 4)):
            name = self.name("v")
            self.emit("var %s = %s;" % (name, self.pick(INTEGERS[:10])))
            self.names.append(name)
        self.loop(self.random.choice([20, 50, 120]))
        for _ in range(self.random.randrange(0, 4)):
            self.statement()
        for name in self.names:
            self.emit("print(%s);" % name)
        self.indent -= 1
        self.emit("}")
        self.names = []
        self.emit("print(%s());" % main)
        if self.chance(0.3):
            self.emit("print(%s());" % main)
        if self.chance(0.2):
            name = self.name("g")
            self.emit("var %s = 0;" % name)
            self.names.append(name)
            self.loop(30)
            self.emit("print(%s);" % name)
        return "\n".join(self.lines) + "\n"


def generate(seed):
    return Generator(seed).program()


if __name__ == "__main__":
    import sys
    sys.stdout.write(generate(int(sys.argv[1])))
