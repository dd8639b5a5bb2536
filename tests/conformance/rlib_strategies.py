# rstrategies: collections that switch between representations.
from rpython.rlib.objectmodel import import_from_mixin
from rpython.rlib.rstrategies import rstrategies as rs


class W_Object(object):
    def show(self):
        return "?"


class W_Int(W_Object):
    def __init__(self, value):
        self.value = value

    def show(self):
        return str(self.value)


class W_Str(W_Object):
    def __init__(self, value):
        self.value = value

    def show(self):
        return "'" + self.value + "'"


class W_Nil(W_Object):
    def show(self):
        return "nil"

w_nil = W_Nil()


class W_List(W_Object):
    rs.make_accessors(strategy='strategy', storage='storage')

    def __init__(self, size, elements=None):
        self.strategy = None
        if elements is None:
            factory.set_initial_strategy(self, NilStrategy, size)
        else:
            factory.set_initial_strategy(self, factory.strategy_type_for(elements), len(elements), elements)

    def fetch(self, i):
        return self.strategy.fetch(self, i)

    def store(self, i, w):
        self.strategy.store(self, i, w)

    def size(self):
        return self.strategy.size(self)

    def insert(self, i, l):
        self.strategy.insert(self, i, l)

    def append(self, l):
        self.strategy.append(self, l)

    def delete(self, a, b):
        self.strategy.delete(self, a, b)

    def pop(self, i):
        return self.strategy.pop(self, i)

    def show(self):
        return self.strategy.name() + " [" + ", ".join([w.show() for w in self.strategy.fetch_all(self)]) + "]"


class AbstractListStrategy(object):
    __metaclass__ = rs.StrategyMetaclass
    import_from_mixin(rs.AbstractStrategy)
    import_from_mixin(rs.SafeIndexingMixin)

    def strategy_factory(self):
        return factory

    def name(self):
        return "?"


@rs.strategy()
class ObjectStrategy(AbstractListStrategy):
    import_from_mixin(rs.GenericStrategy)

    def default_value(self):
        return w_nil

    def name(self):
        return "Object"


@rs.strategy(generalize=[ObjectStrategy])
class IntStrategy(AbstractListStrategy):
    import_from_mixin(rs.SingleTypeStrategy)

    contained_type = W_Int

    def default_value(self):
        return W_Int(0)

    def wrap(self, value):
        return W_Int(value)

    def unwrap(self, w):
        assert isinstance(w, W_Int)
        return w.value

    def name(self):
        return "Int"


@rs.strategy(generalize=[IntStrategy, ObjectStrategy])
class NilStrategy(AbstractListStrategy):
    import_from_mixin(rs.SingleValueStrategy)

    def value(self):
        return w_nil

    def name(self):
        return "Nil"

factory = rs.StrategyFactory(AbstractListStrategy)


def entry_point(argv):
    l = W_List(3)
    print l.show(), l.size()
    l2 = W_List(0, [W_Int(1), W_Int(2)])
    print l2.show()
    l2.append([W_Int(3)])
    l2.insert(0, [W_Int(-1), W_Int(0)])
    print l2.show(), l2.pop(1).show(), l2.show()
    l2.delete(0, 2)
    print l2.show()
    l2.store(0, W_Str("x"))
    print l2.show()
    l.store(1, W_Str("s"))
    print l.show()
    try:
        l.fetch(10)
    except IndexError:
        print "IndexError"
    l3 = W_List(2)
    l3.append([w_nil])
    l3.store(0, W_Str("a"))
    print l3.show()
    l4 = W_List(0, [W_Int(5), W_Str("q")])
    print l4.show()
    l5 = W_List(0, [w_nil, w_nil])
    print l5.show()
    total = 0
    big = W_List(0, [W_Int(0)])
    for i in range(1000):
        big.append([W_Int(i)])
    for i in range(big.size()):
        w = big.fetch(i)
        assert isinstance(w, W_Int)
        total += w.value
    print total, big.strategy.name()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
