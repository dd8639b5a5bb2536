# Names of attributes put together from constants that specialisation makes.
from rpython.rlib.objectmodel import specialize, we_are_translated


class Registry(object):
    names = ['counter', 'label']

    def __init__(self):
        self.extra_counter = 5
        self.extra_label = 'none'

    @specialize.arg(1)
    def get(self, name):
        full = 'extra_' + name
        if not we_are_translated():
            assert name in self.names
        return getattr(self, full)

    @specialize.arg(1)
    def set(self, name, value):
        full = 'extra_' + name
        setattr(self, full, value)


def entry_point(argv):
    registry = Registry()
    print registry.get('counter'), registry.get('label')
    registry.set('counter', len(argv))
    registry.set('label', 'some')
    print registry.get('counter'), registry.get('label')
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
