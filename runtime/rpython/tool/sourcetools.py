"""Functions made from source text."""
import types
from rpython.rlib.objectmodel import func_with_new_name


class NiceCompile(object):
    """compile2 with the names of one namespace."""

    def __init__(self, namespace_or_filename):
        if isinstance(namespace_or_filename, str):
            self.name = namespace_or_filename
        else:
            self.name = namespace_or_filename.get('__name__', '?')

    def __call__(self, src, args={}):
        return compile2(src, self.name)


def getsource(object):
    raise IOError("the source of %r is not kept" % (object,))


def deindent(text):
    """Without the indentation of its first line that is not blank."""
    lines = text.split('\n')
    indent = None
    result = []
    for line in lines:
        stripped = line.lstrip()
        if stripped and indent is None:
            indent = len(line) - len(stripped)
        result.append(line[indent:] if indent and line[:indent].strip() == '' else line)
    return '\n'.join(result)


def compile2(source, filename=None, mode='exec', flags=0, dont_inherit=0):
    return compile(deindent(source), filename or '<codegen>', mode)


def compile_template(source, resultname):
    """The function of that name that the source defines; unknown names come from
    the caller."""
    import sys
    frame = sys._getframe(1)
    namespace = dict(frame.f_globals)
    namespace.update(frame.f_locals)
    exec compile2(str(source)) in namespace
    return namespace[resultname]


def func_renamer(newname):
    """The function gets that name."""
    def decorate(func):
        return func_with_new_name(func, newname)
    return decorate


def rpython_wrapper(f, template, templateargs=None, **globaldict):
    """A function with the same signature that the template wraps around f."""
    names = f.func_code.co_varnames[:f.func_code.co_argcount]
    values = dict(templateargs or {})
    values['name'] = f.func_name
    values['arglist'] = ', '.join(names)
    values['original'] = 'original_func'
    namespace = dict(globaldict)
    namespace['original_func'] = f
    exec compile2(template.format(**values)) in namespace
    result = namespace[f.func_name]
    result.func_defaults = f.func_defaults
    result.func_dict.update(f.func_dict)
    return result


def valid_identifier(name):
    """The name with every other character made an underscore."""
    return ''.join([c if c.isalnum() else '_' for c in str(name)])
