"""Programs as trees, and the loop that runs them.

evaluate() gives a node's value. A node in tail position is not evaluated: it says
which node comes next, and interpret() goes on with that one, so that tail calls
take no stack.
"""
from rpython.rlib import jit
from rpython.rlib.debug import make_sure_not_resized

from values import (SchemeError, W_Cell, W_Closure, W_Pair, W_Primitive, W_Value, list_of,
                    w_nil, w_unspecified)


class Env(object):
    """The variables of one call; never changed: see W_Cell."""
    _attrs_ = ['values', 'outer']
    _immutable_fields_ = ['values[*]', 'outer']

    def __init__(self, values, outer):
        make_sure_not_resized(values)
        self.values = values
        self.outer = outer


class Node(object):
    _attrs_ = []

    def evaluate(self, env):
        return interpret(self, env)

    def is_tail_node(self):
        """Does interpret() have to go on with another node?"""
        return False

    def location(self):
        return self.__class__.__name__


def get_printable_location(node):
    return node.location()


jitdriver = jit.JitDriver(greens=['node'], reds=['env'],
                          get_printable_location=get_printable_location, is_recursive=True)


def interpret(node, env):
    while True:
        jitdriver.jit_merge_point(node=node, env=env)
        if isinstance(node, If):
            if node.test.evaluate(env).is_true():
                node = node.then
            else:
                node = node.otherwise
        elif isinstance(node, Sequence):
            node = evaluate_but_last(node, env)
        elif isinstance(node, Call):
            w_procedure = node.procedure.evaluate(env)
            args = evaluate_arguments(node, env)
            if isinstance(w_procedure, W_Closure):
                code = jit.promote(w_procedure.code)
                env = bind(code, args, w_procedure.env)
                node = code.body
                jitdriver.can_enter_jit(node=node, env=env)
            elif isinstance(w_procedure, W_Primitive):
                return jit.promote(w_procedure).call(args)
            else:
                raise SchemeError('not a procedure: ' + w_procedure.text(True))
        else:
            return node.evaluate(env)


@jit.unroll_safe
def evaluate_but_last(node, env):
    last = len(node.nodes) - 1
    for i in range(last):
        node.nodes[i].evaluate(env)
    assert last >= 0
    return node.nodes[last]


@jit.unroll_safe
def evaluate_arguments(node, env):
    count = len(node.arguments)
    args = [w_nil] * count
    for i in range(count):
        args[i] = node.arguments[i].evaluate(env)
    return args


@jit.unroll_safe
def bind(code, args, outer):
    count = code.count
    if len(args) < count or (len(args) > count and not code.has_rest):
        raise SchemeError('%s: wrong number of arguments' % code.name)
    values = [w_nil] * code.size
    for i in range(count):
        values[i] = args[i]
    if code.has_rest:
        values[count] = list_of(args[count:])
    for i in range(code.size):
        if code.is_assigned[i]:
            values[i] = W_Cell(values[i])
    return Env(values, outer)


def apply_procedure(w_procedure, args):
    if isinstance(w_procedure, W_Closure):
        code = jit.promote(w_procedure.code)
        return interpret(code.body, bind(code, args, w_procedure.env))
    if isinstance(w_procedure, W_Primitive):
        return w_procedure.call(args)
    raise SchemeError('not a procedure: ' + w_procedure.text(True))


class Constant(Node):
    _attrs_ = ['w_value']
    _immutable_fields_ = ['w_value']

    def __init__(self, w_value):
        self.w_value = w_value

    def evaluate(self, env):
        return self.w_value


class LocalVariable(Node):
    _attrs_ = ['depth', 'index', 'name']
    _immutable_fields_ = ['depth', 'index', 'name']

    def __init__(self, depth, index, name):
        self.depth = depth
        self.index = index
        self.name = name

    @jit.unroll_safe
    def slot(self, env):
        for i in range(self.depth):
            env = env.outer
        index = self.index
        assert index >= 0
        return env.values[index]

    def evaluate(self, env):
        return self.slot(env)


class AssignedVariable(LocalVariable):
    """A local variable that some set! changes: its slot holds a cell."""
    _attrs_ = []

    def cell(self, env):
        w_cell = self.slot(env)
        assert isinstance(w_cell, W_Cell)
        return w_cell

    def evaluate(self, env):
        return self.cell(env).w_value


class GlobalVariable(Node):
    _attrs_ = ['symbol']
    _immutable_fields_ = ['symbol']

    def __init__(self, symbol):
        self.symbol = symbol

    def evaluate(self, env):
        w_value = self.symbol.w_global
        if w_value is None:
            raise SchemeError('undefined variable ' + self.symbol.name)
        return w_value


class SetLocal(Node):
    _attrs_ = ['variable', 'value']
    _immutable_fields_ = ['variable', 'value']

    def __init__(self, variable, value):
        self.variable = variable
        self.value = value

    def evaluate(self, env):
        self.variable.cell(env).w_value = self.value.evaluate(env)
        return w_unspecified


class SetGlobal(Node):
    _attrs_ = ['symbol', 'value', 'defines']
    _immutable_fields_ = ['symbol', 'value', 'defines']

    def __init__(self, symbol, value, defines):
        self.symbol = symbol
        self.value = value
        self.defines = defines

    def evaluate(self, env):
        if not self.defines and self.symbol.w_global is None:
            raise SchemeError('undefined variable ' + self.symbol.name)
        self.symbol.w_global = self.value.evaluate(env)
        return w_unspecified


class Lambda(Node):
    """`size` variables: `count` parameters, one for the rest if there is one, internal definitions."""
    _attrs_ = ['name', 'count', 'has_rest', 'size', 'is_assigned', 'body']
    _immutable_fields_ = ['name', 'count', 'has_rest', 'size', 'is_assigned[*]', 'body']

    def __init__(self, name, count, has_rest, size, is_assigned, body):
        self.name = name
        self.count = count
        self.has_rest = has_rest
        self.size = size
        self.is_assigned = is_assigned
        self.body = body

    def evaluate(self, env):
        return W_Closure(self, env)


class If(Node):
    _attrs_ = ['test', 'then', 'otherwise']
    _immutable_fields_ = ['test', 'then', 'otherwise']

    def __init__(self, test, then, otherwise):
        self.test = test
        self.then = then
        self.otherwise = otherwise


class Sequence(Node):
    _attrs_ = ['nodes']
    _immutable_fields_ = ['nodes[*]']

    def __init__(self, nodes):
        self.nodes = nodes


class Call(Node):
    _attrs_ = ['procedure', 'arguments']
    _immutable_fields_ = ['procedure', 'arguments[*]']

    def __init__(self, procedure, arguments):
        self.procedure = procedure
        self.arguments = arguments

    def location(self):
        procedure = self.procedure
        if isinstance(procedure, GlobalVariable):
            return 'Call ' + procedure.symbol.name
        return 'Call'
