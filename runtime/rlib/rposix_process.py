"""Processes, the environment, users and groups, and what the system tells about
itself."""
from __tw_lltype__ import (
    Address, Float, INT32, STR, Signed, UINT32, Void, external, llop, malloc)
from rpython.rlib.rposix_base import (
    _address, _cstring, _get_errno, _raise_saved, _save_errno, _string, handle_posix_error)
from rpython.rlib.rposix_stat import lstat

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
