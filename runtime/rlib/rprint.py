"""The print statement and the print function of translated programs.

Text gathers in a buffer until a line ends; whole lines are written at once, so
the output of print and of os.write mixes in the order of the program.
"""
import os


class _Line(object):
    def __init__(self):
        self.parts = []
        self.fresh = True       # nothing printed since the last end


_line = _Line()


def print_item(s):
    if not _line.fresh:
        _line.parts.append(' ')
    _line.parts.append(s)
    _line.fresh = False


def print_newline():
    _line.parts.append('\n')
    _line.fresh = True
    _flush()


def print_end(s):
    stop = s.rfind('\n') + 1
    assert stop >= 0
    if stop > 0:
        _line.parts.append(s[:stop])
        _flush()
    _line.parts.append(s[stop:])
    _line.fresh = True


def _flush():
    parts = _line.parts
    _line.parts = []
    text = ''.join(parts)
    while text:
        written = os.write(1, text)
        assert written >= 0
        text = text[written:]
