"""Values of Scheme."""
from rpython.rlib import jit
from rpython.rlib.rfloat import formatd


class SchemeError(Exception):
    def __init__(self, message):
        self.message = message


class W_Value(object):
    _attrs_ = []

    def text(self, quoted):
        """How write (quoted) or display shows it."""
        return '#<value>'

    def is_true(self):
        return True

    def is_same(self, w_other):
        """eqv?"""
        return self is w_other


class W_Special(W_Value):
    _attrs_ = ['name']
    _immutable_fields_ = ['name']

    def __init__(self, name):
        self.name = name

    def text(self, quoted):
        return self.name


class W_Boolean(W_Special):
    _attrs_ = []

    def is_true(self):
        return self is not w_false


w_true = W_Boolean('#t')
w_false = W_Boolean('#f')
w_nil = W_Special('()')
w_unspecified = W_Special('#<unspecified>')
w_eof = W_Special('#<eof>')


def make_boolean(value):
    if value:
        return w_true
    return w_false


class W_Fixnum(W_Value):
    _attrs_ = ['value']
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def text(self, quoted):
        return str(self.value)

    def is_same(self, w_other):
        return isinstance(w_other, W_Fixnum) and self.value == w_other.value


class W_Flonum(W_Value):
    _attrs_ = ['value']
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def text(self, quoted):
        digits = formatd(self.value, 'g', 12)
        for c in digits:
            if not ('0' <= c <= '9' or c == '-'):
                return digits
        return digits + '.'

    def is_same(self, w_other):
        return isinstance(w_other, W_Flonum) and self.value == w_other.value


class W_String(W_Value):
    _attrs_ = ['value']
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def text(self, quoted):
        if quoted:
            return '"%s"' % self.value
        return self.value


class W_Character(W_Value):
    _attrs_ = ['value']
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def text(self, quoted):
        if quoted:
            return '#\\' + self.value
        return self.value

    def is_same(self, w_other):
        return isinstance(w_other, W_Character) and self.value == w_other.value


class W_Symbol(W_Value):
    """There is one per name; it holds the global variable of that name."""
    _attrs_ = ['name', 'w_global']
    _immutable_fields_ = ['name', 'w_global?']

    def __init__(self, name):
        self.name = name
        self.w_global = None

    def text(self, quoted):
        return self.name


class SymbolTable(object):
    def __init__(self):
        self.symbols = {}

    @jit.elidable
    def intern(self, name):
        if name not in self.symbols:
            self.symbols[name] = W_Symbol(name)
        return self.symbols[name]


symbols = SymbolTable()


class W_Pair(W_Value):
    _attrs_ = ['w_car', 'w_cdr']

    def __init__(self, w_car, w_cdr):
        self.w_car = w_car
        self.w_cdr = w_cdr

    def text(self, quoted):
        parts = []
        w_rest = self
        while isinstance(w_rest, W_Pair):
            parts.append(w_rest.w_car.text(quoted))
            w_rest = w_rest.w_cdr
        if w_rest is not w_nil:
            parts.append('.')
            parts.append(w_rest.text(quoted))
        return '(' + ' '.join(parts) + ')'


class W_Vector(W_Value):
    _attrs_ = ['items']
    _immutable_fields_ = ['items']

    def __init__(self, items):
        self.items = items

    def text(self, quoted):
        return '#(' + ' '.join([w_item.text(quoted) for w_item in self.items]) + ')'


class W_Procedure(W_Value):
    _attrs_ = []

    def text(self, quoted):
        return '#<procedure>'


class W_Primitive(W_Procedure):
    """least, most: numbers of arguments; most -1 is any."""
    _attrs_ = ['name', 'least', 'most', 'run']
    _immutable_fields_ = ['name', 'least', 'most', 'run']

    def __init__(self, name, least, most, run):
        self.name = name
        self.least = least
        self.most = most
        self.run = run

    def call(self, args):
        if len(args) < self.least or (self.most >= 0 and len(args) > self.most):
            raise SchemeError('%s: wrong number of arguments' % self.name)
        return self.run(args)


class W_Closure(W_Procedure):
    _attrs_ = ['code', 'env']
    _immutable_fields_ = ['code', 'env']

    def __init__(self, code, env):
        self.code = code
        self.env = env


class W_Cell(W_Value):
    """Holds a variable that set! changes, so that environments never change."""
    _attrs_ = ['w_value']

    def __init__(self, w_value):
        self.w_value = w_value


def list_of(items):
    w_result = w_nil
    for i in range(len(items) - 1, -1, -1):
        w_result = W_Pair(items[i], w_result)
    return w_result


def items_of(w_list):
    items = []
    while isinstance(w_list, W_Pair):
        items.append(w_list.w_car)
        w_list = w_list.w_cdr
    if w_list is not w_nil:
        raise SchemeError('not a list: ' + w_list.text(True))
    return items
