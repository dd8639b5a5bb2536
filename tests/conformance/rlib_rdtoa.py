# rdtoa: floats from and to text.
from rpython.rlib.rdtoa import dtoa, strtod
from rpython.rlib import rfloat


def show(text):
    try:
        print dtoa(strtod(text))
    except ValueError:
        print "invalid:", text


def entry_point(argv):
    for text in ["1.5", "-0.25", "1e10", "12345678901234567890", ".5", "5.", "", " 1", "1 ", "inf",
                 "nan", "1x", "--1"]:
        show(text)
    print dtoa(0.1), dtoa(2.5, code="f", precision=3), dtoa(1234.5, code="e", precision=2)
    print dtoa(1e300 * 1e300), dtoa(-1e300 * 1e300), dtoa(rfloat.NAN)
    print dtoa(1e300 * 1e300, flags=rfloat.DTSF_SIGN), dtoa(2.0, flags=rfloat.DTSF_ADD_DOT_0)
    print dtoa(1e20, code="e", precision=1, upper=True)
    return 0


def target(driver, args):
    return entry_point, None
