# Variables and macros of C code; which compiler translated it.
from rpython.rlib.compilerinfo import get_compiler_info
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(post_include_bits=['''
#define TW_TEST_SQUARE(x) ((x) * (x))
extern int tw_test_counter;
extern double tw_test_ratio;
extern char *tw_test_text;
'''], separate_module_sources=['''
int tw_test_counter = 17;
double tw_test_ratio = 2.5;
char *tw_test_text = "from C";
'''])

get_counter, set_counter = rffi.CExternVariable(rffi.INT, 'tw_test_counter', eci, c_type='int')
get_ratio, set_ratio = rffi.CExternVariable(rffi.DOUBLE, 'tw_test_ratio', eci, c_type='double')
get_text, set_text = rffi.CExternVariable(rffi.CCHARP, 'tw_test_text', eci, c_type='char *')
square = rffi.llexternal('TW_TEST_SQUARE', [rffi.INT], rffi.INT, compilation_info=eci, macro=True)


def signed(x):
    return rffi.cast(lltype.Signed, x)


def entry_point(argv):
    n = len(argv)
    print signed(get_counter()), int(get_ratio() * 10.0), rffi.charp2str(get_text())
    set_counter(rffi.cast(rffi.INT, 40 + n))
    set_ratio(0.25)
    with rffi.scoped_str2charp("of the program") as text:
        set_text(text)
        print rffi.charp2str(get_text())
    print signed(get_counter()), int(get_ratio() * 100.0), signed(square(rffi.cast(rffi.INT, 5 + n)))
    print int(len(get_compiler_info()) > 4)
    return 0


def target(driver, args):
    return entry_point, None
