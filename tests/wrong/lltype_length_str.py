from rpython.rtyper.lltypesystem import lltype

ROW = lltype.GcArray(lltype.Signed)


def entry_point(argv):
    row = lltype.malloc(ROW, argv[0])
    return len(row)


def target(driver, args):
    return entry_point, None
