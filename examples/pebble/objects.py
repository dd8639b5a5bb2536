"""Values of Pebble: boxed integers and floats, strings, lists, instances with maps.

An instance keeps its fields in a list; its map says which field lies where.
Instances that got the same fields in the same order share one map, so that under
the JIT, which promotes maps, reading a field is a class test, a map test and a load.
"""
from rpython.rlib import jit
from rpython.rlib.rarithmetic import ovfcheck
from rpython.rlib.rfloat import formatd


class PebbleError(Exception):
    """An error of the Pebble program."""

    def __init__(self, message):
        self.message = message


class W_Object(object):
    _attrs_ = []

    def kind(self):
        return 'object'

    def text(self):
        return '<%s>' % self.kind()

    def is_true(self):
        return True

    def add(self, w_other):
        raise operand_error('+', self, w_other)

    def sub(self, w_other):
        raise operand_error('-', self, w_other)

    def mul(self, w_other):
        raise operand_error('*', self, w_other)

    def div(self, w_other):
        raise operand_error('/', self, w_other)

    def mod(self, w_other):
        raise operand_error('%', self, w_other)

    def less(self, w_other):
        raise operand_error('<', self, w_other)

    def equals(self, w_other):
        return self is w_other

    def get_item(self, w_index):
        raise PebbleError('%s has no items' % self.kind())

    def set_item(self, w_index, w_value):
        raise PebbleError('%s has no items' % self.kind())

    def length(self):
        raise PebbleError('%s has no length' % self.kind())


def operand_error(operator, w_left, w_right):
    return PebbleError('%s and %s do not go with %s' % (w_left.kind(), w_right.kind(), operator))


class W_Nil(W_Object):
    def kind(self):
        return 'nil'

    def text(self):
        return 'nil'

    def is_true(self):
        return False


class W_Bool(W_Object):
    _immutable_fields_ = ['value']
    _attrs_ = ['value']

    def __init__(self, value):
        self.value = value

    def kind(self):
        return 'bool'

    def text(self):
        if self.value:
            return 'true'
        return 'false'

    def is_true(self):
        return self.value


w_nil = W_Nil()
w_true = W_Bool(True)
w_false = W_Bool(False)


def make_bool(value):
    if value:
        return w_true
    return w_false


class W_Int(W_Object):
    _immutable_fields_ = ['value']
    _attrs_ = ['value']

    def __init__(self, value):
        self.value = value

    def kind(self):
        return 'int'

    def text(self):
        return str(self.value)

    def is_true(self):
        return self.value != 0

    def add(self, w_other):
        if isinstance(w_other, W_Int):
            try:
                return W_Int(ovfcheck(self.value + w_other.value))
            except OverflowError:
                return W_Float(float(self.value) + float(w_other.value))
        return W_Float(float(self.value) + number('+', self, w_other))

    def sub(self, w_other):
        if isinstance(w_other, W_Int):
            try:
                return W_Int(ovfcheck(self.value - w_other.value))
            except OverflowError:
                return W_Float(float(self.value) - float(w_other.value))
        return W_Float(float(self.value) - number('-', self, w_other))

    def mul(self, w_other):
        if isinstance(w_other, W_Int):
            try:
                return W_Int(ovfcheck(self.value * w_other.value))
            except OverflowError:
                return W_Float(float(self.value) * float(w_other.value))
        return W_Float(float(self.value) * number('*', self, w_other))

    def div(self, w_other):
        if isinstance(w_other, W_Int):
            if w_other.value == 0:
                raise PebbleError('division by zero')
            return W_Int(self.value // w_other.value)
        return divided(float(self.value), number('/', self, w_other))

    def mod(self, w_other):
        if isinstance(w_other, W_Int):
            if w_other.value == 0:
                raise PebbleError('division by zero')
            return W_Int(self.value % w_other.value)
        raise operand_error('%', self, w_other)

    def less(self, w_other):
        if isinstance(w_other, W_Int):
            return self.value < w_other.value
        return float(self.value) < number('<', self, w_other)

    def equals(self, w_other):
        if isinstance(w_other, W_Int):
            return self.value == w_other.value
        if isinstance(w_other, W_Float):
            return float(self.value) == w_other.value
        return False


class W_Float(W_Object):
    _immutable_fields_ = ['value']
    _attrs_ = ['value']

    def __init__(self, value):
        self.value = value

    def kind(self):
        return 'float'

    def text(self):
        return formatd(self.value, 'g', 9)

    def is_true(self):
        return self.value != 0.0

    def add(self, w_other):
        return W_Float(self.value + number('+', self, w_other))

    def sub(self, w_other):
        return W_Float(self.value - number('-', self, w_other))

    def mul(self, w_other):
        return W_Float(self.value * number('*', self, w_other))

    def div(self, w_other):
        return divided(self.value, number('/', self, w_other))

    def less(self, w_other):
        return self.value < number('<', self, w_other)

    def equals(self, w_other):
        if isinstance(w_other, W_Float):
            return self.value == w_other.value
        if isinstance(w_other, W_Int):
            return self.value == float(w_other.value)
        return False


def number(operator, w_left, w_right):
    if isinstance(w_right, W_Float):
        return w_right.value
    if isinstance(w_right, W_Int):
        return float(w_right.value)
    raise operand_error(operator, w_left, w_right)


def divided(dividend, divisor):
    if divisor == 0.0:
        raise PebbleError('division by zero')
    return W_Float(dividend / divisor)


class W_Str(W_Object):
    _immutable_fields_ = ['value']
    _attrs_ = ['value']

    def __init__(self, value):
        self.value = value

    def kind(self):
        return 'str'

    def text(self):
        return self.value

    def is_true(self):
        return len(self.value) != 0

    def add(self, w_other):
        if isinstance(w_other, W_Str):
            return W_Str(self.value + w_other.value)
        raise operand_error('+', self, w_other)

    def less(self, w_other):
        if isinstance(w_other, W_Str):
            return self.value < w_other.value
        raise operand_error('<', self, w_other)

    def equals(self, w_other):
        return isinstance(w_other, W_Str) and self.value == w_other.value

    def get_item(self, w_index):
        return W_Str(self.value[checked_index(w_index, len(self.value))])

    def length(self):
        return len(self.value)


def checked_index(w_index, length):
    if not isinstance(w_index, W_Int):
        raise PebbleError('an index must be an int, not %s' % w_index.kind())
    index = w_index.value
    if index < 0 or index >= length:
        raise PebbleError('index %d out of range' % index)
    return index


class W_List(W_Object):
    _attrs_ = ['items']

    def __init__(self, items):
        self.items = items

    def kind(self):
        return 'list'

    def text(self):
        return '[' + ', '.join([w_item.text() for w_item in self.items]) + ']'

    def is_true(self):
        return len(self.items) != 0

    def get_item(self, w_index):
        return self.items[checked_index(w_index, len(self.items))]

    def set_item(self, w_index, w_value):
        self.items[checked_index(w_index, len(self.items))] = w_value

    def length(self):
        return len(self.items)


class Map(object):
    """The layout of instances: the field names in the order they were set."""
    _attrs_ = ['indices', 'transitions', 'size']
    _immutable_fields_ = ['size']

    def __init__(self, size):
        self.size = size
        self.indices = {}
        self.transitions = {}

    @jit.elidable
    def index_of(self, name):
        return self.indices.get(name, -1)

    @jit.elidable
    def with_field(self, name):
        if name not in self.transitions:
            result = Map(self.size + 1)
            for other in self.indices:
                result.indices[other] = self.indices[other]
            result.indices[name] = self.size
            self.transitions[name] = result
        return self.transitions[name]


class W_Class(W_Object):
    _immutable_fields_ = ['name', 'empty_map']
    _attrs_ = ['name', 'methods', 'empty_map', 'w_base']

    def __init__(self, name, w_base):
        self.name = name
        self.methods = {}
        self.empty_map = Map(0)
        self.w_base = w_base

    def kind(self):
        return 'class'

    def text(self):
        return '<class %s>' % self.name

    @jit.elidable
    def find_method(self, name):
        # Classes are complete before the first instance exists.
        w_class = self
        while w_class is not None:
            if name in w_class.methods:
                return w_class.methods[name]
            w_class = w_class.w_base
        return None


class W_Instance(W_Object):
    _immutable_fields_ = ['w_class']
    _attrs_ = ['w_class', 'map', 'fields']

    def __init__(self, w_class):
        self.w_class = w_class
        self.map = w_class.empty_map
        self.fields = []

    def kind(self):
        return self.w_class.name

    def get_field(self, name):
        index = jit.promote(self.map).index_of(name)
        if index < 0:
            raise PebbleError('%s has no field %s' % (self.kind(), name))
        return self.fields[index]

    def set_field(self, name, w_value):
        layout = jit.promote(self.map)
        index = layout.index_of(name)
        if index >= 0:
            self.fields[index] = w_value
        else:
            self.map = layout.with_field(name)
            self.fields.append(w_value)


class W_Function(W_Object):
    _immutable_fields_ = ['name', 'code']
    _attrs_ = ['name', 'code']

    def __init__(self, name, code):
        self.name = name
        self.code = code

    def kind(self):
        return 'func'

    def text(self):
        return '<func %s>' % self.name


class W_Builtin(W_Object):
    """A function of the interpreter; `run` takes the arguments as a list."""
    _immutable_fields_ = ['name', 'arity', 'run']
    _attrs_ = ['name', 'arity', 'run']

    def __init__(self, name, arity, run):
        self.name = name
        self.arity = arity
        self.run = run

    def kind(self):
        return 'func'

    def text(self):
        return '<func %s>' % self.name
