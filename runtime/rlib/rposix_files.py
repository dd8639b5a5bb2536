"""The functions of os for translated programs: files and directories here, the rest in
rposix_process and rposix_stat.

Untranslated, a program calls the import-time os; the translator puts these functions in
their place. Each calls the C library directly.
"""
from __tw_lltype__ import (
    Address, INT32, INT64, STR, Signed, UINT32, Unsigned, Void, external, made_str, llop, malloc)
from rpython.rlib.rgc import ll_shrink_array
from rpython.rlib.rposix_base import (
    _address, _cstring, _get_errno, _raise_saved, _save_errno, _string, _string_of,
    handle_posix_error, strerror)
from rpython.rlib.rposix_process import (
    abort, cpu_count, ctermid, environment, execv, execve, exit, fork, getegid, getenv, geteuid,
    getgid, getgroups, getloadavg, getlogin, getpgid, getpgrp, getpid, getppid, getsid, getuid,
    kill, killpg, nice, putenv, setegid, seteuid, setgid, setpgid, setpgrp, setregid, setreuid,
    setsid, setuid, spawnv, spawnve, sysconf, system, times, tmpnam, uname, unsetenv, urandom,
    wait, waitpid)
from rpython.rlib.rposix_stat import (
    STATVFS_FIELDS, STAT_FIELDS, StatResult, StatvfsResult, fstat, fstatvfs, lstat, stat,
    statvfs, utime)


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
_c_pipe2 = external('pipe2', [Address, INT32], INT32)
_c_fdatasync = external('fdatasync', [INT32], INT32)
_c_fchmod = external('fchmod', [INT32, UINT32], INT32)
_c_fchown = external('fchown', [INT32, UINT32, UINT32], INT32)
_c_fchdir = external('fchdir', [INT32], INT32)
_c_ttyname = external('ttyname', [INT32], Address)
_c_pread = external('pread', [INT32, Address, Unsigned, INT64], Signed)
_c_pwrite = external('pwrite', [INT32, Address, Unsigned, INT64], Signed)
_c_sync = external('sync', [], Void)
_c_tcgetpgrp = external('tcgetpgrp', [INT32], INT32)
_c_tcsetpgrp = external('tcsetpgrp', [INT32, INT32], INT32)
_c_fcntl = external('fcntl', [INT32, INT32, Signed], INT32)


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
    if got < count:
        buffer = ll_shrink_array(buffer, got)
    return made_str(buffer)


def write(fd, data):
    written = _c_write(fd, _address(data), len(data))
    if written < 0:
        _raise_saved('write')
    return written


def close(fd):
    if _c_close(fd) < 0:
        _raise_saved('close')


def dup(fd, inheritable=True):
    result = handle_posix_error('dup', _c_dup(fd))
    if not inheritable:
        set_inheritable(result, False)
    return result


def dup2(fd, newfd, inheritable=True):
    handle_posix_error('dup2', _c_dup2(fd, newfd))
    if not inheritable:
        set_inheritable(newfd, False)


def lseek(fd, position, how):
    return handle_posix_error('lseek', _c_lseek(fd, position, how))


def isatty(fd):
    return _c_isatty(fd) != 0


def ftruncate(fd, length):
    handle_posix_error('ftruncate', _c_ftruncate(fd, length))


def fsync(fd):
    handle_posix_error('fsync', _c_fsync(fd))


def pipe(flags=0):
    return pipe2(flags)


def pipe2(flags):
    ends = malloc(STR, 8)
    handle_posix_error('pipe2', _c_pipe2(_address(ends), flags))
    where = _address(ends)
    return (int(llop.raw_load(INT32, where, 0)), int(llop.raw_load(INT32, where, 4)))


def fdatasync(fd):
    handle_posix_error('fdatasync', _c_fdatasync(fd))


def fchmod(fd, mode):
    handle_posix_error('fchmod', _c_fchmod(fd, mode))


def fchown(fd, uid, gid):
    handle_posix_error('fchown', _c_fchown(fd, uid, gid))


def fchdir(fd):
    handle_posix_error('fchdir', _c_fchdir(fd))


def ttyname(fd):
    name = _c_ttyname(fd)
    _save_errno(0)
    if not name:
        _raise_saved('ttyname')
    return _string(name)


def pread(fd, count, offset):
    buffer = malloc(STR, count)
    got = handle_posix_error('pread', _c_pread(fd, _address(buffer), count, offset))
    return _string_of(_address(buffer), got)


def pwrite(fd, data, offset):
    return handle_posix_error('pwrite', _c_pwrite(fd, _address(data), len(data), offset))


def sync():
    _c_sync()


def closerange(fd_low, fd_high):
    """Closes the file descriptors fd_low .. fd_high - 1; errors do not count."""
    for fd in range(fd_low, fd_high):
        _c_close(fd)


def tcgetpgrp(fd):
    return handle_posix_error('tcgetpgrp', _c_tcgetpgrp(fd))


def tcsetpgrp(fd, pgrp):
    handle_posix_error('tcsetpgrp', _c_tcsetpgrp(fd, pgrp))


_F_GETFD, _F_SETFD, _F_GETFL, _F_SETFL = 1, 2, 3, 4
_FD_CLOEXEC = 1


def get_status_flags(fd):
    return handle_posix_error('fcntl', _c_fcntl(fd, _F_GETFL, 0))


def set_status_flags(fd, flags):
    handle_posix_error('fcntl', _c_fcntl(fd, _F_SETFL, flags))


def get_inheritable(fd):
    """Do programs that the process executes keep the file open?"""
    return handle_posix_error('fcntl', _c_fcntl(fd, _F_GETFD, 0)) & _FD_CLOEXEC == 0


def set_inheritable(fd, inheritable):
    flags = handle_posix_error('fcntl', _c_fcntl(fd, _F_GETFD, 0)) & ~_FD_CLOEXEC
    if not inheritable:
        flags |= _FD_CLOEXEC
    handle_posix_error('fcntl', _c_fcntl(fd, _F_SETFD, flags))


# ---- the file system --------------------------------------------------------

_c_chown = external('chown', [Address, UINT32, UINT32], INT32)
_c_lchown = external('lchown', [Address, UINT32, UINT32], INT32)
_c_chroot = external('chroot', [Address], INT32)
_c_mkfifo = external('mkfifo', [Address, UINT32], INT32)
_c_mknod = external('mknod', [Address, UINT32, Unsigned], INT32)
_c_fdopendir = external('fdopendir', [INT32], Address)
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


def chown(path, uid, gid):
    handle_posix_error('chown', _c_chown(_cstring(path), uid, gid))


def lchown(path, uid, gid):
    handle_posix_error('lchown', _c_lchown(_cstring(path), uid, gid))


def chroot(path):
    handle_posix_error('chroot', _c_chroot(_cstring(path)))


def mkfifo(path, mode=0666):
    handle_posix_error('mkfifo', _c_mkfifo(_cstring(path), mode))


def mknod(path, mode=0600, device=0):
    handle_posix_error('mknod', _c_mknod(_cstring(path), mode, device))


replace = rename

_c_opendir = external('opendir', [Address], Address)
_c_readdir = external('tw_os_readdir', [Address], Address)
_c_closedir = external('closedir', [Address], INT32)


def listdir(path):
    """The names in a directory, in the order the system gives them."""
    return _names_in(_c_opendir(_cstring(path)))


def fdlistdir(fd):
    """The names in the directory that is open as fd, which is closed then."""
    return _names_in(_c_fdopendir(fd))


def _names_in(directory):
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
