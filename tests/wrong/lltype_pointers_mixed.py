from rpython.rtyper.lltypesystem import lltype

POINT = lltype.GcStruct("point", ("x", lltype.Signed))
SIZE = lltype.GcStruct("size", ("w", lltype.Signed))


def make(argv):
    if len(argv) > 1:
        return lltype.malloc(POINT)
    return lltype.malloc(SIZE)


def entry_point(argv):
    make(argv)
    return 0


def target(driver, args):
    return entry_point, None
