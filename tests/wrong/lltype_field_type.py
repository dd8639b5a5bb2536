from rpython.rtyper.lltypesystem import lltype

POINT = lltype.GcStruct("point", ("x", lltype.Signed))


def entry_point(argv):
    point = lltype.malloc(POINT)
    point.x = argv[0]
    return 0


def target(driver, args):
    return entry_point, None
