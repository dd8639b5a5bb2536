from rpython.rtyper.lltypesystem import rffi, lltype
f = rffi.llexternal('no_such_fn', [rffi.INT], rffi.INT)
def entry_point(argv):
    f(len(argv))
    return 0
def target(driver, args):
    return entry_point, None
