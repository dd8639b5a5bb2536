from rpython.rtyper.lltypesystem import lltype, rffi

c_abs = rffi.llexternal("abs", [int], rffi.INT)


def entry_point(argv):
    print c_abs(1)
    return 0


def target(driver, args):
    return entry_point, None
