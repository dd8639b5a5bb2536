# import_from_mixin: immutable fields gather, special methods stay behind.
from rpython.rlib.objectmodel import import_from_mixin


class Old:
    def old(self):
        return 'old'


class Positioned(object):
    _immutable_fields_ = ['x']

    def place(self):
        return self.x

    def __str__(self):
        return 'positioned'


class Named(Positioned):
    _immutable_fields_ = ['name']
    kind = 'named'

    def title(self):
        return self.kind + ' ' + self.name


class Sprite(object):
    _immutable_fields_ = ['size']
    import_from_mixin(Named)
    import_from_mixin(Old)

    def __init__(self, size, x, name):
        self.size = size
        self.x = x
        self.name = name


class Told(object):
    import_from_mixin(Positioned, special_methods=['__str__'])


def overwrites():
    try:
        class Wrong(object):
            kind = 'wrong'
            import_from_mixin(Named)
    except Exception as e:
        return 'would overwrite' in str(e)
    return False


lines = [Sprite._immutable_fields_, str(Told()), str(overwrites()),
         str(Sprite(1, 2, 'a')).startswith('<')]
text = repr(lines)


def entry_point(argv):
    n = len(argv)
    print text
    sprite = Sprite(n, n + 1, 'one')
    print sprite.size, sprite.place(), sprite.title(), sprite.old()
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
