"""The locale of the process: setlocale(), localeconv(), nl_langinfo() and C's character classes."""
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform
from rpython.translator.tool.cbuild import ExternalCompilationInfo

HAVE_LANGINFO = True
HAVE_LIBINTL = False
libraries = []
eci = ExternalCompilationInfo(includes=['locale.h', 'langinfo.h', 'ctype.h'])

constant_names = ('LC_CTYPE LC_NUMERIC LC_TIME LC_COLLATE LC_MONETARY LC_MESSAGES LC_ALL LC_PAPER '
                  'LC_NAME LC_ADDRESS LC_TELEPHONE LC_MEASUREMENT LC_IDENTIFICATION').split()
langinfo_names = (
    'CODESET D_T_FMT D_FMT T_FMT RADIXCHAR THOUSEP YESEXPR NOEXPR CRNCYSTR AM_STR PM_STR '
    'T_FMT_AMPM ERA ERA_D_FMT ERA_D_T_FMT ERA_T_FMT ALT_DIGITS '
    'DAY_1 DAY_2 DAY_3 DAY_4 DAY_5 DAY_6 DAY_7 ABDAY_1 ABDAY_2 ABDAY_3 ABDAY_4 ABDAY_5 ABDAY_6 '
    'ABDAY_7 MON_1 MON_2 MON_3 MON_4 MON_5 MON_6 MON_7 MON_8 MON_9 MON_10 MON_11 MON_12 ABMON_1 '
    'ABMON_2 ABMON_3 ABMON_4 ABMON_5 ABMON_6 ABMON_7 ABMON_8 ABMON_9 ABMON_10 ABMON_11 '
    'ABMON_12').split()


class LocaleError(Exception):
    def __init__(self, message):
        self.message = message


class _Config:
    _compilation_info_ = eci
    lconv = rffi_platform.Struct('struct lconv', [
        ('decimal_point', rffi.CCHARP), ('thousands_sep', rffi.CCHARP), ('grouping', rffi.CCHARP),
        ('int_curr_symbol', rffi.CCHARP), ('currency_symbol', rffi.CCHARP),
        ('mon_decimal_point', rffi.CCHARP), ('mon_thousands_sep', rffi.CCHARP),
        ('mon_grouping', rffi.CCHARP), ('positive_sign', rffi.CCHARP),
        ('negative_sign', rffi.CCHARP), ('int_frac_digits', rffi.CHAR),
        ('frac_digits', rffi.CHAR), ('p_cs_precedes', rffi.CHAR), ('p_sep_by_space', rffi.CHAR),
        ('n_cs_precedes', rffi.CHAR), ('n_sep_by_space', rffi.CHAR), ('p_sign_posn', rffi.CHAR),
        ('n_sign_posn', rffi.CHAR)])

for _name in constant_names + langinfo_names:
    setattr(_Config, _name, rffi_platform.ConstantInteger(_name))

_config = rffi_platform.configure(_Config)
constants = {'CHAR_MAX': 127}
for _name in constant_names + langinfo_names:
    constants[_name] = globals()[_name] = _config[_name]


def external(name, args, result, **kwds):
    return rffi.llexternal(name, args, result, compilation_info=eci, **kwds)

_lconv = lltype.Ptr(_config['lconv'])
localeconv = external('localeconv', [], _lconv)
_setlocale = external('setlocale', [rffi.INT, rffi.CCHARP], rffi.CCHARP)
_nl_langinfo = external('nl_langinfo', [rffi.INT], rffi.CCHARP)
isalpha = external('isalpha', [rffi.INT], rffi.INT)
isupper = external('isupper', [rffi.INT], rffi.INT)
islower = external('islower', [rffi.INT], rffi.INT)
isalnum = external('isalnum', [rffi.INT], rffi.INT)
toupper = external('toupper', [rffi.INT], rffi.INT)
tolower = external('tolower', [rffi.INT], rffi.INT)


def numeric_formatting():
    """(decimal point, thousands separator, grouping)"""
    conv = localeconv()
    return (rffi.charp2str(conv.c_decimal_point), rffi.charp2str(conv.c_thousands_sep),
            rffi.charp2str(conv.c_grouping))


def setlocale(category, locale):
    """The name of the locale that is set then; locale None only asks. Raises LocaleError."""
    if not LC_CTYPE <= category <= LC_IDENTIFICATION:
        raise LocaleError('invalid locale category')
    answer = _setlocale(rffi.cast(rffi.INT, category), locale)
    if not answer:
        raise LocaleError('unsupported locale setting')
    return rffi.charp2str(answer)


def nl_langinfo(key):
    """One of the texts that langinfo_names name. Raises ValueError."""
    if key not in _langinfo_keys:
        raise ValueError
    return rffi.charp2str(_nl_langinfo(rffi.cast(rffi.INT, key)))

_langinfo_keys = dict([(constants[name], None) for name in langinfo_names])
