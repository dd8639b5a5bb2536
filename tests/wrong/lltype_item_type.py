from rpython.rtyper.lltypesystem import lltype

ROW = lltype.GcArray(lltype.Signed)


def entry_point(argv):
    row = lltype.malloc(ROW, 3)
    row[0] = 1.5
    return 0


def target(driver, args):
    return entry_point, None
