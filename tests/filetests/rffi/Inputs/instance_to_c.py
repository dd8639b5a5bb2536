from rpython.rtyper.lltypesystem import rffi, lltype
f = rffi.llexternal('strlen', [rffi.CCHARP], rffi.INT)
S = lltype.Struct('S', ('x', lltype.Signed))
class A(object): pass
def entry_point(argv):
    s = lltype.malloc(S, flavor='raw')
    f(A())
    return 0
def target(driver, args):
    return entry_point, None
