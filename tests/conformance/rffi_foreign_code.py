"""C code of the program itself, callbacks from C, errno."""
from rpython.rtyper.lltypesystem import rffi, lltype
from rpython.translator.tool.cbuild import ExternalCompilationInfo
from rpython.rlib import rposix

eci = ExternalCompilationInfo(
    includes=['stdio.h', 'string.h', 'stdlib.h'],
    post_include_bits=["""
#define TWICE(x) ((x) * 2)
static int add3(int a, int b, int c) { return a + b + c; }
RPY_EXTERN long mod_counter(void);
RPY_EXTERN int counter_value;
RPY_EXTERN int call_back(int (*f)(int, void*), int n, void *data);
"""],
    separate_module_sources=["""
int counter_value = 40;
long mod_counter(void) { return ++counter_value; }
int call_back(int (*f)(int, void*), int n, void *data) { int i, t = 0; for (i = 0; i < n; i++) t += f(i, data); return t; }
"""])
twice = rffi.llexternal('TWICE', [rffi.INT], rffi.INT, compilation_info=eci, macro=True)
add3 = rffi.llexternal('add3', [rffi.INT] * 3, rffi.INT, compilation_info=eci)
mod_counter = rffi.llexternal('mod_counter', [], rffi.LONG, compilation_info=eci)
CB = rffi.CCallback([rffi.INT, rffi.VOIDP], rffi.INT)
call_back = rffi.llexternal('call_back', [CB, rffi.INT, rffi.VOIDP], rffi.INT, compilation_info=eci)
get_counter, set_counter = rffi.CExternVariable(rffi.INT, 'counter_value', eci)
c_open = rffi.llexternal('open', [rffi.CCHARP, rffi.INT], rffi.INT, save_err=rffi.RFFI_SAVE_ERRNO)
QSORT_CB = rffi.CCallback([rffi.VOIDP, rffi.VOIDP], rffi.INT)
qsort = rffi.llexternal('qsort', [rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, QSORT_CB], lltype.Void)
c_sqrt = rffi.llexternal('sqrt', [rffi.DOUBLE], rffi.DOUBLE, compilation_info=ExternalCompilationInfo(includes=['math.h'], libraries=['m']), elidable_function=True)

class State(object):
    total = 0
state = State()

def callback(n, data):
    state.total += rffi.cast(lltype.Signed, n)
    p = rffi.cast(rffi.INTP, data)
    return rffi.cast(rffi.INT, rffi.cast(lltype.Signed, n) * rffi.cast(lltype.Signed, p[0]))

def compare(a, b):
    x = rffi.cast(rffi.LONGP, a)[0]
    y = rffi.cast(rffi.LONGP, b)[0]
    if x < y: return -1
    if x > y: return 1
    return 0

def entry_point(argv):
    print rffi.cast(lltype.Signed, twice(21))
    print rffi.cast(lltype.Signed, add3(1, 2, 3))
    print mod_counter(), mod_counter()
    print rffi.cast(lltype.Signed, get_counter())
    set_counter(rffi.cast(rffi.INT, 7))
    print mod_counter()
    data = lltype.malloc(rffi.INTP.TO, 1, flavor='raw')
    data[0] = rffi.cast(rffi.INT, 10)
    print rffi.cast(lltype.Signed, call_back(callback, 5, rffi.cast(rffi.VOIDP, data))), state.total
    lltype.free(data, flavor='raw')
    r = rffi.cast(lltype.Signed, c_open("/nonexistent/file", 0))
    print r, rposix.get_saved_errno()
    items = lltype.malloc(rffi.LONGP.TO, 6, flavor='raw')
    for i in range(6):
        items[i] = (i * 7 + 3) % 11 - 4
    qsort(rffi.cast(rffi.VOIDP, items), 6, rffi.sizeof(rffi.LONG), compare)
    for i in range(6): print items[i],
    print
    lltype.free(items, flavor='raw')
    print int(c_sqrt(2.25) * 10)
    return 0

def target(driver, args):
    return entry_point, None
