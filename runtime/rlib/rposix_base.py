"""What all functions of rposix share: errno, strings of C, and errors."""
from __tw_lltype__ import (
    Address, Array, CArray, Char, INT32, Ptr, STR, Signed, Void, external, made_str, llop, malloc)
from rpython.rlib.objectmodel import specialize

_CHARS = Ptr(Array(Char))
_ITEMS = Ptr(CArray(Char))

_save_errno = external('tw_save_errno', [Signed], Signed)
_get_errno = external('tw_get_errno', [], Signed)
_set_errno = external('tw_set_errno', [Signed], Void)
_get_other_errno = external('tw_get_other_errno', [], Signed)
_set_other_errno = external('tw_set_other_errno', [Signed], Void)


def get_saved_errno():
    """The errno of the last system call, or of the last call of an external
    function that saves it."""
    return _get_errno()


def set_saved_errno(errno):
    _set_errno(errno)


def get_saved_alterrno():
    """The errno of the last call with RFFI_ALT_ERRNO."""
    return _get_other_errno()


def set_saved_alterrno(errno):
    _set_other_errno(errno)


get_errno = get_saved_errno
set_errno = set_saved_errno


# ---- strings of C -----------------------------------------------------------

@specialize.argtype(0)
def _address(s):
    """Where the characters lie. The stack pins the string."""
    return llop.cast_ptr_to_adr(
        Address, llop.direct_arrayitems(_ITEMS, llop.direct_fieldptr(_CHARS, s, 'chars')))


def _cstring(s):
    """The address of a copy of the text that ends with a character 0."""
    length = len(s)
    copy = malloc(STR, length + 1)
    llop.array_copy(Void, s, copy, 0, 0, length)
    copy.chars[length] = '\x00'
    return _address(copy)


_c_strlen = external('strlen', [Address], Signed)


def _string(address):
    """A copy of a text that ends with a character 0."""
    return _string_of(address, _c_strlen(address))


def _string_of(address, length):
    result = malloc(STR, length)
    llop.raw_memcopy(Void, address, _address(result), length)
    return made_str(result)


# ---- errors -----------------------------------------------------------------

def handle_posix_error(name, result):
    """Raises OSError if a system call gave -1."""
    result = _save_errno(result)
    if result < 0:
        raise OSError(_get_errno(), name + " failed")
    return result


_c_strerror = external('strerror', [INT32], Address)


def strerror(errno):
    return _string(_c_strerror(errno))


def _raise_saved(name):
    raise OSError(_get_errno(), name + " failed")
_raise_saved._dont_inline_ = True
