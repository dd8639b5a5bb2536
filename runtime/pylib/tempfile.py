"""Temporary files and directories."""
import os

tempdir = None
template = 'tmp'


def gettempdir():
    if tempdir is not None:
        return tempdir
    for name in ('TMPDIR', 'TEMP', 'TMP'):
        if os.environ.get(name):
            return os.environ[name]
    return '/tmp'


def _candidates(suffix, prefix, dir):
    letters = 'abcdefghijklmnopqrstuvwxyz012345'
    while True:
        name = ''.join([letters[ord(c) & 31] for c in os.urandom(8)])
        yield os.path.join(dir or gettempdir(), prefix + name + suffix)


def mktemp(suffix='', prefix=template, dir=None):
    """A name that no file has now."""
    for path in _candidates(suffix, prefix, dir):
        if not os.path.exists(path):
            return path


def mkstemp(suffix='', prefix=template, dir=None, text=False):
    """(file descriptor, name) of a new file."""
    for path in _candidates(suffix, prefix, dir):
        if not os.path.exists(path):
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0600), path


def mkdtemp(suffix='', prefix=template, dir=None):
    for path in _candidates(suffix, prefix, dir):
        if not os.path.exists(path):
            os.mkdir(path, 0700)
            return path


class NamedTemporaryFile(object):
    """A file that is removed when it is closed."""

    def __init__(self, mode='w+b', bufsize=-1, suffix='', prefix=template, dir=None, delete=True):
        fd, self.name = mkstemp(suffix, prefix, dir)
        self.file = os.fdopen(fd, mode)
        self.delete = delete

    def __getattr__(self, name):
        return getattr(self.file, name)

    def close(self):
        if not self.file.closed:
            self.file.close()
            if self.delete:
                os.unlink(self.name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def TemporaryFile(mode='w+b', bufsize=-1, suffix='', prefix=template, dir=None):
    return os.tmpfile()
