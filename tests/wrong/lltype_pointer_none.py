from rpython.rtyper.lltypesystem import lltype

POINT = lltype.GcStruct("point", ("x", lltype.Signed))


def make(argv):
    if len(argv) > 1:
        return lltype.malloc(POINT)
    return None


def entry_point(argv):
    if make(argv):
        return 1
    return 0


def target(driver, args):
    return entry_point, None
