from rpython.rtyper.lltypesystem import rffi, lltype
f = rffi.llexternal('fopen', [rffi.CCHARP, rffi.CCHARP], rffi.VOIDP)
FILE = f("/dev/null", "r")
def entry_point(argv):
    print rffi.cast(lltype.Signed, FILE)
    return 0
def target(driver, args):
    return entry_point, None
