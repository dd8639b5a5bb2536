"""SHA-1 (FIPS 180-1), with the interface of the module sha."""
from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rdigest import BlockDigest, MASK32, bytes_of_words, rotate_left

_K = [r_uint(0x5a827999), r_uint(0x6ed9eba1), r_uint(0x8f1bbcdc), r_uint(0xca62c1d6)]


class RSHA(BlockDigest):
    digest_size = 20
    block_size = 64

    def __init__(self, initialdata=''):
        self._init()
        self.update(initialdata)

    def _init(self):
        self._start()
        self.H0 = r_uint(0x67452301)
        self.H1 = r_uint(0xefcdab89)
        self.H2 = r_uint(0x98badcfe)
        self.H3 = r_uint(0x10325476)
        self.H4 = r_uint(0xc3d2e1f0)

    def _transform(self, block, start):
        words = [r_uint(0)] * 80
        for i in range(16):
            p = start + 4 * i
            words[i] = r_uint(ord(block[p]) << 24 | ord(block[p + 1]) << 16 |
                              ord(block[p + 2]) << 8 | ord(block[p + 3]))
        for i in range(16, 80):
            mixed = words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16]
            words[i] = rotate_left(mixed, 1) & MASK32
        a, b, c, d, e = self.H0, self.H1, self.H2, self.H3, self.H4
        for i in range(80):
            if i < 20:
                mixed = (b & c) | (~b & d)
            elif i < 40 or i >= 60:
                mixed = b ^ c ^ d
            else:
                mixed = (b & c) | (b & d) | (c & d)
            next = (rotate_left(a, 5) + mixed + e + words[i] + _K[i // 20]) & MASK32
            a, b, c, d, e = next, a, rotate_left(b, 30) & MASK32, c, d
        self.H0 = (self.H0 + a) & MASK32
        self.H1 = (self.H1 + b) & MASK32
        self.H2 = (self.H2 + c) & MASK32
        self.H3 = (self.H3 + d) & MASK32
        self.H4 = (self.H4 + e) & MASK32

    def copy(self):
        """An independent digest that has seen the same text."""
        other = RSHA()
        self._copy_into(other)
        other.H0, other.H1, other.H2 = self.H0, self.H1, self.H2
        other.H3, other.H4 = self.H3, self.H4
        return other

    def digest(self):
        """The 20 bytes of the digest of what was given so far."""
        last = self.copy()
        last._finish(True)
        return bytes_of_words([last.H0, last.H1, last.H2, last.H3, last.H4], True)


new = sha = RSHA
digest_size = 20
blocksize = 1
