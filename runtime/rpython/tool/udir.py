"""A directory for temporary files of this process."""
import os


class _Directory(object):
    """The few operations of a path object that programs use on udir."""

    def __init__(self, path):
        self.strpath = path

    def __str__(self):
        return self.strpath

    def __repr__(self):
        return 'local(%r)' % self.strpath

    def __eq__(self, other):
        return str(self) == str(other)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.strpath)

    def join(self, *names):
        return _Directory(os.path.join(self.strpath, *[str(name) for name in names]))

    def ensure(self, *names, **kwds):
        path = self.join(*names)
        directory = path.strpath if kwds.get('dir', False) else os.path.dirname(path.strpath)
        if not os.path.isdir(directory):
            os.makedirs(directory)
        if not kwds.get('dir', False) and not os.path.exists(path.strpath):
            path.write('')
        return path

    def mkdir(self, *names):
        return self.ensure(*names, **{'dir': True})

    def check(self, **kwds):
        return os.path.exists(self.strpath)

    def write(self, data, mode='w'):
        f = self.open(mode)
        f.write(data)
        f.close()

    def read(self, mode='r'):
        f = self.open(mode)
        data = f.read()
        f.close()
        return data

    def open(self, mode='r'):
        if mode.startswith('w') and not os.path.isdir(os.path.dirname(self.strpath)):
            os.makedirs(os.path.dirname(self.strpath))
        return open(self.strpath, mode)

    def listdir(self):
        return [self.join(name) for name in sorted(os.listdir(self.strpath))]

    @property
    def basename(self):
        return os.path.basename(self.strpath)

    def dirpath(self):
        return _Directory(os.path.dirname(self.strpath))


def make_udir(dir=None, basename=None):
    base = dir or os.environ.get('PYPY_USESSION_DIR', '/tmp')
    name = 'usession-%s-%d' % (basename or 'tracewright', os.getpid())
    return _Directory(os.path.join(base, name))

udir = make_udir()
