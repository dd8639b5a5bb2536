# streamio: towers for modes and buffer sizes, lines, seeking, line ends, filters.
import os
from rpython.rlib import streamio


def show(s):
    print len(s), s.replace("\n", "|").replace("\r", "<")


def entry_point(argv):
    name = "rlib_streamio.tmp.%d" % os.getpid()
    for buffering in [-1, 0, 1, 5, 100]:
        f = streamio.open_file_as_stream(name, "w", buffering)
        f.write("first\n")
        f.write("second line\nthi")
        f.write("rd")
        print os.path.getsize(name), f.tell(), int(f.flushable()),
        f.flush()
        print os.path.getsize(name)
        f.close()
        f = streamio.open_file_as_stream(name, "r", buffering)
        show(f.readline())
        show(f.read(4))
        print f.tell()
        show(f.readline())
        show(f.readall())
        show(f.readline())
        f.seek(6, 0)
        show(f.read(6))
        f.seek(-3, 1)
        show(f.read(2))
        f.seek(-5, 2)
        show(f.readall())
        f.seek(0, 0)
        show(f.read(1000))
        f.close()
    f = streamio.open_file_as_stream(name, "r+")
    show(f.read(5))
    f.write("!!")
    show(f.read(3))
    print f.tell()
    f.seek(0, 0)
    show(f.readall())
    f.truncate(8)
    f.close()
    f = streamio.open_file_as_stream(name, "a")
    f.write("end")
    f.close()
    f = streamio.open_file_as_stream(name, "a+")
    f.write("more")
    f.seek(0, 0)
    show(f.readall())
    f.close()
    f = streamio.open_file_as_stream(name, "w")
    f.write("a\r\nb\rc\n\r\rd\r")
    f.close()
    f = streamio.open_file_as_stream(name, "rU")
    while True:
        line = f.readline()
        if not line:
            break
        show(line)
    print f.getnewlines()
    f.close()
    f = streamio.open_file_as_stream(name, "rU", 0)
    show(f.readall())
    f.close()
    f = streamio.open_file_as_stream(name, "rb")
    show(f.readall())
    print int(f.try_to_find_file_descriptor() > 2)
    f.close()
    f = streamio.CRLFFilter(streamio.open_file_as_stream(name, "r"))
    show(f.read(3))
    show(f.readall())
    f.close()
    f = streamio.TextOutputFilter(streamio.open_file_as_stream(name, "w"), "\r\n")
    f.write("x\ny\n")
    f.close()
    print os.path.getsize(name)
    try:
        streamio.open_file_as_stream("no/such", "r")
    except OSError as e:
        print e.errno
    fd = os.open(name, os.O_RDONLY, 0)
    f = streamio.fdopen_as_stream(fd, "r", 20)
    show(f.read(2))
    pos, buf = f.peek()
    assert pos >= 0
    show(buf[pos:])
    print f.count_buffered_bytes()
    f.close()
    r, w = os.pipe()
    out = streamio.fdopen_as_stream(w, "w")
    out.write("line 1\nline 2\nrest")
    out.close()
    f = streamio.fdopen_as_stream(r, "r")
    show(f.readline())
    show(f.read(100))
    show(f.read(100))
    f.close()
    os.unlink(name)
    print int(streamio.decode_mode("w+b")[2])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
