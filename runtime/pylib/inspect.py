"""Information about live objects."""

import sys
import types
from collections import namedtuple

Arguments = namedtuple('Arguments', 'args varargs keywords')
ArgSpec = namedtuple('ArgSpec', 'args varargs keywords defaults')


def isclass(x):
    return isinstance(x, (type, types.ClassType))


def ismodule(x):
    return isinstance(x, types.ModuleType)


def isfunction(x):
    return isinstance(x, types.FunctionType)


def ismethod(x):
    return isinstance(x, types.MethodType)


def isbuiltin(x):
    return isinstance(x, types.BuiltinFunctionType)


def isgenerator(x):
    return isinstance(x, types.GeneratorType)


def iscode(x):
    return isinstance(x, types.CodeType)


def isroutine(x):
    return isbuiltin(x) or isfunction(x) or ismethod(x)


def isgeneratorfunction(x):
    return (isfunction(x) or ismethod(x)) and bool(x.func_code.co_flags & 32) \
        if isfunction(x) else ismethod(x) and isgeneratorfunction(x.im_func)


def getargs(code):
    n = code.co_argcount
    names = list(code.co_varnames)
    varargs = keywords = None
    rest = names[n:]
    if code.co_flags & 4:
        varargs = rest.pop(0)
    if code.co_flags & 8:
        keywords = rest.pop(0)
    return Arguments(names[:n], varargs, keywords)


def getargspec(function):
    if ismethod(function):
        function = function.im_func
    if not isfunction(function):
        raise TypeError('%r is not a Python function' % (function,))
    return ArgSpec(*(getargs(function.func_code) + (function.func_defaults,)))


def getmro(cls):
    if isinstance(cls, type):
        return cls.__mro__
    order = []

    def visit(c):
        if c not in order:
            order.append(c)
            for base in c.__bases__:
                visit(base)
    visit(cls)
    return tuple(order)


def getmembers(x, predicate=None):
    out = []
    for name in dir(x):
        try:
            value = getattr(x, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            out.append((name, value))
    return out


def getdoc(x):
    doc = getattr(x, '__doc__', None)
    if not isinstance(doc, basestring):
        return None
    from textwrap import dedent
    lines = doc.expandtabs().split('\n')
    return (lines[0].lstrip() + '\n' + dedent('\n'.join(lines[1:]))).strip()


def getmodule(x):
    return sys.modules.get(getattr(x, '__module__', None))


def _code(x):
    if ismethod(x):
        x = x.im_func
    return x.func_code if isfunction(x) else x


def getfile(x):
    if ismodule(x):
        return x.__file__
    if isclass(x):
        return sys.modules[x.__module__].__file__
    return _code(x).co_filename


getsourcefile = getfile


def getsourcelines(x):
    lines = open(getfile(x)).readlines()
    start = _code(x).co_firstlineno - 1
    while start > 0 and lines[start - 1].lstrip().startswith('@'):
        start -= 1
    end = start
    while end < len(lines) and not lines[end].lstrip().startswith(('def ', 'class ', 'lambda')):
        end += 1
    margin = len(lines[start]) - len(lines[start].lstrip())
    end += 1
    while end < len(lines):
        line = lines[end]
        if line.strip() and len(line) - len(line.lstrip()) <= margin:
            break
        end += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return lines[start:end], start + 1


def getsource(x):
    return ''.join(getsourcelines(x)[0])


def currentframe():
    return sys._getframe(1)
