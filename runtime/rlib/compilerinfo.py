"""The C compiler that made the executable."""
from rpython.rlib.objectmodel import we_are_translated
from rpython.rtyper.tool import rffi_platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo


class _Config(object):
    _compilation_info_ = ExternalCompilationInfo()
    version = rffi_platform.DefinedConstantString('__VERSION__')

_VERSION = rffi_platform.configure(_Config)['version']


def get_compiler_info():
    """Like "GCC 12.2.0"; "(untranslated)" at import time."""
    if we_are_translated():
        return 'GCC ' + _VERSION
    return '(untranslated)'
