from rpython.rtyper.lltypesystem import lltype

POINT = lltype.GcStruct("point", ("x", lltype.Signed))
HOLDER = lltype.Struct("holder", ("p", POINT))


def entry_point(argv):
    h = lltype.malloc(HOLDER, flavor="raw")
    return 0


def target(driver, args):
    return entry_point, None
