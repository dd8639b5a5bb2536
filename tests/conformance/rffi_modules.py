"""C files and headers of the program, callbacks that fail, flags of objects.

compiled-only: the collector's flags are a matter of the executable.
"""
import os
from rpython.rtyper.lltypesystem import rffi, lltype
from rpython.rlib import rgc
from rpython.rlib.rarithmetic import r_singlefloat
from rpython.rlib.longlong2float import singlefloat2uint, uint2singlefloat
from rpython.translator.tool.cbuild import ExternalCompilationInfo
from rpython.tool.udir import udir

udir.join('helper.h').write("""
#ifndef HELPER_START
#error "HELPER_START"
#endif
struct helper_node { int value; struct helper_node *next; };
typedef int (*helper_fn)(struct helper_node *);
int helper_next(void);
double helper_mix(float a, short b, unsigned char c, _Bool d, long long e);
int helper_visit(struct helper_node *n, helper_fn f);
""")
udir.join('helper.c').write("""
#include "helper.h"
static int state = HELPER_START;
int helper_next(void) { return state++; }
double helper_mix(float a, short b, unsigned char c, _Bool d, long long e) {
  return a + b + c + d + e;
}
int helper_visit(struct helper_node *n, helper_fn f) {
  int total = 0;
  for (; n; n = n->next) total += f(n);
  return total;
}
""")
here = str(udir)
eci = ExternalCompilationInfo(includes=['helper.h'], include_dirs=[here],
    separate_module_files=[os.path.join(here, 'helper.c')], compile_extra=['-DHELPER_START=5'])
NODE = lltype.ForwardReference()
NODEP = lltype.Ptr(NODE)
NODE.become(rffi.CStruct('helper_node', ('value', rffi.INT), ('next', NODEP)))
FN = rffi.CCallback([NODEP], rffi.INT)
helper_next = rffi.llexternal('helper_next', [], rffi.INT, compilation_info=eci)
helper_mix = rffi.llexternal('helper_mix', [rffi.FLOAT, rffi.SHORT, rffi.UCHAR, lltype.Bool, rffi.LONGLONG], rffi.DOUBLE, compilation_info=eci)
helper_visit = rffi.llexternal('helper_visit', [NODEP, FN], rffi.INT, compilation_info=eci)

def visit(node):
    if node.c_value == 13:
        raise ValueError
    return node.c_value * 2
visit._errorcode_ = -1000

class X(object):
    pass

def entry_point(argv):
    print rffi.cast(lltype.Signed, helper_next()), rffi.cast(lltype.Signed, helper_next())
    print int(helper_mix(r_singlefloat(1.5), 70000, 258, True, -10) * 10)
    first = lltype.nullptr(NODE)
    for i in range(4):
        n = lltype.malloc(NODE, flavor='raw')
        n.c_value = rffi.cast(rffi.INT, i + 10)
        n.c_next = first
        first = n
    print rffi.cast(lltype.Signed, helper_visit(first, visit))
    print singlefloat2uint(r_singlefloat(1.0)), int(float(uint2singlefloat(0x40000000)) * 10)
    g = rgc.cast_instance_to_gcref(X())
    print int(rgc.get_gcflag_extra(g)),
    rgc.toggle_gcflag_extra(g)
    print int(rgc.get_rpy_memory_usage(g) >= 0)
    a = rgc.hide_nonmovable_gcref(g)
    print int(rgc.reveal_gcref(a) == g)
    return 0

def target(driver, args):
    return entry_point, None
