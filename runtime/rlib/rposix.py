"""The operating system for translated programs: the functions of os.

Untranslated, a program calls the import-time os; the translator puts the
functions here in their place. Each calls the C library directly.
"""
from __tw_lltype__ import (
    Address, Array, Bool, CArray, Char, INT32, INT64, Ptr, STR, Signed, UINT32, Unsigned, Void,
    external, hlstr, llop, malloc)
from rpython.rlib.objectmodel import specialize, we_are_translated

_CHARS = Ptr(Array(Char))
_ITEMS = Ptr(CArray(Char))

_save_errno = external('tw_save_errno', [Signed], Signed)
_get_errno = external('tw_get_errno', [], Signed)
_set_errno = external('tw_set_errno', [Signed], Void)


def get_saved_errno():
    """The errno of the last system call."""
    if we_are_translated():
        return _get_errno()
    return 0


def set_saved_errno(errno):
    if we_are_translated():
        _set_errno(errno)


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
    return hlstr(result)


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


# ---- files ------------------------------------------------------------------

_c_open = external('tw_os_open', [Address, Signed, Signed], Signed)
_c_read = external('tw_os_read', [Signed, Address, Signed], Signed)
_c_write = external('tw_os_write', [Signed, Address, Signed], Signed)
_c_close = external('tw_os_close', [Signed], Signed)
_c_dup = external('dup', [INT32], INT32)
_c_dup2 = external('dup2', [INT32, INT32], INT32)
_c_lseek = external('lseek', [INT32, INT64, INT32], INT64)
_c_isatty = external('isatty', [INT32], INT32)
_c_ftruncate = external('ftruncate', [INT32, INT64], INT32)
_c_fsync = external('fsync', [INT32], INT32)
_c_pipe = external('pipe', [Address], INT32)


def _raise_saved(name):
    raise OSError(_get_errno(), name + " failed")
_raise_saved._dont_inline_ = True


def open(path, flags, mode=0777):
    fd = _c_open(_cstring(path), flags, mode)
    if fd < 0:
        _raise_saved('open')
    return fd


def read(fd, count):
    if count < 0:
        raise OSError(22, "read failed")
    buffer = malloc(STR, count)
    got = _c_read(fd, _address(buffer), count)
    if got < 0:
        _raise_saved('read')
    if got == count or llop.shrink_array(Bool, buffer, got):
        return hlstr(buffer)
    return _string_of(_address(buffer), got)


def write(fd, data):
    written = _c_write(fd, _address(data), len(data))
    if written < 0:
        _raise_saved('write')
    return written


def close(fd):
    if _c_close(fd) < 0:
        _raise_saved('close')


def dup(fd):
    return handle_posix_error('dup', _c_dup(fd))


def dup2(fd, newfd):
    handle_posix_error('dup2', _c_dup2(fd, newfd))


def lseek(fd, position, how):
    return handle_posix_error('lseek', _c_lseek(fd, position, how))


def isatty(fd):
    return _c_isatty(fd) != 0


def ftruncate(fd, length):
    handle_posix_error('ftruncate', _c_ftruncate(fd, length))


def fsync(fd):
    handle_posix_error('fsync', _c_fsync(fd))


def pipe():
    ends = malloc(STR, 8)
    handle_posix_error('pipe', _c_pipe(_address(ends)))
    where = _address(ends)
    return (int(llop.raw_load(INT32, where, 0)), int(llop.raw_load(INT32, where, 4)))


# ---- the file system --------------------------------------------------------

_c_unlink = external('unlink', [Address], INT32)
_c_rmdir = external('rmdir', [Address], INT32)
_c_mkdir = external('mkdir', [Address, UINT32], INT32)
_c_chdir = external('chdir', [Address], INT32)
_c_chmod = external('chmod', [Address, UINT32], INT32)
_c_access = external('access', [Address, INT32], INT32)
_c_rename = external('rename', [Address, Address], INT32)
_c_symlink = external('symlink', [Address, Address], INT32)
_c_link = external('link', [Address, Address], INT32)
_c_readlink = external('readlink', [Address, Address, Unsigned], Signed)
_c_getcwd = external('getcwd', [Address, Unsigned], Address)
_c_umask = external('umask', [UINT32], UINT32)


def unlink(path):
    handle_posix_error('unlink', _c_unlink(_cstring(path)))


def rmdir(path):
    handle_posix_error('rmdir', _c_rmdir(_cstring(path)))


def mkdir(path, mode=0777):
    handle_posix_error('mkdir', _c_mkdir(_cstring(path), mode))


def chdir(path):
    handle_posix_error('chdir', _c_chdir(_cstring(path)))


def chmod(path, mode):
    handle_posix_error('chmod', _c_chmod(_cstring(path), mode))


def access(path, mode):
    return _c_access(_cstring(path), mode) == 0


def rename(old, new):
    handle_posix_error('rename', _c_rename(_cstring(old), _cstring(new)))


def symlink(target, path):
    handle_posix_error('symlink', _c_symlink(_cstring(target), _cstring(path)))


def link(target, path):
    handle_posix_error('link', _c_link(_cstring(target), _cstring(path)))


def umask(mask):
    return int(_c_umask(mask))


def readlink(path):
    size = 1023
    while True:
        buffer = malloc(STR, size)
        got = handle_posix_error(
            'readlink', _c_readlink(_cstring(path), _address(buffer), size))
        if got < size:
            return _string_of(_address(buffer), got)
        size *= 4


def getcwd():
    size = 256
    while True:
        buffer = malloc(STR, size)
        found = _c_getcwd(_address(buffer), size)
        _save_errno(0)
        if found:
            return _string(found)
        if _get_errno() != 34:  # ERANGE: the buffer is too small
            raise OSError(_get_errno(), "getcwd failed")
        size *= 4


_c_opendir = external('opendir', [Address], Address)
_c_readdir = external('tw_os_readdir', [Address], Address)
_c_closedir = external('closedir', [Address], INT32)


def listdir(path):
    """The names in a directory, in the order the system gives them."""
    directory = _c_opendir(_cstring(path))
    _save_errno(0)
    if not directory:
        raise OSError(_get_errno(), "listdir failed")
    names = []
    while True:
        name = _c_readdir(directory)
        if not name:
            break
        text = _string(name)
        if text != '.' and text != '..':
            names.append(text)
    _c_closedir(directory)
    return names


# ---- stat -------------------------------------------------------------------

_c_stat = external('tw_os_stat', [Address, Signed, Address], Signed)
_STAT_SIZE = 13 * 8

STAT_FIELDS = ('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size',
               'st_atime', 'st_mtime', 'st_ctime')


class StatResult(object):
    """What stat() tells about a file; times in seconds, as floats."""
    _immutable_ = True

    def __init__(self, record):
        self.st_mode = llop.raw_load(Signed, record, 0)
        self.st_ino = llop.raw_load(Signed, record, 8)
        self.st_dev = llop.raw_load(Signed, record, 16)
        self.st_nlink = llop.raw_load(Signed, record, 24)
        self.st_uid = llop.raw_load(Signed, record, 32)
        self.st_gid = llop.raw_load(Signed, record, 40)
        self.st_size = llop.raw_load(Signed, record, 48)
        self.st_atime = _time(record, 56)
        self.st_mtime = _time(record, 72)
        self.st_ctime = _time(record, 88)


def _time(record, offset):
    seconds = llop.raw_load(Signed, record, offset)
    nanoseconds = llop.raw_load(Signed, record, offset + 8)
    return float(seconds) + 1e-9 * float(nanoseconds)


def _stat(name, path, how):
    record = _address(malloc(STR, _STAT_SIZE))
    handle_posix_error(name, _c_stat(path, how, record))
    return StatResult(record)


def stat(path):
    return _stat('stat', _cstring(path), -1)


def lstat(path):
    return _stat('lstat', _cstring(path), -2)


def fstat(fd):
    return _stat('fstat', _address(''), fd)


# ---- processes and the environment ------------------------------------------

_c_getenv = external('getenv', [Address], Address)
_c_setenv = external('setenv', [Address, Address, INT32], INT32)
_c_unsetenv = external('unsetenv', [Address], INT32)
_c_environment = external('tw_os_environment', [Signed], Address)
_c_exit = external('_exit', [INT32], Void)
_c_system = external('system', [Address], INT32)
_c_kill = external('kill', [INT32, INT32], INT32)
_c_getpid = external('getpid', [], INT32)
_c_getppid = external('getppid', [], INT32)
_c_getuid = external('getuid', [], UINT32)
_c_geteuid = external('geteuid', [], UINT32)
_c_getgid = external('getgid', [], UINT32)
_c_getegid = external('getegid', [], UINT32)
_c_fork = external('fork', [], INT32)
_c_waitpid = external('waitpid', [INT32, Address, INT32], INT32)


def getenv(name):
    """The value in the environment, or None."""
    value = _c_getenv(_cstring(name))
    if not value:
        return None
    return _string(value)


def putenv(name, value):
    handle_posix_error('putenv', _c_setenv(_cstring(name), _cstring(value), 1))


def unsetenv(name):
    handle_posix_error('unsetenv', _c_unsetenv(_cstring(name)))


def environment():
    """The lines NAME=VALUE of the environment."""
    lines = []
    i = 0
    while True:
        line = _c_environment(i)
        if not line:
            return lines
        lines.append(_string(line))
        i += 1


def exit(status):
    _c_exit(status)


def system(command):
    return handle_posix_error('system', _c_system(_cstring(command)))


def kill(pid, signal):
    handle_posix_error('kill', _c_kill(pid, signal))


def getpid():
    return int(_c_getpid())


def getppid():
    return int(_c_getppid())


def getuid():
    return int(_c_getuid())


def geteuid():
    return int(_c_geteuid())


def getgid():
    return int(_c_getgid())


def getegid():
    return int(_c_getegid())


def fork():
    return handle_posix_error('fork', _c_fork())


def waitpid(pid, options):
    status = _address(malloc(STR, 8))
    child = handle_posix_error('waitpid', _c_waitpid(pid, status, options))
    return child, int(llop.raw_load(INT32, status, 0))
