"""The names that annotations of types are written with. They have no effect: a subscript
gives the name itself."""

TYPE_CHECKING = False


class _Form(object):
    def __init__(self, name):
        self._name = name

    def __getitem__(self, parameters):
        return self

    def __repr__(self):
        return 'typing.' + self._name


class _Subscriptable(type):
    def __getitem__(cls, parameters):
        return cls


class Generic(object):
    __metaclass__ = _Subscriptable


class Protocol(Generic):
    pass


_FORMS = '''
    Any AnyStr BinaryIO Callable ClassVar Collection Container Counter DefaultDict Deque Dict Final
    FrozenSet Generator Hashable IO Iterable Iterator List Literal Mapping Match MutableMapping
    MutableSequence MutableSet NoReturn Optional Pattern Reversible Sequence Set Sized
    SupportsAbs SupportsFloat SupportsInt TextIO Tuple Type Union'''.split()
for _name in _FORMS:
    globals()[_name] = _Form(_name)

Text = unicode


def TypeVar(name, *constraints, **options):
    return _Form(name)


def NewType(name, base):
    return base


def NamedTuple(name, fields):
    from collections import namedtuple
    return namedtuple(name, [field for field, _ in fields])


def cast(type, value):
    return value


def _same(x):
    return x

final = no_type_check = no_type_check_decorator = overload = runtime = runtime_checkable = _same


def get_type_hints(obj, globalns=None, localns=None):
    return {}

__all__ = _FORMS + [
    'Generic', 'NamedTuple', 'NewType', 'Protocol', 'TYPE_CHECKING', 'Text', 'TypeVar', 'cast',
    'final', 'get_type_hints', 'no_type_check', 'no_type_check_decorator', 'overload',
    'runtime_checkable']
