# os in translated programs: files, directories, links, times, errors.
import os, stat, errno


def attempt(what, path):
    try:
        if what == "unlink":
            os.unlink(path)
        elif what == "rmdir":
            os.rmdir(path)
        elif what == "listdir":
            os.listdir(path)
        elif what == "stat":
            os.stat(path)
        elif what == "readlink":
            os.readlink(path)
        elif what == "chdir":
            os.chdir(path)
        elif what == "mkdir":
            os.mkdir(path)
        else:
            os.close(os.open(path, os.O_RDONLY, 0))
        print what, "ok"
    except OSError as e:
        print what, e.errno, os.strerror(e.errno)


def sort(l):
    for i in range(len(l)):
        for j in range(i + 1, len(l)):
            if l[j] < l[i]:
                l[i], l[j] = l[j], l[i]
    return l


def entry_point(argv):
    base = os.path.join(os.getcwd(), "rlib_os_files.tmp.%d" % os.getpid())
    os.mkdir(base, 0755)
    os.chdir(base)
    print int(os.path.basename(os.getcwd()) == os.path.basename(base))
    fd = os.open("one", os.O_RDWR | os.O_CREAT | os.O_EXCL, 0644)
    print os.write(fd, "hello world"), os.lseek(fd, 6, os.SEEK_SET)
    print os.read(fd, 100), os.lseek(fd, -5, os.SEEK_END), os.lseek(fd, 0, os.SEEK_CUR)
    os.ftruncate(fd, 5)
    os.fsync(fd)
    st = os.fstat(fd)
    print st.st_size, st[stat.ST_SIZE], int(stat.S_ISREG(st.st_mode)), st.st_nlink, oct(st.st_mode & 0777)
    print st.st_rdev, int(st.st_blksize >= 512), int(st.st_blocks * 512 < 1000000)
    print int(os.isatty(fd))
    other = os.dup(fd)
    os.lseek(fd, 0, 0)
    print os.read(other, 2), os.read(fd, 2)
    os.dup2(fd, other)
    os.close(other)
    os.close(fd)
    os.chmod("one", 0400)
    print oct(os.stat("one").st_mode & 0777), int(os.access("one", os.F_OK)), int(os.access("two", os.F_OK))
    os.symlink("one", "link")
    print os.readlink("link"), int(os.path.islink("link")), int(os.path.islink("one"))
    print int(stat.S_ISLNK(os.lstat("link").st_mode)), int(stat.S_ISREG(os.stat("link").st_mode))
    os.link("one", "hard")
    print os.stat("one").st_nlink, int(os.stat("one").st_ino == os.stat("hard").st_ino)
    os.mkdir("sub")
    os.rename("hard", "sub/moved")
    print " ".join(sort(os.listdir("."))), " ".join(os.listdir("sub"))
    os.utime("one", (1000.0, 2000.5))
    print int(os.stat("one").st_atime), int(os.stat("one").st_mtime * 10.0), int(os.path.getmtime("one") == 2000.5)
    os.utime("one", None)
    print int(os.path.getmtime("one") > 100000.0)
    print os.path.getsize("one"), int(os.path.isdir("sub")), int(os.path.isfile("sub")), int(os.path.exists("nope"))
    attempt("unlink", "nope")
    attempt("unlink", "sub")
    attempt("rmdir", "sub")
    attempt("rmdir", "one")
    attempt("listdir", "one")
    attempt("stat", "one/x")
    attempt("readlink", "one")
    attempt("chdir", "nope")
    attempt("mkdir", "sub")
    attempt("open", "nope")
    try:
        os.open("one", os.O_CREAT | os.O_EXCL | os.O_RDWR, 0600)
    except OSError as e:
        print int(e.errno == errno.EEXIST)
    r, w = os.pipe()
    os.write(w, "through a pipe")
    os.close(w)
    print os.read(r, 100), len(os.read(r, 100))
    os.close(r)
    try:
        os.read(r, 1)
    except OSError as e:
        print int(e.errno == errno.EBADF)
    old = os.umask(077)
    fd = os.open("private", os.O_WRONLY | os.O_CREAT, 0666)
    os.close(fd)
    os.umask(old)
    print oct(os.stat("private").st_mode & 0777)
    os.mkfifo("fifo", 0600)
    print int(stat.S_ISFIFO(os.stat("fifo").st_mode))
    fd = os.open("private", os.O_WRONLY | os.O_APPEND, 0)
    os.write(fd, "abc")
    os.close(fd)
    fd = os.open("private", os.O_WRONLY | os.O_TRUNC, 0)
    os.close(fd)
    print os.path.getsize("private")
    for name in os.listdir("."):
        if name != "sub":
            os.remove(name)
    os.unlink("sub/moved")
    os.rmdir("sub")
    os.chdir("..")
    os.rmdir(base)
    print int(os.path.exists(base))
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
