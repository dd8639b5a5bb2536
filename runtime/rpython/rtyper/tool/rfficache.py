"""Sizes and signs of C types."""
from rpython.rtyper.tool.rffi_platform import CompilationError, ask_c
from rpython.translator.tool.cbuild import ExternalCompilationInfo


def ask_gcc(question, add_source="", ignore_errors=False,
            compilation_info=ExternalCompilationInfo()):
    """The output of a C program that runs the statement."""
    source = '%s\n#include <stdio.h>\n#include <stddef.h>\n#include <stdint.h>\n' \
             '#include <sys/types.h>\n%s\nint main(void) { %s; return 0; }\n' % (
                 '\n'.join(compilation_info.pre_include_bits), add_source, question)
    return ask_c(source, compilation_info)


def sizeof_c_type(c_typename, ignore_errors=False, add_source="",
                  compilation_info=ExternalCompilationInfo()):
    lines = ['#include <%s>' % name for name in compilation_info.includes]
    lines += compilation_info.post_include_bits
    source = '\n'.join(lines) + '\n' + add_source
    return int(ask_gcc('printf("%%d", (int)sizeof(%s))' % c_typename, source,
                       compilation_info=compilation_info))


class Platform(object):
    """C types by their names."""

    def __init__(self):
        self.types = {}
        self.numbertype_to_rclass = {}

    def inttype(self, name, c_name, signed, **kwds):
        from rpython.rtyper.lltypesystem import rffi
        return getattr(rffi, name.upper())

platform = Platform()
