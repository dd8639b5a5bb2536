"""Classes derived from the type of modules, as packages make them that import lazily."""
import sys
import types


class Lazy(types.ModuleType):
    def __init__(self, name, exports, prefix=None):
        self.__name__ = name
        self.exports = exports
        self.prefix = prefix or name

    def __getattr__(self, name):
        return self.prefix + ":" + self.exports[name]


class Filled(types.ModuleType):
    def __init__(self, name, **values):
        super(Filled, self).__init__(name, "filled from %d values" % len(values))
        self.__dict__.update(values)


sys.modules["lazy_one"] = Lazy("lazy_one", {"alpha": "A", "beta": "B"}, prefix="one")
sys.modules["filled"] = Filled("filled", size=12)

import lazy_one
from lazy_one import beta
import filled

ALPHA = lazy_one.alpha
NAMES = [lazy_one.__name__, filled.__name__, filled.__doc__]
PLAIN = types.ModuleType("plain", doc="of its own")


def entry_point(argv):
    print ALPHA, beta, filled.size
    for name in NAMES:
        print name
    print PLAIN.__name__, PLAIN.__doc__
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == "__main__":
    sys.exit(entry_point(sys.argv))
