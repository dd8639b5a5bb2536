"""Operating system interface: the system calls and what is built on them."""

import sys
import posix
import posixpath as path
from posix import *
from posix import _exit

sys.modules['os.path'] = path
name = 'posix'
linesep = '\n'
from posixpath import curdir, pardir, sep, pathsep, defpath, extsep, altsep, devnull

error = OSError


class _Stat(tuple):
    """The result of stat(): a tuple whose fields have names."""
    _fields = ('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size')

    def __getattr__(self, name):
        if name in self._fields:
            return self[self._fields.index(name)]
        raise AttributeError(name)


def _named(record):
    result = _Stat(record[:10])
    result.st_atime, result.st_mtime, result.st_ctime = record[10:13]
    result.st_rdev, result.st_blksize, result.st_blocks = record[13:]
    return result


def stat(path):
    return _named(posix.stat(path))


def lstat(path):
    return _named(posix.lstat(path))


def fstat(fd):
    return _named(posix.fstat(fd))


class _Environ(object):
    """The environment of the process; changes reach child processes."""

    def get(self, key, default=None):
        value = posix.getenv(key)
        if value is None:
            return default
        return value

    def __getitem__(self, key):
        value = posix.getenv(key)
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        posix.putenv(key, value)

    def __delitem__(self, key):
        posix.unsetenv(key)

    def __contains__(self, key):
        return posix.getenv(key) is not None

    def has_key(self, key):
        return posix.getenv(key) is not None

    def keys(self):
        names = []
        for line in posix.environment():
            end = line.find('=')
            if end > 0:
                names.append(line[:end])
        return names

    def items(self):
        pairs = []
        for line in posix.environment():
            end = line.find('=')
            if end > 0:
                pairs.append((line[:end], line[end + 1:]))
        return pairs

    def values(self):
        return [value for _, value in self.items()]

    def copy(self):
        return dict(self.items())

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self.keys())

    def update(self, other):
        for key in other.keys():
            self[key] = other[key]

    def setdefault(self, key, default):
        if key not in self:
            self[key] = default
        return self[key]


environ = _Environ()


def getenv(key, default=None):
    return environ.get(key, default)


def remove(path):
    posix.unlink(path)


def makedirs(name, mode=0777):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        makedirs(head, mode)
    mkdir(name, mode)


def removedirs(name):
    rmdir(name)


def walk(top, topdown=True, onerror=None, followlinks=False):
    dirs, files = [], []
    for entry in listdir(top):
        (dirs if path.isdir(path.join(top, entry)) else files).append(entry)
    if topdown:
        yield top, dirs, files
    for entry in dirs:
        child = path.join(top, entry)
        if followlinks or not path.islink(child):
            for item in walk(child, topdown, onerror, followlinks):
                yield item
    if not topdown:
        yield top, dirs, files


class _Statvfs(tuple):
    """The result of statvfs()."""
    _fields = ('f_bsize', 'f_frsize', 'f_blocks', 'f_bfree', 'f_bavail', 'f_files',
               'f_ffree', 'f_favail', 'f_flag', 'f_namemax')

    def __getattr__(self, name):
        if name in self._fields:
            return self[self._fields.index(name)]
        raise AttributeError(name)


def statvfs(path):
    return _Statvfs(posix.statvfs(path))


def fstatvfs(fd):
    return _Statvfs(posix.fstatvfs(fd))


# ---- processes --------------------------------------------------------------

EX_OK = 0
P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1
NGROUPS_MAX = 65536


def execl(path, *args):
    execv(path, args)


def execvp(file, args):
    """execv of the first such program in the search path."""
    if '/' in file:
        execv(file, args)
    for directory in environ.get('PATH', defpath).split(pathsep):
        candidate = path.join(directory, file)
        if access(candidate, X_OK):
            execv(candidate, args)
    raise OSError(2, 'No such file or directory')


def WIFSTOPPED(status):
    return status & 0xff == 0x7f


def WIFCONTINUED(status):
    return status == 0xffff


def WIFSIGNALED(status):
    return 0 < status & 0x7f < 0x7f


def WIFEXITED(status):
    return status & 0x7f == 0


def WCOREDUMP(status):
    return status & 0x80 != 0


def WEXITSTATUS(status):
    return (status >> 8) & 0xff


def WSTOPSIG(status):
    return (status >> 8) & 0xff


def WTERMSIG(status):
    return status & 0x7f


# ---- numbers of devices -----------------------------------------------------

def makedev(major, minor):
    return ((major & 0xfffff000) << 32 | (major & 0xfff) << 8 |
            (minor & 0xffffff00) << 12 | minor & 0xff)


def major(device):
    return (device >> 32) & 0xfffff000 | (device >> 8) & 0xfff


def minor(device):
    return (device >> 12) & 0xffffff00 | device & 0xff
