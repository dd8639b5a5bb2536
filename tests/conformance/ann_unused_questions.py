# A question about a value whose answer nothing uses does not bring a class into the program.
class Variable(object):
    def binding(self):
        raise NotImplementedError


class Bound(Variable):
    def __init__(self, value):
        self.value = value

    def binding(self):
        return self.value


class InTerm(Variable):
    def bind(self):
        self.bound = True

    def binding(self):
        if self.bound:
            return 1
        return 2


def total(variables):
    result = 0
    mutable = False
    for i in range(len(variables)):
        result += variables[i].binding()
    mutable = mutable | isinstance(variables[0], InTerm)
    mutable = mutable | hasattr(variables[0], "unknown")
    return result


def entry_point(argv):
    variables = [Variable(), Bound(1), Bound(len(argv))]
    del variables[0]
    print total(variables)
    return 0


def target(driver, args):
    return entry_point, None
