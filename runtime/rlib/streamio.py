"""Streams of bytes: files by their descriptors, and layers on top of them that
buffer, and that translate line ends.

open_file_as_stream() and fdopen_as_stream() make the tower of layers for a mode of
open(). A stream that cannot do something raises MyNotImplementedError, an OSError
comes from the system, and StreamError says that a stream is used in a wrong way.
"""
import errno
import os
import sys
from os import O_APPEND, O_CREAT, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY

from rpython.rlib.objectmodel import specialize, we_are_translated
from rpython.rlib.rarithmetic import intmask, r_longlong
from rpython.rlib.rposix_files import get_status_flags
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.streamio_base import (
    Layer, MyNotImplementedError, Stream, StreamError, StreamErrors)
from rpython.rlib.streamio_text import (
    CR, CRLF, CRLFFilter, CallbackReadFilter, LF, TextCRLFFilter, TextInputFilter,
    TextOutputFilter, replace_char_with_str, replace_crlf_with_lf)

BIGGEST = sys.maxint
_EINTR = 4
_EINVAL = 22
_O_ACCMODE = 3


# ---- making streams ---------------------------------------------------------

_OS_MODE = {
    ('r', False): os.O_RDONLY,
    ('r', True): os.O_RDWR,
    ('w', False): os.O_WRONLY | os.O_CREAT | os.O_TRUNC,
    ('w', True): os.O_RDWR | os.O_CREAT | os.O_TRUNC,
    ('a', False): os.O_WRONLY | os.O_CREAT | os.O_APPEND,
    ('a', True): os.O_RDWR | os.O_CREAT | os.O_APPEND,
}


def open_file_as_stream(path, mode='r', buffering=-1, signal_checker=None):
    flags, universal, reading, writing, basemode, binary = decode_mode(mode)
    stream = open_path_helper(path, flags, basemode == 'a', signal_checker)
    return construct_stream_tower(stream, buffering, universal, reading, writing, binary)


def fdopen_as_stream(fd, mode, buffering=-1, signal_checker=None):
    flags, universal, reading, writing, basemode, binary = decode_mode(mode)
    _check_fd_mode(fd, reading, writing)
    stream = DiskFile(fd, signal_checker)
    return construct_stream_tower(stream, buffering, universal, reading, writing, binary)


def _check_fd_mode(fd, reading, writing):
    access = os.O_RDWR
    if reading != writing:
        access = os.O_RDONLY if reading else os.O_WRONLY
    given = _status_flags(fd) & _O_ACCMODE
    if given != os.O_RDWR and given != access:
        raise OSError(_EINVAL, "Invalid argument")


def _status_flags(fd):
    if not we_are_translated():
        os.fstat(fd)
        return os.O_RDWR
    return get_status_flags(fd)


def open_path_helper(path, os_flags, append, signal_checker=None):
    """The file itself, at its end if it is for appending."""
    fd = os.open(path, os_flags, 0666)
    if append:
        try:
            os.lseek(fd, 0, 2)
        except OSError:
            pass        # a pipe or a terminal
    return DiskFile(fd, signal_checker)


def decode_mode(mode):
    """Flags of os.open; whether line ends are universal; whether to read; whether to
    write; 'r', 'w' or 'a'; whether it says 'b'."""
    if mode[0] == 'U':
        mode = 'r' + mode
    basemode = mode[0]
    plus = universal = binary = False
    for c in mode[1:]:
        if c == '+':
            plus = True
        elif c == 'U':
            universal = True
        elif c == 'b':
            binary = True
        else:
            break
    reading = basemode == 'r' or plus
    writing = basemode != 'r' or plus
    return _OS_MODE[basemode, plus], universal, reading, writing, basemode, binary


def construct_stream_tower(stream, buffering, universal, reading, writing, binary):
    """The layers for a mode. buffering: 0 none, 1 lines, negative the default, else
    how many bytes."""
    if buffering == 1:
        if writing:
            stream = LineBufferingOutputStream(stream)
        if reading:
            stream = BufferingInputStream(stream)
    elif buffering != 0:
        if buffering < 0:
            buffering = -1
        if writing:
            stream = BufferingOutputStream(stream, buffering)
        if reading:
            stream = BufferingInputStream(stream, buffering)
    if universal and reading:
        stream = TextInputFilter(stream)
    return stream


# ---- files ------------------------------------------------------------------

class DiskFile(Stream):
    """A file descriptor. signal_checker() is called when a signal interrupts."""

    def __init__(self, fd, signal_checker=None):
        self.fd = fd
        self.signal_checker = signal_checker

    def _interrupted(self, error):
        if error.errno != _EINTR:
            raise error
        if self.signal_checker is not None:
            self.signal_checker()

    def read(self, n):
        assert isinstance(n, int)
        while True:
            try:
                return os.read(self.fd, n)
            except OSError as error:
                self._interrupted(error)

    def write(self, data):
        while data:
            try:
                n = os.write(self.fd, data)
            except OSError as error:
                self._interrupted(error)
                continue
            assert n >= 0
            data = data[n:]

    def seek(self, offset, whence):
        os.lseek(self.fd, offset, whence)

    def tell(self):
        return os.lseek(self.fd, 0, 1)

    def truncate(self, size):
        os.ftruncate(self.fd, size)

    def close1(self, closefileno):
        if closefileno:
            os.close(self.fd)

    def try_to_find_file_descriptor(self):
        return self.fd


# ---- buffers ----------------------------------------------------------------

class BufferingInputStream(Layer):
    """Reads pieces of `bufsize` bytes; self.buf[self.pos:] is what the user has not
    read yet."""

    bigsize = 1 << 19
    bufsize = 1 << 13

    def __init__(self, base, bufsize=-1):
        self.base = base
        if bufsize == -1:
            bufsize = BufferingInputStream.bufsize
        self.bufsize = bufsize
        self.buf = ''
        self.pos = 0

    def _rest(self):
        pos = self.pos
        assert pos >= 0
        if pos == 0:
            return self.buf
        return self.buf[pos:]

    def _drop(self):
        self.buf = ''
        self.pos = 0

    def flush_buffers(self):
        unread = len(self.buf) - self.pos
        if unread > 0:
            self.base.seek(-unread, 1)
        self._drop()

    def tell(self):
        return self.base.tell() - (len(self.buf) - self.pos)

    def seek(self, offset, whence):
        if whence == 1:
            if 0 <= self.pos + offset <= len(self.buf):
                self.pos += offset
                return
            offset -= len(self.buf) - self.pos
        elif whence == 0:
            if self._seek_inside(offset):
                return
        elif whence != 2:
            raise StreamError("whence should be 0, 1 or 2")
        self._drop()
        self._seek_base(offset, whence)

    def _seek_inside(self, offset):
        """Is that position in the buffer? Then it is the current one now."""
        if len(self.buf) == 0:
            return False
        try:
            end = self.base.tell()
        except (MyNotImplementedError, OSError):
            return False
        start = end - len(self.buf)
        if not start <= offset <= end:
            return False
        self.pos = offset - start
        return True

    def _seek_base(self, offset, whence):
        try:
            self.base.seek(offset, whence)
            return
        except MyNotImplementedError:
            pass
        except OSError:
            if whence == 2 or (whence == 0 and offset < 0):
                raise
        self._skip(offset, whence)

    def _skip(self, offset, whence):
        """Reads up to the position, where the stream below cannot seek."""
        if whence == 2:
            while self.base.read(self.bufsize):
                pass
            if offset < 0:
                raise StreamError("cannot seek back")
            return
        if whence == 0:
            offset -= self.base.tell()
        if offset < 0:
            raise StreamError("cannot seek back")
        while offset > 0:
            piece = self.base.read(min(offset, self.bufsize))
            if not piece:
                return
            offset -= len(piece)

    def readall(self):
        builder = StringBuilder()
        builder.append(self._rest())
        self._drop()
        size = self.bufsize
        while True:
            piece = self.base.read(size)
            if not piece:
                return builder.build()
            builder.append(piece)
            if size < self.bigsize:
                size *= 2

    def read(self, n=-1):
        """n bytes, fewer at the end of the file; all if n is negative."""
        assert isinstance(n, int)
        if n < 0:
            return self.readall()
        start = self.pos
        stop = start + n
        assert start >= 0
        if stop <= len(self.buf):
            self.pos = stop
            assert stop >= 0
            return self.buf[start:stop]
        return self._read_more(n)

    def _read_more(self, n):
        builder = StringBuilder(n)
        builder.append(self._rest())
        self._drop()
        while builder.getlength() < n:
            missing = n - builder.getlength()
            piece = self.base.read(max(missing, self.bufsize))
            if not piece:
                break
            if len(piece) > missing:
                builder.append_slice(piece, 0, missing)
                self.buf = piece
                self.pos = missing
                break
            builder.append(piece)
        return builder.build()

    def readline(self):
        """A line with its end, '' at the end of the file."""
        start = self.pos
        assert start >= 0
        end = self.buf.find('\n', start) + 1
        if end > 0:
            self.pos = end
            return self.buf[start:end]
        builder = StringBuilder()
        builder.append(self._rest())
        self._drop()
        while True:
            piece = self.base.read(self.bufsize)
            if not piece:
                return builder.build()
            end = piece.find('\n') + 1
            if end > 0:
                builder.append_slice(piece, 0, end)
                self.buf = piece
                self.pos = end
                return builder.build()
            builder.append(piece)

    def peek(self):
        return (self.pos, self.buf)


class BufferingOutputStream(Layer):
    """Writes pieces of `bufsize` bytes."""

    bufsize = 1 << 13

    def __init__(self, base, bufsize=-1):
        self.base = base
        if bufsize == -1:
            bufsize = BufferingOutputStream.bufsize
        self.bufsize = bufsize
        self._pieces = []
        self._size = 0

    def flush_buffers(self):
        if self._size > 0:
            text = ''.join(self._pieces)
            self._pieces = []
            self._size = 0
            self.base.write(text)

    def tell(self):
        return self.base.tell() + self._size

    def write(self, data):
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= self.bufsize:
            self.flush_buffers()

    def flushable(self):
        return self._size > 0

    def close1(self, closefileno):
        try:
            self.flush_buffers()
        finally:
            self.base.close1(closefileno)


class LineBufferingOutputStream(BufferingOutputStream):
    """Writes whole lines."""

    def write(self, data):
        end = data.rfind('\n') + 1
        if end == 0:
            BufferingOutputStream.write(self, data)
            return
        assert end >= 0
        BufferingOutputStream.write(self, data[:end])
        self.flush_buffers()
        if end < len(data):
            BufferingOutputStream.write(self, data[end:])
