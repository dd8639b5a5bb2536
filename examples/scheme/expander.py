"""Data to nodes: special forms, scopes, derived forms.

A variable that some set! changes, or that an internal definition makes, lives in a
cell. Whether a parameter is assigned must be known before the body is compiled,
so the body is searched for set! first.
"""
from nodes import (AssignedVariable, Call, Constant, GlobalVariable, If, Lambda, LocalVariable,
                   Sequence, SetGlobal, SetLocal)
from values import (SchemeError, W_Pair, W_Symbol, items_of, list_of, symbols, w_false, w_nil,
                    w_true, w_unspecified)


class Scope(object):
    def __init__(self, names, assigned, outer):
        self.names = names
        self.assigned = assigned
        self.outer = outer

    def index_of(self, symbol):
        for i in range(len(self.names) - 1, -1, -1):
            if self.names[i] is symbol:
                return i
        return -1


def symbol(name):
    return symbols.intern(name)


QUOTE = symbol('quote')
IF = symbol('if')
DEFINE = symbol('define')
SET = symbol('set!')
LAMBDA = symbol('lambda')
BEGIN = symbol('begin')
LET = symbol('let')
LET_STAR = symbol('let*')
LETREC = symbol('letrec')
COND = symbol('cond')
ELSE = symbol('else')
AND = symbol('and')
OR = symbol('or')
DO = symbol('do')
TEMPORARY = symbol(' t')
LOOP = symbol(' loop')


def form(items):
    return list_of(items)


def is_assigned_in(name, w_datum):
    while isinstance(w_datum, W_Pair):
        w_car = w_datum.w_car
        if w_car is SET:
            w_rest = w_datum.w_cdr
            if isinstance(w_rest, W_Pair) and w_rest.w_car is name:
                return True
        if w_car is QUOTE:
            return False
        if isinstance(w_car, W_Pair) and is_assigned_in(name, w_car):
            return True
        w_datum = w_datum.w_cdr
    return False


def expand(w_datum, scope):
    if isinstance(w_datum, W_Symbol):
        return variable(w_datum, scope)
    if not isinstance(w_datum, W_Pair):
        return Constant(w_datum)
    w_head = w_datum.w_car
    if isinstance(w_head, W_Symbol) and is_global(w_head, scope):
        node = special_form(w_head, items_of(w_datum), w_datum, scope)
        if node is not None:
            return node
    items = items_of(w_datum)
    return Call(expand(items[0], scope), expand_all(items[1:], scope))


def expand_all(items, scope):
    return [expand(w_item, scope) for w_item in items][:]


def is_global(name, scope):
    while scope is not None:
        if scope.index_of(name) >= 0:
            return False
        scope = scope.outer
    return True


def variable(name, scope):
    depth = 0
    while scope is not None:
        index = scope.index_of(name)
        if index >= 0:
            if scope.assigned[index]:
                return AssignedVariable(depth, index, name.name)
            return LocalVariable(depth, index, name.name)
        scope = scope.outer
        depth += 1
    return GlobalVariable(name)


def special_form(head, items, w_datum, scope):
    """None: the head is no keyword."""
    if head is QUOTE:
        return Constant(items[1])
    if head is IF:
        otherwise = Constant(w_unspecified)
        if len(items) > 3:
            return If(expand(items[1], scope), expand(items[2], scope), expand(items[3], scope))
        return If(expand(items[1], scope), expand(items[2], scope), otherwise)
    if head is DEFINE:
        return definition(items, scope)
    if head is SET:
        return assignment(items[1], expand(items[2], scope), scope)
    if head is LAMBDA:
        return function('lambda', items[1], items[2:], scope)
    if head is BEGIN:
        return sequence(items[1:], scope)
    if head is LET:
        return let(items, scope)
    if head is LET_STAR:
        return let_star(items, scope)
    if head is LETREC:
        return letrec(items, scope)
    if head is COND:
        return cond(items[1:], scope)
    if head is AND:
        return conjunction(items[1:], scope)
    if head is OR:
        return disjunction(items[1:], scope)
    if head is DO:
        return do_loop(items, scope)
    return None


def sequence(items, scope):
    if len(items) == 0:
        return Constant(w_unspecified)
    if len(items) == 1:
        return expand(items[0], scope)
    return Sequence(expand_all(items, scope))


def definition(items, scope):
    w_target = items[1]
    if isinstance(w_target, W_Pair):
        w_name = w_target.w_car
        assert isinstance(w_name, W_Symbol)
        node = function(w_name.name, w_target.w_cdr, items[2:], scope)
        return define_as(w_name, node, scope)
    assert isinstance(w_target, W_Symbol)
    return define_as(w_target, expand(items[2], scope), scope)


def define_as(name, node, scope):
    if scope is None:
        return SetGlobal(name, node, True)
    return assignment(name, node, scope)


def assignment(w_name, value, scope):
    if not isinstance(w_name, W_Symbol):
        raise SchemeError('set! wants a variable')
    target = variable(w_name, scope)
    if isinstance(target, AssignedVariable):
        return SetLocal(target, value)
    return SetGlobal(w_name, value, False)


def function(name, w_parameters, body, scope):
    names = []
    while isinstance(w_parameters, W_Pair):
        w_name = w_parameters.w_car
        if not isinstance(w_name, W_Symbol):
            raise SchemeError('a parameter must be a symbol')
        names.append(w_name)
        w_parameters = w_parameters.w_cdr
    count = len(names)
    has_rest = isinstance(w_parameters, W_Symbol)
    if isinstance(w_parameters, W_Symbol):
        names.append(w_parameters)
    w_body = list_of(body)
    assigned = [is_assigned_in(w_name, w_body) for w_name in names]
    for w_item in body:
        w_defined = defined_name(w_item)
        if w_defined is not None:
            names.append(w_defined)
            assigned.append(True)
    inner = Scope(names, assigned, scope)
    return Lambda(name, count, has_rest, len(names), assigned[:], sequence(body, inner))


def defined_name(w_item):
    """The name that an internal definition makes; None for other forms."""
    if not isinstance(w_item, W_Pair) or w_item.w_car is not DEFINE:
        return None
    w_rest = w_item.w_cdr
    assert isinstance(w_rest, W_Pair)
    w_target = w_rest.w_car
    if isinstance(w_target, W_Pair):
        w_target = w_target.w_car
    assert isinstance(w_target, W_Symbol)
    return w_target


def let(items, scope):
    w_first = items[1]
    if isinstance(w_first, W_Symbol):
        return named_let(w_first, items, scope)
    names, values = bindings(w_first)
    procedure = function('let', list_of(names), items[2:], scope)
    return Call(procedure, expand_all(values, scope))


def bindings(w_list):
    names = []
    values = []
    for w_binding in items_of(w_list):
        pair = items_of(w_binding)
        names.append(pair[0])
        values.append(pair[1])
    return names, values


def named_let(name, items, scope):
    # ((letrec ((name (lambda names body...))) name) values...)
    names, values = bindings(items[2])
    w_lambda = W_Pair(LAMBDA, W_Pair(list_of(names), list_of(items[3:])))
    w_letrec = form([LETREC, form([form([name, w_lambda])]), name])
    return Call(expand(w_letrec, scope), expand_all(values, scope))


def let_star(items, scope):
    pairs = items_of(items[1])
    w_body = W_Pair(LET, W_Pair(w_nil, list_of(items[2:])))
    for i in range(len(pairs) - 1, -1, -1):
        w_body = form([LET, form([pairs[i]]), w_body])
    return expand(w_body, scope)


def letrec(items, scope):
    # A procedure without parameters whose body begins with definitions.
    body = []
    for w_binding in items_of(items[1]):
        body.append(W_Pair(DEFINE, w_binding))
    for w_item in items[2:]:
        body.append(w_item)
    return Call(function('letrec', w_nil, body, scope), [])


def cond(clauses, scope):
    if len(clauses) == 0:
        return Constant(w_unspecified)
    clause = items_of(clauses[0])
    if clause[0] is ELSE:
        return sequence(clause[1:], scope)
    if len(clause) == 1:
        return either(expand(clause[0], scope), form([W_Pair(COND, list_of(clauses[1:]))]), scope)
    return If(expand(clause[0], scope), sequence(clause[1:], scope), cond(clauses[1:], scope))


def either(first, w_body, scope):
    """first, or if it is false the value of the body."""
    w_if = form([IF, TEMPORARY, TEMPORARY, W_Pair(BEGIN, w_body)])
    return Call(function('or', form([TEMPORARY]), [w_if], scope), [first])


def conjunction(items, scope):
    if len(items) == 0:
        return Constant(w_true)
    if len(items) == 1:
        return expand(items[0], scope)
    return If(expand(items[0], scope), conjunction(items[1:], scope), Constant(w_false))


def disjunction(items, scope):
    if len(items) == 0:
        return Constant(w_false)
    if len(items) == 1:
        return expand(items[0], scope)
    return either(expand(items[0], scope), form([W_Pair(OR, list_of(items[1:]))]), scope)


def do_loop(items, scope):
    # (let loop ((name init) ...) (if test (begin result ...) (begin body ... (loop step ...))))
    starts = []
    steps = [LOOP]
    for w_binding in items_of(items[1]):
        binding = items_of(w_binding)
        starts.append(form([binding[0], binding[1]]))
        if len(binding) > 2:
            steps.append(binding[2])
        else:
            steps.append(binding[0])
    end = items_of(items[2])
    body = [BEGIN]
    for w_item in items[3:]:
        body.append(w_item)
    body.append(list_of(steps))
    w_if = form([IF, end[0], W_Pair(BEGIN, list_of(end[1:])), list_of(body)])
    return named_let(LOOP, [LET, LOOP, list_of(starts), w_if], scope)
