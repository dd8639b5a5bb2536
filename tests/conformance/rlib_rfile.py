# Files by open() and by rfile: reading, writing, lines, seeking, errors, pipes.
import os
from rpython.rlib import rfile


def entry_point(argv):
    name = "rlib_rfile.tmp.%d" % os.getpid()
    f = open(name, "w")
    f.write("first\n")
    f.write("second line\n")
    f.write("x" * 250)
    f.write("\nlast")
    print f.tell()
    f.close()
    f = open(name, "r")
    print len(f.read())
    f.seek(0)
    while True:
        line = f.readline()
        if not line:
            break
        print len(line), line[:6].replace("\n", "|")
    f.seek(6)
    print f.read(6), f.tell()
    f.seek(-4, 2)
    print f.read(), len(f.read(10))
    f.seek(0)
    print f.readline(3), f.readline(100).replace("\n", "|"), f.tell()
    f.close()
    try:
        f.read()
        print "no"
    except ValueError:
        print "closed"
    f = open(name, "r+")
    f.seek(6)
    f.write("SECOND")
    f.flush()
    f.seek(0)
    print f.readline().replace("\n", "|"), f.readline().replace("\n", "|")
    f.truncate(10)
    f.close()
    f = open(name, "a")
    f.write("++")
    f.close()
    f = open(name)
    print f.read().replace("\n", "|")
    f.close()
    with open(name, "w") as f:
        f.write("a\r\nb\rc\nd")
    with open(name, "rU") as f:
        while True:
            line = f.readline()
            if not line:
                break
            print line.replace("\n", "|"),
        print
    with open(name, "U") as f:
        print f.read().replace("\n", "|")
    with open(name, "rb") as f:
        print f.read().replace("\n", "|").replace("\r", "<")
    try:
        open("no/such/file")
    except IOError as e:
        print e.errno
    try:
        open("/", "w")
    except IOError as e:
        print e.errno
    try:
        open(name, "z")
    except ValueError:
        print "ValueError"
    f = open(name, "w")
    try:
        f.read(1)
    except IOError:
        print "IOError"
    f.close()
    f = rfile.create_file(name, "w+", 0)
    f.write("unbuffered")
    print os.path.getsize(name)
    f.seek(2)
    print f.read(3)
    f.close()
    fd = os.open(name, os.O_RDONLY, 0)
    f = os.fdopen(fd, "r")
    print f.read(4), int(f.fileno() == fd), int(f.isatty())
    f.close()
    f = os.tmpfile()
    f.write("temporary")
    f.seek(4)
    print f.read()
    f.close()
    f = rfile.create_popen_file("echo hello; exit 3", "r")
    print f.read().replace("\n", "|")
    print f.close()
    f = rfile.create_popen_file("cat", "w")
    f.write("to a pipe\n")
    f.close()
    os.unlink(name)
    i, o, e = rfile.create_stdio()
    print int(i.fileno()), int(o.fileno()), int(e.fileno())
    print i.readline().replace("\n", "|"), i.read(4), raw_input().replace("\n", "|")
    try:
        raw_input()
        print "no"
    except EOFError:
        print "EOFError"
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
