from rpython.rtyper.lltypesystem import lltype

POINT = lltype.Struct("point", ("x", lltype.Signed), ("y", lltype.Signed))


def entry_point(argv):
    point = lltype.malloc(POINT)
    point.x = 1
    return 0


def target(driver, args):
    return entry_point, None
