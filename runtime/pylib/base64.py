"""Bytes as text of 64 characters."""
import binascii

_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_VALUES = dict([(c, i) for i, c in enumerate(_ALPHABET)])


def b64encode(s, altchars=None):
    alphabet = _ALPHABET[:62] + altchars if altchars is not None else _ALPHABET
    pieces = []
    for i in range(0, len(s), 3):
        group = s[i:i + 3]
        bits = 0
        for c in group + '\0' * (3 - len(group)):
            bits = bits << 8 | ord(c)
        digits = [alphabet[bits >> shift & 63] for shift in (18, 12, 6, 0)]
        for k in range(len(group) + 1, 4):
            digits[k] = '='
        pieces.extend(digits)
    return ''.join(pieces)


def b64decode(s, altchars=None):
    """Characters outside of the alphabet are skipped. TypeError for bad padding."""
    if altchars is not None:
        s = s.replace(altchars[0], '+').replace(altchars[1], '/')
    values = [_VALUES[c] for c in s.split('=')[0] if c in _VALUES]
    missing = -len(values) % 4
    if missing == 3 or s.count('=') < missing:
        raise TypeError('Incorrect padding')
    values += [0] * missing
    pieces = []
    for i in range(0, len(values), 4):
        bits = 0
        for value in values[i:i + 4]:
            bits = bits << 6 | value
        pieces.extend([chr(bits >> shift & 255) for shift in (16, 8, 0)])
    return ''.join(pieces)[:len(pieces) - missing]


standard_b64encode = b64encode
standard_b64decode = b64decode


def urlsafe_b64encode(s):
    return b64encode(s, '-_')


def urlsafe_b64decode(s):
    return b64decode(s, '-_')


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    if not casefold and s != s.upper():
        raise TypeError('Non-base16 digit found')
    return binascii.unhexlify(s)


def encodestring(s):
    """Lines of 76 characters."""
    return ''.join([b64encode(s[i:i + 57]) + '\n' for i in range(0, len(s), 57)])

decodestring = b64decode
