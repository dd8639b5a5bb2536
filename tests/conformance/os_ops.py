# System calls: files and standard input through os, arguments, errors.
import os


def write_all(path, text):
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0644)
    try:
        written = 0
        while written < len(text):
            written += os.write(fd, text[written:])
    finally:
        os.close(fd)


def read_all(fd):
    chunks = []
    while True:
        chunk = os.read(fd, 7)
        if not chunk:
            break
        chunks.append(chunk)
    return "".join(chunks)


def read_path(path):
    fd = os.open(path, os.O_RDONLY, 0)
    try:
        return read_all(fd)
    finally:
        os.close(fd)


def entry_point(argv):
    for i in range(1, len(argv)):
        os.write(1, "%d=%s\n" % (i, argv[i]))
    text = read_all(0)
    lines = text.split("\n")
    os.write(1, "%d bytes %d lines\n" % (len(text), len(lines)))
    path = "os_ops.tmp"
    write_all(path, text + "appended\n")
    back = read_path(path)
    os.write(1, back)
    os.unlink(path)
    try:
        read_path(path)
    except OSError as e:
        os.write(1, "OSError %d\n" % e.errno)
    fd = os.open("/dev/null", os.O_WRONLY, 0)
    os.close(fd)
    try:
        os.write(fd, "x")
    except OSError:
        os.write(1, "closed\n")
    return 7


def target(driver, args):
    return entry_point, None
