"""Decompositions, compositions, and case mappings to several characters; the same in
all versions of the database, for characters that a version has."""
from rpython.rlib.unicodedata import mappings
from rpython.rlib.unicodedata.tables import NumberReader, decode


class Decomposition(object):
    _immutable_fields_ = ['prefix', 'codes[*]']

    def __init__(self, prefix, codes):
        self.prefix = prefix
        self.codes = codes


class Casing(object):
    _immutable_fields_ = ['upper[*]', 'lower[*]', 'title[*]']

    def __init__(self, upper, lower, title):
        self.upper = upper
        self.lower = lower
        self.title = title


def _read_decompositions():
    result = {}
    reader = NumberReader(mappings.DECOMPOSITIONS)
    code = -1
    while reader.more():
        code += reader.next() + 1
        prefix = mappings.PREFIXES[reader.next()]
        result[code] = Decomposition(prefix, reader.next_list())
    return result


def _read_casing():
    result = {}
    reader = NumberReader(mappings.SPECIAL_CASING)
    while reader.more():
        code = reader.next()
        upper = reader.next_list()
        lower = reader.next_list()
        result[code] = Casing(upper, lower, reader.next_list())
    return result


def _read_folding():
    result = {}
    reader = NumberReader(mappings.CASE_FOLDING)
    while reader.more():
        code = reader.next()
        result[code] = reader.next_list()
    return result

DECOMPOSITIONS = _read_decompositions()
CASING = _read_casing()
FOLDING = _read_folding()


def _pair(first, second):
    return first << 21 | second


def _read_compositions():
    result = {}
    for code in decode(mappings.COMPOSITES):
        first, second = DECOMPOSITIONS[code].codes
        result[_pair(first, second)] = code
    return result

_COMPOSITIONS = _read_compositions()


def decomposition_text(code):
    """The field of the database: the prefix and numbers in hexadecimal digits."""
    if code not in DECOMPOSITIONS:
        return ''
    found = DECOMPOSITIONS[code]
    parts = []
    if found.prefix != '':
        parts.append(found.prefix)
    for c in found.codes:
        digits = ''
        while c > 0:
            digits = '0123456789ABCDEF'[c & 15] + digits
            c >>= 4
        parts.append('0' * (4 - len(digits)) + digits)
    return ' '.join(parts)


def decompose(code, compatibility):
    """The characters that are decomposed no further; [] for one that is not
    decomposed itself."""
    result = []
    if code in DECOMPOSITIONS:
        found = DECOMPOSITIONS[code]
        if compatibility or found.prefix == '':
            for c in found.codes:
                parts = decompose(c, compatibility)
                if len(parts) == 0:
                    result.append(c)
                else:
                    result.extend(parts)
    return result


def compose(current, next):
    """The character that normalisation makes of the two, Hangul aside; KeyError if
    there is none."""
    return _COMPOSITIONS[_pair(current, next)]
