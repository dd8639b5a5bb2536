"""The operating system for translated programs: the functions of os.

Untranslated, a program calls the import-time os; the translator puts the
functions here in their place. Each calls the C library directly.
"""
from __tw_lltype__ import (
    Address, Array, Bool, CArray, Char, Float, INT32, INT64, Ptr, STR, Signed, UINT32, Unsigned,
    Void, external, hlstr, llop, malloc)
from os import (
    WCOREDUMP, WEXITSTATUS, WIFCONTINUED, WIFEXITED, WIFSIGNALED, WIFSTOPPED, WSTOPSIG, WTERMSIG,
    major, makedev, minor)
from rpython.rlib.objectmodel import specialize, we_are_translated

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


# ---- stat -------------------------------------------------------------------

_c_stat = external('tw_os_stat', [Address, Signed, Address], Signed)
_STAT_SIZE = 13 * 8

STAT_FIELDS = ('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size',
               'st_atime', 'st_mtime', 'st_ctime')


class StatResult(object):
    """What stat() tells about a file; times in seconds, as floats. Indices give the
    fields in the order of STAT_FIELDS, times as ints."""
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

    @specialize.arg(1)
    def __getitem__(self, index):
        return int(getattr(self, STAT_FIELDS[index]))

    def __len__(self):
        return 10


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


STATVFS_FIELDS = ('f_bsize', 'f_frsize', 'f_blocks', 'f_bfree', 'f_bavail', 'f_files',
                  'f_ffree', 'f_favail', 'f_flag', 'f_namemax')

_c_statvfs = external('tw_os_statvfs', [Address, Signed, Address], Signed)


class StatvfsResult(object):
    """What statvfs() tells about a file system."""
    _immutable_ = True

    def __init__(self, record):
        self.f_bsize = llop.raw_load(Signed, record, 0)
        self.f_frsize = llop.raw_load(Signed, record, 8)
        self.f_blocks = llop.raw_load(Signed, record, 16)
        self.f_bfree = llop.raw_load(Signed, record, 24)
        self.f_bavail = llop.raw_load(Signed, record, 32)
        self.f_files = llop.raw_load(Signed, record, 40)
        self.f_ffree = llop.raw_load(Signed, record, 48)
        self.f_favail = llop.raw_load(Signed, record, 56)
        self.f_flag = llop.raw_load(Signed, record, 64)
        self.f_namemax = llop.raw_load(Signed, record, 72)

    @specialize.arg(1)
    def __getitem__(self, index):
        return getattr(self, STATVFS_FIELDS[index])


def statvfs(path):
    record = _address(malloc(STR, 80))
    handle_posix_error('statvfs', _c_statvfs(_cstring(path), -1, record))
    return StatvfsResult(record)


def fstatvfs(fd):
    record = _address(malloc(STR, 80))
    if fd < 0:
        raise OSError(9, "fstatvfs failed")
    handle_posix_error('fstatvfs', _c_statvfs(_address(''), fd, record))
    return StatvfsResult(record)


_c_utime = external('tw_os_utime', [Address, Float, Float, Signed], Signed)


@specialize.argtype(1)
def utime(path, times):
    """Sets the times of the last access and the last change, a pair of seconds;
    None stands for now."""
    if times is None:
        result = _c_utime(_cstring(path), 0.0, 0.0, 1)
    else:
        access, change = times
        result = _c_utime(_cstring(path), float(access), float(change), 0)
    handle_posix_error('utime', result)


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
_c_execve = external('tw_os_execve', [Address, Address, Signed, Address, Signed], Signed)
_c_spawnve = external('tw_os_spawnve', [Signed, Address, Address, Signed, Address, Signed], Signed)
_c_killpg = external('killpg', [INT32, INT32], INT32)
_c_getpgid = external('getpgid', [INT32], INT32)
_c_getpgrp = external('getpgrp', [], INT32)
_c_setpgid = external('setpgid', [INT32, INT32], INT32)
_c_setpgrp = external('setpgrp', [], INT32)
_c_getsid = external('getsid', [INT32], INT32)
_c_setsid = external('setsid', [], INT32)
_c_setuid = external('setuid', [UINT32], INT32)
_c_seteuid = external('seteuid', [UINT32], INT32)
_c_setgid = external('setgid', [UINT32], INT32)
_c_setegid = external('setegid', [UINT32], INT32)
_c_setreuid = external('setreuid', [UINT32, UINT32], INT32)
_c_setregid = external('setregid', [UINT32, UINT32], INT32)
_c_getgroups = external('getgroups', [INT32, Address], INT32)
_c_nice = external('tw_os_nice', [Signed], Signed)
_c_abort = external('abort', [], Void)
_c_sysconf = external('sysconf', [INT32], Signed)
_c_getloadavg = external('getloadavg', [Address, INT32], INT32)
_c_getlogin = external('getlogin', [], Address)
_c_ctermid = external('ctermid', [Address], Address)
_c_times = external('tw_os_times', [Address], Signed)
_c_uname = external('tw_os_uname', [Signed], Address)


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


def wait():
    return waitpid(-1, 0)


def _packed(texts):
    """The texts, each with a character 0 behind it."""
    return '\x00'.join(texts) + '\x00'


def _lines(environment):
    return [name + '=' + value for name, value in environment.items()]


def execv(path, args):
    """Replaces the program of the process; returns on errors only."""
    _c_execve(_cstring(path), _address(_packed(args)), len(args), _address(''), -1)
    _raise_saved('execv')


def execve(path, args, env):
    lines = _lines(env)
    _c_execve(_cstring(path), _address(_packed(args)), len(args), _address(_packed(lines)),
              len(lines))
    _raise_saved('execve')


def spawnv(mode, path, args):
    """Runs a program in a child: the exit status with mode P_WAIT (0), else the id."""
    result = _c_spawnve(int(mode == 0), _cstring(path), _address(_packed(args)), len(args),
                        _address(''), -1)
    if result == -1:
        _raise_saved('spawnv')
    return result


def spawnve(mode, path, args, env):
    lines = _lines(env)
    result = _c_spawnve(int(mode == 0), _cstring(path), _address(_packed(args)), len(args),
                        _address(_packed(lines)), len(lines))
    if result == -1:
        _raise_saved('spawnve')
    return result


def abort():
    _c_abort()


def killpg(pgrp, signal):
    handle_posix_error('killpg', _c_killpg(pgrp, signal))


def getpgid(pid):
    return handle_posix_error('getpgid', _c_getpgid(pid))


def getpgrp():
    return int(_c_getpgrp())


def setpgid(pid, group):
    handle_posix_error('setpgid', _c_setpgid(pid, group))


def setpgrp():
    handle_posix_error('setpgrp', _c_setpgrp())


def getsid(pid):
    return handle_posix_error('getsid', _c_getsid(pid))


def setsid():
    handle_posix_error('setsid', _c_setsid())


def setuid(uid):
    handle_posix_error('setuid', _c_setuid(uid))


def seteuid(uid):
    handle_posix_error('seteuid', _c_seteuid(uid))


def setgid(gid):
    handle_posix_error('setgid', _c_setgid(gid))


def setegid(gid):
    handle_posix_error('setegid', _c_setegid(gid))


def setreuid(real, effective):
    handle_posix_error('setreuid', _c_setreuid(real, effective))


def setregid(real, effective):
    handle_posix_error('setregid', _c_setregid(real, effective))


def getgroups():
    count = handle_posix_error('getgroups', _c_getgroups(0, _address('')))
    buffer = malloc(STR, 4 * count + 4)
    count = handle_posix_error('getgroups', _c_getgroups(count, _address(buffer)))
    where = _address(buffer)
    return [int(llop.raw_load(UINT32, where, 4 * i)) for i in range(count)]


def nice(increment):
    """The new priority, which may be -1."""
    result = _c_nice(increment)
    if result < -20:
        _raise_saved('nice')
    return result


def sysconf(name):
    return _c_sysconf(name)


_SC_NPROCESSORS_ONLN = 84


def cpu_count():
    return _c_sysconf(_SC_NPROCESSORS_ONLN)


def getloadavg():
    """The load of the system over one, five and fifteen minutes."""
    where = _address(malloc(STR, 24))
    if _c_getloadavg(where, 3) != 3:
        raise OSError(0, "getloadavg failed")
    return (llop.raw_load(Float, where, 0), llop.raw_load(Float, where, 8),
            llop.raw_load(Float, where, 16))


def getlogin():
    name = _c_getlogin()
    _save_errno(0)
    if not name:
        _raise_saved('getlogin')
    return _string(name)


def ctermid():
    return _string(_c_ctermid(_address(malloc(STR, 64))))


def times():
    """Seconds in user and system mode, those of the children, and elapsed."""
    where = _address(malloc(STR, 40))
    handle_posix_error('times', _c_times(where))
    return (llop.raw_load(Float, where, 0), llop.raw_load(Float, where, 8),
            llop.raw_load(Float, where, 16), llop.raw_load(Float, where, 24),
            llop.raw_load(Float, where, 32))


def uname():
    """Names of the system, the node, its release, version and machine."""
    return (_string(_c_uname(0)), _string(_c_uname(1)), _string(_c_uname(2)),
            _string(_c_uname(3)), _string(_c_uname(4)))


def urandom(n):
    from rpython.rlib.rurandom import urandom
    return urandom(n)


def tmpnam():
    """A name in /tmp that no file has."""
    from rpython.rlib.rurandom import urandom
    while True:
        name = '/tmp/'
        for c in urandom(6):
            name += 'abcdefghijklmnopqrstuvwxyz012345'[ord(c) & 31]
        if not _exists(name):
            return name


def _exists(path):
    try:
        lstat(path)
    except OSError:
        return False
    return True
