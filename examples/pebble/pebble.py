"""Pebble: a small dynamic language, its bytecode compiler and its interpreter.

Translate it (tracewright -Ojit pebble.py), then: ./pebble-c [--jit PARAMETERS] PROGRAM.peb [ARGUMENTS]
"""
import os

from rpython.rlib import jit
from rpython.rlib.debug import debug_print, debug_start, debug_stop

import builtins
from compiler import Program, compile_source
from interp import Frame, run_frame
from objects import PebbleError, W_Builtin, W_List, W_Str, w_nil


def read_file(path):
    fd = os.open(path, os.O_RDONLY, 0)
    parts = []
    while True:
        data = os.read(fd, 65536)
        if not data:
            break
        parts.append(data)
    os.close(fd)
    return ''.join(parts)


def run_code(source, program):
    code = compile_source(source, program)
    return run_frame(Frame(code), code)


class Session(object):
    """What eval() and arguments() need of the running program."""

    def __init__(self):
        self.program = None
        self.arguments = []


session = Session()


def evaluate(args):
    w_source = args[0]
    if not isinstance(w_source, W_Str):
        raise PebbleError('eval() wants a string')
    return run_code(w_source.value, session.program)


def arguments(args):
    return W_List([W_Str(argument) for argument in session.arguments])


@jit.dont_look_inside
def begin_phase(args):
    """Marks a phase of the program in the log (PYPYLOG)."""
    debug_start('pebble-phase')
    debug_print(args[0].text())
    return w_nil


@jit.dont_look_inside
def end_phase(args):
    debug_stop('pebble-phase')
    return w_nil


REFLECTION = [W_Builtin('eval', 1, evaluate), W_Builtin('arguments', 0, arguments),
              W_Builtin('begin_phase', 1, begin_phase), W_Builtin('end_phase', 0, end_phase)]


def run_source(source, arguments):
    session.program = Program()
    session.arguments = arguments
    builtins.install(session.program, builtins.BUILTINS)
    builtins.install(session.program, REFLECTION)
    run_code(source, session.program)


def entry_point(argv):
    position = 1
    if len(argv) > 2 and argv[1] == '--jit':
        jit.set_user_param(None, argv[2])
        position = 3
    if position >= len(argv):
        os.write(2, 'usage: %s [--jit PARAMETERS] PROGRAM [ARGUMENTS]\n' % argv[0])
        return 2
    try:
        source = read_file(argv[position])
    except OSError:
        os.write(2, 'cannot read %s\n' % argv[position])
        return 1
    try:
        run_source(source, argv[position + 1:])
    except PebbleError as error:
        os.write(2, 'error: %s\n' % error.message)
        return 1
    return 0


def target(driver, args):
    return entry_point, None
