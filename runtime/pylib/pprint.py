"""Printing of nested data."""

import sys


def pformat(x, indent=1, width=80, depth=None):
    text = repr(x)
    if len(text) <= width:
        return text
    if type(x) is dict:
        items = ['%r: %s' % (key, pformat(x[key], indent, width - 4)) for key in sorted(x)]
        return '{' + ',\n '.join(items) + '}'
    if type(x) is list:
        return '[' + ',\n '.join([pformat(item, indent, width - 2) for item in x]) + ']'
    if type(x) is tuple:
        return '(' + ',\n '.join([pformat(item, indent, width - 2) for item in x]) + ')'
    return text


def pprint(x, stream=None, indent=1, width=80, depth=None):
    (stream or sys.stdout).write(pformat(x, indent, width) + '\n')
