# The locale "C", and one that does not exist.
from rpython.rlib import rlocale
from rpython.rtyper.lltypesystem import lltype, rffi


def truth(result):
    if rffi.cast(lltype.Signed, result) != 0:
        return 1
    return 0


def entry_point(argv):
    print rlocale.setlocale(rlocale.LC_ALL, "C")
    point, separator, grouping = rlocale.numeric_formatting()
    print point, len(separator), len(grouping)
    print rlocale.setlocale(rlocale.LC_NUMERIC, None)
    try:
        rlocale.setlocale(rlocale.LC_ALL, "nowhere_NO")
    except rlocale.LocaleError as e:
        print e.message
    try:
        rlocale.setlocale(123456, "C")
    except rlocale.LocaleError as e:
        print e.message
    print rlocale.nl_langinfo(rlocale.RADIXCHAR), rlocale.nl_langinfo(rlocale.DAY_1)
    try:
        rlocale.nl_langinfo(-5)
    except ValueError:
        print "no such text"
    letter = rffi.cast(rffi.INT, ord("a"))
    print truth(rlocale.isalpha(letter)), truth(rlocale.isupper(letter)),
    print chr(rffi.cast(lltype.Signed, rlocale.toupper(letter)))
    return 0


def target(driver, args):
    return entry_point, None
