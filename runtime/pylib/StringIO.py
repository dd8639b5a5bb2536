"""A file that lives in a string."""


class StringIO(object):
    def __init__(self, text=''):
        self._text = text
        self._position = 0
        self.softspace = 0
        self.closed = False

    def __iter__(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def next(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def read(self, size=-1):
        if size is None or size < 0:
            end = len(self._text)
        else:
            end = min(self._position + size, len(self._text))
        result = self._text[self._position:end]
        self._position = max(end, self._position)
        return result

    def readline(self, size=None):
        end = self._text.find('\n', self._position) + 1 or len(self._text)
        if size is not None and size >= 0:
            end = min(end, self._position + size)
        result = self._text[self._position:end]
        self._position = max(end, self._position)
        return result

    def readlines(self, hint=0):
        return list(self)

    def write(self, text):
        if not isinstance(text, basestring):
            text = str(text)
        at = self._position
        if at > len(self._text):
            self._text += '\0' * (at - len(self._text))
        self._text = self._text[:at] + text + self._text[at + len(text):]
        self._position = at + len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def seek(self, position, whence=0):
        self._position = max(0, position + (0, self._position, len(self._text))[whence])

    def tell(self):
        return self._position

    def truncate(self, size=None):
        self._text = self._text[:self._position if size is None else size]

    def getvalue(self):
        return self._text

    def isatty(self):
        return False

    def flush(self):
        pass

    def close(self):
        self.closed = True
