"""Child processes, with pipes for their input and output."""
import os

PIPE = -1
STDOUT = -2


class CalledProcessError(Exception):
    def __init__(self, returncode, cmd, output=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output

    def __str__(self):
        return "Command '%s' returned non-zero exit status %d" % (self.cmd, self.returncode)


class Popen(object):
    """Starts a program: `args` is a list, or with shell=True a command line."""

    def __init__(self, args, bufsize=0, executable=None, stdin=None, stdout=None, stderr=None,
                 preexec_fn=None, close_fds=False, shell=False, cwd=None, env=None,
                 universal_newlines=False):
        if shell:
            args = ['/bin/sh', '-c', args]
        elif isinstance(args, basestring):
            args = [args]
        self.args = args
        self.returncode = None
        ends = [_End(stdin, 0), _End(stdout, 1), _End(stderr, 2)]
        self.pid = os.fork()
        if self.pid == 0:
            self._run_child(ends, executable or args[0], args, cwd, env, preexec_fn)
        self.stdin, self.stdout, self.stderr = [end.in_parent() for end in ends]

    def _run_child(self, ends, program, args, cwd, env, preexec_fn):
        try:
            for end in ends:
                end.in_child()
            if cwd is not None:
                os.chdir(cwd)
            if preexec_fn is not None:
                preexec_fn()
            if env is not None:
                for name in os.environ.keys():
                    del os.environ[name]
                os.environ.update(env)
            os.execvp(program, args)
        finally:
            os._exit(127)

    def communicate(self, input=None):
        """Gives the input, and takes all output."""
        if self.stdin is not None:
            if input:
                self.stdin.write(input)
            self.stdin.close()
        output = self.stdout.read() if self.stdout is not None else None
        errors = self.stderr.read() if self.stderr is not None else None
        self.wait()
        return output, errors

    def _set(self, status):
        if os.WIFSIGNALED(status):
            self.returncode = -os.WTERMSIG(status)
        else:
            self.returncode = os.WEXITSTATUS(status)

    def poll(self):
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid == self.pid:
                self._set(status)
        return self.returncode

    def wait(self):
        if self.returncode is None:
            self._set(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, signal):
        os.kill(self.pid, signal)

    def terminate(self):
        self.send_signal(15)

    def kill(self):
        self.send_signal(9)


class _End(object):
    """One of the three standard files of a child."""

    def __init__(self, wanted, fd):
        self.wanted = wanted
        self.fd = fd
        self.ours = self.theirs = None
        if wanted == PIPE:
            read, write = os.pipe()
            self.theirs, self.ours = (read, write) if fd == 0 else (write, read)

    def in_child(self):
        if self.wanted is None:
            return
        if self.wanted == STDOUT:
            os.dup2(1, self.fd)
        elif self.wanted == PIPE:
            os.close(self.ours)
            os.dup2(self.theirs, self.fd)
            os.close(self.theirs)
        else:
            os.dup2(self.wanted if isinstance(self.wanted, int) else self.wanted.fileno(), self.fd)

    def in_parent(self):
        if self.wanted != PIPE:
            return None
        os.close(self.theirs)
        return os.fdopen(self.ours, 'w' if self.fd == 0 else 'r')


def call(*args, **options):
    return Popen(*args, **options).wait()


def check_call(*args, **options):
    status = call(*args, **options)
    if status:
        raise CalledProcessError(status, args[0] if args else options['args'])
    return 0


def check_output(*args, **options):
    process = Popen(stdout=PIPE, *args, **options)
    output = process.communicate()[0]
    if process.returncode:
        raise CalledProcessError(process.returncode, args[0] if args else options['args'], output)
    return output


def list2cmdline(seq):
    return ' '.join([word if word and ' ' not in word else '"%s"' % word for word in seq])
