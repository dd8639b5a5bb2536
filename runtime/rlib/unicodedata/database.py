"""The functions of one version of the database, over its table of runs.

Characters are ints. What a character does not have raises KeyError.
"""
import types

from rpython.rlib.rbisect import bisect_right
from rpython.rlib.unicodedata import charnames, normalization
from rpython.rlib.unicodedata.records import FLAGS, RECORDS
from rpython.rlib.unicodedata.tables import NumberReader

_FLAG = {}
for _i, _name in enumerate(FLAGS):
    _FLAG[_name] = 1 << _i

_CATEGORY = [record[0] for record in RECORDS]
_BIDIRECTIONAL = [record[1] for record in RECORDS]
_WIDTH = [record[2] for record in RECORDS]
_FLAGS = [record[3] for record in RECORDS]
_COMBINING = [record[4] for record in RECORDS]
_DECIMAL = [record[5] for record in RECORDS]
_DIGIT = [record[6] for record in RECORDS]
_UPPER = [record[8] for record in RECORDS]
_LOWER = [record[9] for record in RECORDS]
_TITLE = [record[10] for record in RECORDS]


def _quotient(text):
    if text == '':
        return 0.0
    numerator, denominator = text.split('/')
    return float(numerator) / float(denominator)

_HAS_NUMERIC = [record[7] != '' for record in RECORDS]
_NUMERIC = [_quotient(record[7]) for record in RECORDS]


def _read_runs(text):
    """Where the runs start, and their records."""
    starts, records = [], []
    reader = NumberReader(text)
    code = 0
    while reader.more():
        starts.append(code)
        code += reader.next()
        records.append(reader.next())
    return starts, records


def make_database(version, runs):
    """The functions by name, and the version."""
    starts, records = _read_runs(runs)
    direct = [records[bisect_right(starts, code, len(starts)) - 1] for code in range(256)]

    def _record(code):
        if 0 <= code < 256:
            return direct[code]
        if not 0 <= code < 0x110000:
            raise KeyError
        return records[bisect_right(starts, code, len(starts)) - 1]

    def category(code):
        return _CATEGORY[_record(code)]

    def bidirectional(code):
        return _BIDIRECTIONAL[_record(code)]

    def east_asian_width(code):
        return _WIDTH[_record(code)]

    def combining(code):
        return _COMBINING[_record(code)]

    # ---- kinds of characters ----------------------------------------------------

    def make_test(flag):
        def test(code):
            return _FLAGS[_record(code)] & flag != 0
        return test

    isspace = make_test(_FLAG['space'])
    isalpha = make_test(_FLAG['alpha'])
    islinebreak = make_test(_FLAG['linebreak'])
    isupper = make_test(_FLAG['upper'])
    istitle = make_test(_FLAG['title'])
    islower = make_test(_FLAG['lower'])
    iscased = make_test(_FLAG['cased'])
    iscaseignorable = make_test(_FLAG['case_ignorable'])
    isxidstart = make_test(_FLAG['xid_start'])
    isxidcontinue = make_test(_FLAG['xid_continue'])
    isprintable = make_test(_FLAG['printable'])
    mirrored = make_test(_FLAG['mirrored'])

    def isnumeric(code):
        return _HAS_NUMERIC[_record(code)]

    def isdigit(code):
        return _DIGIT[_record(code)] >= 0

    def isdecimal(code):
        return _DECIMAL[_record(code)] >= 0

    def isalnum(code):
        return isalpha(code) or isnumeric(code)

    # ---- numbers ----------------------------------------------------------------

    def decimal(code):
        value = _DECIMAL[_record(code)]
        if value < 0:
            raise KeyError
        return value

    def digit(code):
        value = _DIGIT[_record(code)]
        if value < 0:
            raise KeyError
        return value

    def numeric(code):
        record = _record(code)
        if not _HAS_NUMERIC[record]:
            raise KeyError
        return _NUMERIC[record]

    # ---- cases ------------------------------------------------------------------

    def toupper(code):
        return code + _UPPER[_record(code)]

    def tolower(code):
        return code + _LOWER[_record(code)]

    def totitle(code):
        return code + _TITLE[_record(code)]

    def _assigned(code):
        return _CATEGORY[_record(code)] != 'Cn'

    def toupper_full(code):
        if code in normalization.CASING and _assigned(code):
            codes = normalization.CASING[code].upper
            if len(codes) > 0:
                return codes
        return [toupper(code)]

    def tolower_full(code):
        if code in normalization.CASING and _assigned(code):
            codes = normalization.CASING[code].lower
            if len(codes) > 0:
                return codes
        return [tolower(code)]

    def totitle_full(code):
        if code in normalization.CASING and _assigned(code):
            codes = normalization.CASING[code].title
            if len(codes) > 0:
                return codes
        return [totitle(code)]

    def casefold_lookup(code):
        """What the character becomes where case does not matter, as a list."""
        if code in normalization.FOLDING and _assigned(code):
            return normalization.FOLDING[code]
        return tolower_full(code)

    # ---- normalisation ----------------------------------------------------------

    def decomposition(code):
        if not _assigned(code):
            return ''
        return normalization.decomposition_text(code)

    def canon_decomposition(code):
        if not _assigned(code):
            return []
        return normalization.decompose(code, False)

    def compat_decomposition(code):
        if not _assigned(code):
            return []
        return normalization.decompose(code, True)

    def composition(current, next):
        code = normalization.compose(current, next)
        if not _assigned(code):
            raise KeyError
        return code

    # ---- names ------------------------------------------------------------------

    def name(code):
        if not _assigned(code):
            raise KeyError
        return charnames.name_of(code)

    def lookup(name, with_named_sequence=False, with_alias=False):
        """The character of a name in capitals."""
        code = charnames.code_of(name)
        if not _assigned(code):
            raise KeyError
        return code

    def lookup_with_alias(name, with_named_sequence=False):
        return lookup(name)

    def lookup_named_sequence(code):
        """No number stands for a named sequence: always None."""
        return None

    def lookup_named_sequence_length(code):
        return -1

    functions = {'version': version}
    for public, value in locals().items():
        if isinstance(value, types.FunctionType) and public[0] != '_' and public != 'make_test':
            value.func_name = public
            functions[public] = value
    return functions
