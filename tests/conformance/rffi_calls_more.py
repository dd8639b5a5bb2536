# Functions of the C library with callbacks, out-parameters and constant strings; arrays of
# structures; structures inside of others.
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(includes=['stdlib.h', 'string.h', 'math.h'], libraries=['m'])
POINT = rffi.CStruct('point', ('x', rffi.INT), ('y', rffi.DOUBLE))
POINTS = rffi.CArray(POINT)
BIG = rffi.CStruct('big', ('head', POINT), ('values', rffi.CFixedArray(rffi.SHORT, 3)),
                   ('text', rffi.CCHARP), ('ratio', rffi.FLOAT))
COMPARE = rffi.CCallback([rffi.VOIDP, rffi.VOIDP], rffi.INT)


def external(name, args, result, **keywords):
    return rffi.llexternal(name, args, result, compilation_info=eci, **keywords)

qsort = external('qsort', [rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, COMPARE], lltype.Void)
strtol = external('strtol', [rffi.CCHARP, rffi.CCHARPP, rffi.INT], rffi.LONG)
fabs = external('fabs', [rffi.DOUBLE], rffi.DOUBLE, elidable_function=True, releasegil=False)
sqrtf = external('sqrtf', [rffi.FLOAT], rffi.FLOAT)
memcmp = external('memcmp', [rffi.CCHARP, rffi.CCHARP, rffi.SIZE_T], rffi.INT, releasegil=False)
strdup = external('strdup', [rffi.CONST_CCHARP], rffi.CCHARP)
getenv = external('getenv', [rffi.CCHARP], rffi.CCHARP)


def integer(x):
    return rffi.cast(rffi.INT, x)


def size(x):
    return rffi.cast(rffi.SIZE_T, x)


class Calls(object):
    count = 0

calls = Calls()


def compare(left, right):
    calls.count += 1
    a = rffi.cast(lltype.Signed, rffi.cast(rffi.INTP, left)[0])
    b = rffi.cast(lltype.Signed, rffi.cast(rffi.INTP, right)[0])
    return integer(a - b)


def structures(n):
    point = rffi.make(POINT, c_x=integer(3 * n), c_y=0.25)
    print rffi.cast(lltype.Signed, point.c_x), int(point.c_y * 100.0)
    lltype.free(point, flavor='raw')
    points = lltype.malloc(POINTS, 4, flavor='raw')
    for i in range(4):
        points[i].c_x = integer(i)
        points[i].c_y = i * 0.5
    behind = rffi.ptradd(points, 2)
    print rffi.cast(lltype.Signed, behind[0].c_x), int(behind[1].c_y * 10.0)
    lltype.free(points, flavor='raw')
    with lltype.scoped_alloc(BIG) as big:
        big.c_head.c_x = integer(n)
        big.c_values[2] = rffi.cast(rffi.SHORT, -7)
        big.c_text = lltype.nullptr(rffi.CCHARP.TO)
        big.c_ratio = rffi.cast(rffi.FLOAT, 1.5)
        print rffi.cast(lltype.Signed, big.c_values[2]), int(bool(big.c_text)),
        print int(float(big.c_ratio) * 2.0), len(big.c_values)


def sorting():
    numbers = lltype.malloc(rffi.CArray(rffi.INT), 6, flavor='raw')
    for i in range(6):
        numbers[i] = integer((i * 5) % 6)
    qsort(rffi.cast(rffi.VOIDP, numbers), size(6), size(rffi.sizeof(rffi.INT)), compare)
    print ' '.join([str(rffi.cast(lltype.Signed, numbers[i])) for i in range(6)]),
    print int(calls.count > 5)
    lltype.free(numbers, flavor='raw')


def texts():
    with rffi.scoped_str2charp("123abc") as text:
        with lltype.scoped_alloc(rffi.CCHARPP.TO, 1) as end:
            print strtol(text, end, integer(10)), rffi.charp2str(end[0])
    with rffi.scoped_str2charp("abc") as left:
        with rffi.scoped_str2charp("abd") as right:
            print int(rffi.cast(lltype.Signed, memcmp(left, right, size(3))) < 0),
            print rffi.cast(lltype.Signed, memcmp(left, right, size(2)))
    constant = rffi.str2constcharp("constant")
    copy = strdup(constant)
    print rffi.charp2str(rffi.ptradd(copy, 3)), rffi.constcharp2str(constant)
    lltype.free(rffi.cast(rffi.CCHARP, constant), flavor='raw')
    with rffi.scoped_str2charp("TW_NO_SUCH_VARIABLE") as name:
        print int(bool(getenv(name)))


def entry_point(argv):
    structures(len(argv))
    sorting()
    texts()
    print int(fabs(-2.5) * 10.0), int(float(sqrtf(rffi.cast(rffi.FLOAT, 2.25))) * 10.0)
    return 0


def target(driver, args):
    return entry_point, None
