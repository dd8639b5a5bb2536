"""Names of characters, the same in all versions of the database.

The tables are decoded when the first name is asked for.
"""
from rpython.rlib.unicodedata import names
from rpython.rlib.unicodedata.tables import NumberReader
from rpython.rlib.unroll import unrolling_iterable

_HANGUL_BASE = 0xac00
_HANGUL_COUNT = 19 * 21 * 28
_HANGUL_PREFIX = 'HANGUL SYLLABLE '
_LEADS = ['G', 'GG', 'N', 'D', 'DD', 'R', 'M', 'B', 'BB', 'S', 'SS', '', 'J', 'JJ', 'C', 'K',
          'T', 'P', 'H']
_VOWELS = ['A', 'AE', 'YA', 'YAE', 'EO', 'E', 'YEO', 'YE', 'O', 'WA', 'WAE', 'OE', 'YO', 'U',
           'WEO', 'WE', 'WI', 'YU', 'EU', 'YI', 'I']
_TAILS = ['', 'G', 'GG', 'GS', 'N', 'NJ', 'NH', 'D', 'L', 'LG', 'LM', 'LB', 'LS', 'LT', 'LP',
          'LH', 'M', 'B', 'BS', 'S', 'SS', 'NG', 'J', 'C', 'K', 'T', 'P', 'H']

_RANGES = unrolling_iterable(names.RANGES)


class _Names(object):
    """The decoded tables."""

    def __init__(self):
        self.of = {}
        self.code_of = {}

    def load(self):
        words = names.WORDS.split(' ')
        reader = NumberReader(names.NAMES)
        code = -1
        while reader.more():
            code += reader.next() + 1
            name = ' '.join([words[index] for index in reader.next_list()])
            self.of[code] = name
            self.code_of[name] = code

_names = _Names()


def _loaded():
    if len(_names.of) == 0:
        _names.load()
    return _names


def _hex(code):
    text = ''
    while code > 0:
        text = '0123456789ABCDEF'[code & 15] + text
        code >>= 4
    while len(text) < 4:
        text = '0' + text
    return text


def name_of(code):
    """The name; KeyError if there is none."""
    for first, last, prefix in _RANGES:
        if first <= code <= last:
            return prefix + '-' + _hex(code)
    index = code - _HANGUL_BASE
    if 0 <= index < _HANGUL_COUNT:
        return (_HANGUL_PREFIX + _LEADS[index // (21 * 28)] + _VOWELS[index // 28 % 21] +
                _TAILS[index % 28])
    return _loaded().of[code]


def code_of(name):
    """The character of a name in capitals; KeyError if there is none."""
    mark = name.rfind('-')
    if mark > 0:
        for first, last, prefix in _RANGES:
            if name[:mark] == prefix:
                code = _parse_hex(name[mark + 1:])
                if first <= code <= last:
                    return code
    if name.startswith(_HANGUL_PREFIX):
        return _parse_hangul(name[len(_HANGUL_PREFIX):])
    return _loaded().code_of[name]


def _parse_hex(digits):
    """The number, or -1."""
    if len(digits) != 4 and len(digits) != 5:
        return -1
    result = 0
    for c in digits:
        value = '0123456789ABCDEF'.find(c)
        if value < 0:
            return -1
        result = result * 16 + value
    return result


def _longest(parts, text, pos):
    """The number of the longest part that stands at pos."""
    best = -1
    for i in range(len(parts)):
        part = parts[i]
        if text[pos:pos + len(part)] == part:
            if best < 0 or len(part) > len(parts[best]):
                best = i
    if best < 0:
        raise KeyError
    return best


def _parse_hangul(syllable):
    pos = 0
    lead = _longest(_LEADS, syllable, pos)
    pos += len(_LEADS[lead])
    vowel = _longest(_VOWELS, syllable, pos)
    pos += len(_VOWELS[vowel])
    tail = _longest(_TAILS, syllable, pos)
    if pos + len(_TAILS[tail]) != len(syllable):
        raise KeyError
    return _HANGUL_BASE + (lead * 21 + vowel) * 28 + tail
