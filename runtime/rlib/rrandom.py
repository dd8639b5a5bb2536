"""The Mersenne Twister MT19937 (M. Matsumoto and T. Nishimura, 1998)."""
from rpython.rlib.rarithmetic import r_uint, intmask

N = 624
M = 397
MASK32 = r_uint(0xffffffff)
UPPER_MASK = r_uint(0x80000000)
LOWER_MASK = r_uint(0x7fffffff)
MATRIX_A = r_uint(0x9908b0df)
TEMPERING_MASK_A = r_uint(0x9d2c5680)
TEMPERING_MASK_B = r_uint(0xefc60000)


class Random(object):
    def __init__(self, seed=r_uint(0)):
        self.state = [r_uint(0)] * N
        self.index = 0
        self.init_genrand(seed)

    def init_genrand(self, s):
        mt = self.state
        mt[0] = s & MASK32
        for i in range(1, N):
            previous = mt[i - 1]
            mt[i] = (r_uint(1812433253) * (previous ^ (previous >> r_uint(30)))
                     + r_uint(i)) & MASK32
        self.index = N

    def init_by_array(self, init_key):
        key_length = len(init_key)
        mt = self.state
        self.init_genrand(r_uint(19650218))
        i = 1
        j = 0
        rounds = key_length
        if rounds < N:
            rounds = N
        while rounds > 0:
            previous = mt[i - 1]
            mt[i] = ((mt[i] ^ ((previous ^ (previous >> r_uint(30))) * r_uint(1664525)))
                     + init_key[j] + r_uint(j)) & MASK32
            i += 1
            j += 1
            if i >= N:
                mt[0] = mt[N - 1]
                i = 1
            if j >= key_length:
                j = 0
            rounds -= 1
        rounds = N - 1
        while rounds > 0:
            previous = mt[i - 1]
            mt[i] = ((mt[i] ^ ((previous ^ (previous >> r_uint(30))) * r_uint(1566083941)))
                     - r_uint(i)) & MASK32
            i += 1
            if i >= N:
                mt[0] = mt[N - 1]
                i = 1
            rounds -= 1
        mt[0] = UPPER_MASK

    def genrand32(self):
        """A random number of 32 bits, as an r_uint."""
        mt = self.state
        if self.index >= N:
            for kk in range(N - M):
                y = (mt[kk] & UPPER_MASK) | (mt[kk + 1] & LOWER_MASK)
                mt[kk] = mt[kk + M] ^ (y >> r_uint(1)) ^ self._mag(y)
            for kk in range(N - M, N - 1):
                y = (mt[kk] & UPPER_MASK) | (mt[kk + 1] & LOWER_MASK)
                mt[kk] = mt[kk + (M - N)] ^ (y >> r_uint(1)) ^ self._mag(y)
            y = (mt[N - 1] & UPPER_MASK) | (mt[0] & LOWER_MASK)
            mt[N - 1] = mt[M - 1] ^ (y >> r_uint(1)) ^ self._mag(y)
            self.index = 0
        y = mt[self.index]
        self.index += 1
        y ^= y >> r_uint(11)
        y ^= (y << r_uint(7)) & TEMPERING_MASK_A
        y ^= (y << r_uint(15)) & TEMPERING_MASK_B
        y ^= y >> r_uint(18)
        return y & MASK32

    def _mag(self, y):
        if y & r_uint(1):
            return MATRIX_A
        return r_uint(0)

    def random(self):
        """A float in [0.0, 1.0) with 53 random bits."""
        a = intmask(self.genrand32() >> r_uint(5))
        b = intmask(self.genrand32() >> r_uint(6))
        return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0)

    def jumpahead(self, n):
        mt = self.state
        for i in range(N - 1, 1, -1):
            j = n % i
            mt[i], mt[j] = mt[j], mt[i]
        for i in range(N):
            mt[i] = (mt[i] + r_uint(i + 1)) & MASK32
        self.index = N
