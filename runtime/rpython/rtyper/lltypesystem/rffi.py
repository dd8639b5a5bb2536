"""The foreign function interface: C types, C functions, memory that C reads.

Pointers to the characters of a str are given to C in place where the collector
leaves the string alone: while it is an argument of the call. Whoever keeps such a
pointer longer gets a copy, unless the string cannot move.
"""
import sys

from __tw_lltype__ import (
    INT8, INT16, INT32, INT64, INT128, UINT8, UINT16, UINT32, UINT64, UINT128,
    STR, UNICODE, Address, cast, expect_pointer, external, hlstr, hlunicode, is_pointer,
    llhelper, llop, made_str,
    make, offset_of, read_bytes, size_of, write_bytes)
from rpython.rlib.objectmodel import (
    CDefinedIntSymbolic, Symbolic, keepalive_until_here, specialize,
    we_are_translated)
from rpython.rlib import rarithmetic, rgil
from rpython.rtyper.lltypesystem import lltype
from rpython.translator.tool.cbuild import ExternalCompilationInfo

# ---- numbers --------------------------------------------------------------------

TYPES = []
NUMBER_TYPES = []


def _number_types():
    table = [
        ('signedchar', INT8), ('uchar', UINT8), ('short', INT16),
        ('ushort', UINT16), ('int', INT32), ('uint', UINT32), ('long', INT64),
        ('ulong', UINT64), ('longlong', INT64), ('ulonglong', UINT64),
        ('size_t', UINT64), ('ssize_t', INT64), ('time_t', INT64),
        ('wchar_t', INT32), ('uintptr_t', UINT64), ('intptr_t', INT64),
        ('void*', UINT64), ('mode_t', UINT32), ('pid_t', INT32),
        ('ptrdiff_t', INT64), ('intmax_t', INT64), ('uintmax_t', UINT64),
        ('int_real', INT32), ('uint_real', UINT32)]
    for bits, signed, unsigned in [(8, INT8, UINT8), (16, INT16, UINT16),
                                   (32, INT32, UINT32), (64, INT64, UINT64)]:
        fast = bits if bits == 8 else 64
        table.append(('int_least%d_t' % bits, signed))
        table.append(('uint_least%d_t' % bits, unsigned))
        table.append(('int_fast%d_t' % bits, INT8 if fast == 8 else INT64))
        table.append(('uint_fast%d_t' % bits, UINT8 if fast == 8 else UINT64))
    return table

for _name, _type in _number_types():
    TYPES.append(_name)
    _upper = 'INT_real' if _name == 'int_real' else (
        'UINT_real' if _name == 'uint_real' else _name.upper())
    globals()['r_' + _name] = _type._type
    globals()[_upper] = _type
    globals()[_upper + 'P'] = lltype.Ptr(lltype.Array(_type, hints={'nolength': True}))
    if _type not in NUMBER_TYPES:
        NUMBER_TYPES.append(_type)

__INT128_T = INT128
__UINT128_T = UINT128


# ---- containers and pointers ------------------------------------------------------

@specialize.memo()
def CArray(tp):
    return lltype.Array(tp, hints={'nolength': True})


@specialize.memo()
def CArrayPtr(tp):
    return lltype.Ptr(CArray(tp))


@specialize.memo()
def CFixedArray(tp, size):
    return lltype.FixedSizeArray(tp, size)


def CStruct(name, *fields, **kwds):
    """A struct of C: its fields are read as c_NAME."""
    hints = dict(kwds.get('hints', {}))
    hints['external'] = 'C'
    hints['c_name'] = name
    return lltype.Struct(name, *[('c_' + key, value) for key, value in fields],
                         hints=hints)


def CStructPtr(*args, **kwds):
    return lltype.Ptr(CStruct(*args, **kwds))


def COpaque(name=None, ctypes_hints=None, compilation_info=None, typedef=None, **hints):
    """Memory of a C type that the program does not look into."""
    from rpython.rtyper.tool.rfficache import sizeof_c_type
    c_name = typedef if typedef is not None else 'struct %s' % name
    if compilation_info is None:
        compilation_info = ExternalCompilationInfo()
    size = sizeof_c_type(c_name, compilation_info=compilation_info)
    return lltype.OpaqueType(c_name, hints={'size': size, 'external': 'C'})


def COpaquePtr(*args, **kwds):
    """A pointer to a C type that may be incomplete."""
    typedef = kwds.get('typedef', None)
    name = typedef if typedef is not None else 'struct %s' % (args + (kwds.get('name'),))[0]
    info = kwds.get('compilation_info', None)
    if info is not None:
        from rpython.rtyper.tool.rffi_platform import CompilationError
        try:
            return lltype.Ptr(COpaque(*args, **kwds))
        except CompilationError:
            pass
    return lltype.Ptr(lltype.OpaqueType(name, hints={'external': 'C'}))


def CExternVariable(TYPE, name, eci, _CConstantClass=None, sandboxsafe=False,
                    _nowrapper=False, c_type=None, getter_only=False,
                    declare_as_extern=True):
    """(getter, setter) of a variable of C."""
    if c_type is None:
        c_type = _c_type(TYPE)
    bits = []
    if declare_as_extern:
        bits.append('extern %s %s;' % (c_type, name))
    bits.append('static %s tw_get_%s(void) { return %s; }' % (c_type, name, name))
    bits.append('static void tw_set_%s(%s value) { %s = value; }' % (name, c_type, name))
    if getter_only:
        bits.pop()
    info = eci.merge(ExternalCompilationInfo(post_include_bits=tuple(bits)))
    getter = llexternal('tw_get_' + name, [], TYPE, compilation_info=info,
                        sandboxsafe=sandboxsafe, _nowrapper=_nowrapper)
    if getter_only:
        return getter
    setter = llexternal('tw_set_' + name, [TYPE], lltype.Void, compilation_info=info,
                        sandboxsafe=sandboxsafe, _nowrapper=_nowrapper)
    return getter, setter


def _c_type(TYPE):
    names = {INT8: 'signed char', UINT8: 'unsigned char', INT16: 'short',
             UINT16: 'unsigned short', INT32: 'int', UINT32: 'unsigned int',
             INT64: 'long', UINT64: 'unsigned long', lltype.Char: 'char',
             lltype.Float: 'double', lltype.SingleFloat: 'float',
             lltype.Bool: '_Bool', lltype.Address: 'void *', CCHARP: 'char *',
             CCHARPP: 'char **'}
    if TYPE in names:
        return names[TYPE]
    if isinstance(TYPE, lltype.Ptr):
        return 'void *'
    raise TypeError("give the C type of the variable as c_type: %r" % (TYPE,))


class CConstant(Symbolic):
    """A constant that C code names."""

    def __init__(self, c_name, TP):
        raise TypeError("rffi.CConstant is not supported: read %s with "
                        "rffi_platform.ConstantInteger" % c_name)


def CCallback(args, res):
    return lltype.Ptr(lltype.FuncType(args, res))


CHAR = lltype.Char
DOUBLE = lltype.Float
FLOAT = lltype.SingleFloat
LONGDOUBLE = lltype.LongFloat
r_singlefloat = rarithmetic.r_singlefloat
r_longfloat = rarithmetic.r_longfloat
SIGNED = lltype.Signed
UNSIGNED = lltype.Unsigned
NULL = None
ADDRESS = lltype.Address

VOIDP = lltype.Ptr(lltype.Array(lltype.Char, hints={'nolength': True, 'render_as_void': True}))
CONST_VOIDP = lltype.Ptr(lltype.Array(lltype.Char, hints={
    'nolength': True, 'render_as_void': True, 'render_as_const': True}))
VOIDPP = CArrayPtr(VOIDP)
CCHARP = CArrayPtr(lltype.Char)
CONST_CCHARP = lltype.Ptr(lltype.Array(lltype.Char, hints={
    'nolength': True, 'render_as_const': True}))
CCHARPP = CArrayPtr(CCHARP)
CWCHARP = CArrayPtr(lltype.UniChar)
CWCHARPP = CArrayPtr(CWCHARP)
CONST_WCHARP = CWCHARP
DOUBLEP = CArrayPtr(DOUBLE)
FLOATP = CArrayPtr(FLOAT)
LONGDOUBLEP = CArrayPtr(LONGDOUBLE)
SIGNEDP = CArrayPtr(SIGNED)
SIGNEDPP = CArrayPtr(SIGNEDP)
UNSIGNEDP = CArrayPtr(UNSIGNED)
INT_realP = INTP
VOIDP_real = VOIDP

# ---- sizes ------------------------------------------------------------------------

sizeof = size_of


@specialize.memo()
def size_and_sign(tp):
    """(size, is it unsigned)."""
    if isinstance(tp, lltype.Number):
        return size_of(tp), not tp._type.SIGNED if tp != lltype.Signed else False
    return size_of(tp), tp in (lltype.Char, lltype.UniChar, lltype.Bool)


@specialize.memo()
def offsetof(STRUCT, fieldname):
    return offset_of(STRUCT, fieldname)


@specialize.memo()
def itemoffsetof(TP, index=0):
    start = offset_of(TP, 'items') if isinstance(TP, lltype.Array) else 0
    return start + size_of(TP.OF) * index


@specialize.ll()
def ptradd(ptr, count):
    """What C calls ptr + count."""
    return lltype.direct_ptradd(ptr, cast(lltype.Signed, count))


@specialize.ll_and_arg(1)
def setintfield(pdst, fieldname, value):
    """pdst.fieldname = value, the integer cut to the size of the field."""
    setattr(pdst, fieldname,
            cast(getattr(lltype.typeOf(pdst).TO, fieldname), value))


@specialize.ll_and_arg(1)
def getintfield(pdst, fieldname):
    """pdst.fieldname as an int."""
    return cast(lltype.Signed, getattr(pdst, fieldname))


# ---- external functions -------------------------------------------------------------

RFFI_ERR_NONE = 0
RFFI_SAVE_ERRNO = 1            # keep errno for rposix.get_saved_errno()
RFFI_READSAVED_ERRNO = 2       # set errno to the saved one before the call
RFFI_ZERO_ERRNO_BEFORE = 4     # set errno to 0 before the call
RFFI_FULL_ERRNO = RFFI_SAVE_ERRNO | RFFI_READSAVED_ERRNO
RFFI_FULL_ERRNO_ZERO = RFFI_SAVE_ERRNO | RFFI_ZERO_ERRNO_BEFORE
RFFI_SAVE_LASTERROR = 8        # those of Windows do nothing here
RFFI_READSAVED_LASTERROR = 16
RFFI_SAVE_WSALASTERROR = 32
RFFI_FULL_LASTERROR = RFFI_SAVE_LASTERROR | RFFI_READSAVED_LASTERROR
RFFI_ERR_ALL = RFFI_FULL_ERRNO | RFFI_FULL_LASTERROR
RFFI_ALT_ERRNO = 64            # the other one of two saved errnos

_errno_before = external('tw_errno_before', [lltype.Signed, lltype.Signed], lltype.Void)
_errno_after = external('tw_errno_after', [lltype.Signed], lltype.Void)


class StackCounter:
    def _freeze_(self):
        return True


class AroundState:
    """What surrounds calls of C where threads exist: nothing."""

    def _cleanup_(self):
        pass

    before = None
    after = None
    enter_callback = None
    leave_callback = None

aroundstate = AroundState()


@specialize.memo()
def _is_function_pointer(TYPE):
    return isinstance(TYPE, lltype.Ptr) and isinstance(TYPE.TO, lltype.FuncType)


@specialize.memo()
def _is_pointer(TYPE):
    return isinstance(TYPE, lltype.Ptr)


def llexternal(name, args, result, _callable=None,
               compilation_info=ExternalCompilationInfo(), sandboxsafe=False,
               releasegil='auto', _nowrapper=False, calling_conv='c',
               elidable_function=False, macro=None,
               random_effects_on_gcobjs='auto', save_err=RFFI_ERR_NONE,
               natural_arity=-1):
    """A function of C that RPython code and the import-time program can call.

    The arguments are converted: a str becomes a pointer to its characters, an
    RPython function becomes a pointer to a function of C, a number is cut to
    the size of the parameter. With _nowrapper the result is a plain function
    pointer. Other threads run while C does, but for functions that are said to be
    short: by releasegil, or as sandboxsafe or pure."""
    if releasegil not in (True, False):
        releasegil = not (sandboxsafe or _nowrapper or elidable_function)
    callback = random_effects_on_gcobjs is True or releasegil
    for ARG in args:
        if _is_function_pointer(ARG):
            callback = True
    funcptr = external(macro if isinstance(macro, str) else name, args, result,
                       pure=elidable_function, callback=callback,
                       code=compilation_info._foreign_code())
    if _nowrapper:
        if save_err != RFFI_ERR_NONE:
            raise TypeError("errno is saved by the wrapper only")
        return funcptr
    wrapper = _make_wrapper(name, funcptr, args, result, save_err, releasegil)
    if elidable_function:
        wrapper._elidable_function_ = True
    wrapper._ptr = funcptr
    return wrapper


def _make_wrapper(name, funcptr, args, result, save_err, releasegil):
    """A function of as many parameters as the C function has. Between the calls of
    rgil it touches no object, so the JIT does not look inside: a guard that
    fails there would go on in the interpreter without the lock."""
    names = ['a%d' % i for i in range(len(args))]
    before = save_err & (RFFI_READSAVED_ERRNO | RFFI_ZERO_ERRNO_BEFORE)
    alternative = 1 if save_err & RFFI_ALT_ERRNO else 0
    lines = ['def call(%s):' % ', '.join(names)]
    for i, ARG in enumerate(args):
        lines.append('    c%d = convert%d(%sa%d)' % (
            i, i, '' if _converts_by_type(ARG) else 'ARG%d, ' % i, i))
    if releasegil:
        lines.append('    leave()')
    if before:
        lines.append('    errno_before(%d, %d)' % (
            1 if save_err & RFFI_READSAVED_ERRNO else 0, alternative))
    lines.append('    result = function(%s)' % ', '.join(['c%d' % i for i in range(len(args))]))
    if save_err & RFFI_SAVE_ERRNO:
        lines.append('    errno_after(%d)' % alternative)
    if releasegil:
        lines.append('    enter()')
    for i, ARG in enumerate(args):
        if _converts_by_type(ARG):
            lines.append('    release(a%d, c%d)' % (i, i))
    lines.append('    return result')
    scope = {'function': funcptr, 'errno_before': _errno_before,
             'errno_after': _errno_after, 'release': _release_characters,
             'leave': rgil.release, 'enter': rgil.acquire_after_call}
    for i, ARG in enumerate(args):
        scope['ARG%d' % i] = ARG
        if ARG == CCHARP:
            scope['convert%d' % i] = _to_charp
        elif ARG == VOIDP:
            scope['convert%d' % i] = _to_voidp
        elif ARG == CONST_CCHARP:
            scope['convert%d' % i] = _to_const_charp
        elif ARG == CWCHARP:
            scope['convert%d' % i] = _to_wcharp
        elif _is_function_pointer(ARG):
            scope['convert%d' % i] = _to_function
        elif ARG == lltype.Float:
            scope['convert%d' % i] = _to_float
        else:
            scope['convert%d' % i] = _to_value
    exec '\n'.join(lines) + '\n' in scope
    call = scope['call']
    call.func_name = name
    call._annspecialcase_ = 'specialize:ll'
    call._always_inline_ = 'try'
    if releasegil:
        call._jit_look_inside_ = False
    return call


def _converts_by_type(ARG):
    return ARG in (CCHARP, VOIDP, CONST_CCHARP, CWCHARP)


@specialize.ll()
def _to_charp(value):
    if isinstance(value, str):
        return _characters(value)
    else:
        expect_pointer(value)
        return cast(CCHARP, value)


@specialize.ll()
def _to_voidp(value):
    if isinstance(value, str):
        return cast(VOIDP, _characters(value))
    else:
        expect_pointer(value)
        return cast(VOIDP, value)


@specialize.ll()
def _to_const_charp(value):
    if isinstance(value, str):
        return cast(CONST_CCHARP, _characters(value))
    else:
        expect_pointer(value)
        return cast(CONST_CCHARP, value)


@specialize.ll()
def _to_wcharp(value):
    if isinstance(value, unicode):
        if not we_are_translated():
            return unicode2wcharp(value)
        return cast(CWCHARP, _wide_characters(value))
    else:
        expect_pointer(value)
        return cast(CWCHARP, value)


@specialize.ll()
def _release_characters(value, pointer):
    """A str in place stays where it is until here. Untranslated it was copied."""
    if isinstance(value, str) or isinstance(value, unicode):
        if not we_are_translated():
            lltype.free(pointer, flavor='raw')
        else:
            keepalive_until_here(value)


@specialize.ll_and_arg(0)
def _to_function(FUNC, value):
    if is_pointer(value):
        return cast(FUNC, value)
    else:
        return llhelper(FUNC, _callback_wrapper(FUNC, value))


@specialize.ll_and_arg(0)
def _to_float(FLOAT_, value):
    return cast(lltype.Float, value)


@specialize.ll_and_arg(0)
def _to_value(TYPE, value):
    return cast(TYPE, value)


_callback_wrappers = {}


@specialize.memo()
def _callback_wrapper(FUNC, callable):
    """A function for C: exceptions end in it, the result is converted, and the lock
    that lets one thread run is taken if C runs without it."""
    key = FUNC, callable
    if key not in _callback_wrappers:
        RESULT = FUNC.TO.RESULT
        names = ', '.join(['a%d' % i for i in range(len(FUNC.TO.ARGS))])
        error = getattr(callable, '_errorcode_', None)
        lines = ['def callback(%s):' % names, '    released = enter()']
        if RESULT != lltype.Void:
            lines.append('    result = error')
        lines.append('    try:')
        if RESULT == lltype.Void:
            lines.append('        callable(%s)' % names)
        else:
            lines.append('        result = cast(RESULT, callable(%s))' % names)
        lines += ['    except Exception as e:', '        report(e)', '    leave(released)']
        if RESULT != lltype.Void:
            lines.append('    return result')
        if error is None and RESULT != lltype.Void:
            error = lltype.nullptr(RESULT.TO) if isinstance(RESULT, lltype.Ptr) else 0
        scope = {'callable': callable, 'cast': cast, 'RESULT': RESULT,
                 'report': _report_exception,
                 'enter': rgil.acquire_after_call, 'leave': rgil.end_callback,
                 'error': cast(RESULT, error) if error is not None else None}
        exec '\n'.join(lines) + '\n' in scope
        _callback_wrappers[key] = scope['callback']
    return _callback_wrappers[key]


def _report_exception(e):
    import os
    os.write(2, "Exception in a callback from C\n")


# ---- strings ------------------------------------------------------------------------

_CHARS = lltype.Ptr(lltype.Array(lltype.Char))
_WIDE_CHARS = lltype.Ptr(lltype.Array(lltype.UniChar))


@specialize.ll()
def _chars_of(s):
    """Where the characters of a str, or of a pointer to STR, lie."""
    return llop.direct_arrayitems(CCHARP, llop.direct_fieldptr(_CHARS, s, 'chars'))


def _wide_characters(u):
    items = llop.direct_arrayitems(CWCHARP, llop.direct_fieldptr(_WIDE_CHARS, u, 'chars'))
    llop.bare_setarrayitem(lltype.Void, items, len(u), u'\x00')
    return items


def _characters(s):
    """The characters, with a NUL behind them, for the time of one call."""
    if not we_are_translated():
        return str2charp(s)
    items = _chars_of(s)
    llop.bare_setarrayitem(lltype.Void, items, len(s), '\x00')
    return items


_c_strlen = external('strlen', [CCHARP], lltype.Signed)


@specialize.ll()
def _copy(source, destination, count):
    llop.raw_memcopy(lltype.Void, llop.cast_ptr_to_adr(Address, source),
                     llop.cast_ptr_to_adr(Address, destination), count)


def _string_of(cp, count):
    if not we_are_translated():
        return read_bytes(cp, count)
    result = lltype.malloc(STR, count)
    _copy(cp, _chars_of(result), count)
    return made_str(result)


def str2charp(s, track_allocation=True):
    """A copy of a str as C has it. Free it with free_charp()."""
    array = lltype.malloc(CCHARP.TO, len(s) + 1, flavor='raw')
    str2rawmem(s, array, 0, len(s))
    array[len(s)] = '\x00'
    return array


def free_charp(cp, track_allocation=True):
    lltype.free(cp, flavor='raw')


def str2rawmem(s, array, start, length):
    """array[:length] = s[start:start + length]"""
    assert start >= 0 and length >= 0
    if not we_are_translated():
        write_bytes(array, s[start:start + length])
    else:
        _copy(ptradd(_chars_of(s), start), array, length)
        keepalive_until_here(s)


def str2chararray(s, array, maxsize):
    """Copies at most maxsize characters, without a NUL; how many it were."""
    length = min(len(s), maxsize)
    str2rawmem(s, cast(CCHARP, array), 0, length)
    return length
str2chararray._annspecialcase_ = 'specialize:ll'


def charp2str(cp):
    """A str of the characters before the NUL."""
    size = 0
    if not we_are_translated():
        while cp[size] != '\x00':
            size += 1
    else:
        size = _c_strlen(cp)
    return _string_of(cp, size)


def charp2strn(cp, maxlen):
    """The same, of at most maxlen characters."""
    size = 0
    while size < maxlen and cp[size] != '\x00':
        size += 1
    return _string_of(cp, size)


@specialize.ll()
def charpsize2str(cp, size):
    """A str of exactly that many characters."""
    return _string_of(cast(CCHARP, cp), cast(lltype.Signed, size))


def constcharp2str(cp):
    return charp2str(cast(CCHARP, cp))


def constcharpsize2str(cp, size):
    return charpsize2str(cast(CCHARP, cp), size)


def str2constcharp(s, track_allocation=True):
    return cast(CONST_CCHARP, str2charp(s, track_allocation))


# ---- strings that C reads in place ----------------------------------------------------

_IN_PLACE = '\x04'
_COPIED = '\x06'


def get_nonmovingbuffer_ll(data):
    """(pointer, low-level string, flag): the characters of data, in place or in a
    copy, for free_nonmovingbuffer_ll()."""
    if not we_are_translated():
        return str2charp(data), lltype.nullptr(STR), _COPIED
    from __tw_lltype__ import llstr
    if llop.gc_can_move(lltype.Bool, data):
        return str2charp(data), lltype.nullptr(STR), _COPIED
    return _characters(data), llstr(data), _IN_PLACE

get_nonmovingbuffer_ll_final_null = get_nonmovingbuffer_ll


def free_nonmovingbuffer_ll(buf, llobj, flag):
    if flag == _COPIED:
        lltype.free(buf, flavor='raw')
    keepalive_until_here(llobj)


def get_nonmovingbuffer(data):
    """The characters of data; free_nonmovingbuffer() needs data again."""
    if not we_are_translated():
        return str2charp(data)
    if llop.gc_can_move(lltype.Bool, data):
        return str2charp(data)
    return _characters(data)

get_nonmovingbuffer_final_null = get_nonmovingbuffer


def free_nonmovingbuffer(data, buf):
    if not we_are_translated():
        lltype.free(buf, flavor='raw')
    else:
        if llop.ptr_ne(lltype.Bool, buf, _chars_of(data)):
            lltype.free(buf, flavor='raw')
        keepalive_until_here(data)


def alloc_buffer(count):
    """(raw pointer, string, case): room for count characters that becomes a str
    without a copy if all of it is used."""
    if not we_are_translated():
        return lltype.malloc(CCHARP.TO, count, flavor='raw'), lltype.nullptr(STR), _COPIED
    gc_buf = lltype.malloc(STR, count, nonmovable=True)
    return _chars_of(gc_buf), gc_buf, _IN_PLACE


def str_from_buffer(raw_buf, gc_buf, case_num, allocated_size, needed_size):
    assert allocated_size >= needed_size
    if case_num == _IN_PLACE and allocated_size == needed_size:
        return made_str(gc_buf)
    return _string_of(raw_buf, needed_size)


def keep_buffer_alive_until_here(raw_buf, gc_buf, case_num):
    if case_num == _COPIED:
        lltype.free(raw_buf, flavor='raw')
    keepalive_until_here(gc_buf)


# ---- unicode --------------------------------------------------------------------------

def unicode2wcharp(u, track_allocation=True):
    array = lltype.malloc(CWCHARP.TO, len(u) + 1, flavor='raw')
    for i in range(len(u)):
        array[i] = u[i]
    array[len(u)] = u'\x00'
    return array


def free_wcharp(wcp, track_allocation=True):
    lltype.free(wcp, flavor='raw')


def wcharpsize2unicode(wcp, size):
    from rpython.rlib.rstring import UnicodeBuilder
    builder = UnicodeBuilder(size)
    for i in range(size):
        builder.append(wcp[i])
    return builder.build()


def wcharp2unicode(wcp):
    size = 0
    while wcp[size] != u'\x00':
        size += 1
    return wcharpsize2unicode(wcp, size)


def wcharp2unicoden(wcp, maxlen):
    size = 0
    while size < maxlen and wcp[size] != u'\x00':
        size += 1
    return wcharpsize2unicode(wcp, size)


def unicode2wchararray(u, array, maxsize):
    length = min(len(u), maxsize)
    for i in range(length):
        array[i] = u[i]
    return length
unicode2wchararray._annspecialcase_ = 'specialize:ll'


def unicode2rawmem(u, array, start, length):
    for i in range(length):
        array[i] = u[start + i]


def get_nonmoving_unicodebuffer_ll(data):
    return unicode2wcharp(data), lltype.nullptr(UNICODE), _COPIED


def free_nonmoving_unicodebuffer_ll(buf, llobj, flag):
    lltype.free(buf, flavor='raw')


def get_nonmoving_unicodebuffer(data):
    return unicode2wcharp(data)


def free_nonmoving_unicodebuffer(data, buf):
    lltype.free(buf, flavor='raw')


def alloc_unicodebuffer(count):
    return lltype.malloc(CWCHARP.TO, count, flavor='raw'), lltype.nullptr(UNICODE), _COPIED


def unicode_from_buffer(raw_buf, gc_buf, case_num, allocated_size, needed_size):
    return wcharpsize2unicode(raw_buf, needed_size)


def keep_unicodebuffer_alive_until_here(raw_buf, gc_buf, case_num):
    lltype.free(raw_buf, flavor='raw')


# ---- arrays of strings ------------------------------------------------------------------

def liststr2charpp(strings):
    """An array of C strings that ends with a null pointer."""
    array = lltype.malloc(CCHARPP.TO, len(strings) + 1, flavor='raw')
    for i in range(len(strings)):
        array[i] = str2charp(strings[i])
    array[len(strings)] = lltype.nullptr(CCHARP.TO)
    return array


def free_charpp(ref):
    i = 0
    while ref[i]:
        free_charp(ref[i])
        i += 1
    lltype.free(ref, flavor='raw')


def charpp2liststr(p):
    result = []
    i = 0
    while p[i]:
        result.append(charp2str(p[i]))
        i += 1
    return result


# ---- structs ----------------------------------------------------------------------------

c_memcpy = llexternal("memcpy", [VOIDP, VOIDP, SIZE_T], lltype.Void, releasegil=False,
                      calling_conv='c')
c_memset = llexternal("memset", [VOIDP, lltype.Signed, SIZE_T], lltype.Void,
                      releasegil=False, calling_conv='c')


@specialize.ll()
def structcopy(pdst, psrc):
    """*pdst = *psrc"""
    size = size_of(lltype.typeOf(psrc).TO)
    c_memcpy(cast(VOIDP, pdst), cast(VOIDP, psrc), size)


# ---- memory for the length of a with block ------------------------------------------------

class scoped_str2charp:
    def __init__(self, value):
        if value is not None:
            self.buf = str2charp(value)
        else:
            self.buf = lltype.nullptr(CCHARP.TO)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        if self.buf:
            free_charp(self.buf)


class scoped_unicode2wcharp:
    def __init__(self, value):
        if value is not None:
            self.buf = unicode2wcharp(value)
        else:
            self.buf = lltype.nullptr(CWCHARP.TO)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        if self.buf:
            free_wcharp(self.buf)


class scoped_nonmovingbuffer:
    def __init__(self, data):
        self.buf, self.llobj, self.flag = get_nonmovingbuffer_ll(data)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        free_nonmovingbuffer_ll(self.buf, self.llobj, self.flag)


class scoped_view_charp:
    """Like scoped_nonmovingbuffer; a NUL follows the characters."""

    def __init__(self, data):
        self.buf, self.llobj, self.flag = get_nonmovingbuffer_ll(data)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        free_nonmovingbuffer_ll(self.buf, self.llobj, self.flag)


class scoped_nonmoving_unicodebuffer:
    def __init__(self, data):
        self.buf = unicode2wcharp(data)

    def __enter__(self):
        return self.buf

    def __exit__(self, *args):
        free_wcharp(self.buf)


class scoped_alloc_buffer:
    def __init__(self, size):
        self.size = size
        self.raw, self.gc_buf, self.case_num = alloc_buffer(size)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        keep_buffer_alive_until_here(self.raw, self.gc_buf, self.case_num)

    def str(self, length):
        return str_from_buffer(self.raw, self.gc_buf, self.case_num, self.size, length)


class scoped_alloc_unicodebuffer:
    def __init__(self, size):
        self.size = size
        self.raw, self.gc_buf, self.case_num = alloc_unicodebuffer(size)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        keep_unicodebuffer_alive_until_here(self.raw, self.gc_buf, self.case_num)

    def str(self, length):
        return unicode_from_buffer(self.raw, self.gc_buf, self.case_num, self.size, length)


from rpython.rtyper.lltypesystem.llmemory import cast_ptr_to_adr, cast_adr_to_ptr
