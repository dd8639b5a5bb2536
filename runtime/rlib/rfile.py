"""Files as open() gives them, with the buffers of the C library.

Untranslated, the functions give file objects of the import-time Python, which have
the same methods.
"""
import os
import sys

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rgc import ll_shrink_array
from rpython.rlib.rposix_base import _address, _cstring, get_saved_errno
from rpython.rlib.rstring import StringBuilder
from __tw_lltype__ import Address, STR, Signed, Void, external, made_str, malloc

_c_open = external('tw_file_open', [Address, Address], Address)
_c_fdopen = external('tw_file_fdopen', [Signed, Address], Address)
_c_popen = external('tw_file_popen', [Address, Address], Address)
_c_temporary = external('tw_file_temporary', [], Address)
_c_standard = external('tw_file_standard', [Signed], Address)
_c_close = external('tw_file_close', [Address, Signed], Signed)
_c_buffer = external('tw_file_buffer', [Address, Signed], Void)
_c_read = external('tw_file_read', [Address, Address, Signed, Signed], Signed)
_c_readline = external('tw_file_readline', [Address, Address, Signed, Signed], Signed)
_c_write = external('tw_file_write', [Address, Address, Signed], Signed)
_c_flush = external('tw_file_flush', [Address], Signed)
_c_seek = external('tw_file_seek', [Address, Signed, Signed], Signed)
_c_tell = external('tw_file_tell', [Address], Signed)
_c_fileno = external('tw_file_fileno', [Address], Signed)
_c_truncate = external('tw_file_truncate', [Address, Signed], Signed)

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
EOF = -1
BASE_BUF_SIZE = 4096
BASE_LINE_SIZE = 100


def _raise_saved():
    errno = get_saved_errno()
    raise IOError(errno, os.strerror(errno))
_raise_saved._dont_inline_ = True


# ---- making files -----------------------------------------------------------

def _c_mode(mode):
    """What fopen() takes for a mode of open()."""
    if len(mode) == 0:
        raise ValueError("empty mode string")
    universal = mode.find('U') >= 0
    if universal:
        mode = mode.replace('U', '')
        if len(mode) == 0 or mode[0] != 'r':
            mode = 'r' + mode
    if mode[0] != 'r' and mode[0] != 'w' and mode[0] != 'a':
        raise ValueError("mode string must begin with one of 'r', 'w', 'a' or 'U', not '%s'" %
                         mode)
    return mode


def create_file(filename, mode='r', buffering=-1):
    """The file of that name; buffering is 0 for none, 1 for lines, else bytes."""
    if not we_are_translated():
        return open(filename, mode, buffering)
    c_mode = _c_mode(mode)
    file = _c_open(_cstring(filename), _cstring(c_mode))
    if not file:
        _raise_saved()
    return _new(file, mode, buffering)


def create_fdopen_rfile(fd, mode='r', buffering=-1):
    """A file on a file descriptor, which it closes."""
    if not we_are_translated():
        return os.fdopen(fd, mode, buffering)
    c_mode = _c_mode(mode)
    os.fstat(fd)
    file = _c_fdopen(fd, _cstring(c_mode))
    if not file:
        errno = get_saved_errno()
        raise OSError(errno, os.strerror(errno))
    return _new(file, mode, buffering)


def create_temp_rfile():
    """A file without a name, for reading and writing."""
    if not we_are_translated():
        return os.tmpfile()
    file = _c_temporary()
    if not file:
        errno = get_saved_errno()
        raise OSError(errno, os.strerror(errno))
    return RFile(file)


def create_popen_file(command, type='r'):
    """A pipe to (type 'w') or from a shell command; close() gives its status."""
    if not we_are_translated():
        return _ImportTimePipe(os.popen(command, type))
    file = _c_popen(_cstring(command), _cstring(type))
    if not file:
        errno = get_saved_errno()
        raise OSError(errno, os.strerror(errno))
    return RFile(file, False, True)


class _ImportTimePipe(object):
    """The file of os.popen, but close() gives 0 for success."""

    def __init__(self, file):
        self._file = file

    def __getattr__(self, name):
        return getattr(self._file, name)

    def close(self):
        return self._file.close() or 0


def create_stdio():
    """Files of the standard input, output and error output."""
    if not we_are_translated():
        return sys.stdin, sys.stdout, sys.stderr
    return (_standard_file(0), _standard_file(1), _standard_file(2))


def _standard_file(fd):
    return RFile(_c_standard(fd), False, False, False)


def _new(file, mode, buffering):
    result = RFile(file, mode.find('U') >= 0)
    if buffering >= 0:
        _c_buffer(file, buffering)
    return result


def raw_input(prompt=''):
    """A line of the standard input without its end; EOFError if there is none."""
    if prompt:
        os.write(1, prompt)
    line = _standard_file(0).readline()
    if not line:
        raise EOFError
    if line.endswith('\n'):
        end = len(line) - 1
        assert end >= 0
        line = line[:end]
    return line


# ---- files ------------------------------------------------------------------

class RFile(object):
    _is_open = False

    def __init__(self, file, universal=False, is_pipe=False, owned=True):
        self._file = file
        self._universal = int(universal)
        self._is_pipe = int(is_pipe)
        self._owned = owned         # not a standard file
        self._is_open = True

    def __del__(self):
        if self._is_open and self._owned:
            self._is_open = False
            _c_close(self._file, self._is_pipe)

    def close(self):
        """Writes what is buffered. Of a pipe it gives the command's status, else 0."""
        if not self._is_open:
            return 0
        self._is_open = False
        status = _c_close(self._file, self._is_pipe)
        if status == -1:
            _raise_saved()
        return status

    def _check_closed(self):
        if not self._is_open:
            raise ValueError("I/O operation on closed file")

    @property
    def closed(self):
        return not self._is_open

    # ---- reading ----------------------------------------------------------------

    def read(self, size=-1):
        """At most `size` characters, all that there are if it is negative."""
        self._check_closed()
        if size < 0:
            return self._read_all()
        buffer = malloc(STR, size)
        got = _c_read(self._file, _address(buffer), size, self._universal)
        if got < 0:
            _raise_saved()
        if got < size:
            buffer = ll_shrink_array(buffer, got)
        return made_str(buffer)

    def _read_all(self):
        builder = StringBuilder()
        while True:
            piece = self.read(BASE_BUF_SIZE)
            builder.append(piece)
            if len(piece) < BASE_BUF_SIZE:
                return builder.build()

    def readline(self, size=-1):
        """A line with its end, '' at the end of the file; at most `size` characters."""
        self._check_closed()
        if size == 0:
            return ''
        line = self._read_line_piece(BASE_LINE_SIZE if size < 0 or size > BASE_LINE_SIZE else size)
        if len(line) < BASE_LINE_SIZE or len(line) == size or line[len(line) - 1] == '\n':
            return line
        return self._read_long_line(line, size)

    def _read_line_piece(self, size):
        buffer = malloc(STR, size)
        got = _c_readline(self._file, _address(buffer), size, self._universal)
        if got < 0:
            _raise_saved()
        if got < size:
            buffer = ll_shrink_array(buffer, got)
        return made_str(buffer)

    def _read_long_line(self, start, size):
        builder = StringBuilder()
        builder.append(start)
        room = BASE_LINE_SIZE
        while True:
            room *= 2
            if 0 <= size < builder.getlength() + room:
                room = size - builder.getlength()
            piece = self._read_line_piece(room)
            builder.append(piece)
            if len(piece) < room or builder.getlength() == size or piece.endswith('\n'):
                return builder.build()

    def readlines(self):
        lines = []
        while True:
            line = self.readline()
            if not line:
                return lines
            lines.append(line)

    def __iter__(self):
        return self

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    # ---- writing ----------------------------------------------------------------

    def write(self, value):
        self._check_closed()
        if _c_write(self._file, _address(value), len(value)) < 0:
            _raise_saved()

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        self._check_closed()
        if _c_flush(self._file) < 0:
            _raise_saved()

    def truncate(self, size=-1):
        """Cuts or lengthens the file to that size, or to the current position."""
        self._check_closed()
        if size == -1:
            size = self.tell()
        if _c_truncate(self._file, size) < 0:
            _raise_saved()

    # ---- positions --------------------------------------------------------------

    def seek(self, position, whence=SEEK_SET):
        self._check_closed()
        if _c_seek(self._file, position, whence) < 0:
            _raise_saved()

    def tell(self):
        self._check_closed()
        position = _c_tell(self._file)
        if position < 0:
            _raise_saved()
        return position

    # ---- the file descriptor ----------------------------------------------------

    def fileno(self):
        self._check_closed()
        return _c_fileno(self._file)

    def isatty(self):
        self._check_closed()
        return os.isatty(_c_fileno(self._file))

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()
