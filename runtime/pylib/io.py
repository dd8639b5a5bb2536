"""Streams of bytes and of text. Files are those of open(); text is decoded as it is read."""
from StringIO import StringIO as _Memory

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class BytesIO(_Memory):
    def getvalue(self):
        return str(_Memory.getvalue(self))


class StringIO(_Memory):
    "Holds unicode strings only."

    def __init__(self, initial_value=u'', newline=u'\n'):
        _Memory.__init__(self, unicode(initial_value))

    def write(self, text):
        if not isinstance(text, unicode):
            raise TypeError("unicode argument expected, got %r" % type(text).__name__)
        _Memory.write(self, text)
        return len(text)

    def getvalue(self):
        return unicode(_Memory.getvalue(self))


class TextIOWrapper(object):
    "A stream of unicode strings over one of bytes."

    def __init__(self, buffer, encoding=None, errors=None):
        self.buffer = buffer
        self.encoding = encoding or 'utf-8'
        self.errors = errors or 'strict'

    def _decoded(self, data):
        return data.decode(self.encoding, self.errors)

    def read(self, size=-1):
        if size < 0:
            return self._decoded(self.buffer.read())
        pieces = []
        while len(pieces) < size:
            data = self.buffer.read(1)
            while data and len(pieces) < size:
                try:
                    pieces.append(data.decode(self.encoding))
                    break
                except UnicodeDecodeError:
                    more = self.buffer.read(1)
                    if not more:
                        pieces.append(self._decoded(data))
                    data = data + more if more else ''
            if not data:
                break
        return u''.join(pieces)

    def readline(self):
        return self._decoded(self.buffer.readline())

    def readlines(self):
        return [line for line in self]

    def __iter__(self):
        return self

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def write(self, text):
        if not isinstance(text, unicode):
            raise TypeError("must be unicode, not %s" % type(text).__name__)
        self.buffer.write(text.encode(self.encoding, self.errors))
        return len(text)

    def flush(self):
        self.buffer.flush()

    def fileno(self):
        return self.buffer.fileno()

    def close(self):
        self.buffer.close()

    @property
    def closed(self):
        return self.buffer.closed

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


_open = open


def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True):
    if 'b' in mode:
        return _open(file, mode)
    return TextIOWrapper(_open(file, mode.replace('t', '')), encoding, errors)
