# Attributes that a class declares and nothing ever stores, frozen objects of which
# some lack an attribute, and calls of __init__ that reach the built-in bases.


class Node(object):
    _attrs_ = ['left', 'value']

    def __init__(self, value):
        self.value = value


class Leaf(Node):
    _attrs_ = ()


class Slotted(object):
    __slots__ = 'extra'


def extra_of(s, wanted):
    if wanted:
        return s.extra
    return -1


def left_or_value(node, left):
    if left:
        return node.left
    return node.value


class Setting(object):
    def _freeze_(self):
        return True


quiet = Setting()
loud = Setting()
quiet.level = loud.level = 1
loud.volume = 11


def setting(n):
    if n > 0:
        return loud
    return quiet


class Base(object):
    pass


class Derived(Base):
    def __init__(self, x):
        Base.__init__(self)
        object.__init__(self)
        self.x = x


class Old:
    pass


class Problem(Exception):
    def __init__(self, code):
        Exception.__init__(self)
        self.code = code


class Told(Exception):
    def __init__(self, code):
        Exception.__init__(self, code)
        self.code = code


class Failure(IOError):
    def __init__(self, path):
        IOError.__init__(self, 5, 'failed', path)


def fail(how):
    if how == 0:
        raise Problem(4)
    if how == 1:
        raise Told(5)
    if how == 2:
        raise IOError('no such thing')
    if how == 3:
        raise OSError(7, 'seven')
    if how == 4:
        raise Failure('there')
    raise OSError


def what(how):
    try:
        fail(how)
    except Problem as e:
        return 'problem %d' % e.code
    except Told as e:
        return 'told %d' % e.code
    except Failure as e:
        return 'failure %d %s %s' % (e.errno, e.strerror, e.filename)
    except IOError:
        return 'input or output'
    except OSError as e:
        return 'system %d' % e.errno if e.errno == 7 else 'system'
    return 'nothing'


def entry_point(argv):
    n = len(argv)
    print left_or_value(Node(n), n > 5), left_or_value(Leaf(n + 1), n > 6)
    print extra_of(Slotted(), n > 7)
    print setting(n).level, setting(n - 1).level
    chosen = setting(n)
    if chosen is loud:
        print chosen.volume
    print Derived(n + 2).x
    Old()
    for how in range(6):
        print what(how)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
