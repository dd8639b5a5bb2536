from rpython.rtyper.lltypesystem import lltype


def entry_point(argv):
    POINT = lltype.GcStruct("point", ("x", lltype.Signed))
    if len(argv) > 1:
        T = POINT
    else:
        T = lltype.GcStruct("size", ("w", lltype.Signed))
    lltype.malloc(T)
    return 0


def target(driver, args):
    return entry_point, None
