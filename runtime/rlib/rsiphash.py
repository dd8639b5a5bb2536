"""SipHash-2-4, a hash of strings that depends on a secret key.

siphash24(s) takes the key of the process, which is zero until select_random_seed() or
initialize_from_env() sets it. The results are r_uint64. The algorithm is that of
J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF" (2012).
"""
import os
from rpython.rlib import rurandom
from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import intmask, r_uint64

env_var_name = "PYTHONHASHSEED"


class Seed(object):
    k0l = k1l = r_uint64(0)


seed = Seed()


def _word_at(s, start):
    """Eight bytes, the least significant one first."""
    word = r_uint64(0)
    for i in range(8):
        word |= r_uint64(ord(s[start + i])) << (8 * i)
    return word


def select_random_seed(s):
    """The key is a string of 16 bytes."""
    seed.k0l = _word_at(s, 0)
    seed.k1l = _word_at(s, 8)


def _seed_of_number(number):
    """16 bytes that a linear congruential generator makes of the number."""
    state = number
    key = []
    for i in range(16):
        state = intmask((state * 214013 + 2531011) & 0xffffffff)
        key.append(chr((state >> 16) & 0xff))
    return ''.join(key)


def initialize_from_env():
    """PYTHONHASHSEED is a number, of which 0 stands for the key zero, or else 'random'.
    ValueError if it is something else."""
    value = os.environ.get(env_var_name)
    if value is None or value == '' or value == 'random':
        select_random_seed(rurandom.urandom(rurandom.init_urandom(), 16))
        return
    number = int(value)
    if number < 0 or number > 0xffffffff:
        raise ValueError("%s must be 'random' or in [0; 4294967295]" % env_var_name)
    if number == 0:
        seed.k0l = seed.k1l = r_uint64(0)
    else:
        select_random_seed(_seed_of_number(number))


class choosen_seed(object):
    """with choosen_seed(k0, k1): another key, in tests."""

    def __init__(self, new_k0, new_k1):
        self.k0l, self.k1l = r_uint64(new_k0), r_uint64(new_k1)

    def _exchange(self):
        k0l, k1l = seed.k0l, seed.k1l
        seed.k0l, seed.k1l = self.k0l, self.k1l
        self.k0l, self.k1l = k0l, k1l

    def __enter__(self):
        self._exchange()

    def __exit__(self, *ignored):
        self._exchange()


def enable_siphash24():
    """Strings may be hashed by siphash24: which hash they have is nothing that a program may
    rely on, so this changes nothing."""


@always_inline
def _rotated(x, count):
    return (x << count) | (x >> (64 - count))


class _State(object):
    def __init__(self, k0, k1):
        self.v0 = k0 ^ r_uint64(0x736f6d6570736575)
        self.v1 = k1 ^ r_uint64(0x646f72616e646f6d)
        self.v2 = k0 ^ r_uint64(0x6c7967656e657261)
        self.v3 = k1 ^ r_uint64(0x7465646279746573)

    def rounds(self, count):
        v0, v1, v2, v3 = self.v0, self.v1, self.v2, self.v3
        for i in range(count):
            v0 += v1
            v2 += v3
            v1 = _rotated(v1, 13) ^ v0
            v3 = _rotated(v3, 16) ^ v2
            v0 = _rotated(v0, 32)
            v2 += v1
            v0 += v3
            v1 = _rotated(v1, 17) ^ v2
            v3 = _rotated(v3, 21) ^ v0
            v2 = _rotated(v2, 32)
        self.v0, self.v1, self.v2, self.v3 = v0, v1, v2, v3

    def absorb(self, word):
        self.v3 ^= word
        self.rounds(2)
        self.v0 ^= word


def siphash24_with_key(s, k0, k1=0):
    state = _State(r_uint64(k0), r_uint64(k1))
    whole = len(s) & ~7
    start = 0
    while start < whole:
        state.absorb(_word_at(s, start))
        start += 8
    last = r_uint64(len(s) & 0xff) << 56
    for i in range(len(s) - whole):
        last |= r_uint64(ord(s[whole + i])) << (8 * i)
    state.absorb(last)
    state.v2 ^= r_uint64(0xff)
    state.rounds(4)
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3


def siphash24(s):
    return siphash24_with_key(s, seed.k0l, seed.k1l)
