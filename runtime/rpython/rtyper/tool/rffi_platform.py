"""Questions to the C compiler about types, constants and functions of C headers.

A configuration class lists the questions as its attributes; configure() asks all
of them in one C program and gives a dict of the answers.
"""
import os
import sys
from __tw_cc__ import ask
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo


class CompilationError(Exception):
    """The C compiler refuses a program; with its messages as `out`."""

    def __init__(self, out='', err=''):
        Exception.__init__(self, out)
        self.out = out
        self.err = err or out


def _flags(info):
    return (['-I' + directory for directory in info.include_dirs]
            + list(info.compile_extra))


def _link_flags(info):
    flags = list(info.separate_module_files) + list(info.link_files)
    for directory in info.library_dirs:
        flags += ['-L' + directory, '-Wl,-rpath,' + directory]
    flags += list(info.link_extra)
    return flags + ['-l' + name for name in info.libraries]


def ask_c(source, info):
    """The output of a C program. CompilationError if it is refused, or fails."""
    built, status, output = ask('run', source, _flags(info), _link_flags(info))
    if not built:
        raise CompilationError(output)
    if status != 0:
        raise CompilationError("a probing program ends with status %d: %s" % (status, output))
    return output


def _header(info):
    lines = list(info.pre_include_bits)
    lines += ['#include <stdio.h>', '#include <stddef.h>', '#include <string.h>',
              '#define RPY_EXTERN extern', '#define RPY_EXPORTED extern',
              'typedef long Signed;', 'typedef unsigned long Unsigned;']
    lines += ['#include <%s>' % name for name in info.includes]
    lines += list(info.post_include_bits)
    return '\n'.join(lines) + '\n'


def eci_from_header(c_header_source, include_dirs=None, libraries=None):
    return ExternalCompilationInfo(post_include_bits=[c_header_source],
                                   include_dirs=include_dirs or [],
                                   libraries=libraries or [])


# ---- the questions ------------------------------------------------------------------

class CConfigEntry(object):
    """A question: C statements that print `LABEL key value` lines, and how to read
    them."""
    counter = 0

    def declarations(self, key):
        return ''

    def statements(self, key):
        return ''

    def answer(self, values, info):
        raise NotImplementedError


def _print_int(key, part, expression, condition=None):
    """Prints sign and magnitude, so that all 64 bits come through."""
    text = ('{ if ((%(e)s) > 0 || (%(e)s) == 0) printf("%(k)s %(p)s %%llu\\n", '
            '(unsigned long long)(%(e)s)); else printf("%(k)s %(p)s -%%llu\\n", '
            '0ULL - (unsigned long long)(long long)(%(e)s)); }\n'
            % {'e': expression, 'k': key, 'p': part})
    return text


class _ConstantInteger(CConfigEntry):
    def __init__(self, name):
        self.name = name

    def statements(self, key):
        return _print_int(key, 'value', self.name)

    def answer(self, values, info):
        return int(values['value'])

ConstantInteger = _ConstantInteger


class DefinedConstantInteger(_ConstantInteger):
    """None if the macro is not defined."""

    def __init__(self, macro):
        _ConstantInteger.__init__(self, macro)
        self.macro = macro

    def statements(self, key):
        return '\n#ifdef %s\n%s#endif\n' % (self.macro, _print_int(key, 'value', self.macro))

    def answer(self, values, info):
        if 'value' in values:
            return int(values['value'])
        return None


class DefinedConstantDouble(CConfigEntry):
    """None if the macro is not defined."""

    def __init__(self, macro):
        self.macro = self.name = macro

    def statements(self, key):
        return '\n#ifdef %s\nprintf("%s value %%.17g\\n", (double)(%s));\n#endif\n' % (
            self.macro, key, self.macro)

    def answer(self, values, info):
        if 'value' in values:
            return float(values['value'])
        return None


class DefinedConstantString(CConfigEntry):
    def __init__(self, macro, name=None):
        self.macro = macro
        self.name = name or macro

    def statements(self, key):
        return '\n#ifdef %s\nprintf("%s value %%s\\n", %s);\n#endif\n' % (
            self.macro, key, self.name)

    def answer(self, values, info):
        return values.get('value', None)


class ConstantString(CConfigEntry):
    def __init__(self, name):
        self.name = name

    def statements(self, key):
        return 'printf("%s value %%s\\n", %s);\n' % (key, self.name)

    def answer(self, values, info):
        return values['value']


class Defined(CConfigEntry):
    def __init__(self, macro):
        self.macro = macro
        self.name = macro

    def statements(self, key):
        return '\n#ifdef %s\nprintf("%s value 1\\n");\n#endif\n' % (self.macro, key)

    def answer(self, values, info):
        return 'value' in values


class SizeOf(CConfigEntry):
    def __init__(self, name):
        self.name = name

    def statements(self, key):
        return _print_int(key, 'value', 'sizeof(%s)' % self.name)

    def answer(self, values, info):
        return int(values['value'])


class Has(CConfigEntry):
    """Does the expression compile and link?"""

    def __init__(self, name):
        self.name = name

    def question(self, info):
        source = _header(info) + 'int main(void) { (void)(%s); return 0; }\n' % self.name
        return ask('link', source, _flags(info), _link_flags(info))[0]


class Works(CConfigEntry):
    """Can anything be compiled and linked in this way?"""

    def question(self, info):
        source = _header(info) + 'int main(void) { return 0; }\n'
        return ask('link', source, _flags(info), _link_flags(info))[0]


class SimpleType(CConfigEntry):
    """The low-level type that is like an integer (or float) type of C."""

    def __init__(self, name, ctype_hint=None, ifdef=None):
        self.name = name
        self.ctype_hint = ctype_hint if ctype_hint is not None else rffi.INT
        self.ifdef = ifdef

    def statements(self, key):
        text = ''.join([
            'printf("%s size %%d\\n", (int)sizeof(%s));\n' % (key, self.name),
            'printf("%s float %%d\\n", (%s)0.5 != 0);\n' % (key, self.name)
            if _is_arithmetic(self.ctype_hint) else '',
            'printf("%s unsigned %%d\\n", (%s)-1 > 0);\n' % (key, self.name)
            if _is_arithmetic(self.ctype_hint) else ''])
        if self.ifdef is not None:
            return '\n#ifdef %s\n%s#endif\n' % (self.ifdef, text)
        return text

    def answer(self, values, info):
        if self.ifdef is not None and 'size' not in values:
            return None
        return fixup_ctype(self.ctype_hint, self.name, int(values['size']),
                           int(values.get('float', 0)), int(values.get('unsigned', 0)))


class SimpleTypeUnless(SimpleType):
    pass


def _is_arithmetic(TYPE):
    return (isinstance(TYPE, lltype.Number) or
            TYPE in (lltype.Float, lltype.SingleFloat, lltype.Char, lltype.Bool,
                     lltype.UniChar))


_integers = [rffi.SIGNEDCHAR, rffi.UCHAR, rffi.SHORT, rffi.USHORT, rffi.INT, rffi.UINT,
             rffi.LONG, rffi.ULONG]


def fixup_ctype(hint, name, size, isfloat, unsigned):
    """The type like `hint` that has the size and the sign that C says."""
    if isfloat:
        for TYPE in (lltype.Float, lltype.SingleFloat, lltype.LongFloat):
            if rffi.sizeof(TYPE) == size:
                return TYPE
    if not _is_arithmetic(hint):
        if rffi.sizeof(hint) != size:
            raise TypeError("%s has %d bytes in C, but %d as %r" % (
                name, size, rffi.sizeof(hint), hint))
        return hint
    if rffi.sizeof(hint) == size and rffi.size_and_sign(hint)[1] == bool(unsigned):
        return hint
    if hint in (lltype.Char, lltype.Bool, lltype.UniChar) and rffi.sizeof(hint) == size:
        return hint
    for TYPE in _integers:
        if rffi.sizeof(TYPE) == size and rffi.size_and_sign(TYPE)[1] == bool(unsigned):
            return TYPE
    raise TypeError("no low-level type is like %s of %d bytes" % (name, size))


class Struct(CConfigEntry):
    """A struct with the fields that are asked for, at their places in C."""

    def __init__(self, name, interesting_fields, ifdef=None, adtmeths={}):
        self.name = name
        self.interesting_fields = interesting_fields
        self.ifdef = ifdef
        self.adtmeths = adtmeths

    def with_types(self, known):
        """The same with the types that are known of fields that are entries, too."""
        fields = [(name, known[TYPE] if isinstance(TYPE, CConfigEntry) else TYPE)
                  for name, TYPE in self.interesting_fields]
        return Struct(self.name, fields, self.ifdef, self.adtmeths)

    def declarations(self, key):
        text = 'typedef %s tw_type_%s;\n' % (self.name, key)
        if self.ifdef is not None:
            return '#ifdef %s\n%s#endif\n' % (self.ifdef, text)
        return text

    def statements(self, key):
        lines = ['{ static tw_type_%s s; (void)s;' % key,
                 'printf("%s size %%d\\n", (int)sizeof(s));' % key]
        for name, TYPE in self.interesting_fields:
            lines.append('printf("%s %s_offset %%d\\n", (int)offsetof(tw_type_%s, %s));'
                         % (key, name, key, name))
            lines.append('printf("%s %s_size %%d\\n", (int)sizeof(s.%s));' % (key, name, name))
            if _is_arithmetic(TYPE):
                lines.append('s.%s = 0; s.%s = ~s.%s;' % (name, name, name)
                             if TYPE not in (lltype.Float, lltype.SingleFloat) else '')
                lines.append('printf("%s %s_unsigned %%d\\n", s.%s > 0);' % (key, name, name))
        lines.append('}\n')
        text = '\n'.join(lines)
        if self.ifdef is not None:
            return '\n#ifdef %s\n%s#endif\n' % (self.ifdef, text)
        return text

    def answer(self, values, info):
        if self.ifdef is not None and 'size' not in values:
            return None
        fields = []
        for name, TYPE in self.interesting_fields:
            offset, size = int(values[name + '_offset']), int(values[name + '_size'])
            if isinstance(TYPE, lltype.Number) or TYPE in (lltype.Char, lltype.Bool):
                TYPE = fixup_ctype(TYPE, '%s of %s' % (name, self.name), size, False,
                                   int(values.get(name + '_unsigned', 0)))
            elif rffi.sizeof(TYPE) > size:
                raise TypeError("the field %s of %s has %d bytes in C, but %d as %r" % (
                    name, self.name, size, rffi.sizeof(TYPE), TYPE))
            fields.append((offset, name, TYPE))
        return _struct_of(self.name, fields, int(values['size']))


def _struct_of(name, fields, size):
    """The struct with gaps filled, so that every field lies where C has it."""
    fields = sorted(fields, key=lambda field: field[0])
    members, position, pads = [], 0, []

    def pad(until):
        if until > position:
            members.append(('_pad%d' % len(pads),
                            lltype.FixedSizeArray(lltype.Char, until - position)))
            pads.append(until)
    for offset, field, TYPE in fields:
        if offset < position:
            raise TypeError("the fields of %s overlap at %s" % (name, field))
        pad(offset)
        members.append((field, TYPE))
        position = offset + rffi.sizeof(TYPE)
    pad(size)
    short = name[len('struct '):] if name.startswith('struct ') else name
    STRUCT = rffi.CStruct(short, *members)
    for offset, field, TYPE in fields:
        if rffi.offsetof(STRUCT, 'c_' + field) != offset:
            raise TypeError("the field %s of %s is not aligned as %r" % (field, name, TYPE))
    if rffi.sizeof(STRUCT) != size:
        raise TypeError("the struct %s has an unusual size" % name)
    return STRUCT


# ---- asking -------------------------------------------------------------------------

def configure(CConfig, ignore_errors=False):
    """The answers to all questions in the class, by their names."""
    infos = [CConfig._compilation_info_] if hasattr(CConfig, '_compilation_info_') else [
        ExternalCompilationInfo(includes=getattr(CConfig, '_includes_', []),
                                include_dirs=getattr(CConfig, '_include_dirs_', []),
                                libraries=getattr(CConfig, '_libraries_', []))]
    info = infos[0]
    if hasattr(CConfig, '_includes_') and hasattr(CConfig, '_compilation_info_'):
        info = info.merge(ExternalCompilationInfo(includes=CConfig._includes_))
    entries = [(name, getattr(CConfig, name)) for name in sorted(dir(CConfig))
               if isinstance(getattr(CConfig, name), CConfigEntry)]
    result = {}
    asked = []
    for name, entry in entries:
        if hasattr(entry, 'question'):
            result[name] = entry.question(info)
        else:
            asked.append((name, entry))
    if asked:
        known = _answer_all(_with_nested(asked), info)
        for name, entry in asked:
            result[name] = known[entry]
    return result


def _with_nested(asked):
    """What is asked for, behind the structs that its fields are said to be."""
    names = dict([(entry, name) for name, entry in asked])
    ordered = []

    def add(entry):
        if isinstance(entry, Struct):
            for _, TYPE in entry.interesting_fields:
                if isinstance(TYPE, CConfigEntry):
                    names.setdefault(TYPE, 'nested%d' % len(names))
                    add(TYPE)
        if entry not in ordered:
            ordered.append(entry)

    for _, entry in asked:
        add(entry)
    return [(names[entry], entry) for entry in ordered]


def _answer_all(asked, info):
    answers = _ask_all(asked, info)
    known = {}
    for name, entry in asked:
        typed = entry.with_types(known) if isinstance(entry, Struct) else entry
        known[entry] = typed.answer(answers.get(name, {}), info)
    return known


def _ask_all(entries, info):
    lines = [_header(info)]
    for name, entry in entries:
        lines.append(entry.declarations(name))
    body = []
    for name, entry in entries:
        lines.append('static void tw_ask_%s(void) {\n%s\n}\n' % (name, entry.statements(name)))
        body.append('tw_ask_%s();' % name)
    lines.append('int main(void) { %s return 0; }\n' % ' '.join(body))
    answers = {}
    for line in ask_c('\n'.join(lines), info).split('\n'):
        parts = line.split(' ', 2)
        if len(parts) >= 2:
            answers.setdefault(parts[0], {})[parts[1]] = parts[2] if len(parts) == 3 else ''
    return answers


class ConfigResult(object):
    pass


def _ask_one(entry, info):
    class CConfig:
        _compilation_info_ = info
        question = entry
    return configure(CConfig)['question']


_nothing = ExternalCompilationInfo()


def getstruct(name, c_header_source, interesting_fields):
    return _ask_one(Struct(name, interesting_fields), eci_from_header(c_header_source))


def getsimpletype(name, c_header_source, ctype_hint=rffi.INT):
    return _ask_one(SimpleType(name, ctype_hint), eci_from_header(c_header_source))


def getconstantinteger(name, c_header_source):
    return _ask_one(ConstantInteger(name), eci_from_header(c_header_source))


def getdefined(macro, c_header_source):
    return _ask_one(Defined(macro), eci_from_header(c_header_source))


def getdefineddouble(macro, c_header_source):
    source = c_header_source + '\n#include <stdio.h>\nint main(void) {\n#ifdef %s\n' \
        'printf("%%.17g", (double)(%s));\n#endif\nreturn 0; }\n' % (macro, macro)
    answer = ask_c(source, _nothing)
    return float(answer) if answer else None


def getdefinedinteger(macro, c_header_source):
    return _ask_one(DefinedConstantInteger(macro), eci_from_header(c_header_source))


def getdefinedstring(macro, c_header_source):
    return _ask_one(DefinedConstantString(macro), eci_from_header(c_header_source))


def getintegerfunctionresult(function, args=None, c_header_source='', includes=[]):
    info = eci_from_header(c_header_source).merge(ExternalCompilationInfo(includes=includes))
    return _ask_one(ConstantInteger('%s(%s)' % (function, ', '.join(args or []))), info)


def has(name, c_header_source, include_dirs=None, libraries=None):
    return _ask_one(Has(name), eci_from_header(c_header_source, include_dirs, libraries))


def verify_eci(info):
    """Raises CompilationError if nothing can be compiled and linked with it."""
    built, _, output = ask('link', _header(info) + 'int main(void) { return 0; }\n',
                           _flags(info), _link_flags(info))
    if not built:
        raise CompilationError(output)


def checkcompiles(expression, c_header_source, include_dirs=None):
    """Does the expression compile and link?"""
    return has(expression, c_header_source, include_dirs)


def sizeof(name, info, **kwds):
    return _ask_one(SizeOf(name), info)


def memory_alignment():
    """The alignment that fits every type."""
    return getstruct('struct memory_alignment_test',
                     'struct memory_alignment_test { double d; void *p; long long i; };',
                     []) and 8


def configure_external_library(name, eci, configurations, symbol=None, _cache={}):
    """The first of several ways to use a library with which the symbol links."""
    for configuration in configurations:
        prefix = configuration.get('prefix', '')
        found = eci.merge(ExternalCompilationInfo(
            includes=[os.path.join(prefix, header) for header in configuration.get('includes', [])],
            include_dirs=configuration.get('include_dir') and [configuration['include_dir']] or [],
            libraries=configuration.get('libraries', [name]),
            library_dirs=configuration.get('library_dir') and [configuration['library_dir']] or []))
        question = Has(symbol) if symbol else Works()
        if question.question(found):
            return found
    raise CompilationError("the library %s is not found" % name)


def configure_boehm(platform=None):
    raise CompilationError("the collector of Boehm is not used")
