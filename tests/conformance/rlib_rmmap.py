"""Memory maps of a file and of nothing."""
import os
from rpython.rlib import rmmap


def entry_point(argv):
    name = "rlib_rmmap.tmp"
    fd = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0666)
    os.write(fd, "first line\nsecond line\nrest")
    m = rmmap.mmap(fd, 0)
    print m.len(), m.readline()[:5], m.read(6), m.tell()
    print m.find("line", 0, 100), m.find("line", 0, 100, True), m.find("none", 0, 100)
    m.seek(0)
    m.write("FIRST")
    m.setitem(6, "L")
    m.flush()
    m.close()
    os.lseek(fd, 0, 0)
    print os.read(fd, 10)
    try:
        m.read(1)
    except rmmap.RValueError as e:
        print e.message
    readonly = rmmap.mmap(fd, 5, access=rmmap.ACCESS_READ)
    try:
        readonly.write("x")
    except rmmap.RTypeError as e:
        print e.message
    readonly.close()
    os.close(fd)
    os.unlink(name)
    anonymous = rmmap.mmap(-1, 8192)
    anonymous.setslice(5000, "in the middle")
    print anonymous.getslice(5003, 10)
    anonymous.move(0, 5000, 6)
    print anonymous.getslice(0, 6)
    anonymous.madvise(rmmap.MADV_SEQUENTIAL, 0, 8192)
    try:
        anonymous.madvise(rmmap.MADV_WILLNEED, 1, 100)
    except OSError as e:
        print "errno", e.errno
    anonymous.close()
    return 0


def target(driver, args):
    return entry_point, None
