"""Calls of C functions through libffi, laid out so that the JIT can follow them.

A CIF_DESCRIPTION says for one signature where in an exchange buffer the arguments
and the result lie. The buffer begins with room for a pointer to each argument.
"""
from rpython.rlib import clibffi, jit
from rpython.rtyper.lltypesystem import lltype, rffi

FFI_CIF = clibffi.FFI_CIFP.TO
FFI_TYPE = clibffi.FFI_TYPE_P.TO
FFI_TYPE_P = clibffi.FFI_TYPE_P
FFI_TYPE_PP = clibffi.FFI_TYPE_PP
FFI_ABI = clibffi.FFI_ABI
FFI_TYPE_STRUCT = clibffi.FFI_TYPE_STRUCT
SIZE_OF_FFI_ARG = rffi.sizeof(clibffi.ffi_arg)
SIZE_OF_SIGNED = rffi.sizeof(lltype.Signed)
FFI_ARG_P = rffi.CArrayPtr(clibffi.ffi_arg)

CIF_DESCRIPTION = lltype.Struct(
    'CIF_DESCRIPTION',
    ('cif', FFI_CIF),
    ('abi', lltype.Signed),
    ('nargs', lltype.Signed),
    ('rtype', FFI_TYPE_P),
    ('atypes', FFI_TYPE_PP),
    ('exchange_size', lltype.Signed),
    ('exchange_result', lltype.Signed),
    ('exchange_args', lltype.Array(lltype.Signed, hints={'nolength': True, 'immutable': True})),
    hints={'immutable': True})
CIF_DESCRIPTION_P = lltype.Ptr(CIF_DESCRIPTION)


def jit_ffi_prep_cif(cif_description):
    """Fills the field cif when the others are set."""
    status = clibffi.c_ffi_prep_cif(
        cif_description.cif, cif_description.abi, cif_description.nargs,
        cif_description.rtype, cif_description.atypes)
    return rffi.cast(lltype.Signed, status)


@jit.dont_look_inside
def jit_ffi_call(cif_description, func_addr, exchange_buffer):
    """Calls func_addr with the arguments in the buffer; the result goes there, too."""
    pointers = rffi.cast(rffi.VOIDPP, exchange_buffer)
    for i in range(cif_description.nargs):
        pointers[i] = rffi.cast(rffi.VOIDP, rffi.ptradd(exchange_buffer,
                                                        cif_description.exchange_args[i]))
    result = rffi.ptradd(exchange_buffer, cif_description.exchange_result)
    clibffi.c_ffi_call(cif_description.cif, func_addr, rffi.cast(rffi.VOIDP, result), pointers)


class types(object):
    """The descriptions of C types by their names, and what the JIT asks of them."""

    @staticmethod
    @jit.elidable
    def getkind(ffi_type):
        """v for void, f, S for floats, i, u for integers, * for structs, else ?."""
        code = rffi.getintfield(ffi_type, 'c_type')
        size = rffi.getintfield(ffi_type, 'c_size')
        if code == _VOID:
            return 'v'
        if code == _DOUBLE:
            return 'f'
        if code == _FLOAT:
            return 'S'
        if code == FFI_TYPE_STRUCT:
            return '*'
        if code == _LONG_DOUBLE:
            return '?'
        if code in _SIGNED_CODES and size <= SIZE_OF_SIGNED:
            return 'i'
        return 'u'

    @staticmethod
    @jit.elidable
    def getsize(ffi_type):
        return rffi.getintfield(ffi_type, 'c_size')

    @staticmethod
    @jit.elidable
    def is_struct(ffi_type):
        return rffi.getintfield(ffi_type, 'c_type') == FFI_TYPE_STRUCT


def _code(ffi_type):
    return rffi.getintfield(ffi_type, 'c_type')

_VOID = _code(clibffi.ffi_type_void)
_DOUBLE = _code(clibffi.ffi_type_double)
_FLOAT = _code(clibffi.ffi_type_float)
_LONG_DOUBLE = _code(clibffi.ffi_type_longdouble)
_SIGNED_CODES = [_code(clibffi.ffi_type_sint8), _code(clibffi.ffi_type_sint16),
                 _code(clibffi.ffi_type_sint32), _code(clibffi.ffi_type_sint64),
                 _code(clibffi.ffi_type_sint)]

for _key in clibffi._simple_names:
    setattr(types, _key, getattr(clibffi, 'ffi_type_' + _key))
types.slonglong = clibffi.ffi_type_slong
types.ulonglong = clibffi.ffi_type_ulong
types.signed = clibffi.ffi_type_slong
types.unsigned = clibffi.ffi_type_ulong
types.wchar_t = clibffi.ffi_type_uint
