"""What all streams of streamio have, and their errors."""
from rpython.rlib.rstring import StringBuilder


class MyNotImplementedError(Exception):
    """A stream has no such method; NotImplementedError cannot be caught."""


class StreamError(Exception):
    def __init__(self, message):
        self.message = message

    def __str__(self):
        return self.message

StreamErrors = (OSError, StreamError)


class Stream(object):
    """What every stream has; reading whole and by lines is made of read(n)."""

    def read(self, n):
        raise MyNotImplementedError

    def write(self, data):
        raise MyNotImplementedError

    def tell(self):
        raise MyNotImplementedError

    def seek(self, offset, whence):
        raise MyNotImplementedError

    def truncate(self, size):
        raise MyNotImplementedError

    def readall(self):
        builder = StringBuilder()
        size = 8192
        while True:
            piece = self.read(size)
            if not piece:
                return builder.build()
            builder.append(piece)
            if size < 1 << 20:
                size *= 2

    def readline(self):
        builder = StringBuilder()
        while True:
            c = self.read(1)
            if not c:
                break
            builder.append(c)
            if c[0] == '\n':
                break
        return builder.build()

    def flush_buffers(self):
        """Brings the stream below to the position that this one shows."""

    def flush(self):
        """Writes what is buffered for writing."""

    def flushable(self):
        """Is something buffered for writing?"""
        return False

    def close(self):
        self.close1(True)

    def close1(self, closefileno):
        pass

    def peek(self):
        """(position, buffer): buffer[position:] comes next and needs no reading."""
        return (0, '')

    def count_buffered_bytes(self):
        position, buffer = self.peek()
        return len(buffer) - position

    def try_to_find_file_descriptor(self):
        """The file descriptor at the bottom, or -1."""
        return -1

    def getnewlines(self):
        """Which line ends were read: 1 for '\\r', 2 for '\\n', 4 for '\\r\\n', added up."""
        return 0


class Layer(Stream):
    """A stream on another one, with whose methods it starts."""

    def __init__(self, base):
        self.base = base

    def read(self, n):
        self.flush_buffers()
        return self.base.read(n)

    def readall(self):
        self.flush_buffers()
        return self.base.readall()

    def readline(self):
        self.flush_buffers()
        return self.base.readline()

    def write(self, data):
        self.flush_buffers()
        self.base.write(data)

    def tell(self):
        return self.base.tell()

    def seek(self, offset, whence):
        self.flush_buffers()
        self.base.seek(offset, whence)

    def truncate(self, size):
        self.flush_buffers()
        self.base.truncate(size)

    def flush(self):
        self.flush_buffers()
        self.base.flush()

    def flushable(self):
        return self.base.flushable()

    def close1(self, closefileno):
        self.base.close1(closefileno)

    def try_to_find_file_descriptor(self):
        return self.base.try_to_find_file_descriptor()

    def getnewlines(self):
        return self.base.getnewlines()
