from rpython.rtyper.lltypesystem import lltype

POINT = lltype.GcStruct("point", ("x", lltype.Signed))


def entry_point(argv):
    point = lltype.malloc(POINT, 5)
    return point.x


def target(driver, args):
    return entry_point, None
