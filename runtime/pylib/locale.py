"""Locales at import time: the one of C, whatever the environment says, so that translation
does not depend on it."""

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
CODESET = 14


class Error(Exception):
    pass


def setlocale(category, locale=None):
    if not LC_CTYPE <= category <= LC_ALL:
        raise Error("invalid locale category")
    if locale not in (None, '', 'C', 'POSIX'):
        raise Error("unsupported locale setting")
    return 'C'


def getlocale(category=LC_CTYPE):
    return None, None


def getdefaultlocale(envvars=None):
    return None, None


def getpreferredencoding(do_setlocale=True):
    return 'UTF-8'


def nl_langinfo(key):
    return 'ANSI_X3.4-1968' if key == CODESET else ''


def localeconv():
    result = {'decimal_point': '.', 'thousands_sep': '', 'grouping': []}
    for name in ('currency_symbol', 'int_curr_symbol', 'mon_decimal_point', 'mon_thousands_sep',
                 'negative_sign', 'positive_sign'):
        result[name] = ''
    for name in ('frac_digits', 'int_frac_digits', 'n_cs_precedes', 'n_sep_by_space',
                 'n_sign_posn', 'p_cs_precedes', 'p_sep_by_space', 'p_sign_posn'):
        result[name] = CHAR_MAX
    result['mon_grouping'] = []
    return result


def strcoll(left, right):
    return cmp(left, right)


def strxfrm(text):
    return text


atof = float
atoi = int


def str(number):
    return '%.12g' % number
