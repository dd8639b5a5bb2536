"""Shared libraries: dlopen, dlsym, dlclose."""
import os

from rpython.rtyper.lltypesystem import lltype, rffi

RTLD_LAZY = 1
RTLD_NOW = 2
RTLD_GLOBAL = 0x100
RTLD_LOCAL = 0
RTLD_NODELETE = 0x1000
RTLD_NOLOAD = 4
RTLD_DEEPBIND = 8

_c_dlopen = rffi.llexternal('dlopen', [rffi.CCHARP, rffi.INT], rffi.VOIDP)
_c_dlclose = rffi.llexternal('dlclose', [rffi.VOIDP], rffi.INT)
_c_dlerror = rffi.llexternal('dlerror', [], rffi.CCHARP)
_c_dlsym = rffi.llexternal('dlsym', [rffi.VOIDP, rffi.CCHARP], rffi.VOIDP)

DLLHANDLE = rffi.VOIDP


class DLOpenError(Exception):
    def __init__(self, msg):
        self.msg = msg

    def __str__(self):
        return repr(self.msg)


def dlerror():
    message = _c_dlerror()
    if not message:
        return ""
    return rffi.charp2str(message)


def _first_member(script):
    """The first file of the first group in a script of the linker, or ''."""
    for command in ('GROUP', 'INPUT'):
        start = script.find(command)
        if start < 0:
            continue
        start = script.find('(', start)
        if start < 0:
            continue
        for word in script[start + 1:].replace(")", " ").split():
            if word.startswith('/') or word.startswith('lib'):
                return word
    return ''


def _open_from_script(message, mode):
    """Development packages have scripts of the linker where libraries are looked for
    (libm.so); dlopen refuses them. Opens the library that such a script names."""
    end = message.find(': invalid ELF header')
    if end < 0:
        end = message.find(': file too short')
    if end < 0:
        return lltype.nullptr(rffi.VOIDP.TO)
    try:
        fd = os.open(message[:end], os.O_RDONLY, 0)
        try:
            script = os.read(fd, 4096)
        finally:
            os.close(fd)
    except OSError:
        return lltype.nullptr(rffi.VOIDP.TO)
    member = _first_member(script)
    if not member:
        return lltype.nullptr(rffi.VOIDP.TO)
    return _c_dlopen(member, rffi.cast(rffi.INT, mode))


def dlopen(name, mode=-1):
    """A handle; name is a C string, a str, or null for the program itself."""
    if mode == -1:
        mode = RTLD_LOCAL | RTLD_NOW
    elif (mode & (RTLD_LAZY | RTLD_NOW)) == 0:
        mode = mode | RTLD_NOW
    handle = _c_dlopen(name, rffi.cast(rffi.INT, mode))
    if not handle:
        message = dlerror()
        handle = _open_from_script(message, mode)
        if not handle:
            raise DLOpenError(message)
    return handle
dlopen._annspecialcase_ = 'specialize:argtype(0)'


def dlclose(handle):
    return rffi.cast(lltype.Signed, _c_dlclose(handle))


def dlsym(libhandle, name):
    """The address of a symbol; KeyError if there is none of that name."""
    address = _c_dlsym(libhandle, name)
    if not address:
        raise KeyError(name)
    return address


def dlsym_byordinal(libhandle, index):
    raise KeyError(str(index))
