"""Primitive procedures."""
import os

from rpython.rlib.rarithmetic import ovfcheck

from nodes import apply_procedure
from values import (SchemeError, W_Boolean, W_Character, W_Fixnum, W_Flonum, W_Pair, W_Primitive,
                    W_Procedure, W_String, W_Symbol, W_Vector, items_of, list_of, make_boolean,
                    symbols, w_false, w_nil, w_unspecified)

PRIMITIVES = []


def primitive(name, least, most):
    def register(function):
        PRIMITIVES.append(W_Primitive(name, least, most, function))
        return function
    return register


def wrong(name, w_value):
    return SchemeError('%s: wrong argument %s' % (name, w_value.text(True)))


def to_float(name, w_value):
    if isinstance(w_value, W_Flonum):
        return w_value.value
    if isinstance(w_value, W_Fixnum):
        return float(w_value.value)
    raise wrong(name, w_value)


def to_int(name, w_value):
    if isinstance(w_value, W_Fixnum):
        return w_value.value
    raise wrong(name, w_value)


# ---- numbers

def add(w_left, w_right):
    if isinstance(w_left, W_Fixnum) and isinstance(w_right, W_Fixnum):
        try:
            return W_Fixnum(ovfcheck(w_left.value + w_right.value))
        except OverflowError:
            raise SchemeError('+: the result is too large')
    return W_Flonum(to_float('+', w_left) + to_float('+', w_right))


def subtract(w_left, w_right):
    if isinstance(w_left, W_Fixnum) and isinstance(w_right, W_Fixnum):
        try:
            return W_Fixnum(ovfcheck(w_left.value - w_right.value))
        except OverflowError:
            raise SchemeError('-: the result is too large')
    return W_Flonum(to_float('-', w_left) - to_float('-', w_right))


def multiply(w_left, w_right):
    if isinstance(w_left, W_Fixnum) and isinstance(w_right, W_Fixnum):
        try:
            return W_Fixnum(ovfcheck(w_left.value * w_right.value))
        except OverflowError:
            raise SchemeError('*: the result is too large')
    return W_Flonum(to_float('*', w_left) * to_float('*', w_right))


def less(name, w_left, w_right):
    if isinstance(w_left, W_Fixnum) and isinstance(w_right, W_Fixnum):
        return w_left.value < w_right.value
    return to_float(name, w_left) < to_float(name, w_right)


def equal_numbers(w_left, w_right):
    if isinstance(w_left, W_Fixnum) and isinstance(w_right, W_Fixnum):
        return w_left.value == w_right.value
    return to_float('=', w_left) == to_float('=', w_right)


@primitive('+', 0, -1)
def plus(args):
    w_sum = W_Fixnum(0)
    if len(args) == 2:
        return add(args[0], args[1])
    for w_arg in args:
        w_sum = add(w_sum, w_arg)
    return w_sum


@primitive('-', 1, -1)
def minus(args):
    if len(args) == 1:
        return subtract(W_Fixnum(0), args[0])
    w_result = args[0]
    for i in range(1, len(args)):
        w_result = subtract(w_result, args[i])
    return w_result


@primitive('*', 0, -1)
def times(args):
    w_product = W_Fixnum(1)
    for w_arg in args:
        w_product = multiply(w_product, w_arg)
    return w_product


@primitive('/', 2, 2)
def divide(args):
    divisor = to_float('/', args[1])
    if divisor == 0.0:
        raise SchemeError('/: division by zero')
    w_left, w_right = args[0], args[1]
    if isinstance(w_left, W_Fixnum) and isinstance(w_right, W_Fixnum) \
            and w_left.value % w_right.value == 0:
        return W_Fixnum(w_left.value // w_right.value)
    return W_Flonum(to_float('/', w_left) / divisor)


def divisor_of(name, w_value):
    divisor = to_int(name, w_value)
    if divisor == 0:
        raise SchemeError(name + ': division by zero')
    return divisor


@primitive('quotient', 2, 2)
def quotient(args):
    dividend, divisor = to_int('quotient', args[0]), divisor_of('quotient', args[1])
    result = abs(dividend) // abs(divisor)
    if (dividend < 0) != (divisor < 0):
        return W_Fixnum(-result)
    return W_Fixnum(result)


@primitive('remainder', 2, 2)
def remainder(args):
    dividend, divisor = to_int('remainder', args[0]), divisor_of('remainder', args[1])
    result = abs(dividend) % abs(divisor)
    if dividend < 0:
        return W_Fixnum(-result)
    return W_Fixnum(result)


@primitive('modulo', 2, 2)
def modulo(args):
    return W_Fixnum(to_int('modulo', args[0]) % divisor_of('modulo', args[1]))


@primitive('=', 2, 2)
def is_equal_number(args):
    return make_boolean(equal_numbers(args[0], args[1]))


@primitive('<', 2, 2)
def is_less(args):
    return make_boolean(less('<', args[0], args[1]))


@primitive('>', 2, 2)
def is_greater(args):
    return make_boolean(less('>', args[1], args[0]))


@primitive('<=', 2, 2)
def is_at_most(args):
    return make_boolean(not less('<=', args[1], args[0]))


@primitive('>=', 2, 2)
def is_at_least(args):
    return make_boolean(not less('>=', args[0], args[1]))


@primitive('zero?', 1, 1)
def is_zero(args):
    return make_boolean(equal_numbers(args[0], W_Fixnum(0)))


@primitive('number?', 1, 1)
def is_number(args):
    return make_boolean(isinstance(args[0], W_Fixnum) or isinstance(args[0], W_Flonum))


@primitive('exact->inexact', 1, 1)
def exact_to_inexact(args):
    return W_Flonum(to_float('exact->inexact', args[0]))


@primitive('number->string', 1, 1)
def number_to_string(args):
    return W_String(args[0].text(False))


# ---- pairs and lists

def pair(name, w_value):
    if isinstance(w_value, W_Pair):
        return w_value
    raise wrong(name, w_value)


@primitive('cons', 2, 2)
def cons(args):
    return W_Pair(args[0], args[1])


@primitive('car', 1, 1)
def car(args):
    return pair('car', args[0]).w_car


@primitive('cdr', 1, 1)
def cdr(args):
    return pair('cdr', args[0]).w_cdr


@primitive('cadr', 1, 1)
def cadr(args):
    return pair('cadr', pair('cadr', args[0]).w_cdr).w_car


@primitive('set-car!', 2, 2)
def set_car(args):
    pair('set-car!', args[0]).w_car = args[1]
    return w_unspecified


@primitive('set-cdr!', 2, 2)
def set_cdr(args):
    pair('set-cdr!', args[0]).w_cdr = args[1]
    return w_unspecified


@primitive('list', 0, -1)
def make_list(args):
    return list_of(args)


@primitive('length', 1, 1)
def length(args):
    count = 0
    w_rest = args[0]
    while isinstance(w_rest, W_Pair):
        count += 1
        w_rest = w_rest.w_cdr
    return W_Fixnum(count)


@primitive('append', 2, 2)
def append(args):
    items = items_of(args[0])
    w_result = args[1]
    for i in range(len(items) - 1, -1, -1):
        w_result = W_Pair(items[i], w_result)
    return w_result


@primitive('reverse', 1, 1)
def reverse(args):
    w_result = w_nil
    w_rest = args[0]
    while isinstance(w_rest, W_Pair):
        w_result = W_Pair(w_rest.w_car, w_result)
        w_rest = w_rest.w_cdr
    return w_result


@primitive('assv', 2, 2)
def assv(args):
    w_rest = args[1]
    while isinstance(w_rest, W_Pair):
        if pair('assv', w_rest.w_car).w_car.is_same(args[0]):
            return w_rest.w_car
        w_rest = w_rest.w_cdr
    return w_false


@primitive('null?', 1, 1)
def is_null(args):
    return make_boolean(args[0] is w_nil)


@primitive('pair?', 1, 1)
def is_pair(args):
    return make_boolean(isinstance(args[0], W_Pair))


# ---- equivalence

def is_equal(w_left, w_right):
    while True:
        if w_left.is_same(w_right):
            return True
        if isinstance(w_left, W_String) and isinstance(w_right, W_String):
            return w_left.value == w_right.value
        if not (isinstance(w_left, W_Pair) and isinstance(w_right, W_Pair)):
            return False
        if not is_equal(w_left.w_car, w_right.w_car):
            return False
        w_left, w_right = w_left.w_cdr, w_right.w_cdr


@primitive('eq?', 2, 2)
def eq(args):
    return make_boolean(args[0].is_same(args[1]))


@primitive('eqv?', 2, 2)
def eqv(args):
    return make_boolean(args[0].is_same(args[1]))


@primitive('equal?', 2, 2)
def equal(args):
    return make_boolean(is_equal(args[0], args[1]))


@primitive('not', 1, 1)
def negate(args):
    return make_boolean(not args[0].is_true())


@primitive('boolean?', 1, 1)
def is_boolean(args):
    return make_boolean(isinstance(args[0], W_Boolean))


@primitive('symbol?', 1, 1)
def is_symbol(args):
    return make_boolean(isinstance(args[0], W_Symbol))


@primitive('procedure?', 1, 1)
def is_procedure(args):
    return make_boolean(isinstance(args[0], W_Procedure))


@primitive('string?', 1, 1)
def is_string(args):
    return make_boolean(isinstance(args[0], W_String))


# ---- vectors

def vector(name, w_value):
    if isinstance(w_value, W_Vector):
        return w_value.items
    raise wrong(name, w_value)


def position(name, items, w_index):
    index = to_int(name, w_index)
    if index < 0 or index >= len(items):
        raise SchemeError('%s: index %d out of range' % (name, index))
    return index


@primitive('make-vector', 1, 2)
def make_vector(args):
    w_fill = w_unspecified
    if len(args) > 1:
        w_fill = args[1]
    count = to_int('make-vector', args[0])
    if count < 0:
        raise wrong('make-vector', args[0])
    return W_Vector([w_fill] * count)


@primitive('vector', 0, -1)
def make_vector_of(args):
    return W_Vector(args[:])


@primitive('vector-ref', 2, 2)
def vector_ref(args):
    items = vector('vector-ref', args[0])
    return items[position('vector-ref', items, args[1])]


@primitive('vector-set!', 3, 3)
def vector_set(args):
    items = vector('vector-set!', args[0])
    items[position('vector-set!', items, args[1])] = args[2]
    return w_unspecified


@primitive('vector-length', 1, 1)
def vector_length(args):
    return W_Fixnum(len(vector('vector-length', args[0])))


# ---- strings, symbols, characters

def string(name, w_value):
    if isinstance(w_value, W_String):
        return w_value.value
    raise wrong(name, w_value)


@primitive('string-length', 1, 1)
def string_length(args):
    return W_Fixnum(len(string('string-length', args[0])))


@primitive('string-append', 0, -1)
def string_append(args):
    return W_String(''.join([string('string-append', w_arg) for w_arg in args]))


@primitive('string-ref', 2, 2)
def string_ref(args):
    text = string('string-ref', args[0])
    index = to_int('string-ref', args[1])
    if index < 0 or index >= len(text):
        raise SchemeError('string-ref: index %d out of range' % index)
    return W_Character(text[index])


@primitive('string=?', 2, 2)
def is_same_string(args):
    return make_boolean(string('string=?', args[0]) == string('string=?', args[1]))


@primitive('symbol->string', 1, 1)
def symbol_to_string(args):
    w_symbol = args[0]
    if isinstance(w_symbol, W_Symbol):
        return W_String(w_symbol.name)
    raise wrong('symbol->string', w_symbol)


@primitive('string->symbol', 1, 1)
def string_to_symbol(args):
    return symbols.intern(string('string->symbol', args[0]))


@primitive('char->integer', 1, 1)
def char_to_integer(args):
    w_char = args[0]
    if isinstance(w_char, W_Character):
        return W_Fixnum(ord(w_char.value))
    raise wrong('char->integer', w_char)


# ---- control and output

@primitive('apply', 2, 2)
def apply(args):
    return apply_procedure(args[0], items_of(args[1])[:])


@primitive('display', 1, 1)
def display(args):
    os.write(1, args[0].text(False))
    return w_unspecified


@primitive('write', 1, 1)
def write(args):
    os.write(1, args[0].text(True))
    return w_unspecified


@primitive('newline', 0, 0)
def newline(args):
    os.write(1, '\n')
    return w_unspecified


@primitive('error', 1, -1)
def error(args):
    parts = []
    for w_arg in args:
        parts.append(w_arg.text(False))
    raise SchemeError(' '.join(parts))


def install():
    for w_primitive in PRIMITIVES:
        symbols.intern(w_primitive.name).w_global = w_primitive
