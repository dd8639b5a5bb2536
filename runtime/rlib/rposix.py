"""The operating system. Most functions are those of os, which the translator knows;
what they become in translated programs is in rposix_files, rposix_process and
rposix_stat."""
from os import (
    WCOREDUMP, WEXITSTATUS, WIFCONTINUED, WIFEXITED, WIFSIGNALED, WIFSTOPPED, WSTOPSIG, WTERMSIG,
    _exit, abort, access, chdir, chmod, chown, chroot, close, closerange, ctermid, dup2, execv,
    execve, fchdir, fchmod, fchown, fdatasync, fork, fstat, fstatvfs, fsync, ftruncate, getcwd,
    getegid, getenv, geteuid, getgid, getgroups, getloadavg, getlogin, getpgid, getpgrp, getpid,
    getppid, getsid, getuid, isatty, kill, killpg, lchown, link, listdir, lseek, lstat, major,
    makedev, minor, mkdir, mkfifo, mknod, nice, open, pipe2, pread, putenv, pwrite, read, readlink,
    rename, rmdir, setegid, seteuid, setgid, setpgid, setpgrp, setregid, setreuid, setsid, setuid,
    spawnv, spawnve, stat, statvfs, strerror, symlink, sync, sysconf, system, tcgetpgrp, tcsetpgrp,
    times, tmpnam, ttyname, umask, uname, unlink, unsetenv, urandom, utime, wait, waitpid, write)
from rpython.rlib.rposix_base import (
    _address, get_errno, get_saved_alterrno, get_saved_errno, handle_posix_error, set_errno,
    set_saved_alterrno, set_saved_errno)
from rpython.rlib.rposix_files import (
    dup, fdlistdir, get_inheritable, get_status_flags, pipe, set_inheritable, set_status_flags)
from rpython.rlib.rposix_process import cpu_count
from rpython.rlib.rposix_stat import STATVFS_FIELDS, STAT_FIELDS

replace = rename
exit = _exit
