"""The functions that every Pebble program has."""
import os
import time

from objects import (PebbleError, W_Builtin, W_Float, W_Int, W_List, W_Str, w_nil)


def print_value(args):
    os.write(1, args[0].text() + '\n')
    return w_nil


def write_value(args):
    os.write(1, args[0].text())
    return w_nil


def length(args):
    return W_Int(args[0].length())


def append(args):
    w_list = args[0]
    if not isinstance(w_list, W_List):
        raise PebbleError('append() wants a list')
    w_list.items.append(args[1])
    return w_nil


def pop(args):
    w_list = args[0]
    if not isinstance(w_list, W_List) or len(w_list.items) == 0:
        raise PebbleError('pop() wants a list that is not empty')
    return w_list.items.pop()


def filled(args):
    w_count = args[0]
    if not isinstance(w_count, W_Int) or w_count.value < 0:
        raise PebbleError('filled() wants a count')
    return W_List([args[1]] * w_count.value)


def text(args):
    return W_Str(args[0].text())


def to_int(args):
    w_value = args[0]
    if isinstance(w_value, W_Int):
        return w_value
    if isinstance(w_value, W_Float):
        return W_Int(int(w_value.value))
    if isinstance(w_value, W_Str):
        try:
            return W_Int(int(w_value.value))
        except ValueError:
            pass
    raise PebbleError('int() does not take this value: ' + w_value.text())


def to_float(args):
    w_value = args[0]
    if isinstance(w_value, W_Int):
        return W_Float(float(w_value.value))
    if isinstance(w_value, W_Float):
        return w_value
    raise PebbleError('float() does not take this value: ' + w_value.text())


def ordinal(args):
    w_text = args[0]
    if not isinstance(w_text, W_Str) or len(w_text.value) != 1:
        raise PebbleError('ord() wants one character')
    return W_Int(ord(w_text.value[0]))


def character(args):
    w_code = args[0]
    if not isinstance(w_code, W_Int) or not 0 <= w_code.value < 256:
        raise PebbleError('chr() wants a number below 256')
    return W_Str(chr(w_code.value))


def substring(args):
    w_text, w_start, w_stop = args[0], args[1], args[2]
    if (not isinstance(w_text, W_Str) or not isinstance(w_start, W_Int)
            or not isinstance(w_stop, W_Int)):
        raise PebbleError('substr() wants a string and two numbers')
    start, stop = w_start.value, w_stop.value
    if start < 0 or stop < start or stop > len(w_text.value):
        raise PebbleError('substr() out of range')
    return W_Str(w_text.value[start:stop])


def clock(args):
    return W_Float(time.clock())


BUILTINS = [
    W_Builtin('print', 1, print_value), W_Builtin('write', 1, write_value),
    W_Builtin('len', 1, length), W_Builtin('append', 2, append), W_Builtin('pop', 1, pop),
    W_Builtin('filled', 2, filled), W_Builtin('str', 1, text), W_Builtin('int', 1, to_int),
    W_Builtin('float', 1, to_float), W_Builtin('ord', 1, ordinal),
    W_Builtin('chr', 1, character), W_Builtin('substr', 3, substring),
    W_Builtin('clock', 0, clock),
]


def install(program, functions):
    for w_builtin in functions:
        program.global_named(w_builtin.name).w_constant = w_builtin
