from rpython.rtyper.lltypesystem import lltype, rffi

c_abs = rffi.llexternal("abs", [rffi.INT], rffi.INT)


def entry_point(argv):
    print c_abs(argv[0])
    return 0


def target(driver, args):
    return entry_point, None
