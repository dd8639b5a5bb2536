"""A file in memory: RStringIO has the methods of a file object."""
from rpython.rlib.rstring import StringBuilder

AT_END = -1


class RStringIO(object):
    """Characters that were written at the end gather in a builder; reading and
    writing elsewhere move them to a list first."""

    def __init__(self):
        self.init()

    def init(self):
        self._chars = []
        self._tail = None       # what was appended since, or None
        self._pos = AT_END
        self._closed = False

    def close(self):
        self._chars = []
        self._tail = None
        self._pos = 0
        self._closed = True

    def is_closed(self):
        return self._closed

    def getsize(self):
        size = len(self._chars)
        if self._tail is not None:
            size += self._tail.getlength()
        return size

    def getvalue(self):
        tail = self._tail
        if tail is None:
            return ''.join(self._chars)
        if len(self._chars) == 0:
            return tail.build()
        return ''.join(self._chars) + tail.build()

    def _settle(self):
        """All characters in the list."""
        tail = self._tail
        if tail is not None:
            self._tail = None
            chars = self._chars
            for c in tail.build():
                chars.append(c)

    # ---- positions --------------------------------------------------------------

    def tell(self):
        if self._pos == AT_END:
            return self.getsize()
        return self._pos

    def seek(self, position, mode=0):
        """Counts from the start, from here (mode 1) or from the end (mode 2)."""
        if mode == 1:
            position += self.tell()
        elif mode == 2:
            position += self.getsize()
        if position < 0:
            position = 0
        if position == self.getsize():
            position = AT_END
        self._pos = position

    # ---- writing ----------------------------------------------------------------

    def write(self, buffer):
        if self._pos != AT_END:
            self._overwrite(buffer)
            return
        tail = self._tail
        if tail is None:
            tail = self._tail = StringBuilder()
        tail.append(buffer)

    def _overwrite(self, buffer):
        self._settle()
        chars = self._chars
        pos = self._pos
        while len(chars) < pos:
            chars.append('\x00')
        inside = len(chars) - pos
        if inside > len(buffer):
            inside = len(buffer)
        for i in range(inside):
            chars[pos + i] = buffer[i]
        for i in range(inside, len(buffer)):
            chars.append(buffer[i])
        pos += len(buffer)
        if pos == len(chars):
            pos = AT_END
        self._pos = pos

    def truncate(self, size):
        """Cuts the file to at most that size; the position is at its end then, as
        in cStringIO."""
        assert size >= 0
        self._settle()
        if size < len(self._chars):
            del self._chars[size:]
        self._pos = AT_END

    # ---- reading ----------------------------------------------------------------

    def read(self, size=-1):
        pos = self._pos
        if pos == AT_END or size == 0:
            return ''
        if pos == 0 and size < 0:
            self._pos = AT_END
            return self.getvalue()
        self._settle()
        end = len(self._chars)
        if 0 <= size < end - pos:
            end = pos + size
        return self._take(end)

    def readline(self, size=-1):
        pos = self._pos
        if pos == AT_END or size == 0:
            return ''
        self._settle()
        chars = self._chars
        limit = len(chars)
        if 0 <= size < limit - pos:
            limit = pos + size
        end = pos
        while end < limit:
            end += 1
            if chars[end - 1] == '\n':
                break
        return self._take(end)

    def _take(self, end):
        """The characters from here to `end`, where the position goes."""
        pos = self._pos
        if end <= pos:
            return ''
        self._pos = end
        if end == len(self._chars):
            self._pos = AT_END
        assert pos >= 0
        assert end >= 0
        return ''.join(self._chars[pos:end])
