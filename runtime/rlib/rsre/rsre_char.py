"""Cases and categories of characters, and sets of characters in the code.

Matching by Unicode's rules needs set_unicode_db() with one of the modules
rlib.unicodedata.unicodedb_x_y_z first.
"""
from rpython.rlib.rarithmetic import int_between
from rpython.rlib.rsre import rsre_constants as consts
from rpython.rlib.unroll import unrolling_iterable

MAXREPEAT = 2 ** 32 - 1
MAXGROUPS = 2 ** 31 - 1
CODESIZE = 4                    # bytes of a word of the code
MAGIC = 20031017
BIG_ENDIAN = False

unicodedb = None


def set_unicode_db(newunicodedb):
    global unicodedb
    unicodedb = newunicodedb


# ---- cases ------------------------------------------------------------------

def getlower_ascii(char_ord):
    if 65 <= char_ord <= 90:
        return char_ord + 32
    return char_ord


def getupper_ascii(char_ord):
    if 97 <= char_ord <= 122:
        return char_ord - 32
    return char_ord


# The C locale has letters in ASCII only.
getlower_locale = getlower_ascii
getupper_locale = getupper_ascii


def getlower_unicode(char_ord):
    if char_ord < 128:
        return getlower_ascii(char_ord)
    assert unicodedb is not None
    return unicodedb.tolower(char_ord)


def getupper_unicode(char_ord):
    """The first character of what it becomes in upper case."""
    if char_ord < 128:
        return getupper_ascii(char_ord)
    assert unicodedb is not None
    return unicodedb.toupper_full(char_ord)[0]


def getlower(char_ord, flags):
    if flags & consts.SRE_FLAG_UNICODE and not flags & consts.SRE_FLAG_LOCALE:
        return getlower_unicode(char_ord)
    return getlower_ascii(char_ord)


def getupper(char_ord, flags):
    if flags & consts.SRE_FLAG_UNICODE and not flags & consts.SRE_FLAG_LOCALE:
        return getupper_unicode(char_ord)
    return getupper_ascii(char_ord)


def iscased_ascii(char_ord):
    return 65 <= char_ord <= 90 or 97 <= char_ord <= 122


def iscased_unicode(char_ord):
    return (char_ord != getlower_unicode(char_ord) or
            char_ord != getupper_unicode(char_ord))


# ---- categories -------------------------------------------------------------

is_a_word = [chr(i).isalnum() or chr(i) == '_' for i in range(256)]
linebreak = ord('\n')
underline = ord('_')


def is_digit(code):
    return int_between(48, code, 58)


def is_uni_digit(code):
    assert unicodedb is not None
    return unicodedb.isdecimal(code)


def is_space(code):
    return code == 32 or int_between(9, code, 14)


def is_uni_space(code):
    assert unicodedb is not None
    return unicodedb.isspace(code)


def is_word(code):
    assert code >= 0
    return code < 256 and is_a_word[code]


def is_uni_word(code):
    assert unicodedb is not None
    return code == underline or unicodedb.isalnum(code)


def is_loc_alnum(code):
    return code != underline and is_word(code)


def is_loc_word(code):
    return is_word(code)


def is_linebreak(code):
    return code == linebreak


def is_uni_linebreak(code):
    assert unicodedb is not None
    return unicodedb.islinebreak(code)


_TESTS = [
    ('DIGIT', is_digit), ('SPACE', is_space), ('WORD', is_word), ('LINEBREAK', is_linebreak),
    ('LOC_WORD', is_loc_word), ('UNI_DIGIT', is_uni_digit), ('UNI_SPACE', is_uni_space),
    ('UNI_WORD', is_uni_word), ('UNI_LINEBREAK', is_uni_linebreak)]


def _negated(name):
    for prefix in ('LOC_', 'UNI_'):
        if name.startswith(prefix):
            return prefix + 'NOT_' + name[4:]
    return 'NOT_' + name

category_dispatch_table = {}
for _name, _test in _TESTS:
    category_dispatch_table[consts.CHCODES['CATEGORY_' + _name]] = (_test, False)
    category_dispatch_table[consts.CHCODES['CATEGORY_' + _negated(_name)]] = (_test, True)
category_dispatch_unroll = unrolling_iterable(
    [(code, category_dispatch_table[code]) for code in sorted(category_dispatch_table)])


def category_dispatch(category_code, char_code):
    for code, (test, negate) in category_dispatch_unroll:
        if category_code == code:
            return test(char_code) != negate
    return False


# ---- sets -------------------------------------------------------------------

def check_charset(ctx, pattern, ppos, char_code):
    """Is the character in the set that starts at pattern[ppos]?"""
    negated = False
    while True:
        op = pattern.pat(ppos)
        if op == consts.OPCODE_FAILURE:
            return negated
        if op == consts.OPCODE_NEGATE:
            negated = not negated
            ppos += 1
            continue
        found, ppos = _set_item(pattern, op, ppos, char_code)
        if found:
            return not negated


def _set_item(pattern, op, ppos, char_code):
    """Is the character in this part of a set, and where the next one starts."""
    first = pattern.pat(ppos + 1)
    if op == consts.OPCODE_LITERAL:
        return first == char_code, ppos + 2
    if op == consts.OPCODE_RANGE:
        return first <= char_code <= pattern.pat(ppos + 2), ppos + 3
    if op == consts.OPCODE_CATEGORY:
        return category_dispatch(first, char_code), ppos + 2
    if op == consts.OPCODE_CHARSET:
        return char_code < 256 and _bit(pattern, ppos + 1, char_code), ppos + 9
    if op == consts.OPCODE27_RANGE_IGNORE:
        last = pattern.pat(ppos + 2)
        return (first <= char_code <= last or
                first <= getupper(char_code, pattern.flags) <= last), ppos + 3
    if op == consts.OPCODE_BIGCHARSET:
        return _in_blocks(pattern, ppos + 2, char_code), ppos + 66 + first * 8
    if op == consts.OPCODE_UNICODE_GENERAL_CATEGORY:
        return _has_category(first, char_code), ppos + 2
    raise AssertionError("unknown code in a set of characters")


def _bit(pattern, start, number):
    return (pattern.pat(start + (number >> 5)) >> (number & 31)) & 1 != 0


def _in_blocks(pattern, start, char_code):
    """256 bytes, the numbers of blocks by the character's upper byte; the blocks are
    bit maps of the lower byte."""
    if char_code >= 0x10000:
        return False
    high = char_code >> 8
    block = (pattern.pat(start + (high >> 2)) >> (8 * (high & 3))) & 0xff
    return _bit(pattern, start + 64 + block * 8, char_code & 0xff)


def _has_category(wanted, char_code):
    """`wanted` is a category of one or two letters, the second shifted by 8 bits."""
    assert unicodedb is not None
    category = unicodedb.category(char_code)
    if ord(category[0]) != wanted & 0xff:
        return False
    return wanted >> 8 == 0 or ord(category[1]) == wanted >> 8


