"""Layers of streamio that translate line ends, and one that calls back."""
import os

from rpython.rlib.rstring import StringBuilder
from rpython.rlib.streamio_base import Layer, MyNotImplementedError, Stream


def replace_crlf_with_lf(s, first_index=-1):
    """'\\r\\n' and lone '\\r' become '\\n'."""
    if first_index < 0:
        first_index = s.find('\r')
        if first_index < 0:
            return s
    builder = StringBuilder(len(s))
    start = 0
    while first_index >= 0:
        builder.append_slice(s, start, first_index)
        builder.append('\n')
        start = first_index + 1
        if start < len(s) and s[start] == '\n':
            start += 1
        first_index = s.find('\r', start)
    builder.append_slice(s, start, len(s))
    return builder.build()


def replace_char_with_str(string, c, s):
    return s.join(string.split(c))


class CRLFFilter(Layer):
    """Reading: each line end is '\\n'."""

    def __init__(self, base):
        self.base = base
        self.atcr = False       # the last byte was '\r'

    def read(self, n):
        while True:
            data = self.base.read(n)
            if self.atcr and data.startswith('\n'):
                rest = data[1:]
                self.atcr = False
                if not rest:
                    continue
                data = rest
            self.atcr = data.endswith('\r')
            return replace_crlf_with_lf(data)

    def readall(self):
        return Stream.readall(self)

    def readline(self):
        return Stream.readline(self)


CR, LF, CRLF = 1, 2, 4


class TextInputFilter(Layer):
    """Reading with universal line ends, which getnewlines() tells."""

    def __init__(self, base):
        self.base = base
        self.atcr = False       # the last byte was '\r', given as '\n'
        self.buf = ''           # read from below, already translated
        self._seen = 0

    def getnewlines(self):
        return self._seen

    def _translate(self, data):
        """What the user gets for the bytes from below."""
        if self.atcr:
            self.atcr = False
            if data.startswith('\n'):
                self._seen |= CRLF
                data = data[1:]
            else:
                self._seen |= CR
        first = data.find('\r')
        self._note(data)
        if data.endswith('\r'):
            self.atcr = True
        if first < 0:
            return data
        return replace_crlf_with_lf(data, first)

    def _note(self, data):
        previous = ' '
        for c in data:
            if c == '\n':
                self._seen |= CRLF if previous == '\r' else LF
            elif previous == '\r':
                self._seen |= CR
            previous = c

    def read(self, n):
        """At most n bytes; '' at the end of the file only."""
        if self.buf:
            if len(self.buf) > n:
                assert n >= 0
                data = self.buf[:n]
                self.buf = self.buf[n:]
            else:
                data = self.buf
                self.buf = ''
            return data
        while n > 0:
            raw = self.base.read(n)
            if not raw:
                if self.atcr:
                    self.atcr = False
                    self._seen |= CR
                return ''
            data = self._translate(raw)
            if data:
                return data
        return ''

    def readall(self):
        data = self.buf
        self.buf = ''
        return data + Stream.readall(self)

    def readline(self):
        builder = StringBuilder()
        while True:
            if not self.buf:
                raw = self.base.readline()
                if not raw:
                    if self.atcr:
                        self.atcr = False
                        self._seen |= CR
                    return builder.build()
                self.buf = self._translate(raw)
            end = self.buf.find('\n') + 1
            if end > 0:
                builder.append_slice(self.buf, 0, end)
                self.buf = self.buf[end:]
                return builder.build()
            builder.append(self.buf)
            self.buf = ''

    def _skip_pending_lf(self):
        """After a '\\r': a '\\n' that follows belongs to it."""
        if self.atcr:
            self.atcr = False
            raw = self.base.read(1)
            if raw == '\n':
                self._seen |= CRLF
            else:
                self._seen |= CR
                self.buf = self._translate(raw)

    def tell(self):
        if self.atcr and not self.buf:
            self._skip_pending_lf()
        return self.base.tell() - len(self.buf)

    def seek(self, offset, whence):
        """From here (whence 1), the position is that of the bytes below."""
        if whence == 1:
            offset += self.tell()
            whence = 0
        self.buf = ''
        self.atcr = False
        self.base.seek(offset, whence)

    def flush_buffers(self):
        if self.buf:
            try:
                self.base.seek(-len(self.buf), 1)
            except (MyNotImplementedError, OSError):
                return
            self.buf = ''
            self.atcr = False

    def peek(self):
        return (0, self.buf)


class TextOutputFilter(Layer):
    """Writing: '\\n' becomes `linesep`."""

    def __init__(self, base, linesep=os.linesep):
        assert linesep == '\n' or linesep == '\r' or linesep == '\r\n'
        self.base = base
        self.linesep = linesep

    def write(self, data):
        if self.linesep != '\n':
            data = replace_char_with_str(data, '\n', self.linesep)
        self.base.write(data)


class TextCRLFFilter(Layer):
    """A text file whose line ends are '\\r\\n'."""

    def __init__(self, base):
        self.base = base

    def read(self, n):
        data = self.base.read(n)
        if data.endswith('\r'):
            following = self.base.read(1)
            data = data + following
        return data.replace('\r\n', '\n')

    def readall(self):
        return self.base.readall().replace('\r\n', '\n')

    def readline(self):
        return self.base.readline().replace('\r\n', '\n')

    def write(self, data):
        self.base.write(replace_char_with_str(data, '\n', '\r\n'))


class CallbackReadFilter(Layer):
    """Calls a function before each reading that may wait."""

    def __init__(self, base, callback):
        self.base = base
        self.callback = callback

    def read(self, n):
        self.callback()
        return self.base.read(n)

    def readline(self):
        self.callback()
        return self.base.readline()

    def readall(self):
        self.callback()
        return self.base.readall()
