"""Import of modules by name."""

import sys


def import_module(name, package=None):
    """The module `name`; with leading dots, relative to the package `package`."""
    if name.startswith('.'):
        if not package:
            raise TypeError("relative imports require the 'package' argument")
        level = len(name) - len(name.lstrip('.'))
        parents = package.split('.')
        if level > len(parents):
            raise ValueError("attempted relative import beyond top-level package")
        base = parents[:len(parents) - level + 1]
        name = '.'.join(base + [name[level:]] if name[level:] else base)
    __import__(name)
    return sys.modules[name]
