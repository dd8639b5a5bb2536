"""Encodings by name, and files of encoded text."""

BOM_UTF8 = '\xef\xbb\xbf'
BOM_UTF16_LE = BOM_LE = '\xff\xfe'
BOM_UTF16_BE = BOM_BE = '\xfe\xff'
BOM_UTF16 = BOM = BOM_UTF16_LE
BOM_UTF32_LE = '\xff\xfe\x00\x00'
BOM_UTF32_BE = '\x00\x00\xfe\xff'
BOM_UTF32 = BOM_UTF32_LE


def encode(obj, encoding='ascii', errors='strict'):
    return obj.encode(encoding, errors)


def decode(obj, encoding='ascii', errors='strict'):
    return obj.decode(encoding, errors)


def getencoder(encoding):
    """A function of (text, errors) that gives (bytes, how much of the text)."""
    def encoder(text, errors='strict'):
        return text.encode(encoding, errors), len(text)
    u''.encode(encoding)
    return encoder


def getdecoder(encoding):
    """A function of (bytes, errors) that gives (text, how many of the bytes)."""
    def decoder(data, errors='strict'):
        return data.decode(encoding, errors), len(data)
    ''.decode(encoding)
    return decoder


class CodecInfo(tuple):
    """What lookup() finds: (encoder, decoder, None, None), and these by name."""

    def __new__(cls, encode, decode, name):
        self = tuple.__new__(cls, (encode, decode, None, None))
        self.encode = encode
        self.decode = decode
        self.name = name
        return self


def lookup(encoding):
    """LookupError if there is no such encoding."""
    return CodecInfo(getencoder(encoding), getdecoder(encoding), encoding.lower())


class StreamReaderWriter(object):
    """A file whose bytes are encoded text. What is read is decoded as a whole."""

    def __init__(self, stream, encoding, errors='strict'):
        self.stream = stream
        self.encoding = encoding
        self.errors = errors
        self._lines = None

    def read(self, size=-1):
        text = ''.join(self._rest())
        if size < 0:
            size = len(text)
        self._lines = text[size:].splitlines(True)
        return text[:size]

    def _rest(self):
        if self._lines is None:
            self._lines = self.stream.read().decode(self.encoding, self.errors).splitlines(True)
        return self._lines

    def readline(self):
        lines = self._rest()
        return lines.pop(0) if lines else u''

    def readlines(self):
        lines = self._rest()
        self._lines = []
        return lines

    def __iter__(self):
        return iter(self.readline, u'')

    def write(self, text):
        self.stream.write(text.encode(self.encoding, self.errors))

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def flush(self):
        self.stream.flush()

    def close(self):
        self.stream.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def open(filename, mode='rb', encoding=None, errors='strict', buffering=1):
    import __builtin__
    if encoding is None:
        return __builtin__.open(filename, mode)
    if 'b' not in mode:
        mode += 'b'
    return StreamReaderWriter(__builtin__.open(filename, mode), encoding, errors)
