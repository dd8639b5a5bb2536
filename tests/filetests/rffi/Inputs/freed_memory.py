from rpython.rtyper.lltypesystem import rffi, lltype
p = lltype.malloc(rffi.CCHARP.TO, 3, flavor='raw')
lltype.free(p, flavor='raw')
def entry_point(argv):
    p[0] = 'c'
    return 0
def target(driver, args):
    return entry_point, None
