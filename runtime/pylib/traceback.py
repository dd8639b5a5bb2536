"""Printing and formatting of exceptions."""

import sys
import _traceback


def _lines(text):
    return text.splitlines(True)


def extract_tb(tb, limit=None):
    return [(name, line, function, text.strip() or None)
            for name, line, function, text in _traceback.entries(tb)]


def format_list(entries):
    out = []
    for name, line, function, text in entries:
        item = '  File "%s", line %d, in %s\n' % (name, line, function)
        if text:
            item += '    %s\n' % text
        out.append(item)
    return out


def format_tb(tb, limit=None):
    return format_list(extract_tb(tb, limit))


def print_tb(tb, limit=None, file=None):
    (file or sys.stderr).write(''.join(format_tb(tb, limit)))


def format_exception_only(etype, value):
    return [_traceback.format(value, None)]


def format_exception(etype, value, tb, limit=None):
    out = []
    if tb is not None:
        out.append('Traceback (most recent call last):\n')
        out.extend(format_tb(tb, limit))
    return out + format_exception_only(etype, value)


def print_exception(etype, value, tb, limit=None, file=None):
    (file or sys.stderr).write(''.join(format_exception(etype, value, tb, limit)))


def format_exc(limit=None):
    return ''.join(format_exception(*sys.exc_info()))


def print_exc(limit=None, file=None):
    (file or sys.stderr).write(format_exc(limit))


def extract_stack(frame=None, limit=None):
    frame = frame or sys._getframe(1)
    out = []
    while frame is not None:
        out.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, None))
        frame = frame.f_back
    out.reverse()
    return out


def format_stack(frame=None, limit=None):
    return format_list(extract_stack(frame or sys._getframe(1)))


def print_stack(frame=None, limit=None, file=None):
    (file or sys.stderr).write(''.join(format_stack(frame or sys._getframe(1))))
