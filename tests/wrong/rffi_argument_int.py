from rpython.rtyper.lltypesystem import lltype, rffi

c_strlen = rffi.llexternal("strlen", [rffi.CCHARP], rffi.SIZE_T)


def entry_point(argv):
    print c_strlen(len(argv))
    return 0


def target(driver, args):
    return entry_point, None
