# C code that includes the toolchain's header for the words RPY_EXTERN, Signed, Unsigned.
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.tool import rffi_platform
from rpython.translator import cdir
from rpython.translator.tool.cbuild import ExternalCompilationInfo

eci = ExternalCompilationInfo(
    include_dirs=[cdir],
    post_include_bits=['''
#include "src/precommondef.h"
#define TW_TEST_LIMIT 77
RPY_EXTERN Signed tw_test_scale(Signed value, Unsigned times);
'''],
    separate_module_sources=['''
#include "src/precommondef.h"
RPY_EXPORTED Signed tw_test_scale(Signed value, Unsigned times) { return value * (Signed)times; }
'''])


class CConfig(object):
    _compilation_info_ = eci
    LIMIT = rffi_platform.ConstantInteger('TW_TEST_LIMIT')

LIMIT = rffi_platform.configure(CConfig)['LIMIT']
scale = rffi.llexternal('tw_test_scale', [lltype.Signed, lltype.Unsigned], lltype.Signed,
                        compilation_info=eci)


def entry_point(argv):
    print scale(-21, rffi.cast(lltype.Unsigned, 2 * len(argv))), LIMIT
    return 0


def target(driver, args):
    return entry_point, None
