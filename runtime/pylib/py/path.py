"""Paths as objects."""
import os
import tempfile


class local(object):
    def __init__(self, path=None):
        self.strpath = os.path.abspath(str(path) if path is not None else os.getcwd())

    @classmethod
    def mkdtemp(cls):
        return cls(tempfile.mkdtemp())

    def __str__(self):
        return self.strpath

    def __repr__(self):
        return 'local(%r)' % self.strpath

    def __eq__(self, other):
        return self.strpath == str(other)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.strpath)

    def __div__(self, other):
        return self.join(str(other))

    @property
    def basename(self):
        return os.path.basename(self.strpath)

    @property
    def purebasename(self):
        return os.path.splitext(self.basename)[0]

    @property
    def ext(self):
        return os.path.splitext(self.basename)[1]

    @property
    def dirname(self):
        return os.path.dirname(self.strpath)

    def dirpath(self, *parts):
        return local(os.path.join(self.dirname, *parts))

    def join(self, *parts):
        return local(os.path.join(self.strpath, *[str(part) for part in parts]))

    def new(self, basename=None, purebasename=None, ext=None):
        if basename is None:
            basename = ((self.purebasename if purebasename is None else purebasename) +
                        (self.ext if ext is None else ext))
        return self.dirpath(basename)

    def check(self, **wanted):
        """Do all these facts hold? 'not' before a name asks for the contrary."""
        facts = {'exists': self.exists(), 'dir': os.path.isdir(self.strpath),
                 'file': os.path.isfile(self.strpath), 'link': os.path.islink(self.strpath),
                 'dotfile': self.basename.startswith('.')}
        for name, value in (wanted or {'exists': True}).items():
            contrary = name.startswith('not')
            fact = name[3:] if contrary else name
            if facts[fact] == contrary ^ bool(value):
                continue
            return False
        return True

    def exists(self):
        return os.path.exists(self.strpath)

    def ensure(self, *parts, **options):
        target = self.join(*parts)
        if options.get('dir'):
            if not target.exists():
                os.makedirs(target.strpath)
        elif not target.exists():
            target.write('')
        return target

    def listdir(self):
        return [self.join(name) for name in os.listdir(self.strpath)]

    def read(self, mode='r'):
        with open(self.strpath, mode) as f:
            return f.read()

    def readlines(self):
        return self.read().splitlines(True)

    def write(self, data, mode='w'):
        with open(self.strpath, mode) as f:
            f.write(str(data))

    def open(self, mode='r'):
        return open(self.strpath, mode)

    def remove(self):
        import shutil
        if os.path.isdir(self.strpath):
            shutil.rmtree(self.strpath)
        else:
            os.unlink(self.strpath)

    def mkdir(self, *parts):
        target = self.join(*parts)
        os.mkdir(target.strpath)
        return target

    def relto(self, other):
        start = str(other).rstrip('/') + '/'
        if self.strpath.startswith(start):
            return self.strpath[len(start):]
        return ''
