# A function with look_inside_iff that is specialised by the value of an argument.
from rpython.rlib import jit
from rpython.rlib.objectmodel import specialize


class Term(object):
    @specialize.arg(2)
    def unify(self, other, checked):
        return 'same' if self is other else 'other'


class Pair(Term):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    @specialize.arg(2)
    @jit.look_inside_iff(lambda self, other, checked: jit.isvirtual(self) or jit.isconstant(other))
    def unify(self, other, checked):
        if not isinstance(other, Pair):
            return Term.unify(self, other, checked)
        text = self.left.unify(other.left, checked) + self.right.unify(other.right, checked)
        if checked:
            return text + '!'
        return text


def unify(a, b):
    return a.unify(b, True) + ' ' + a.unify(b, False)


def entry_point(argv):
    one = Term()
    two = Term()
    print unify(one, two), unify(one, one)
    print unify(Pair(one, two), Pair(one, Pair(one, two)))
    print unify(Pair(one, two), one)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
