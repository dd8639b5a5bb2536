from rpython.rtyper.annlowlevel import llhelper
from rpython.rtyper.lltypesystem import lltype

FUNCTION = lltype.Ptr(lltype.FuncType([lltype.Signed], lltype.Signed))


def double(x):
    return 2 * x

DOUBLE = llhelper(FUNCTION, double)


def entry_point(argv):
    print DOUBLE(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
