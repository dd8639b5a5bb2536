"""MD5 (R. Rivest, RFC 1321), with the interface of the module md5."""
import math

from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rdigest import BlockDigest, MASK32, bytes_of_words, rotate_left
from rpython.rlib.unroll import unrolling_iterable

# The sine table of the RFC, and how far each step rotates.
_SINES = [r_uint(int(abs(math.sin(i + 1.0)) * 4294967296.0)) for i in range(64)]
_ROTATIONS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]


def _steps(first):
    """(sine, rotation, index of the word) of sixteen steps."""
    place = {0: lambda i: i, 16: lambda i: (5 * i + 1) % 16,
             32: lambda i: (3 * i + 5) % 16, 48: lambda i: (7 * i) % 16}[first]
    return unrolling_iterable([
        (_SINES[i], _ROTATIONS[first // 16][i % 4], place(i))
        for i in range(first, first + 16)])

_ROUND_1 = _steps(0)
_ROUND_2 = _steps(16)
_ROUND_3 = _steps(32)
_ROUND_4 = _steps(48)


class RMD5(BlockDigest):
    digest_size = 16

    def __init__(self, initialdata='', usedforsecurity=True):
        self._init()
        self.update(initialdata)

    def _init(self):
        self._start()
        self.A = r_uint(0x67452301)
        self.B = r_uint(0xefcdab89)
        self.C = r_uint(0x98badcfe)
        self.D = r_uint(0x10325476)

    def _transform(self, block, start):
        words = [r_uint(0)] * 16
        for i in range(16):
            p = start + 4 * i
            words[i] = r_uint(ord(block[p]) | ord(block[p + 1]) << 8 |
                              ord(block[p + 2]) << 16 | ord(block[p + 3]) << 24)
        a, b, c, d = self.A, self.B, self.C, self.D
        for sine, rotation, place in _ROUND_1:
            mixed = (b & c) | (~b & d)
            a, d, c, b = d, c, b, b + rotate_left(a + mixed + words[place] + sine, rotation)
        for sine, rotation, place in _ROUND_2:
            mixed = (b & d) | (c & ~d)
            a, d, c, b = d, c, b, b + rotate_left(a + mixed + words[place] + sine, rotation)
        for sine, rotation, place in _ROUND_3:
            mixed = b ^ c ^ d
            a, d, c, b = d, c, b, b + rotate_left(a + mixed + words[place] + sine, rotation)
        for sine, rotation, place in _ROUND_4:
            mixed = c ^ (b | (~d & MASK32))
            a, d, c, b = d, c, b, b + rotate_left(a + mixed + words[place] + sine, rotation)
        self.A = (self.A + a) & MASK32
        self.B = (self.B + b) & MASK32
        self.C = (self.C + c) & MASK32
        self.D = (self.D + d) & MASK32

    def copy(self):
        """An independent digest that has seen the same text."""
        other = RMD5()
        self._copy_into(other)
        other.A, other.B, other.C, other.D = self.A, self.B, self.C, self.D
        return other

    def digest(self):
        """The 16 bytes of the digest of what was given so far."""
        last = self.copy()
        last._finish(False)
        return bytes_of_words([last.A, last.B, last.C, last.D], False)


new = md5 = RMD5
digest_size = 16
