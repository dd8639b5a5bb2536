"""What the system tells about files and file systems, and the times of files."""
import os

from __tw_lltype__ import Address, Float, STR, Signed, external, llop, malloc
from rpython.rlib.objectmodel import specialize, we_are_translated
from rpython.rlib.rposix_base import _address, _cstring, handle_posix_error

_c_stat = external('tw_os_stat', [Address, Signed, Address], Signed)
_STAT_SIZE = 16 * 8

STAT_FIELDS = ('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size',
               'st_atime', 'st_mtime', 'st_ctime')


class StatResult(object):
    """What stat() tells about a file; times in seconds, as floats. Indices give the
    fields in the order of STAT_FIELDS, times as ints; the others have names only."""
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
        self.st_rdev = llop.raw_load(Signed, record, 104)
        self.st_blksize = llop.raw_load(Signed, record, 112)
        self.st_blocks = llop.raw_load(Signed, record, 120)

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
    if not we_are_translated():
        return os.stat(path)
    return _stat('stat', _cstring(path), -1)


def lstat(path):
    if not we_are_translated():
        return os.lstat(path)
    return _stat('lstat', _cstring(path), -2)


def fstat(fd):
    if not we_are_translated():
        return os.fstat(fd)
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
    if not we_are_translated():
        return os.statvfs(path)
    record = _address(malloc(STR, 80))
    handle_posix_error('statvfs', _c_statvfs(_cstring(path), -1, record))
    return StatvfsResult(record)


def fstatvfs(fd):
    if not we_are_translated():
        return os.fstatvfs(fd)
    record = _address(malloc(STR, 80))
    if fd < 0:
        raise OSError(9, "fstatvfs failed")
    handle_posix_error('fstatvfs', _c_statvfs(_address(''), fd, record))
    return StatvfsResult(record)


_c_utime = external('tw_os_utime', [Address, Float, Float, Signed], Signed)


@specialize.argtype(1)
def utime(path, times):
    """Sets the times of the last access and the last change, a pair of seconds;
    None: both are the present time."""
    if not we_are_translated():
        os.utime(path, times)
        return
    if times is None:
        result = _c_utime(_cstring(path), 0.0, 0.0, 1)
    else:
        access, change = times
        result = _c_utime(_cstring(path), float(access), float(change), 0)
    handle_posix_error('utime', result)
