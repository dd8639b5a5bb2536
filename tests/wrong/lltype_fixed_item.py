from rpython.rtyper.lltypesystem import lltype

POINT = lltype.FixedSizeArray(lltype.Signed, 3)


def entry_point(argv):
    point = lltype.malloc(POINT, flavor="raw")
    point.item3 = len(argv)
    return 0


def target(driver, args):
    return entry_point, None
