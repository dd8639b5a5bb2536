"""A Scheme: reader, expander, and an interpreter of trees with proper tail calls.

Translate it (tracewright -Ojit scheme.py), then: ./scheme-c [--jit PARAMETERS] PROGRAM.scm
"""
import os

from rpython.rlib import jit
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow

import primitives
from expander import expand
from reader import Reader
from values import SchemeError, w_eof


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


def run(source):
    reader = Reader(source)
    while True:
        w_datum = reader.read()
        if w_datum is w_eof:
            return
        try:
            expand(w_datum, None).evaluate(None)
        except StackOverflow:
            check_stack_overflow()
            raise SchemeError('the recursion is too deep')


def entry_point(argv):
    position = 1
    if len(argv) > 2 and argv[1] == '--jit':
        jit.set_user_param(None, argv[2])
        position = 3
    if position >= len(argv):
        os.write(2, 'usage: %s [--jit PARAMETERS] PROGRAM\n' % argv[0])
        return 2
    primitives.install()
    try:
        source = read_file(argv[position])
    except OSError:
        os.write(2, 'cannot read %s\n' % argv[position])
        return 1
    try:
        run(source)
    except SchemeError as error:
        os.write(2, 'error: %s\n' % error.message)
        return 1
    return 0


def target(driver, args):
    return entry_point, None
