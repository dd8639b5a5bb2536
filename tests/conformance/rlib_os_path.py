# os.path and more of os in translated programs.
import os, errno


def entry_point(argv):
    print os.path.join("a", "b"), os.path.join("a", "/b", "c"), os.path.join("a/", ""), os.path.join("", "x", "y", "z")
    for p in ["/a/b/c.txt", "c.tar.gz", "/", "", "a/", ".hidden", "/a.b/c"]:
        h, t = os.path.split(p)
        r, e = os.path.splitext(p)
        print h, t, r, e, os.path.basename(p), os.path.dirname(p), int(os.path.isabs(p))
    for p in ["a//b/../c", "/..", "./x/.", "a/../..", "//a", "///a"]:
        print os.path.normpath(p), os.path.abspath("/base/" + p)
    print os.path.normcase("A/b"), os.sep, os.pathsep, os.curdir, os.pardir, len(os.linesep), os.name
    base = "rlib_os_path.tmp.%d" % os.getpid()
    os.makedirs(os.path.join(base, "x", "y"))
    print int(os.path.isdir(base + "/x/y")), int(os.path.exists(base)), int(os.path.lexists(base + "/no"))
    with open(os.path.join(base, "f"), "w") as f:
        f.write("12345")
    print os.path.getsize(os.path.join(base, "f")), int(os.path.isfile(os.path.join(base, "f"))), int(os.path.getmtime(base) > 1e9)
    print int(os.path.samefile(base, os.path.join(base, "x", ".."))), int(os.path.getatime(base) > 0.0), int(os.path.getctime(base) > 0.0)
    os.symlink("f", os.path.join(base, "l"))
    print int(os.path.islink(os.path.join(base, "l"))), os.path.basename(os.path.realpath(os.path.join(base, "l")))
    count = 0
    for line in open(os.path.join(base, "f")):
        count += len(line)
    print count
    try:
        os.rmdir(base)
    except OSError as e:
        print int(e.errno == errno.ENOTEMPTY), int(len(os.strerror(e.errno)) > 3)
    os.unlink(os.path.join(base, "f"))
    os.unlink(os.path.join(base, "l"))
    os.rmdir(os.path.join(base, "x", "y"))
    os.rmdir(os.path.join(base, "x"))
    os.rmdir(base)
    try:
        os.mkdir("/proc/nope")
    except OSError as e:
        print "OSError", int(e.errno in [errno.ENOENT, errno.EACCES, errno.EPERM])
    try:
        os.listdir("no/such")
    except OSError as e:
        print int(e.errno == errno.ENOENT)
    print int(os.getcwd() == os.path.abspath("."))
    print os.environ.get("TW_SURELY_UNSET", "unset"), int(len(os.environ.keys()) > 0), int(len(os.environ.items()) > 0)
    for k, v in os.environ.items():
        if k == "PATH":
            print k, int(v == os.environ["PATH"])
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
