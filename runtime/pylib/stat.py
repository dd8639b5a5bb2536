"""Constants of file status."""

(ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME,
 ST_CTIME) = range(10)

S_IFDIR, S_IFCHR, S_IFBLK, S_IFREG = 0040000, 0020000, 0060000, 0100000
S_IFIFO, S_IFLNK, S_IFSOCK = 0010000, 0120000, 0140000
S_ISUID, S_ISGID, S_ISVTX = 04000, 02000, 01000
S_IRWXU, S_IRUSR, S_IWUSR, S_IXUSR = 0700, 0400, 0200, 0100
S_IRWXG, S_IRGRP, S_IWGRP, S_IXGRP = 0070, 0040, 0020, 0010
S_IRWXO, S_IROTH, S_IWOTH, S_IXOTH = 0007, 0004, 0002, 0001


def S_IMODE(mode):
    return mode & 07777


def S_IFMT(mode):
    return mode & 0170000


def S_ISDIR(mode):
    return S_IFMT(mode) == S_IFDIR


def S_ISCHR(mode):
    return S_IFMT(mode) == S_IFCHR


def S_ISBLK(mode):
    return S_IFMT(mode) == S_IFBLK


def S_ISREG(mode):
    return S_IFMT(mode) == S_IFREG


def S_ISFIFO(mode):
    return S_IFMT(mode) == S_IFIFO


def S_ISLNK(mode):
    return S_IFMT(mode) == S_IFLNK


def S_ISSOCK(mode):
    return S_IFMT(mode) == S_IFSOCK
