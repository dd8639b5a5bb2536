"""What MD5 and SHA-1 share: blocks of 64 bytes, padding with the length, the text
of a digest."""
from rpython.rlib.rarithmetic import r_uint, intmask
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.objectmodel import always_inline

MASK32 = r_uint(0xffffffff)
HEX = '0123456789abcdef'


@always_inline
def rotate_left(x, n):
    """The lower 32 bits of x rotated; more bits may be set in x and the result."""
    x &= MASK32
    return (x << r_uint(n)) | (x >> r_uint(32 - n))


def bytes_of_words(words, big_endian):
    builder = StringBuilder(4 * len(words))
    for word in words:
        n = intmask(word)
        for i in range(4):
            shift = 24 - 8 * i if big_endian else 8 * i
            builder.append(chr((n >> shift) & 0xff))
    return builder.build()


class BlockDigest(object):
    """Cuts what update() gets into blocks for _transform(text, start)."""

    def _start(self):
        self._rest = ''         # less than a block
        self._length = 0        # bytes seen

    def update(self, text):
        self._length += len(text)
        start = 0
        if self._rest:
            start = 64 - len(self._rest)
            assert start >= 0
            if len(text) < start:
                self._rest += text
                return
            self._transform(self._rest + text[:start], 0)
        while start + 64 <= len(text):
            self._transform(text, start)
            start += 64
        self._rest = text[start:]

    def _transform(self, block, start):
        raise NotImplementedError

    def _finish(self, big_endian):
        """A bit 1, zeros and the length in bits complete the last block."""
        bits = self._length * 8
        zeros = (55 - self._length) % 64
        low = r_uint(bits & 0xffffffff)
        high = r_uint((bits >> 32) & 0xffffffff)
        words = [high, low] if big_endian else [low, high]
        self.update('\x80' + '\x00' * zeros + bytes_of_words(words, big_endian))

    def _copy_into(self, other):
        other._rest = self._rest
        other._length = self._length

    def digest(self):
        raise NotImplementedError

    def hexdigest(self):
        builder = StringBuilder(40)
        for c in self.digest():
            builder.append(HEX[ord(c) >> 4])
            builder.append(HEX[ord(c) & 15])
        return builder.build()
