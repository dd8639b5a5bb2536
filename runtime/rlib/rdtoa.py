"""Floats from and to text, without spaces and special words.

rfloat has the same with more forms; this module has the names that go with David Gay's
routines in other toolchains."""
from rpython.rlib import rfloat
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem import rffi

lower_special_strings = ['inf', '+inf', '-inf', 'nan']
upper_special_strings = ['INF', '+INF', '-INF', 'NAN']

# double dg_strtod(const char *text, char **end)
dg_strtod = rffi.llexternal('strtod', [rffi.CCHARP, rffi.CCHARPP], rffi.DOUBLE)


def _could_begin(c):
    return '0' <= c <= '9' or c == '.' or c == '-' or c == '+'


def strtod(input):
    """The number that all of the text spells, in digits. Raises ValueError."""
    if not input or not _could_begin(input[0]) or not '.' <= input[len(input) - 1] <= '9':
        raise ValueError('invalid input at position 0')
    return float(input)


def dtoa_formatd(value, code, precision, flags):
    """The text of a float: `code` is one of e f g r, upper case for upper case."""
    return rfloat.formatd(value, code, precision, flags)


@specialize.arg(5)
def dtoa(value, code='r', mode=0, precision=0, flags=0,
         special_strings=lower_special_strings, upper=False):
    """The same, with special_strings for what is not finite. `mode` follows from the code: it is
    accepted for the callers' sake."""
    if rfloat.isnan(value):
        return special_strings[3]
    if rfloat.isinf(value):
        if value < 0.0:
            return special_strings[2]
        if flags & rfloat.DTSF_SIGN:
            return special_strings[1]
        return special_strings[0]
    text = rfloat.formatd(value, code, precision, flags)
    if upper:
        return text.upper()
    return text
