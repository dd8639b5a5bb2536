"""The platform that programs are compiled for, and its C compiler.

Targets may add to the factory's flags: the driver passes them on.
"""
import os
import sys
from __tw_cc__ import compiler
from rpython.rtyper.tool.rffi_platform import CompilationError


class ExecutionResult(object):
    def __init__(self, returncode, out, err):
        self.returncode = returncode
        self.out = out
        self.err = err


class Platform(object):
    name = 'linux'
    exe_ext = ''
    so_ext = 'so'
    so_prefixes = ('lib', '')
    c_environ = None
    shared_only = ()
    standalone_only = ()
    link_flags = tuple(os.environ.get('LDFLAGS', '').split())
    cflags = tuple(os.environ.get('CFLAGS', '').split())
    relevant_environ = ('CPATH', 'LIBRARY_PATH', 'C_INCLUDE_PATH')

    def __init__(self, cc=None):
        self.cc = cc or compiler()

    def __repr__(self):
        return '<%s cc=%s>' % (self.__class__.__name__, self.cc)

    def __eq__(self, other):
        return isinstance(other, Platform) and self.cc == other.cc

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.cc)

    def check___thread(self):
        return True

    def library_dirs_for_libffi(self):
        return []

    def include_dirs_for_libffi(self):
        return []

    def library_dirs_for_libffi_a(self):
        return []

    def preprocess_include_dirs(self, include_dirs):
        return include_dirs

    def preprocess_library_dirs(self, library_dirs):
        return library_dirs


class Linux(Platform):
    pass


class Linux64(Linux):
    pass


host_factory = Linux64

host = host_factory()
platform = host


def pick_platform(new_platform, cc):
    if new_platform == 'host':
        return host_factory(cc)
    raise ValueError("the platform %r is not supported" % (new_platform,))


def set_platform(new_platform, cc):
    global platform
    platform = pick_platform(new_platform, cc)


def is_host_build():
    return platform is host
