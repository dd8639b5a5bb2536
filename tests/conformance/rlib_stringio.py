# RStringIO: writing, seeking, reading lines, overwriting, truncation.
from rpython.rlib.rStringIO import RStringIO


def show(s):
    print len(s), s.replace("\n", "|").replace("\x00", "0")


def entry_point(argv):
    f = RStringIO()
    f.write("hello")
    f.write(" world\n")
    show(f.getvalue())
    print f.tell(), f.getsize()
    show(f.read())
    f.seek(0)
    show(f.read())
    print f.tell()
    f.seek(6)
    f.write("W")
    show(f.getvalue())
    f.seek(-3, 2)
    show(f.read(2))
    f.seek(2, 0)
    f.seek(3, 1)
    print f.tell()
    f.write("-+-")
    show(f.getvalue())
    f.seek(20)
    f.write("far\n")
    show(f.getvalue())
    f.seek(0)
    while True:
        line = f.readline()
        if not line:
            break
        show(line)
    f.seek(0)
    show(f.readline(3))
    show(f.readline(100))
    f.truncate(8)
    show(f.getvalue())
    print f.tell()
    f.write("tail")
    show(f.getvalue())
    f.seek(-100, 1)
    print f.tell()
    f.seek(3)
    show(f.read(4))
    show(f.read(0))
    show(f.read(100))
    show(f.read(100))
    print int(f.is_closed())
    f.close()
    print int(f.is_closed()), f.tell(), f.getsize()
    g = RStringIO()
    for i in range(1000):
        g.write(str(i))
        if i % 100 == 0:
            g.write("\n")
    print g.getsize()
    g.seek(0)
    n = 0
    total = 0
    while True:
        line = g.readline()
        if line == "":
            break
        n += 1
        total = total * 31 % 1000003 + len(line)
    print n, total
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
