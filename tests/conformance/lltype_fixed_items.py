# Items of fixed-size arrays by their names item0, item1 and so on.
from rpython.rtyper.lltypesystem import lltype, rffi

POINT = lltype.FixedSizeArray(lltype.Signed, 3)
PAIR = lltype.Struct("pair", ("first", lltype.Char), ("second", lltype.Signed))
PAIRS = lltype.FixedSizeArray(PAIR, 2)
HOLDER = lltype.GcStruct("holder", ("tag", lltype.Signed), ("point", POINT))

prebuilt = lltype.malloc(POINT, flavor="raw", immortal=True)
prebuilt.item0 = 4
prebuilt.item1 = prebuilt.item0 + 1
prebuilt[2] = 6


def entry_point(argv):
    n = len(argv)
    point = lltype.malloc(POINT, flavor="raw")
    point.item0 = n
    point[1] = 20
    point.item2 = point.item0 + point.item1
    print point[0], point.item1, point[2], len(point)
    lltype.free(point, flavor="raw")
    pairs = lltype.malloc(PAIRS, flavor="raw")
    pairs.item0.first = "a"
    pairs.item0.second = n
    pairs.item1.second = 5
    print pairs[0].first, pairs.item0.second, pairs[1].second
    lltype.free(pairs, flavor="raw")
    holder = lltype.malloc(HOLDER)
    holder.point.item2 = 8 * n
    print holder.point[2], holder.point.item2, holder.point.item0
    prebuilt.item2 += n
    print prebuilt.item0, prebuilt.item1, prebuilt.item2
    return 0


def target(driver, args):
    return entry_point, None
