"""Random numbers: the Mersenne Twister, with the sequences of Python 2.7."""
import math
import time

from rpython.rlib.rarithmetic import r_uint
from rpython.rlib.rrandom import Random as _Twister


def _words(seed):
    """The seed in words of 32 bits, the lowest first."""
    words = []
    while seed:
        words.append(r_uint(seed & 0xffffffff))
        seed >>= 32
    return words or [r_uint(0)]


class Random(object):
    def __init__(self, x=None):
        self._twister = _Twister()
        self.seed(x)

    def seed(self, a=None):
        if a is None:
            a = int(time.time() * 256)
        elif not isinstance(a, (int, long)):
            a = hash(a)
        self._twister.init_by_array(_words(abs(a)))

    def random(self):
        return self._twister.random()

    def getrandbits(self, k):
        if k <= 0:
            raise ValueError('number of bits must be greater than zero')
        result = shift = 0
        while shift < k:
            word = int(self._twister.genrand32())
            if k - shift < 32:
                word >>= 32 - (k - shift)
            result |= word << shift
            shift += 32
        return result

    def randrange(self, start, stop=None, step=1):
        if stop is None:
            start, stop = 0, start
        count = (stop - start + step - (1 if step > 0 else -1)) // step
        if count <= 0:
            raise ValueError('empty range for randrange()')
        return start + step * int(self.random() * count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        return seq[int(self.random() * len(seq))]

    def shuffle(self, x):
        for i in reversed(xrange(1, len(x))):
            j = int(self.random() * (i + 1))
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k):
        pool = list(population)
        if not 0 <= k <= len(pool):
            raise ValueError('sample larger than population')
        result = []
        for i in xrange(k):
            j = int(self.random() * (len(pool) - i))
            result.append(pool[j])
            pool[j] = pool[len(pool) - i - 1]
        return result

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def gauss(self, mu, sigma):
        angle = self.random() * 2.0 * math.pi
        return mu + sigma * math.cos(angle) * math.sqrt(-2.0 * math.log(1.0 - self.random()))

    normalvariate = gauss

    def expovariate(self, lambd):
        return -math.log(1.0 - self.random()) / lambd


_instance = Random()
seed = _instance.seed
random = _instance.random
getrandbits = _instance.getrandbits
randrange = _instance.randrange
randint = _instance.randint
choice = _instance.choice
shuffle = _instance.shuffle
sample = _instance.sample
uniform = _instance.uniform
gauss = _instance.gauss
normalvariate = _instance.normalvariate
expovariate = _instance.expovariate
