# os in translated programs: processes, environment, identities.
import os


def entry_point(argv):
    pid = os.fork()
    if pid == 0:
        os._exit(7)
    child, status = os.waitpid(pid, 0)
    print int(child == pid), int(os.WIFEXITED(status)), os.WEXITSTATUS(status), int(os.WIFSIGNALED(status))
    pid = os.fork()
    if pid == 0:
        os.kill(os.getpid(), 9)
    child, status = os.waitpid(pid, 0)
    print int(os.WIFSIGNALED(status)), os.WTERMSIG(status), int(os.WIFEXITED(status))
    pid = os.fork()
    if pid == 0:
        try:
            os.execv("/bin/sh", ["sh", "-c", "echo from execv $0 $1; exit 3", "a b", "c"])
        except OSError:
            os._exit(99)
    child, status = os.waitpid(pid, 0)
    print os.WEXITSTATUS(status)
    pid = os.fork()
    if pid == 0:
        try:
            os.execve("/bin/sh", ["sh", "-c", "echo $FOO-$BAR-$HOME"], {"FOO": "1", "BAR": "two"})
        except OSError:
            os._exit(99)
    os.waitpid(pid, 0)
    try:
        os.execv("/no/such/program", ["x"])
    except OSError as e:
        print e.errno
    print os.system("exit 5") >> 8
    print os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", "exit 4"])
    os.environ["TW_TEST"] = "value"
    print os.environ["TW_TEST"], os.environ.get("TW_NONE", "default"), int("TW_NONE" in os.environ)
    os.system("echo shell sees $TW_TEST")
    del os.environ["TW_TEST"]
    print int(os.environ.get("TW_TEST") is None)
    try:
        print os.environ["TW_TEST"]
    except KeyError:
        print "KeyError"
    # The parent and the session leader of a container's first process have id 0.
    print int(os.getpid() > 0), int(os.getppid() >= 0), int(os.getuid() == os.geteuid()), int(os.getgid() == os.getegid())
    print int(os.getpgrp() == os.getpgid(0)), int(os.getsid(0) >= 0)
    name = os.uname()
    print name[0], int(len(name[1]) > 0)
    times = os.times()
    print int(times[0] >= 0.0), int(times[4] > 0.0)
    a, b, c = os.getloadavg()
    print int(a >= 0.0)
    try:
        os.kill(1 << 22, 0)
        print "alive?"
    except OSError as e:
        print e.errno
    try:
        os.waitpid(-1, 0)
    except OSError as e:
        print e.errno, os.strerror(e.errno)
    print len(os.urandom(16))
    s = os.statvfs("/")
    print int(s.f_bsize > 0)
    return 0


def target(driver, args):
    return entry_point, None


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
