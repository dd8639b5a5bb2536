"""What machine this is."""
import os
import sys


def uname():
    names = os.uname()
    return names + ('',)


def system():
    return os.uname()[0]


def node():
    return os.uname()[1]


def release():
    return os.uname()[2]


def version():
    return os.uname()[3]


def machine():
    return os.uname()[4]


def processor():
    return ''


def architecture(executable='', bits='', linkage=''):
    return ('64bit' if sys.maxint > 2 ** 32 else '32bit', 'ELF')


def platform(aliased=0, terse=0):
    return '%s-%s-%s' % (system(), release(), machine())


def python_version():
    return '.'.join([str(n) for n in sys.version_info[:3]])


def python_implementation():
    return 'CPython'
