# Values that hints hide: what they decide is annotated, too, and brings attributes together.
from rpython.rlib.jit import hint, promote


class Premise(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def show(self):
        return "%d ? %d" % (self.left, self.right)


class Match(Premise):
    def show(self):
        return "match"


class Reduction(Premise):
    def show(self):
        return "%d --> %d" % (self.left, self.right)


class Assignment(Premise):
    def show(self):
        return "%d := %d" % (self.left, self.right)


PREMISES = [Reduction(1, 2), Assignment(3, 4)]


class Interpreter(object):
    _immutable_fields_ = ["debug"]

    def __init__(self, debug=0):
        self.debug = promote(debug)
        self.steps = hint(100, promote=True)

    def log(self, premise):
        if self.debug != 0:
            print premise.show()

    def run(self, premise):
        self.log(premise)
        self.steps -= 1
        if isinstance(premise, Match):
            return premise.right
        elif isinstance(premise, Reduction):
            return premise.left
        elif isinstance(premise, Assignment):
            return premise.right + self.steps
        return 0


def entry_point(argv):
    interpreter = Interpreter()
    for premise in PREMISES:
        print interpreter.run(premise)
    return 0


def target(driver, args):
    return entry_point, None
